"""Tables of duty 执勤, one module a kind."""

from shouwang.duty.store import (
    attested,
    check_ins,
    corrections,
    hours,
    patterns,
    reviews,
    sessions,
    shifts,
    signups,
    swaps,
)

__all__ = [
    "attested",
    "check_ins",
    "corrections",
    "hours",
    "patterns",
    "reviews",
    "sessions",
    "shifts",
    "signups",
    "swaps",
]
