"""How many minutes a duty is worth, and how a day's duties add up.

Facts are never capped, folds are: a session's presence is a fact about itself, a day's credit is a pure function of all
the sessions that touch the day. Adjusting entries bring the ledger to what the fold says, so that events in any order,
late or twice, end at the same sum for each source. Everything is whole minutes of the clock: a presence of 210.5 minutes
is 210, laid from the minute it began in, so two duties that follow each other never share one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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

RULE = "hours-2"  # changes with any line of this module; every entry names it
SHORTEST = timedelta(minutes=10)  # less is nothing. Source: domain-rules 2.2 rule 4
DAY_CAP = timedelta(hours=8)  # Source: domain-rules 2.2 rule 4
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a duty asks a ledger for: stretches of whole minutes, before overlaps and caps."""

    session: DutySession
    ledger: Ledger
    pieces: tuple[Interval, ...]

    @property
    def order(self) -> tuple[bool, datetime, str]:
        """Who comes first to a minute: what was measured, then the duty that began first."""
        return (self.ledger is Ledger.ATTESTED, self.session.in_at, self.session.session_id)


def ledger_of(session: DutySession) -> Ledger | None:
    """The book that a duty's recorded minutes belong to; None while it earns none: open, unfinished, in doubt or refused."""
    ends = {session.in_clearance, session.out_clearance}
    if session.state is not SessionState.CLOSED or ends & {Clearance.PENDING, Clearance.REFUSED, None}:
        return None
    return Ledger.ATTESTED if Clearance.WORD in ends else Ledger.MEASURED


def presence(session: DutySession) -> tuple[Interval, ...]:
    """Rules 4 and 6: when the volunteer was on duty as recorded, in the shift's window, without breaks, in whole minutes."""
    if session.out_at is None or ledger_of(session) is None:
        return ()
    minutes = _counted(session, Interval(session.in_at, session.out_at), LATEST)
    return minutes if length(minutes) >= SHORTEST else ()


def claims(session: DutySession) -> tuple[Claim, ...]:
    """What a duty asks for. A correction keeps what it confirms of the record measured; the rest is somebody's word.

    Source: domain-rules 2.2 rules 3, 7 and 9; docs/decisions/0090-corrections.md
    """
    recorded, ledger = presence(session), ledger_of(session)
    if session.corrected is None:
        return (Claim(session, ledger, recorded),) if ledger and recorded else ()
    said = Interval(session.corrected.in_at, session.corrected.out_at)
    measured = intersection(recorded, [said]) if ledger is Ledger.MEASURED else ()
    attested = difference(_counted(session, said, timedelta()), measured)
    if length(measured) + length(attested) < SHORTEST:
        return ()
    both = (Claim(session, Ledger.MEASURED, measured), Claim(session, Ledger.ATTESTED, attested))
    return tuple(claim for claim in both if claim.pieces)


