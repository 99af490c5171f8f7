"""Use cases of the roster 队伍."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.service.appointments import (
        Appointments as Appointments,
        AppointmentView as AppointmentView,
        Asked as Asked,
    )
    from shouwang.roster.service.members import Changed as Changed, Members as Members
    from shouwang.roster.service.roster import (
        FRESH_FOR_S as FRESH_FOR_S,
        ForceMissing as ForceMissing,
        Ground as Ground,
        GroundCache as GroundCache,
        Roster as Roster,
    )
    from shouwang.roster.service.search import Search as Search

__getattr__ = front(__name__)
