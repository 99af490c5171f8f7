"""Who is who in the demo force: the ground, the volunteers, the staff, the course, all through the services."""

import hashlib
from datetime import datetime, timedelta

from shouwang.app import House
from shouwang.identity.models import Consent, Person, Purpose
from shouwang.identity.rules import NOTICES
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.geo import Crs, Position
from shouwang.roster.models import AssemblyPoint, Force, Unit, UnitKind, Volunteer, e7
from shouwang_local import force
from shouwang_local.force.course.in_training import first_course

_NAMELESS = 12  # every so many of a squadron did not agree to be named in rankings and on the citation wall
AGES = (18, 200)  # the demo's persons are impossible ones, born 1850-1899; a real force keeps 18 to 65


def write_ground(house: House, _: datetime) -> None:
    """Units, assembly points and the force's own data."""
    units = [
        Unit(u.path, u.name, UnitKind(u.kind), u.task, u.number_prefix if u.level == "squadron" else "")
        for u in force.units.units()
    ]
    paths = {u.code: u.path for u in force.units.units()}
    points = [
        AssemblyPoint.at(
            p.number, p.name, paths[p.squadron_code], Position(p.latitude_deg, p.longitude_deg, Crs.WGS84), p.radius_m
        )
        for p in force.points.assembly_points()
    ]
    outline = tuple(e7(Position(latitude, longitude, Crs.WGS84)) for latitude, longitude in force.district.outline())
    youngest, oldest = AGES
    house.roster.put_ground(
        Force(house.settings.force_name, outline, youngest=youngest, oldest=oldest, publicity_days=0), units, points
    )


def write_volunteers(house: House, at: datetime) -> None:
    """1,500 volunteers under their numbers, and the people behind them."""
    paths = {u.code: u.path for u in force.units.units()}
    members = force.people.volunteers(local_day(at))
    agreed = Consent(Purpose.PUBLICATION, NOTICES[Purpose.PUBLICATION], at)
    people = [
        (
            Person(
                person_id(m.number),
                openid(m.number),
                at,
                name=m.person.name,
                grants=(Grant(Role.VOLUNTEER, paths[m.squadron_code]),),
                volunteer_number=m.number,
                unit_path=paths[m.squadron_code],
                cover_until=m.cover_until,
                consents=() if m.sequence % _NAMELESS == 0 else (agreed,),
            ),
            m.person.phone,
        )
        for m in members
    ]
    rows = [
        Volunteer(
            m.number,
            person_id(m.number),
            m.person.name,
            paths[m.squadron_code],
            m.joined_on,
            m.cover_until,
            qualifications=m.skills,
        )
        for m in members
    ]
    last = {paths[m.squadron_code]: m.sequence for m in members}
    house.identity.put_people(people)
    house.roster.put_volunteers(rows, last)


def write_staff(house: House, at: datetime) -> None:
    """Somebody for every role and post."""
    people = []
    for s in force.staff.staff(local_day(at)):
        grants = [Grant(s.role, s.unit_path)] if s.role else []
        if s.number:
            grants.append(Grant(Role.VOLUNTEER, s.unit_path))
        person = Person(
            person_id(s.number or s.key),
            openid(s.number or s.key),
            at,
            name=s.person.name,
            grants=tuple(grants),
            volunteer_number=s.number,
            unit_path=s.unit_path if s.number else None,
            cover_until=local_day(at) + timedelta(days=365) if s.number else None,
        )
        people.append((person, s.person.phone))
    house.identity.put_people(people)


def write_course(house: House, _: datetime) -> None:
    """The first course, published."""
    house.courses.publish(*first_course(), by="demo force")


def person_id(key: str) -> str:
    """The person behind a key of the demo force, the same at every try."""
    return "01DEMO" + hashlib.sha256(key.encode()).hexdigest()[:20].upper()


def openid(key: str) -> str:
    """The WeChat identity behind a key of the demo force."""
    return "oDemo" + hashlib.sha256(key.encode()).hexdigest()[:23]
