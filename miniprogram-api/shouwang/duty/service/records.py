"""Service records 服务记录: a person's months and stars, and what a leader or an auditor may read of hours."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from shouwang.duty.models import AttestedLine, DutySession
from shouwang.duty.rules import records as rules
from shouwang.duty.rules.credit import service
from shouwang.duty.rules.explaining import Explained, explain_day
from shouwang.duty.store import attested, hours
from shouwang.duty.store.sessions import fetch_open, sessions_between
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.clock import Clock, day_start, local_day
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Page

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

_PAGE = 20
_PEOPLE = 25  # of a unit's month on one page
_EARLIEST = date(2000, 1, 1)
_BEFORE = timedelta(days=2)  # a duty that touches a day began less than this before it, or after it when corrected
READERS = (Role.AUDITOR, Role.ADMINISTRATOR, Role.COMMANDER)


class ExplainedDay(msgspec.Struct, frozen=True):
    """A day with every duty that touched it."""

    day: date
    duties: tuple[Explained, ...]
    minutes_measured: int
    minutes_attested: int


class ExplainedMonth(msgspec.Struct, frozen=True):
    """A month of a person's hours, every minute of it in words. Days without a duty are left out."""

    person_id: str
    name: str
    volunteer_number: str
    month: str
    minutes_measured: int
    minutes_attested: int
    days: tuple[ExplainedDay, ...]


class AttesterView(msgspec.Struct, frozen=True):
    """Somebody's word in a month: how many minutes rest on it, of how many people. With two words an entry counts for both."""

    person_id: str
    name: str
    minutes: int
    entries: int
    people: int


class PersonMonth(msgspec.Struct, frozen=True):
    """What a month brought a volunteer, the two ledgers side by side. Units: minutes."""

    name: str
    volunteer_number: str
    measured: int
    attested: int
    patrols: int


class Records(msgspec.Struct, frozen=True):
    """服务记录."""

    roster: "Roster"
    stars: Callable[[str], Sequence[rules.Star]]
    now: Clock

    def explain(self, actor: Actor, month: str | None) -> ExplainedMonth:
        """The own month, every minute in words. Cost: 2 requests."""
        return self._explain(actor.person_id, actor.name, actor.volunteer_number or "", month)

    def explain_for(self, leader: Actor, number: str, month: str | None) -> ExplainedMonth:
        """A volunteer's month, for the staff of the unit. Raises: NoSuchVolunteer. Cost: 3 requests."""
        who = self.roster.volunteer_for(leader, number)
        return self._explain(who.person_id, who.name, who.volunteer_number, month)

    def record(self, person_id: str) -> rules.ServiceRecord:
        """Every month and every star of a person. Cost: 2 requests."""
        return rules.record(hours.days_between(person_id, _EARLIEST, self._today()), self.stars(person_id))

    def record_for(self, leader: Actor, number: str) -> rules.ServiceRecord:
        """A volunteer's record, for the staff of the unit. Raises: NoSuchVolunteer. Cost: 3 requests."""
        return self.record(self.roster.volunteer_for(leader, number).person_id)

    def duty_of(self, person_id: str) -> DutySession | None:
        """The duty a person is on, for who may see the person. Cost: 1 request."""
        return fetch_open(person_id)

    def statement(self, person_id: str, first: date, last: date) -> rules.ServiceStatement:
        """What a certificate of service may say of a span of days, frozen by whoever issues it. Cost: 2 requests."""
        days = hours.days_between(person_id, first, last)
        return rules.statement(person_id, first, last, days, hours.entries_between(person_id, first, last))

    def month_of(self, reader: Actor, unit_path: str, month: str, cursor: str | None) -> Page[PersonMonth]:
        """A page of a unit's volunteers with what a month brought each, for the staff of the unit.

        Raises: NoSuchUnit outside the own units. Cost: 1 request, 1 for each of at most 25 people.
        """
        first = date.fromisoformat(f"{month}-01")
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        page = self.roster.volunteers_for(reader, unit_path, cursor, _PEOPLE)
        months = []
        for who in page.items:
            done = service(hours.days_between(who.person_id, first, last))
            months.append(
                PersonMonth(who.name, who.volunteer_number, done.minutes_measured, done.minutes_attested, done.patrols)
            )
        return Page(months, page.cursor)

    def attesters(self, reader: Actor, month: str | None, cursor: str | None) -> Page[AttesterView]:
        """Hours that rest on somebody's word, by whose it is. Raises: NotFound. Cost: 1 request, 1 for each of them."""
        top = next(iter(reader.scopes(*READERS)), "").partition("/")[0]
        if not reader.covers(top, *READERS):
            raise NotFound
        month = month or self._today().isoformat()[:7]
        page = attested.attesters(top, month, cursor, _PAGE)
        return Page(
            [_view(who.person_id, who.name, attested.attested_by(who.person_id, month)) for who in page.items],
            page.cursor,
        )

    def attested_by(self, reader: Actor, person_id: str, month: str) -> Sequence[AttestedLine]:
        """The entries behind one line of that report. Raises: NotFound. Cost: 1 request."""
        lines = attested.attested_by(person_id, month)
        mine = [line for line in lines if reader.covers(line.unit_path, *READERS)]
        if not mine:
            raise NotFound
        return mine

    def _explain(self, person_id: str, name: str, number: str, month: str | None) -> ExplainedMonth:
        first = date.fromisoformat(f"{month}-01") if month else self._today().replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        found = sessions_between(person_id, day_start(first) - _BEFORE, day_start(after) + _BEFORE)
        sums = {total.day: total for total in hours.days_between(person_id, first, after - timedelta(days=1))}
        days = []
        for n in range((after - first).days):
            day = first + timedelta(days=n)
            told = explain_day(day, _near(found, day))
            if told:
                measured, attested_ = sum(d.measured for d in told), sum(d.attested for d in told)
                days.append(ExplainedDay(day, told, measured, attested_))
        return ExplainedMonth(
            person_id,
            name,
            number,
            first.isoformat()[:7],
            sum(total.measured for total in sums.values()),
            sum(total.attested for total in sums.values()),
            tuple(days),
        )

    def _today(self) -> date:
        return local_day(self.now())


def _near(found: Sequence[DutySession], day: date) -> list[DutySession]:
    """The duties that can touch a day."""
    start = day_start(day)
    return [one for one in found if start - _BEFORE <= one.in_at < start + _BEFORE]


def _view(person_id: str, name: str, lines: Sequence[AttestedLine]) -> AttesterView:
    people = {line.person_id for line in lines}
    return AttesterView(person_id, name, sum(line.minutes for line in lines), len(lines), len(people))
