"""Tables of duty 执勤, one module a kind."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.store import (
        attestations as attestations,
        attested as attested,
        check_ins as check_ins,
        corrections as corrections,
        hours as hours,
        loose as loose,
        patterns as patterns,
        reviews as reviews,
        sessions as sessions,
        shifts as shifts,
        signups as signups,
        swaps as swaps,
        tracks as tracks,
    )

__getattr__ = front(__name__)
