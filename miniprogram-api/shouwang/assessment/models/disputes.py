"""Disputes 申诉 over one entry of the ledger."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class DisputeState(StrEnum):
    """A dispute is answered once; question and answer stay."""

    OPEN = "open"  # 等答复
    UPHELD = "upheld"  # 成立
    REJECTED = "rejected"  # 不成立


class Dispute(msgspec.Struct, frozen=True):
    """申诉: what the volunteer says about one entry, and what a leader answered. `correction` in points, with the answer."""

    dispute_id: str
    person_id: str
    entry_id: str
    day: date
    amount: int
    reason: str
    unit_path: str  # of the volunteer when asking; decides whose leaders answer
    name: str
    volunteer_number: str
    text: str
    asked_at: datetime
    state: DisputeState = DisputeState.OPEN
    answer: str = ""
    correction: int = 0
    answered_by: str = ""
    answered_at: datetime | None = None
