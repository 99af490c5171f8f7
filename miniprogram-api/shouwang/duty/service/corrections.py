"""补卡: asked for by the volunteer, decided by leaders, told to the person; the fold does the rest."""

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import Correction, CorrectionState, DutySession, Matter, Proposal, Signup, Waiting
from shouwang.duty.rules import corrections as rules, credit, proofs
from shouwang.duty.service.correction_views import CorrectionView, Looked
from shouwang.duty.store import corrections as store, reviews
from shouwang.duty.store.sessions import fetch_session
from shouwang.duty.store.signups import signups_around
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform import audit
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit
from shouwang.platform.photos import render_photo

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

_PAGE = 20


class Corrections(msgspec.Struct, frozen=True):
    """补卡."""

    roster: "Roster"
    blobs: Blobs
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, asked: Proposal) -> CorrectionView:
        """A correction of a duty, or of one of which nothing was recorded.

        Raises: NotFound, NoSuchPoint, every refusal of `rules.propose` and `rules.count_in`. Cost: 3 requests; 1 more to refuse.
        """
        try:
            return self._ask(actor, once, asked)
        except Problem:
            once.before()  # a repeated request is told what the first one was, though it waits by now
            raise

    def _ask(self, actor: Actor, once: Once, asked: Proposal) -> CorrectionView:
        now = self.now()
        asked = rules.whole_minutes(asked)
        session = self._session(actor, asked)
        recorded = asked.session_id is not None
        one = rules.propose(actor, asked, session, recorded=recorded, correction_id=self.new_id(), now=now)
        month = rules.count_in(store.fetch_month(actor.person_id, one.month), one)
        told = self._view(one)
        commit(
            store.new_correction(one),
            store.keep_month(actor.person_id, month),
            reviews.listed(Matter.CORRECTION, _line(one)),
            once.record(told, at=now, status=201),
        )
        return told

    def mine(self, actor: Actor, cursor: str | None) -> Page[CorrectionView]:
        """The own corrections, the newest first. Cost: 1 request."""
        page = store.corrections_of(actor.person_id, cursor, _PAGE)
        return Page([self._view(one) for one in page.items], page.cursor)

    def withdraw(self, actor: Actor, correction_id: str) -> CorrectionView:
        """A correction taken back by who asked. Raises: NotFound, CorrectionSettled. Cost: 3 requests."""
        one = rules.withdraw(store.fetch_correction(actor.person_id, correction_id), actor.person_id)
        commit(store.keep_correction(one), self._off_the_list(one))
        return self._view(one)

    def add_photo(self, actor: Actor, correction_id: str, raw: bytes) -> CorrectionView:
        """A photo as evidence of a waiting correction, kept as our own JPEG; sent again, it is the same one.

        Raises: NotFound, CorrectionSettled, PhotoRefused, EvidenceRefused. Cost: 2 requests, 1 file.
        """
        found = rules.require_photo_wanted(store.fetch_correction(actor.person_id, correction_id), actor.person_id)
        photo = render_photo(raw)
        one, key = rules.with_photo(found, photo)
        self.blobs.put(key, photo, "image/jpeg")
        commit(store.keep_correction(one))
        return self._view(one)

    def look(self, leader: Actor, person_id: str, correction_id: str) -> CorrectionView:
        """What was asked beside what was recorded, for the unit's leaders. Raises: NotFound. Cost: 1-2 requests."""
        return self.judged(leader, person_id, correction_id).view

    def photo(self, leader: Actor, person_id: str, correction_id: str, n: int) -> tuple[bytes, str]:
        """A photo for the leaders of the unit, or for the person, and its type. Raises: NotFound. Cost: 1 request, 1 file."""
        one = store.fetch_correction(person_id, correction_id)
        if one is None or not (leader.person_id == person_id or leader.covers(one.unit_path, *LEADERS)):
            raise NotFound
        key = one.photos[n] if 0 <= n < len(one.photos) else ""
        content = self.blobs.get(key) if key else None
        if content is None:
            raise NotFound
        return content, "image/png" if key.endswith(".png") else "image/jpeg"

    def judged(self, leader: Actor, person_id: str, correction_id: str) -> Looked:
        """One correction with its version and who has spoken. Raises: NotFound outside the leader's units. Cost: 1 request."""
        one = store.fetch_correction(person_id, correction_id)
        if one is None or not leader.covers(one.unit_path, *LEADERS):
            raise NotFound
        return Looked(self._view(one), one.version, frozenset(word.by for word in one.words))

    def decide(
        self,
        leader: Actor,
        person_id: str,
        correction_id: str,
        *,
        accept: bool,
        reason: str,
        version: int | None = None,
    ) -> CorrectionView:
        """A leader's word on a correction, on the version that was seen where one is told; told to the person.

        Raises: every refusal of `rules.decide`, CorrectedBefore, Stale. Cost: 2-4 requests.
        """
        now = self.now()
        found = store.fetch_correction(person_id, correction_id)
        rules.require_seen(found, version)
        one = rules.decide(found, leader, accept=accept, reason=reason, now=now)
        writes = store.keep_correction(one) + self._told(one, leader, "correction-decided")
        if one.state is not CorrectionState.SECOND:
            writes += self._off_the_list(one)
        if one.state is CorrectionState.APPROVED:
            writes += self._apply(one)
        commit(writes)
        return self._view(one)

    def reverse(self, leader: Actor, person_id: str, correction_id: str, reason: str) -> CorrectionView:
        """An approved correction taken back, told to the person; its hours fall. Raises: as `rules.reverse`. Cost: 3 requests."""
        one = rules.reverse(store.fetch_correction(person_id, correction_id), leader, reason, self.now())
        session = fetch_session(person_id, one.session_id)
        writes = store.keep_correction(one) + self._told(one, leader, "correction-reversed")
        if session and session.corrected and session.corrected.correction_id == correction_id:
            writes += store.corrected(replace(session, corrected=None)) + self._changed(one, session)
        commit(writes)
        return self._view(one)

    def _apply(self, one: Correction) -> Writes:
        """What an approved correction changes: the duty says it beside what was recorded, and its days are folded."""
        stands = rules.corrected(one)
        if one.is_recorded:
            session = fetch_session(one.person_id, one.session_id)
            if session is None:
                raise NotFound
            if session.corrected is not None:
                raise rules.CorrectedBefore
            session = replace(session, corrected=stands)
            return store.corrected(session) + self._changed(one, session)
        session = replace(_nothing_recorded(one), corrected=stands)
        return store.unrecorded(session) + self._changed(one, session)

    def _changed(self, one: Correction, session: DutySession) -> Writes:
        days = [day.isoformat() for day in credit.days_of(session)]
        told = {"person_id": one.person_id, "session_id": one.session_id, "days": days}
        return emit("duty.session-closed", told, at=self.now(), source=f"{one.correction_id}#{one.state}")

    def _session(self, actor: Actor, asked: Proposal) -> DutySession:
        """The duty that a proposal is about. Raises: NotFound, NoSuchPoint, Invalid. Cost: 1 request."""
        if asked.session_id is not None:
            session = fetch_session(actor.person_id, asked.session_id)
            if session is None:
                raise NotFound
            return session
        signup = self._signup(actor, asked)
        if signup is None and asked.point_number is None:
            raise Invalid(faults=[Fault("/point_number", "没有打卡也没有报班，要写在哪个集结点")])
        session_id = proofs.tap_id(actor.person_id, asked.in_at, "unrecorded")
        session = rules.unrecorded(actor, asked, session_id, signup)
        self.roster.point(session.point_number)
        return session

    def _signup(self, actor: Actor, asked: Proposal) -> Signup | None:
        """The place on a shift that a duty without a record belongs to."""
        if asked.out_at <= asked.in_at:
            return None
        held = signups_around(actor.person_id, asked.in_at, asked.out_at)
        mine = [signup for signup in held if signup.state == "signed-up"]
        here = [s for s in mine if asked.point_number in (None, s.point_number)]
        return next((s for s in here if s.starts_at < asked.out_at and asked.in_at < s.ends_at), None)

    def _off_the_list(self, one: Correction) -> Writes:
        month = rules.count_out(store.fetch_month(one.person_id, one.month), one)
        gone = reviews.unlisted(Matter.CORRECTION, one.unit_path, one.asked_at, one.correction_id)
        return gone + store.keep_month(one.person_id, month)

    def _told(self, one: Correction, leader: Actor, act: str) -> Writes:
        now, last = self.now(), one.words[-1]
        facts = {
            "correction_id": one.correction_id,
            "accept": last.accept,
            "state": one.state,
            "asked": [one.in_at.isoformat(), one.out_at.isoformat()],
            "recorded": [at.isoformat() if at else None for at in (one.recorded_in_at, one.recorded_out_at)],
            "reason": last.reason,
        }
        title, body = rules.words(one)
        told = {
            "person_id": one.person_id,
            "topic": "duty",
            "title": title,
            "body": body,
            "link": f"me/corrections/index?id={one.session_id}",
            "template": "",
            "fields": {},
        }
        source = f"{act}#{one.correction_id}#{one.state}"
        line = audit.note(f"person {one.person_id}", act, leader, now, self.new_id(), facts, {one.person_id: one.name})
        return line + emit("notices.tell", told, at=now, source=source)

    def _view(self, one: Correction) -> CorrectionView:
        return CorrectionView.of(one, self.roster.point(one.point_number).name)


def _nothing_recorded(one: Correction) -> DutySession:
    """The duty that stands on a correction alone."""
    who = Actor(one.person_id, "", unit_path=one.unit_path)
    asked = Proposal(one.in_at, one.out_at, one.reason, point_number=one.point_number)
    empty = rules.unrecorded(who, asked, one.session_id, None)
    return replace(
        empty,
        shift_id=one.shift_id,
        shift_starts_at=one.shift_starts_at,
        shift_ends_at=one.shift_ends_at,
        duty_type=one.duty_type,
    )


def _line(one: Correction) -> Waiting:
    return Waiting(
        person_id=one.person_id,
        subject_id=one.correction_id,
        unit_path=one.unit_path,
        name=one.name,
        volunteer_number=one.volunteer_number,
        point_number=one.point_number,
        about=one.reason,
        since=one.asked_at,
    )