def credit_of_day(day: date, sessions: Iterable[DutySession]) -> tuple[DayCredit, ...]:
    """Rule 5 and the caps: what each duty brings to a day.

    A minute is credited once: to what was measured before what was attested, then to the duty that began first.
    """
    found = sorted((claim for session in sessions for claim in claims(session)), key=lambda claim: claim.order)
    this_day = Interval(day_start(day), day_start(day + timedelta(days=1)))
    taken: tuple[Interval, ...] = ()
    left = DAY_CAP
    used: dict[str, timedelta] = {}
    credits_: list[DayCredit] = []
    for claim in found:
        source = claim.session.session_id
        before = used.get(source, timedelta())
        used[source] = before + length(claim.pieces)
        own = difference(intersection(claim.pieces, [this_day]), taken)
        valid = intersection(own, _first(claim.pieces, max(timedelta(), LONGEST - before)))
        counted = min(left, length(valid))
        if own:
            beyond = length(own) - counted
            credits_.append(DayCredit(day, source, claim.ledger, counted // _MINUTE, beyond // _MINUTE))
        taken += valid
        left -= counted
    return tuple(credits_)


def stay_of(session: DutySession) -> Interval | None:
    """From when to when a duty lasted: as corrected, or as recorded; None while it has no end."""
    if session.corrected:
        return Interval(session.corrected.in_at, session.corrected.out_at)
    return Interval(session.in_at, session.out_at) if session.out_at else None


def days_of(session: DutySession) -> tuple[date, ...]:
    """The days that a duty touches, as recorded and as corrected, whether or not it earns anything."""
    stays = [Interval(session.in_at, session.out_at)] if session.out_at else []
    if session.corrected:
        stays.append(Interval(session.corrected.in_at, session.corrected.out_at))
    return tuple(sorted({day for stay in stays for day in _days(stay)}))


def adjustments(
    person_id: str, day: date, folded: Iterable[DayCredit], entries: Iterable[HoursEntry], now: datetime, fold: int = 1
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
                HoursEntry(entry_id, person_id, ledger, day, change, source, revisions[source], RULE, now, fold)
            )
    return tuple(lines)


def with_facts(entry: HoursEntry, session: DutySession) -> HoursEntry:
    """An entry with what it says of its duty: where, from when to when, on whose word."""
    stay = stay_of(session)
    return replace(
        entry,
        point_number=session.point_number,
        in_at=stay.start_at if stay else session.in_at,
        out_at=stay.end_at if stay else None,
        vouchers=tuple(v.person_id for v in session.vouchers) if entry.ledger is Ledger.ATTESTED else (),
    )


def net_minutes(entries: Iterable[HoursEntry]) -> Mapping[tuple[str, Ledger], int]:
    """What a ledger says of each source: the sum of its entries."""
    sums: dict[tuple[str, Ledger], int] = {}
    for entry in entries:
        sums[entry.source, entry.ledger] = sums.get((entry.source, entry.ledger), 0) + entry.minutes
    return sums


def total_of_entries(day: date, entries: Iterable[HoursEntry]) -> DayTotal:
    """A day's sum made again from its entries alone."""
    entries = tuple(entries)
    net = net_minutes(entries)
    return DayTotal(
        day,
        measured=sum(minutes for (_, ledger), minutes in net.items() if ledger is Ledger.MEASURED),
        attested=sum(minutes for (_, ledger), minutes in net.items() if ledger is Ledger.ATTESTED),
        sources=tuple(sorted({source for (source, _), minutes in net.items() if minutes})),
        folds=max((entry.fold for entry in entries), default=0),
    )


def day_total(day: date, folded: Iterable[DayCredit], folds: int) -> DayTotal:
    """A day's sum as its fold says, after so many folds."""
    credited = [credit for credit in folded if credit.minutes]
    return DayTotal(
        day,
        measured=sum(credit.minutes for credit in credited if credit.ledger is Ledger.MEASURED),
        attested=sum(credit.minutes for credit in credited if credit.ledger is Ledger.ATTESTED),
        sources=tuple(sorted({credit.source for credit in credited})),
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


def _counted(session: DutySession, stay: Interval, late: timedelta) -> tuple[Interval, ...]:
    """The part of a stay that can count: in the shift's window, which ends so late, without breaks, in whole minutes."""
    pieces: tuple[Interval, ...] = (stay,)
    if session.shift_starts_at is not None and session.shift_ends_at is not None:
        window = Interval(session.shift_starts_at - EARLIEST, session.shift_ends_at + late)
        pieces = tuple(piece for piece in (overlap(stay, window),) if piece)
    return tuple(_whole_minutes(piece) for piece in difference(pieces, session.breaks))


def _days(stay: Interval) -> tuple[date, ...]:
    ends_at = max(stay.end_at, stay.start_at + _MINUTE)
    return tuple(day for day, _ in split_by_day(Interval(_floor(stay.start_at), ends_at)))


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
