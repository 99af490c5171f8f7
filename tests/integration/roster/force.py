"""People of the roster's tests: members who hold numbers and are signed in, and those who lead them."""

from datetime import date

from shouwang.identity.models import Person as Known
from shouwang.kernel.actor import Grant, Role
from shouwang.roster.models import Volunteer
from tests.world import SQUADRON, Person, World

JOINED = date(2026, 1, 5)
COVERED = date(2027, 11, 22)


def enlist(world: World, name: str, sequence: int, unit_path: str = SQUADRON, phone: str = "") -> Person:
    """A volunteer under a number, signed in; the phone is one of a range nobody has."""
    person = world.sign_in(name)
    prefix = next(unit.number_prefix for unit in world.house.roster.units() if unit.path == unit_path)
    number = f"{prefix}-{sequence:04d}"
    known = world.house.identity.require_person(person.person_id)
    grants = (Grant(Role.VOLUNTEER, unit_path),)
    member = Known(
        known.person_id,
        known.openid,
        known.created_at,
        name,
        grants=grants,
        volunteer_number=number,
        unit_path=unit_path,
        cover_until=COVERED,
        version=known.version,
    )
    world.house.identity.put_people([(member, phone or f"1619{sequence:07d}")])
    member_row = Volunteer(number, person.person_id, name, unit_path, JOINED, COVERED)
    world.house.roster.put_volunteers([member_row], {unit_path: sequence})
    return world.sign_in(name)


def session_of(world: World, person: Person):
    """What the person's present session carries."""
    return world.house.callers.authenticate(person.token)
