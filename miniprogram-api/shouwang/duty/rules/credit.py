"""How many minutes a duty is worth, and how a day's duties add up.

Facts are never capped, folds are: a session's presence is a fact about itself, a day's credit is a pure function of all
the sessions that touch the day. Adjusting entries bring the ledger to what the fold says, so that events in any order,
late or twice, end at the same sum for each source. Everything is whole minutes of the clock: a presence of 210.5 minutes
is 210, laid from the minute it began in, so two duties that follow each other never share one.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import DayCredit, DayTotal, DutySession, HoursEntry, KindOfService, Ledger, Service
from shouwang.duty.rules.claims import SHORTEST, Claim, claims, days_of, ledger_of, presence, stay_of
from shouwang.duty.rules.sessions import LONGEST
from shouwang.kernel.clock import day_start
from shouwang.kernel.intervals import Interval, difference, intersection, length

__all__ = [
    "DAY_CAP",
    "RULE",
    "SHORTEST",
    "Claim",
    "Share",
    "adjustments",
    "by_duty_type",
    "claims",
    "credit_of_day",
    "day_total",
    "days_of",
    "ledger_of",
    "net_minutes",
    "presence",
    "service",
    "shares_of_day",
    "stay_of",
    "tenths_of_hours",
    "total_of_entries",
    "with_facts",
]

RULE = "hours-2"  # changes with any line of this module or of `claims`; every entry names it
DAY_CAP = timedelta(hours=8)  # Source: domain-rules 2.2 rule 4
_MINUTE = timedelta(minutes=1)


class Share(msgspec.Struct, frozen=True):
    """What a claim gets of a day: asked for, of its own after overlaps, valid under the session's cap, counted under the day's.

    `shared_with`: the duties to which its overlapping minutes went.
    """

    claim: Claim
    asked: timedelta
    own: timedelta
    valid: timedelta
    counted: timedelta
    shared_with: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """What is credited."""
        return self.counted // _MINUTE


def shares_of_day(day: date, sessions: Iterable[DutySession]) -> tuple[Share, ...]:
    """Rule 5 and the caps: what each claim gets of a day.

    A minute is credited once: to what was measured before what was attested, then to the duty that began first.
    """
    found = sorted((claim for session in sessions for claim in claims(session)), key=lambda claim: claim.order)
    this_day = Interval(day_start(day), day_start(day + timedelta(days=1)))
    taken: list[tuple[str, tuple[Interval, ...]]] = []
    left = DAY_CAP
    used: dict[str, timedelta] = {}
    shares: list[Share] = []
    for claim in found:
        source = claim.session.session_id
        before = used.get(source, timedelta())
        used[source] = before + length(claim.pieces)
        asked = intersection(claim.pieces, [this_day])
        own = difference(asked, [piece for _, pieces in taken for piece in pieces])
        valid = intersection(own, _first(claim.pieces, max(timedelta(), LONGEST - before)))
        counted = min(left, length(valid))
        others = tuple(dict.fromkeys(name for name, pieces in taken if intersection(pieces, asked)))
        if asked:
            shares.append(Share(claim, length(asked), length(own), length(valid), counted, others))
        taken.append((source, valid))
        left -= counted
    return tuple(shares)


def credit_of_day(day: date, sessions: Iterable[DutySession]) -> tuple[DayCredit, ...]:
    """What each duty brings to a day, and what stays uncredited beyond a cap."""
    return tuple(
        DayCredit(
            day,
            share.claim.session.session_id,
            share.claim.ledger,
            share.minutes,
            (share.own - share.counted) // _MINUTE,
        )
        for share in shares_of_day(day, sessions)
        if share.own
    )


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


def with_facts(entry: HoursEntry, session: DutySession, written: Iterable[HoursEntry] = ()) -> HoursEntry:
    """An entry with what it says of its duty: where, from when to when, on whose word.

    One that takes minutes back rests on the word that brought them, so that a report by whose word it is stays true.
    """
    stay, vouchers = stay_of(session), session.vouchers
    if entry.minutes < 0:
        earlier = [
            e.vouchers for e in written if (e.source, e.ledger) == (entry.source, entry.ledger) and e.minutes > 0
        ]
        vouchers = earlier[-1] if earlier else vouchers
    return replace(
        entry,
        point_number=session.point_number,
        in_at=stay.start_at if stay else session.in_at,
        out_at=stay.end_at if stay else None,
        vouchers=vouchers if entry.ledger is Ledger.ATTESTED else (),
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


def by_duty_type(entries: Iterable[HoursEntry], sessions: Iterable[DutySession]) -> tuple[KindOfService, ...]:
    """What some entries add up to for each duty type of their duties, sorted by it; a duty that is not here has none."""
    types = {session.session_id: session.duty_type for session in sessions}
    sums: dict[str, dict[Ledger, int]] = {}
    for (source, ledger), minutes in net_minutes(entries).items():
        if minutes:
            kind = sums.setdefault(types.get(source, ""), dict.fromkeys(Ledger, 0))
            kind[ledger] += minutes
    return tuple(
        KindOfService(duty_type, kind[Ledger.MEASURED], kind[Ledger.ATTESTED])
        for duty_type, kind in sorted(sums.items())
    )


def moved(whole: Service, before: Iterable[DayTotal], after: Iterable[DayTotal]) -> Service:
    """What all days add up to when some of them change. Both must hold every day that a duty of theirs touches."""
    was, now = service(before), service(after)
    return Service(
        minutes_measured=whole.minutes_measured + now.minutes_measured - was.minutes_measured,
        minutes_attested=whole.minutes_attested + now.minutes_attested - was.minutes_attested,
        patrols=whole.patrols + now.patrols - was.patrols,
    )


def tenths_of_hours(minutes: int) -> str:
    """Hours as certificates show them: to 0.1, rounded down. Source: domain-rules 2.2 rule 8."""
    return f"{minutes // 60}.{minutes % 60 // 6}"


def _first(pieces: Iterable[Interval], most: timedelta) -> tuple[Interval, ...]:
    """The beginning of some stretches, up to so much time."""
    kept: list[Interval] = []
    for piece in pieces:
        part = min(piece.length, most)
        kept.append(Interval(piece.start_at, piece.start_at + part))
        most -= part
    return tuple(kept)
