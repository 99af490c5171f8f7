"""What the roster 队伍 knows: the force's own rules as data, its units, its points, its people and their posts."""

from shouwang.kernel.actor import Status
from shouwang.roster.models.appointments import Appointment, AppointmentState, Post, Seat
from shouwang.roster.models.force import (
    DEFAULT_DUTY_TYPES,
    DEFAULT_GATES,
    AssemblyPoint,
    Box,
    DutyType,
    Force,
    GateRule,
    Level,
    Unit,
    UnitKind,
    e7,
)
from shouwang.roster.models.members import HistoryEntry, Membership, Step, Volunteer

__all__ = [
    "DEFAULT_DUTY_TYPES",
    "DEFAULT_GATES",
    "Appointment",
    "AppointmentState",
    "AssemblyPoint",
    "Box",
    "DutyType",
    "Force",
    "GateRule",
    "HistoryEntry",
    "Level",
    "Membership",
    "Post",
    "Seat",
    "Status",
    "Step",
    "Unit",
    "UnitKind",
    "Volunteer",
    "e7",
]
