"""Tables of duty 执勤, one module a kind."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.store import (
        attestations,
        attested,
        check_ins,
        corrections,
        hours,
        loose,
        patterns,
        reviews,
        sessions,
        shifts,
        signups,
        swaps,
        tracks,
    )

__all__ = [
    "attestations",
    "attested",
    "check_ins",
    "corrections",
    "hours",
    "loose",
    "patterns",
    "reviews",
    "sessions",
    "shifts",
    "signups",
    "swaps",
    "tracks",
]
__getattr__ = front(__name__)
