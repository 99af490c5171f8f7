"""服务记录 over HTTP: one's own months in words, a leader's look at a volunteer's, an auditor's at whose word hours rest on."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from shouwang.duty.models import AttestedLine
from shouwang.duty.rules.records import ServiceRecord
from shouwang.duty.service import Records
from shouwang.duty.service.records import READERS, AttesterView, ExplainedMonth
from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.web import Api, anyone, get, roles

_Month = Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class MonthAsk(msgspec.Struct):
    """Which month, as `2026-11`; this one by default."""

    month: _Month | None = None


class AttestersAsk(msgspec.Struct):
    """Which month, as `2026-11` (this one by default), and where to go on."""

    month: _Month | None = None
    cursor: str | None = None


class OneMonthAsk(msgspec.Struct):
    """Which month, as `2026-11`."""

    month: _Month


class AttestersPage(msgspec.Struct):
    """Whose word hours rest on."""

    items: Sequence[AttesterView]
    cursor: str | None


class AttestedShown(msgspec.Struct):
    """Entries that rest on one person's word."""

    items: Sequence[AttestedLine]


class RecordRoutes:
    """服务记录."""

    def __init__(self, records: Records) -> None:
        self.records = records

    @get("/v1/me/hours/explained", who=anyone, summary="一个月的时长，每一分钟说清楚")
    def explained(self, actor: Actor, query: MonthAsk) -> ExplainedMonth:
        """The own month: what was recorded, what was taken off and why, what the ledgers got."""
        return self.records.explain(actor, query.month)

    @get("/v1/me/service-record", who=anyone, summary="服务记录：每月时长和星级")
    def own_record(self, actor: Actor) -> ServiceRecord:
        """The own months and stars; a star counts after its publicity."""
        return self.records.record(actor.person_id)

    @get("/v1/volunteers/{number}/hours", who=roles(*STAFF), summary="一位队员一个月的时长，每一分钟说清楚")
    def explained_for(self, actor: Actor, number: str, query: MonthAsk) -> ExplainedMonth:
        """A volunteer's month in words, for the staff of the unit."""
        return self.records.explain_for(actor, number, query.month)

    @get("/v1/volunteers/{number}/service-record", who=roles(*STAFF), summary="一位队员的服务记录")
    def record_for(self, actor: Actor, number: str) -> ServiceRecord:
        """A volunteer's months and stars, for the staff of the unit."""
        return self.records.record_for(actor, number)

    @get("/v1/reports/attested-hours", who=roles(*READERS), summary="见证时长，按认可的人分")
    def attesters(self, actor: Actor, query: AttestersAsk) -> AttestersPage:
        """Hours that rest on somebody's word, by whose word it is."""
        page = self.records.attesters(actor, query.month, query.cursor)
        return AttestersPage(page.items, page.cursor)

    @get("/v1/reports/attested-hours/{person_id}", who=roles(*READERS), summary="一个人认可的见证时长，一条一条")
    def attested_by(self, actor: Actor, person_id: str, query: OneMonthAsk) -> AttestedShown:
        """The entries behind a line of that report."""
        return AttestedShown(self.records.attested_by(actor, person_id, query.month))


def records_api(records: Records) -> Api:
    """Routes of service records."""
    return Api.of("duty_records", RecordRoutes(records))
