"""Complaints: taken down for the auditor, ruled by somebody who is no party, and what an upheld one does."""

from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.notices import rules
from shouwang.notices.models import Complained, Complaint, Piece, PieceKind, Ruling
from shouwang.notices.store import complaints as store
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit

_HONOURS, _POINTS = "honours/wall/index", "me/hours/index"


class Found(Protocol):
    """Something that is published."""

    @property
    def author_id(self) -> str:
        """Who published it."""
        ...

    @property
    def shown(self) -> str:
        """The words that others see."""
        ...

    @property
    def parties(self) -> tuple[str, ...]:
        """Whom it concerns."""
        ...


class Published(Protocol):
    """What people publish, as the slice knows it that shows it."""

    def piece(self, kind: str, piece_id: str) -> Found | None:
        """A piece that is shown now."""
        ...

    def picture(self, kind: str, piece_id: str) -> bytes | None:
        """The picture of a piece, as JPEG."""
        ...


class Volunteer(Protocol):
    """A volunteer, as far as a complaint is about one."""

    @property
    def person_id(self) -> str:
        """Who it is."""
        ...

    @property
    def unit_path(self) -> str:
        """Where they serve."""
        ...


class Roster(Protocol):
    """队伍, as far as complaints need it."""

    def volunteer(self, number: str) -> Volunteer:
        """The volunteer of a number. Raises: a Problem."""
        ...

    def volunteer_of(self, person_id: str) -> Volunteer | None:
        """The volunteer a person is, if any."""
        ...


class Complaints(msgspec.Struct, frozen=True):
    """投诉. What is published and who serves is asked for only when somebody complains: a sign-in pays for neither."""

    published: Callable[[], Published]
    roster: Callable[[], Roster]
    now: Clock
    new_id: NewId

    def complain(
        self, actor: Actor, about: str, text: str, named: tuple[PieceKind, str] | None, once: Once
    ) -> Complained:
        """Take a complaint down, with what it names as it is now. One that names nothing there is taken, too: whether
        there is such a thing is nobody's to learn this way. Cost: 1 request, 1 or 2 more for what is named.
        """
        now = self.now()
        complaint_id = rules.complaint_id(f"{local_day(now):%Y-%m}", self.new_id())
        complaint = Complaint(complaint_id, actor.person_id, about, text, now, self._piece(named))
        subject = f"person {actor.person_id}"
        line = audit.note(subject, "complained", actor, now, self.new_id(), {"about": about, "id": complaint_id})
        answer = Complained(complaint_id)
        commit(store.new_complaint(complaint), line, once.record(answer, at=now, status=201))
        return answer

    def of_month(self, month: str, cursor: str | None) -> tuple[Page[Complaint], Mapping[str, Ruling]]:
        """The complaints of a month (`2026-11`), newest first, and how they were ruled. Cost: 2 requests."""
        page = store.complaints(month, cursor, self.now())
        return page, store.rulings([each.complaint_id for each in page.items])

    def one(self, complaint_id: str) -> tuple[Complaint, Ruling | None]:
        """One complaint, and how it was ruled. Raises: NotFound. Cost: 2 requests."""
        complaint = store.fetch_complaint(complaint_id, self.now())
        if complaint is None:
            raise NotFound
        return complaint, store.rulings([complaint_id]).get(complaint_id)

    def picture(self, actor: Actor, complaint_id: str) -> bytes:
        """The picture complained about, as it is now; looking is noted. Raises: NotFound. Cost: 3 requests."""
        complaint = store.fetch_complaint(complaint_id, self.now())
        piece = complaint.piece if complaint else None
        picture = self.published().picture(piece.kind, piece.piece_id) if piece else None
        if picture is None or piece is None:
            raise NotFound
        subject = f"person {piece.author_id}"
        commit(audit.note(subject, "complaint-picture-seen", actor, self.now(), self.new_id(), {"id": complaint_id}))
        return picture

    def rule(self, actor: Actor, complaint_id: str, *, upheld: bool, reason: str, against: str) -> None:
        """Uphold a complaint or not, once. `against`: the number of the volunteer whom it is about, if nothing published is.

        What is upheld takes the piece down and is a fact of the points ledger; everybody concerned is told.
        Raises: the roster's refusal, NotFound, PartyToComplaint, Invalid, ComplaintRuled. Cost: 4 requests.
        """
        complaint = store.fetch_complaint(complaint_id, self.now())
        accused_id = self.roster().volunteer(against).person_id if against else ""
        ruling = rules.rule(actor, complaint, upheld=upheld, reason=reason, accused_id=accused_id, now=self.now())
        if complaint is None:
            raise NotFound
        facts = {"upheld": upheld, "why": reason, "against": ruling.against_id}
        line = audit.note(f"complaint {complaint_id}", "complaint-ruled", actor, ruling.at, self.new_id(), facts)
        effects = self._fact(complaint, ruling) + _take_down(complaint, ruling) if upheld else Writes()
        commit(
            store.ruled(complaint, ruling),
            line,
            effects,
            _tell_complainant(complaint, ruling),
            _tell_accused(complaint, ruling),
        )

    def _piece(self, named: tuple[PieceKind, str] | None) -> Piece | None:
        if named is None:
            return None
        found = self.published().piece(named[0], named[1])
        return Piece(*named, found.author_id, found.shown, found.parties) if found else Piece(*named)

    def _fact(self, complaint: Complaint, ruling: Ruling) -> Writes:
        """What the points rules may deduct for."""
        if not ruling.against_id:
            return Writes()
        volunteer = self.roster().volunteer_of(ruling.against_id)
        payload = {
            "person_id": ruling.against_id,
            "fact": "complaint",
            "source": complaint.complaint_id,
            "quantity": 1,
            "occurred_at": complaint.at,
            "unit_path": volunteer.unit_path if volunteer else "",
            "note": ruling.reason,
        }
        return emit("assessment.fact-told", payload, at=ruling.at, source=f"complaint#{complaint.complaint_id}")


