"""What speaks for or against a check-in: signals with their weights, added up; more than enough only ever asks for a look."""

from datetime import datetime
from enum import StrEnum

import msgspec

from shouwang.duty.models.places import Fix, SentFix


class Signal(StrEnum):
    """What was noticed. Each alone has an honest explanation."""

    IMPOSSIBLE_TRAVEL = "impossible-travel"
    FAST_TRAVEL = "fast-travel"
    TELEPORT = "teleport"
    REPEATED_FIX = "repeated-fix"
    CONSTANT_ACCURACY = "constant-accuracy"
    FLAT_READINGS = "flat-readings"
    SHARED_PHONE = "shared-phone"
    PLACE_CODE = "place-code"  # speaks for the volunteer


class EvidenceScore(msgspec.Struct, frozen=True):
    """凭据分: which signals were found, what they add up to, under which version of the weights, in one sentence."""

    version: int
    points: int
    signals: tuple[Signal, ...]
    reason: str


class PastTap(msgspec.Struct, frozen=True):
    """An earlier or the present tap, as the signals look at it. `accepted`: it was not refused."""

    check_in_id: str
    at: datetime
    session_id: str | None
    accepted: bool
    code_shown: bool
    sent: tuple[SentFix, ...] = ()
    fixes: tuple[Fix, ...] = ()
    platform: str = ""
