"""HTTP of complaints: anybody complains, the auditor reads and rules."""

from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor, Role
from shouwang.notices.models import Complained, Complaint, Piece, PieceKind, Ruling
from shouwang.notices.service import Complaints
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, anyone, get, post, roles

_AUDITOR = roles(Role.AUDITOR)


class MonthAsk(msgspec.Struct):
    """Which month, and where to go on."""

    month: Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
    cursor: str | None = None


class PieceAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Something published: a commendation on the wall by its `citation_id`, the photo on a card by its number."""

    kind: PieceKind
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class ComplaintAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What is wrong; `piece` when it is a text or a picture that others see."""

    about: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    text: Annotated[str, msgspec.Meta(min_length=10, max_length=1000)]
    piece: PieceAsk | None = None


class ComplaintRulingAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Upheld or not, and why; those concerned read it. `against`: whom it is about, by number, if nothing published is."""

    upheld: bool
    reason: Annotated[str, msgspec.Meta(min_length=4, max_length=200)]
    against: Annotated[str, msgspec.Meta(max_length=20)] = ""


class PieceTold(msgspec.Struct):
    """What was published, in the words of that moment; nobody's when it was not there. `author_id` may not rule."""

    kind: PieceKind
    id: str
    author_id: str
    shown: str


class RulingTold(msgspec.Struct):
    """How it was ruled."""

    upheld: bool
    reason: str
    against_id: str
    at: datetime


class ComplaintTold(msgspec.Struct):
    """A complaint as the auditor reads it."""

    complaint_id: str
    person_id: str
    about: str
    text: str
    at: datetime
    piece: PieceTold | None
    ruling: RulingTold | None


class ComplaintsTold(msgspec.Struct):
    """Complaints of a month, newest first."""

    items: list[ComplaintTold]
    cursor: str | None


class ComplaintRoutes:
    """投诉."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints

    @post("/v1/complaints", who=anyone, status=201, summary="投诉：一件事，或者别人看得到的一段文字、一张照片")
    def complain(self, actor: Actor, once: Once, body: ComplaintAsk) -> Complained:
        """Something is wrong."""
        named = (body.piece.kind, body.piece.id) if body.piece else None
        return self.complaints.complain(actor, body.about, body.text, named, once)

    @get("/v1/complaints", who=_AUDITOR, summary="一个月的投诉和裁定")
    def of_month(self, query: MonthAsk) -> ComplaintsTold:
        """What people complained about."""
        page, rulings = self.complaints.of_month(query.month, query.cursor)
        return ComplaintsTold([_told(each, rulings.get(each.complaint_id)) for each in page.items], page.cursor)

    @get("/v1/complaints/{complaint_id}/picture.jpg", who=_AUDITOR, summary="被投诉的照片，看过要留痕")
    def picture(self, actor: Actor, complaint_id: str) -> Reply:
        """The picture complained about."""
        headers = {"Cache-Control": "private, no-store"}
        return Reply(self.complaints.picture(actor, complaint_id), "image/jpeg", headers=headers)

    @post("/v1/complaints/{complaint_id}/ruling", who=_AUDITOR, summary="裁定一件投诉：成立就撤下内容、按办法扣分")
    def rule(self, actor: Actor, complaint_id: str, body: ComplaintRulingAsk) -> None:
        """Rule a complaint."""
        self.complaints.rule(actor, complaint_id, upheld=body.upheld, reason=body.reason, against=body.against)


def complaints_api(complaints: Complaints) -> Api:
    """Routes of complaints."""
    return Api.of("notices", ComplaintRoutes(complaints))


def _told(complaint: Complaint, ruling: Ruling | None) -> ComplaintTold:
    return ComplaintTold(
        complaint.complaint_id,
        complaint.person_id,
        complaint.about,
        complaint.text,
        complaint.at,
        _piece(complaint.piece) if complaint.piece else None,
        RulingTold(ruling.upheld, ruling.reason, ruling.against_id, ruling.at) if ruling else None,
    )


def _piece(piece: Piece) -> PieceTold:
    return PieceTold(piece.kind, piece.piece_id, piece.author_id, piece.shown)
