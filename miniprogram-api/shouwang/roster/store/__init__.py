"""Tables of the roster 队伍: the ground, the volunteers, and the records of what was decided about them."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.store.ground import (
        ForceRow,
        PointRow,
        UnitRow,
        fetch_force,
        keep_ground,
        kept_force,
        kept_points,
        kept_unit,
        moved_on,
        points,
        units,
    )
    from shouwang.roster.store.imports import ImportRow
    from shouwang.roster.store.numbers import (
        ClaimRow,
        CounterRow,
        counted,
        enlisted,
        fetch_number,
        keep_volunteers,
        last_sequence,
    )
    from shouwang.roster.store.records import AppointmentRow, HistoryRow, SeatRow
    from shouwang.roster.store.recoveries import RecoveryRow
    from shouwang.roster.store.register import AlsoRow, VolunteerRow, fetch_volunteer, volunteers

__all__ = [
    "AlsoRow",
    "AppointmentRow",
    "ClaimRow",
    "CounterRow",
    "ForceRow",
    "HistoryRow",
    "ImportRow",
    "PointRow",
    "RecoveryRow",
    "SeatRow",
    "UnitRow",
    "VolunteerRow",
    "counted",
    "enlisted",
    "fetch_force",
    "fetch_number",
    "fetch_volunteer",
    "keep_ground",
    "keep_volunteers",
    "kept_force",
    "kept_points",
    "kept_unit",
    "last_sequence",
    "moved_on",
    "points",
    "units",
    "volunteers",
]
__getattr__ = front(__name__)
