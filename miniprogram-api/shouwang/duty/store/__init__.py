"""Tables of duty 执勤, one module a kind."""

from shouwang.duty.store import (
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
