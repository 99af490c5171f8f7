"""Tables of the roster 队伍: the ground, the volunteers, and the records of what was decided about them."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.store.ground import (
        ForceRow as ForceRow,
        PointRow as PointRow,
        UnitRow as UnitRow,
        fetch_force as fetch_force,
        keep_ground as keep_ground,
        kept_force as kept_force,
        kept_points as kept_points,
        kept_unit as kept_unit,
        moved_on as moved_on,
        points as points,
        units as units,
    )
    from shouwang.roster.store.imports import ImportRow as ImportRow
    from shouwang.roster.store.numbers import (
        ClaimRow as ClaimRow,
        CounterRow as CounterRow,
        counted as counted,
        enlisted as enlisted,
        fetch_number as fetch_number,
        keep_volunteers as keep_volunteers,
        last_sequence as last_sequence,
    )
    from shouwang.roster.store.records import (
        AppointmentRow as AppointmentRow,
        HistoryRow as HistoryRow,
        SeatRow as SeatRow,
    )
    from shouwang.roster.store.recoveries import RecoveryRow as RecoveryRow
    from shouwang.roster.store.register import (
        AlsoRow as AlsoRow,
        VolunteerRow as VolunteerRow,
        fetch_volunteer as fetch_volunteer,
        volunteers as volunteers,
    )

__getattr__ = front(__name__)
