"""Service hours: what a day's duties are worth, and the ledger that says so."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Ledger(StrEnum):
    """Two books that are never mixed: both ends recorded by check-in, or somebody's word."""

    MEASURED = "measured"  # 实测
    ATTESTED = "attested"  # 见证


@dataclass(frozen=True, slots=True)
class DayCredit:
    """What one session brings to one day. `uncredited`: minutes beyond a cap, kept but not counted."""

    day: date
    source: str  # session_id
    ledger: Ledger
    minutes: int
    uncredited: int = 0


@dataclass(frozen=True, slots=True)
class HoursEntry:
    """时长条目: a line of the ledger; never changed, only followed by another revision of the same source and day."""

    entry_id: str
    person_id: str
    ledger: Ledger
    day: date
    minutes: int  # + or -
    source: str  # session_id
    revision: int
    rule: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class DayTotal:
    """A day's sum for one person: derived from the entries, rebuildable from them. `folds` counts how often it was folded."""

    day: date
    measured: int = 0
    attested: int = 0
    sources: tuple[str, ...] = ()  # the duties that were credited
    folds: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """What a person has done over some days. The two ledgers stand side by side and are never added."""

    minutes_measured: int
    minutes_attested: int
    patrols: int
