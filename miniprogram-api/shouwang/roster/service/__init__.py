"""Use cases of the roster 队伍."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.roster.service.appointments import Appointments, AppointmentView, Asked
    from shouwang.roster.service.members import Changed, Members
    from shouwang.roster.service.roster import FRESH_FOR_S, ForceMissing, Ground, GroundCache, Roster
    from shouwang.roster.service.search import Search

__all__ = [
    "FRESH_FOR_S",
    "AppointmentView",
    "Appointments",
    "Asked",
    "Changed",
    "ForceMissing",
    "Ground",
    "GroundCache",
    "Members",
    "Roster",
    "Search",
]
__getattr__ = front(__name__)
