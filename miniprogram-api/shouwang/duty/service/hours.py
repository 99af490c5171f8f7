"""服务时长: days folded into the ledger, sums read from it, and the public log of it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta

import msgspec

from shouwang.duty.models import DayTotal, DutySession, HoursEntry, KindOfService, Service, WholeSum
from shouwang.duty.rules import credit, log
from shouwang.duty.service.views import DayView, HoursView
from shouwang.duty.store import attested, hours as store
from shouwang.duty.store.sessions import fetch_session, sessions_between
from shouwang.kernel.clock import Clock, day_start, local_day
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.keys import Keys
from shouwang.platform.outbox import emit

_EARLIEST = date(2000, 1, 1)  # no force of this kind is older
_LATEST = date(2199, 12, 31)
_TRIES = 3  # when two duties of a day end at once, the second fold reads again
_STAY = timedelta(days=1)  # no duty lasts longer: one that touches a day began less than this before it
_NEIGHBOURS = timedelta(days=4)  # the days of one duty, and of the same duty before a correction, lie within
_MOVED = timedelta(days=1)  # no correction moves a duty further. Source: rules.corrections, NEAR


class _Folded(msgspec.Struct, frozen=True):
    """A day folded anew: what it stood at, what it stands at, and the entries between, each with its duty."""

    before: DayTotal
    after: DayTotal
    entries: Sequence[tuple[HoursEntry, DutySession]]


class Hours(msgspec.Struct, frozen=True):
    """服务时长."""

    keys: Keys
    now: Clock

    def fold(self, person_id: str, session_id: str, done: Writes, days: Sequence[date] = ()) -> None:
        """Bring the ledger of every day that a duty touches to what its fold says, together with the event's done-mark.

        `days`: those it touched before, when a correction that moved it was taken back.

        Cost: 3 requests, 3 a day, 1 commit.
        """
        session = fetch_session(person_id, session_id)
        for attempt in range(_TRIES):
            seen = store.fetch_sum(person_id)  # before the days: whoever folds one of them meanwhile moves it
            touched = sorted({*days, *(credit.days_of(session) if session else ())})
            folded = [fold for day in touched if (fold := self._fold_day(person_id, day))]
            try:
                commit(self._entered(person_id, folded), self._summed(person_id, seen, folded), done)
            except Conflict:
                if attempt == _TRIES - 1:
                    raise
            else:
                return

    def service(self, person_id: str, first: date | None = None, last: date | None = None) -> Service:
        """What a person has done in a span of days, or ever, which is one row however many the years. Cost: 1 request."""
        if first is None and last is None and (whole := store.fetch_sum(person_id)).known:
            return whole.service
        return credit.service(store.days_between(person_id, first or _EARLIEST, last or local_day(self.now())))

    def service_by_type(self, person_id: str, first: date, last: date) -> tuple[Service, Sequence[KindOfService]]:
        """What a person has done in a span of days, in all and of each duty type, both from the same entries.

        Cost: 2 requests, 1 more for each further megabyte (about 3,000 entries or 1,500 duties).
        """
        entries = store.entries_between(person_id, first, last)
        begin_from, begin_before = day_start(first) - _STAY - _MOVED, day_start(last + timedelta(days=1)) + _MOVED
        kinds = credit.by_duty_type(entries, sessions_between(person_id, begin_from, begin_before) if entries else ())
        return credit.service([credit.total_of_entries(last, entries)]), kinds

    def view(self, person_id: str, first: date, last: date) -> HoursView:
        """The days of a span and their sum. Cost: 1 request."""
        return _view(first, last, store.days_between(person_id, first, last))

    def view_and_whole(self, person_id: str, first: date, last: date) -> tuple[HoursView, Service]:
        """The days of a span until today, and what there is ever. Cost: 2 requests, also where the sum is not known."""
        whole = store.fetch_sum(person_id)
        days = store.days_between(person_id, first if whole.known else _EARLIEST, last)
        ever = whole.service if whole.known else credit.service(days)
        return _view(first, last, [total for total in days if total.day >= first]), ever

    def entries(self, person_id: str, first: date, last: date) -> Sequence[HoursEntry]:
        """The ledger's own lines of a span of days. Cost: 1 request."""
        return store.entries_between(person_id, first, last)

    def rebuild(self, person_id: str, *, write: bool) -> Sequence[tuple[DayTotal, DayTotal]]:
        """Make a person's daily sums again from their entries: each day that differed, as it was and as it is.

        A day that is folded meanwhile is looked at again, so that traffic goes on.
        Cost: 2 requests for a person, 2 for a day that differs, 1 more to write it.
        """
        entries = store.entries_between(person_id, _EARLIEST, _LATEST)
        differed: list[tuple[DayTotal, DayTotal]] = []
        known = {total.day: total for total in store.days_between(person_id, _EARLIEST, _LATEST)}
        by_day: dict[date, list[HoursEntry]] = {day: [] for day in known}
        for entry in entries:
            by_day.setdefault(entry.day, []).append(entry)
        for day in sorted(by_day):
            if credit.total_of_entries(day, by_day[day]) != known.get(day):
                differed += self._rebuild_day(person_id, day, write=write)
        if differed and write:
            self._forget_sum(person_id)
        return differed

    def sum_differs(self, person_id: str, *, write: bool) -> bool:
        """Whether the sum of all days is not what the entries say; with `write` it is added up anew. Cost: 2-3 requests."""
        seen, by_day = store.fetch_sum(person_id), dict[date, list[HoursEntry]]()
        for entry in store.entries_between(person_id, _EARLIEST, _LATEST):
            by_day.setdefault(entry.day, []).append(entry)
        said = credit.service(credit.total_of_entries(day, entries) for day, entries in by_day.items())
        if not seen.known or seen.service == said or store.fetch_sum(person_id) != seen:
            return False
        if write:
            self._forget_sum(person_id)
        return True

    def _forget_sum(self, person_id: str) -> None:
        """The next fold adds all days up anew; once for a person, after the last day, so that folds go on meanwhile."""
        for _ in range(_TRIES):
            with suppress(Conflict):
                commit(store.summed(person_id, store.fetch_sum(person_id), None))
                return
        raise Conflict(table="hours-totals")

    def _rebuild_day(self, person_id: str, day: date, *, write: bool) -> Sequence[tuple[DayTotal, DayTotal]]:
        for _ in range(_TRIES):
            seen = store.fetch_day(person_id, day)
            total = credit.total_of_entries(day, store.entries_of_day(person_id, day))
            if total == seen:
                return []
            with suppress(Conflict):
                if write:
                    commit(store.made_again(person_id, seen, total))
                return [(seen, total)]
        raise Conflict(table="hours-days")

    def _fold_day(self, person_id: str, day: date) -> _Folded | None:
        """None when the ledger says already what the day's duties are worth."""
        start = day_start(day)
        before = store.fetch_day(person_id, day)
        sessions = sessions_between(person_id, start - _STAY - _MOVED, start + timedelta(days=1) + _MOVED)
        folded = credit.credit_of_day(day, sessions)
        written = store.entries_of_day(person_id, day)
        fold = max([before.folds, *(entry.fold for entry in written)]) + 1
        entries = credit.adjustments(person_id, day, folded, written, self.now(), fold)
        if not entries:
            return None
        by_id = {session.session_id: session for session in sessions}
        told = [(credit.with_facts(one, by_id[one.source], written), by_id[one.source]) for one in entries]
        return _Folded(before, credit.day_total(day, folded, fold), told)

    def _entered(self, person_id: str, folded: Sequence[_Folded]) -> Writes:
        """Every day of one fold, in one commit."""
        writes = Writes()
        for day in folded:
            writes += store.enter(person_id, day.before, day.after, [entry for entry, _ in day.entries])
            writes += self._told(day.entries)
        return writes + attested.attested((entry, duty.unit_path) for day in folded for entry, duty in day.entries)

    def _summed(self, person_id: str, seen: WholeSum, folded: Sequence[_Folded]) -> Writes:
        """The sum of all days after a fold: moved by the days near it, or added up where it was not known."""
        if not folded:
            return Writes()
        first, last = folded[0].after.day - _NEIGHBOURS, folded[-1].after.day + _NEIGHBOURS
        if not seen.known:
            first, last = _EARLIEST, _LATEST
        before = {total.day: total for total in store.days_between(person_id, first, last)}
        after = before | {day.after.day: day.after for day in folded}
        if seen.known:
            return store.summed(person_id, seen, credit.moved(seen.service, before.values(), after.values()))
        return store.summed(person_id, seen, credit.service(after.values()))

    def _told(self, entries: Iterable[tuple[HoursEntry, DutySession]]) -> Writes:
        """Each entry's line in the public log, and the events for those who count on it."""
        key, now = self.keys["hours-log"], self.now()
        writes = Writes()
        for entry, session in entries:
            writes += store.log_line(local_day(now), log.line_id(key, entry), log.line(key, entry))
            source = f"{entry.person_id}#{entry.entry_id}"
            told = {
                "person_id": entry.person_id,
                "source": entry.source,
                "day": entry.day,
                "minutes": entry.minutes,
                "ledger": entry.ledger,
                "occurred_at": entry.in_at,
                "ended_at": entry.out_at,
                "duty_type": session.duty_type,
                "unit_path": session.unit_path,
                "entry_id": entry.entry_id,
            }
            writes += emit("assessment.hours-entered", told, at=now, source=source)
            ref = {"person_id": entry.person_id, "entry_id": entry.entry_id}
            writes += emit("honours.hours-entered", ref, at=now, source=source)
        return writes


def _view(first: date, last: date, days: Sequence[DayTotal]) -> HoursView:
    total = credit.service(days)
    told = tuple(DayView(d.day, d.measured, d.attested) for d in days if d.measured or d.attested)
    return HoursView(first, last, total.minutes_measured, total.minutes_attested, total.patrols, told)
