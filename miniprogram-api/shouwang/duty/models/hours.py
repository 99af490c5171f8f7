"""Service hours: what a day's duties are worth, and the ledger that says so."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class Voucher(msgspec.Struct, frozen=True):
    """Somebody on whose word hours rest."""

    person_id: str
    name: str


class Ledger(StrEnum):
    """Two books that are never mixed: both ends recorded by check-in, or somebody's word."""

    MEASURED = "measured"  # 实测
    ATTESTED = "attested"  # 见证


class DayCredit(msgspec.Struct, frozen=True):
    """What one session brings to one day. `uncredited`: minutes beyond a cap, kept but not counted."""

    day: date
    source: str  # session_id
    ledger: Ledger
    minutes: int
    uncredited: int = 0


class HoursEntry(msgspec.Struct, frozen=True):
    """时长条目: a line of the ledger; never changed, only followed by another revision of the same source and day.

    It carries what its line in the public log is made of, so that the line can be made again from the entry alone.
    """

    entry_id: str
    person_id: str
    ledger: Ledger
    day: date
    minutes: int  # + or -
    source: str  # session_id
    revision: int
    rule: str
    recorded_at: datetime
    fold: int = 1  # of the day that wrote it; the entries of one fold stand or fall together
    point_number: str = ""
    in_at: datetime | None = None  # of the duty as it stood when this was written
    out_at: datetime | None = None
    vouchers: tuple[Voucher, ...] = ()  # on whose word it rests


class DayTotal(msgspec.Struct, frozen=True):
    """A day's sum for one person: derived from the entries, rebuildable from them. `folds` counts how often it was folded."""

    day: date
    measured: int = 0
    attested: int = 0
    sources: tuple[str, ...] = ()  # the duties that were credited
    folds: int = 0


class Service(msgspec.Struct, frozen=True):
    """What a person has done over some days. The two ledgers stand side by side and are never added."""

    minutes_measured: int
    minutes_attested: int
    patrols: int


class KindOfService(msgspec.Struct, frozen=True):
    """What a person has done of one duty type over some days; `duty_type` is empty where the duty had none. Units: minutes."""

    duty_type: str
    minutes_measured: int
    minutes_attested: int


class WholeSum(msgspec.Struct, frozen=True):
    """累计: all of a person's days in one row, so that years of service cost nothing to read.

    `known` is False where nobody has added the days up yet, or a day was made again; `version` moves with every change.
    """

    service: Service = Service(0, 0, 0)
    known: bool = False
    version: int = 0


class AttestedLine(msgspec.Struct, frozen=True):
    """An hours entry as it stands among those that rest on one person's word."""

    person_id: str
    entry_id: str
    unit_path: str
    day: date
    minutes: int
    recorded_at: datetime
