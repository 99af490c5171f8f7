"""Decisions of the roster 队伍."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.rules.units import (
        KEEPERS,
        AlreadyNumbered,
        NoNumbersHere,
        NoSuchPoint,
        NoSuchUnit,
        NoSuchVolunteer,
        check_unit,
        nearest,
        next_number,
        require_keeper,
        require_sight,
    )

__all__ = [
    "KEEPERS",
    "AlreadyNumbered",
    "NoNumbersHere",
    "NoSuchPoint",
    "NoSuchUnit",
    "NoSuchVolunteer",
    "check_unit",
    "nearest",
    "next_number",
    "require_keeper",
    "require_sight",
]
__getattr__ = front(__name__)