def _take_down(complaint: Complaint, ruling: Ruling) -> Writes:
    piece = complaint.piece
    if piece is None:
        return Writes()
    payload = {"kind": piece.kind, "piece_id": piece.piece_id}
    return emit("honours.complaint-upheld", payload, at=ruling.at, source=complaint.complaint_id)


def _tell_complainant(complaint: Complaint, ruling: Ruling) -> Writes:
    title = f"你的投诉裁定了：{'成立' if ruling.upheld else '不成立'}"
    body = f"关于「{complaint.about}」。理由：{ruling.reason}"
    return _tell(complaint.person_id, title, body, "", ruling, "complainant")


def _tell_accused(complaint: Complaint, ruling: Ruling) -> Writes:
    """Whom it is about, without who complained; the way to object is that of every points entry."""
    if not ruling.against_id:
        return Writes()
    if not ruling.upheld:
        title, body = "有人投诉，裁定不成立", f"理由：{ruling.reason}。不影响你的积分。"
    else:
        down = "内容已经撤下。" if complaint.piece else ""
        title = "投诉查实" if complaint.piece is None else "你公开的内容被投诉，裁定成立"
        body = f"理由：{ruling.reason}。{down}按积分办法扣分；不同意，30 天内在积分明细里对这一条申诉。"
    return _tell(ruling.against_id, title, body, _POINTS if ruling.upheld else _HONOURS, ruling, "accused")


def _tell(person_id: str, title: str, body: str, link: str, ruling: Ruling, whom: str) -> Writes:
    payload = {
        "person_id": person_id,
        "topic": "complaints",
        "title": title,
        "body": body,
        "link": link,
        "template": "",
        "fields": {},
    }
    return emit("notices.tell", payload, at=ruling.at, source=f"complaint#{ruling.complaint_id}#{whom}")
