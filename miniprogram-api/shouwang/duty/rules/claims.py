"""What a duty asks the ledgers for: its minutes as recorded and as corrected, before overlaps and caps.

Everything is whole minutes of the clock: a presence of 210.5 minutes is 210, laid from the minute it began in, so two duties
that follow each other never share one.
"""

from datetime import date, datetime, timedelta

import msgspec

from shouwang.duty.models import Clearance, DutySession, Ledger, SessionState
from shouwang.duty.rules.sessions import EARLIEST, LATEST
from shouwang.kernel.intervals import Interval, difference, intersection, length, overlap, split_by_day

SHORTEST = timedelta(minutes=10)  # less is nothing. Source: domain-rules 2.2 rule 4
_MINUTE = timedelta(minutes=1)


class Claim(msgspec.Struct, frozen=True):
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


def _counted(session: DutySession, stay: Interval, late: timedelta) -> tuple[Interval, ...]:
    """The part of a stay that can count: in the shift's window, which ends so late, without breaks, in whole minutes."""
    pieces: tuple[Interval, ...] = (stay,)
    if session.shift_starts_at is not None and session.shift_ends_at is not None:
        window = Interval(session.shift_starts_at - EARLIEST, session.shift_ends_at + late)
        pieces = tuple(piece for piece in (overlap(stay, window),) if piece)
    return tuple(whole_minutes(piece) for piece in difference(pieces, session.breaks))


def _days(stay: Interval) -> tuple[date, ...]:
    ends_at = max(stay.end_at, stay.start_at + _MINUTE)
    return tuple(day for day, _ in split_by_day(Interval(_floor(stay.start_at), ends_at)))


def whole_minutes(piece: Interval) -> Interval:
    """A stretch on the clock's minutes, from the minute it began in."""
    start_at = _floor(piece.start_at)
    return Interval(start_at, start_at + piece.length // _MINUTE * _MINUTE)


def _floor(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
