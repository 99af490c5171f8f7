"""补卡: what a volunteer says instead of what was recorded, and what leaders make of it. Both values are kept."""

from datetime import datetime
from enum import StrEnum

import msgspec

from shouwang.kernel.intervals import Interval


class CorrectionState(StrEnum):
    """Where a correction stands."""

    WAITING = "waiting"  # 等队长核
    SECOND = "second"  # 等第二位
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"  # 通过后又撤销


class Proposal(msgspec.Struct, frozen=True):
    """What a volunteer asks for, believed in nothing. `session_id` None: the duty was not recorded at all."""

    in_at: datetime
    out_at: datetime
    reason: str
    evidence: str = ""
    session_id: str | None = None
    point_number: str | None = None


class Word(msgspec.Struct, frozen=True):
    """A leader's word on a correction, with its reason."""

    by: str  # person_id
    name: str
    accept: bool
    reason: str
    at: datetime


class Correction(msgspec.Struct, frozen=True):
    """补卡: the proposed time, the recorded one, why, and every word said about it.

    `recorded` is the duty as it stood when this was asked; None when nothing was recorded. `beyond_min`: minutes that no
    record bears out.
    """

    correction_id: str
    person_id: str
    unit_path: str
    name: str
    volunteer_number: str
    point_number: str
    session_id: str
    month: str  # of the duty, as `2026-11`
    in_at: datetime
    out_at: datetime
    reason: str
    evidence: str
    asked_at: datetime
    beyond_min: int
    recorded_in_at: datetime | None = None
    recorded_out_at: datetime | None = None
    shift_id: str | None = None
    shift_starts_at: datetime | None = None
    shift_ends_at: datetime | None = None
    duty_type: str = ""
    photos: tuple[str, ...] = ()  # keys of files
    words: tuple[Word, ...] = ()
    state: CorrectionState = CorrectionState.WAITING
    version: int = 0

    @property
    def stay(self) -> Interval:
        """The time asked for."""
        return Interval(self.in_at, self.out_at)

    @property
    def is_recorded(self) -> bool:
        """Whether there is a duty that this corrects."""
        return self.recorded_in_at is not None


class CorrectionMonth(msgspec.Struct, frozen=True):
    """How many corrections a person has asked for in a month of duties, and which duties wait for a decision."""

    month: str
    used: int = 0
    waiting: tuple[str, ...] = ()  # session ids
    version: int = 0
