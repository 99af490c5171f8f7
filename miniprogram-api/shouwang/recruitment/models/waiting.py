"""Who waits, who works on it, who objects, and how long it usually takes."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from shouwang.recruitment.models.gates import Gate


class Waiting(msgspec.Struct, frozen=True):
    """A line of the queue 待审名单."""

    application_id: str
    number: str
    name: str
    unit_path: str
    since: datetime
    again: bool  # was returned before, and came back
    gate: Gate | None = None
    due_on: date | None = None
    claimed_by: str = ""
    claimed_until: datetime | None = None

    def claimed(self, now: datetime) -> str:
        """The name of who works on it now; empty for nobody."""
        return (self.claimed_by or "别人") if self.claimed_until and now < self.claimed_until else ""


class Claim(msgspec.Struct, frozen=True):
    """A reviewer's claim 领办 on an application, so that two do not work on one; it ends by itself."""

    application_id: str
    by: str  # person_id
    by_name: str
    until: datetime


class ObjectionState(StrEnum):
    """Whether an objection waits, and how it was ruled."""

    OPEN = "open"  # 待核
    UPHELD = "upheld"  # 成立
    DISMISSED = "dismissed"  # 不成立


class Objection(msgspec.Struct, frozen=True):
    """An objection 异议 raised while an application was in publicity. `words` are sealed; `by` is for auditors only."""

    application_id: str
    objection_id: str
    by: str
    at: datetime
    words: bytes
    state: ObjectionState = ObjectionState.OPEN
    ruled_by: str = ""
    ruled_by_name: str = ""
    ruled_at: datetime | None = None
    note: str = ""


class Usual(msgspec.Struct, frozen=True):
    """How long applications waited at a gate of late. Units: days."""

    days: int  # half were decided by then
    most_days: int  # nine in ten were
    sample: int
