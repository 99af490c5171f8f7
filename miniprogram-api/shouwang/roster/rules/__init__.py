"""Decisions of the roster 队伍."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.rules.units import (
        KEEPERS as KEEPERS,
        AlreadyNumbered as AlreadyNumbered,
        NoNumbersHere as NoNumbersHere,
        NoSuchPoint as NoSuchPoint,
        NoSuchUnit as NoSuchUnit,
        NoSuchVolunteer as NoSuchVolunteer,
        check_unit as check_unit,
        nearest as nearest,
        next_number as next_number,
        require_keeper as require_keeper,
        require_sight as require_sight,
    )

__getattr__ = front(__name__)
