"""The coming shifts of the demo force, with who signed up."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from shouwang.app import House
from shouwang.duty.models import Shift, Signup
from shouwang.kernel.clock import local_day
from shouwang_local import force
from shouwang_local.seed.people import person_id


def write_shifts(house: House, at: datetime) -> None:
    """Every shift that is not over."""
    house.shifts.put(_planned(at))


def _planned(at: datetime) -> Iterator[tuple[Shift, Sequence[Signup]]]:
    units = {unit.code: unit.path for unit in force.units.units()}
    names = {member.number: member.person.name for member in force.people.volunteers(local_day(at))}
    for told in force.shifts.shifts(local_day(at)):
        if told.ends_at <= at:
            continue
        shift_id = person_id(f"shift {told.key}")
        shift = Shift(
            shift_id,
            units[told.squadron_code],
            told.point_number,
            told.duty_type,
            told.starts_at,
            told.ends_at,
            told.capacity,
        )
        signups = [
            Signup(
                shift_id,
                person_id(number),
                number,
                names[number],
                told.point_number,
                told.duty_type,
                told.starts_at,
                told.ends_at,
                at - timedelta(days=1),
            )
            for number in told.members
        ]
        yield shift, signups
