"""How many minutes a duty is worth, and how a day's duties add up.

Facts are never capped, folds are: a session's presence is a fact about itself, a day's credit is a pure function of all
the sessions that touch the day. Adjusting entries bring the ledger to what the fold says, so that events in any order,
late or twice, end at the same sum for each source. Everything is whole minutes of the clock: a presence of 210.5 minutes
is 210, laid from the minute it began in, so two duties that follow each other never share one.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from shouwang.duty.models import (
    Clearance,
    DayCredit,
    DayTotal,
    DutySession,
    HoursEntry,
    Ledger,
    Service,
    SessionState,
)
from shouwang.duty.rules.sessions import EARLIEST, LATEST, LONGEST
from shouwang.kernel.clock import day_start
from shouwang.kernel.intervals import Interval, difference, intersection, length, overlap, split_by_day

RULE = "hours-1"  # changes with any line of this module; every entry names it
SHORTEST = timedelta(minutes=10)  # less is nothing. Source: domain-rules 2.2 rule 4
DAY_CAP = timedelta(hours=8)  # Source: domain-rules 2.2 rule 4
_MINUTE = timedelta(minutes=1)


def ledger_of(session: DutySession) -> Ledger | None:
    """The book a session's minutes belong to; None while it earns none: open, unfinished, in doubt or refused."""
    ends = {session.in_clearance, session.out_clearance}
    if session.state is not SessionState.CLOSED or ends & {Clearance.PENDING, Clearance.REFUSED, None}:
        return None
    return Ledger.ATTESTED if Clearance.WORD in ends else Ledger.MEASURED


def presence(session: DutySession) -> tuple[Interval, ...]:
    """Rules 4 and 6: when the volunteer was on duty, within the shift's window, without breaks, in whole minutes."""
    if session.out_at is None or ledger_of(session) is None:
        return ()
    stay = Interval(session.in_at, session.out_at)
    if session.shift_starts_at is not None and session.shift_ends_at is not None:
        window = Interval(session.shift_starts_at - EARLIEST, session.shift_ends_at + LATEST)
        pieces = tuple(piece for piece in (overlap(stay, window),) if piece)
    else:
        pieces = (stay,)
    minutes = tuple(_whole_minutes(piece) for piece in difference(pieces, session.breaks))
    return minutes if length(minutes) >= SHORTEST else ()


def credit_of_day(day: date, sessions: Iterable[DutySession]) -> tuple[DayCredit, ...]:
    """Rule 5 and the caps: what each session brings to a day.

    A minute is credited once: to what was measured before what was attested, then to the duty that began first.
    """
    found = [(session, ledger) for session in sessions if (ledger := ledger_of(session))]
    found.sort(key=lambda pair: (pair[1] is Ledger.ATTESTED, pair[0].in_at, pair[0].session_id))
    this_day = Interval(day_start(day), day_start(day + timedelta(days=1)))
    taken: tuple[Interval, ...] = ()
    left = DAY_CAP
    credits_: list[DayCredit] = []
    for session, ledger in found:
        stay = presence(session)
        own = difference(intersection(stay, [this_day]), taken)
        valid = intersection(own, _first(stay, LONGEST))
        counted = min(left, length(valid))
        if own:
            beyond = length(own) - counted
            credits_.append(DayCredit(day, session.session_id, ledger, counted // _MINUTE, beyond // _MINUTE))
        taken += valid
        left -= counted
    return tuple(credits_)


def days_of(session: DutySession) -> tuple[date, ...]:
    """The days that a session touches, whether or not it earns anything yet."""
    if session.out_at is None:
        return ()
    ends_at = max(session.out_at, session.in_at + _MINUTE)
    return tuple(day for day, _ in split_by_day(Interval(_floor(session.in_at), ends_at)))


def adjustments(
    person_id: str, day: date, folded: Iterable[DayCredit], entries: Iterable[HoursEntry], now: datetime
) -> tuple[HoursEntry, ...]:
    """The entries that bring a day's ledger to what its fold says; none when it says so already."""
    wanted = {(credit.source, credit.ledger): credit.minutes for credit in folded}
    entries = tuple(entry for entry in entries if entry.day == day)
    written = net_minutes(entries)
    revisions = {entry.source: entry.revision for entry in sorted(entries, key=lambda entry: entry.revision)}
    lines = []
    for key in sorted(wanted.keys() | written.keys()):
        source, ledger = key
        change = wanted.get(key, 0) - written.get(key, 0)
        if change:
            revisions[source] = revisions.get(source, 0) + 1
            entry_id = f"{day.isoformat()}#{source}#{revisions[source]:04d}"
            lines.append(
                HoursEntry(entry_id, person_id, ledger, day, change, source, revisions[source], RULE, recorded_at=now)
            )
    return tuple(lines)


def net_minutes(entries: Iterable[HoursEntry]) -> Mapping[tuple[str, Ledger], int]:
    """What a ledger says of each source: the sum of its entries."""
    sums: dict[tuple[str, Ledger], int] = {}
    for entry in entries:
        sums[entry.source, entry.ledger] = sums.get((entry.source, entry.ledger), 0) + entry.minutes
    return sums


def day_total(day: date, folded: Iterable[DayCredit], folds: int) -> DayTotal:
    """A day's sum as its fold says, after so many folds."""
    credited = [credit for credit in folded if credit.minutes]
    return DayTotal(
        day,
        measured=sum(credit.minutes for credit in credited if credit.ledger is Ledger.MEASURED),
        attested=sum(credit.minutes for credit in credited if credit.ledger is Ledger.ATTESTED),
        sources=tuple(sorted(credit.source for credit in credited)),
        folds=folds,
    )


def service(days: Iterable[DayTotal]) -> Service:
    """What some days add up to; a duty over midnight is one."""
    days = tuple(days)
    return Service(
        minutes_measured=sum(day.measured for day in days),
        minutes_attested=sum(day.attested for day in days),
        patrols=len({source for day in days for source in day.sources}),
    )


def tenths_of_hours(minutes: int) -> str:
    """Hours as certificates show them: to 0.1, rounded down. Source: domain-rules 2.2 rule 8."""
    return f"{minutes // 60}.{minutes % 60 // 6}"


def _whole_minutes(piece: Interval) -> Interval:
    start_at = _floor(piece.start_at)
    return Interval(start_at, start_at + piece.length // _MINUTE * _MINUTE)


def _first(pieces: Iterable[Interval], most: timedelta) -> tuple[Interval, ...]:
    """The beginning of some stretches, up to so much time."""
    kept: list[Interval] = []
    for piece in pieces:
        part = min(piece.length, most)
        kept.append(Interval(piece.start_at, piece.start_at + part))
        most -= part
    return tuple(kept)


def _floor(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
