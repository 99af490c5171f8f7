"""Who plays in the story: volunteers by squadron who have no shift around the present, so that nobody is in two places."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwang.kernel.clock import local_day
from shouwang_local import force
from shouwang_local.force.people import Volunteer
from shouwang_local.force.units import Unit

NIGHT_MARKET = "S05"  # the squadron that the whole demo speaks of
_AROUND = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Squad:
    """A squadron, its leader's key, its first point, its free people."""

    unit: Unit
    point: str
    people: tuple[Volunteer, ...]

    @property
    def leader(self) -> str:
        """The key of the leader 中队长, who is the volunteer of sequence 1."""
        return self.people_numbers[0]

    @property
    def people_numbers(self) -> tuple[str, ...]:
        """The numbers, the leader first."""
        return tuple(member.number for member in self.people)

    @property
    def duty_type(self) -> str:
        """What they mostly do."""
        return force.shifts.DUTY_TYPES[self.unit.task]


def squads(at: datetime) -> dict[str, Squad]:
    """Every squadron by its code."""
    today = local_day(at)
    busy = {
        number
        for shift in force.shifts.shifts(today)
        if abs(shift.starts_at - at) < _AROUND
        for number in shift.members
    }
    found = {}
    for unit in force.units.squadrons():
        roll = [member for member in force.people.volunteers(today) if member.squadron_code == unit.code]
        free = [member for member in roll[1:] if member.number not in busy]
        found[unit.code] = Squad(unit, force.points.points_of(unit.code)[0].number, (roll[0], *free))
    return found
