"""The plainest way to count minutes: one at a time, in sets. It shares no line with the rules that it judges."""

from datetime import date, datetime, timedelta

from shouwang.duty.models import Clearance, DutySession, Ledger, SessionState
from shouwang.kernel.clock import local_day

MEASURED, ATTESTED = Ledger.MEASURED, Ledger.ATTESTED


def minute_of(instant: datetime) -> int:
    return int(instant.timestamp()) // 60


def earns(one: DutySession) -> bool:
    ends = {one.in_clearance, one.out_clearance}
    return one.state is SessionState.CLOSED and not ends & {Clearance.PENDING, Clearance.REFUSED}


def of_clock(start: datetime, end: datetime) -> list[datetime]:
    return [start + timedelta(minutes=n) for n in range(int((end - start).total_seconds()) // 60)]


def that_count(one: DutySession, stay: list[datetime], late: int) -> list[datetime]:
    if one.shift_starts_at:
        opens, closes = one.shift_starts_at - timedelta(minutes=15), one.shift_ends_at + timedelta(minutes=late)
        stay = [at for at in stay if opens <= at < closes]
    return [at for at in stay if not any(pause.start_at <= at < pause.end_at for pause in one.breaks)]


def minutes_of(one: DutySession) -> list[tuple[datetime, Ledger]]:
    """The minutes of a session that could count, each by its first instant and the ledger it would go to."""
    recorded = that_count(one, of_clock(one.in_at, one.out_at), 30) if one.out_at and earns(one) else []
    recorded = recorded if len(recorded) >= 10 else []
    ledger = ATTESTED if Clearance.WORD in (one.in_clearance, one.out_clearance) else MEASURED
    if one.corrected is None:
        return [(at, ledger) for at in recorded]
    said = of_clock(one.corrected.in_at, one.corrected.out_at)
    within = set(said)
    kept = {at: None for at in recorded if at in within} if ledger is MEASURED else {}
    beyond = [at for at in that_count(one, said, 0) if at not in kept]
    both = [(at, MEASURED) for at in kept] + [(at, ATTESTED) for at in beyond]
    return both if len(both) >= 10 else []


def oracle(day: date, sessions) -> dict[tuple[str, Ledger], int]:
    """Every session in order lays its first 360 minutes, measured ones first; a minute is laid once; a day takes 480."""
    laid: set[int] = set()
    counted: list[tuple[str, Ledger]] = []
    seen: set[tuple[str, Ledger]] = set()
    for book in (MEASURED, ATTESTED):
        for one in sorted(sessions, key=lambda s: (s.in_at, s.session_id)):
            for nth, (at, ledger) in enumerate(minutes_of(one)):
                if ledger is not book or local_day(at) != day or minute_of(at) in laid:
                    continue
                seen.add((one.session_id, ledger))
                if nth < 360:
                    laid.add(minute_of(at))
                    counted.append((one.session_id, ledger))
    return {key: counted[:480].count(key) for key in seen}
