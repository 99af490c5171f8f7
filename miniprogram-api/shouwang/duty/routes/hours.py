"""A volunteer's hours: by day, line by line, and the proof of a line."""

from collections.abc import Sequence
from datetime import date

import msgspec

from shouwang.duty.models import HoursEntry
from shouwang.duty.service import Hours, PublicLog
from shouwang.duty.service.public_log import ProofView
from shouwang.duty.service.views import HoursView
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform.web import Api, anyone, get

_LONGEST_SPAN_DAYS = 366


class SpanAsk(msgspec.Struct):
    """Which days, both included."""

    first: date
    last: date


class EntriesShown(msgspec.Struct):
    """Lines of the ledger by day."""

    items: Sequence[HoursEntry]


class HoursRoutes:
    """Hours of the person who asks."""

    def __init__(self, hours: Hours, log: PublicLog) -> None:
        self.hours = hours
        self.log = log

    @get("/v1/me/hours", who=anyone, summary="服务时长，一天一天")
    def my_hours(self, actor: Actor, query: SpanAsk) -> HoursView:
        """The days of a span and their sum, the two ledgers side by side."""
        _check_span(query)
        return self.hours.view(actor.person_id, query.first, query.last)

    @get("/v1/me/hours/entries", who=anyone, summary="时长账目，一条一条")
    def my_entries(self, actor: Actor, query: SpanAsk) -> EntriesShown:
        """The ledger's own lines."""
        _check_span(query)
        return EntriesShown(self.hours.entries(actor.person_id, query.first, query.last))

    @get("/v1/me/hours/entries/{entry_id}/proof", who=anyone, summary="一条时长在公示里的证明")
    def proof(self, actor: Actor, entry_id: str) -> ProofView:
        """Everything a stranger needs to check one entry against a published root."""
        return self.log.proof(actor, entry_id)


def hours_api(hours: Hours, log: PublicLog) -> Api:
    """Routes of a volunteer's hours."""
    return Api.of("duty", HoursRoutes(hours, log))


def _check_span(span: SpanAsk) -> None:
    if not 0 <= (span.last - span.first).days < _LONGEST_SPAN_DAYS:
        raise Invalid(faults=[Fault("/last", f"在 first 之后，最多 {_LONGEST_SPAN_DAYS} 天")])
