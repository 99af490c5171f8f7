"""Medals over history, and medals in doubt, for a person to decide."""

from datetime import datetime

import msgspec

from shouwang.honours.models import Doubt
from shouwang.honours.routes.asks import Reason
from shouwang.honours.rules import MEDAL_KEEPERS, REVOKERS
from shouwang.honours.service import BackfillAsked, Backfilling, Medals
from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, get, post, roles


class BackfillAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Only show who would get what, or give it."""

    preview: bool


class DoubtsAsk(msgspec.Struct):
    """Of which unit; by default the widest of one's own."""

    unit: str | None = None
    cursor: str | None = None


class DoubtAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """Keep the medal or take it back, and why."""

    keep: bool
    reason: Reason


class DoubtTold(msgspec.Struct):
    """A medal in doubt."""

    award_id: str
    volunteer_number: str
    name: str
    unit_path: str
    medal: str
    title: str
    why: str
    at: datetime


class Doubts(msgspec.Struct):
    """Medals in doubt."""

    items: list[DoubtTold]
    cursor: str | None


class MedalRoutes:
    """Medals over history and in doubt."""

    def __init__(self, medals: Medals, backfilling: Backfilling) -> None:
        self.medals = medals
        self.backfilling = backfilling

    @post("/v1/medals/backfill", who=roles(*MEDAL_KEEPERS), status=202, summary="按规则补发勋章；preview 只看谁会得到")
    def backfill(self, actor: Actor, once: Once, body: BackfillAsk) -> BackfillAsked:
        """Look at everybody again."""
        return self.backfilling.ask(actor, preview=body.preview, once=once)

    @get("/v1/medal-doubts", who=roles(*REVOKERS), summary="依据已更正、证书已领走的勋章，等人定")
    def doubts(self, actor: Actor, query: DoubtsAsk) -> Doubts:
        """Medals in doubt of the own units."""
        page = self.medals.doubts(actor, query.unit, query.cursor)
        return Doubts([_told(doubt) for doubt in page.items], page.cursor)

    @post("/v1/medal-doubts/{award_id}/answer", who=roles(*REVOKERS), summary="留下或撤销一枚存疑的勋章")
    def answer(self, actor: Actor, award_id: str, body: DoubtAnswer) -> None:
        """Decide about a medal in doubt."""
        self.medals.answer(actor, award_id, keep=body.keep, reason=body.reason)


def medals_api(medals: Medals, backfilling: Backfilling) -> Api:
    """Routes of medals by rule."""
    return Api.of("honours", MedalRoutes(medals, backfilling))


def _told(doubt: Doubt) -> DoubtTold:
    return msgspec.convert(doubt, DoubtTold, from_attributes=True)
