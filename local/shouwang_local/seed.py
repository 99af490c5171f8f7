"""The demo force is written once, through the services, as a job in steps: a start cut short goes on where it stopped."""

import hashlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from shouwang.app import House, declare_tables
from shouwang.identity.models import Person
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.geo import Crs, Position
from shouwang.platform import dynamo, jobs
from shouwang.platform.jobs import Job, Jobs, JobState, Progress
from shouwang.roster.models import AssemblyPoint, Force, Unit, UnitKind, Volunteer, e7
from shouwang_local import force
from shouwang_local.deployment import CannotStart, Deployment
from shouwang_local.force.course.in_training import first_course
from shouwang_local.house import open_house

JOB = "seed#demo-force"
AGES = (18, 200)  # the demo's persons are impossible ones, born 1850-1899; a real force keeps 18 to 65


def seed_once(deployment: Deployment) -> None:
    """Write the demo force if this store has none, in a process of its own. Raises: CannotStart."""
    done = subprocess.run(
        [sys.executable, "-m", "shouwang_local", "seed"],
        env=deployment.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no word"]
        raise CannotStart(f"the demo force could not be written: {last[0][:300]}")
    if done.stdout:
        print(done.stdout, end="", flush=True)


def main() -> None:
    """Create missing tables; write the demo force, step by step, if it is not there."""
    house = open_house()
    declare_tables()
    dynamo.create_tables()
    job = jobs.fetch(JOB)
    if job is not None and job.state is JobState.DONE:
        return
    print("first start: writing the demo force (about 20 s)", flush=True)
    if job is None:
        with suppress(jobs.Taken):
            dynamo.commit(jobs.ask("seed", {"at": house.now().isoformat()}, job_id=JOB, by="runner", at=house.now()))
    work(house)


def work(house: House) -> None:
    """Run the steps that are not done. Raises: CannotStart when one keeps failing."""
    working = Jobs({"seed": lambda job: _step(house, job)}, lambda: datetime.now(UTC))
    job = jobs.fetch(JOB)
    while job is not None and job.state is JobState.WAITING:
        job = working.work(job)
        if job.tries:
            raise CannotStart(f"step {job.done + 1} of the demo force failed")


def _step(house: House, job: Job) -> Progress:
    names = list(STEPS)
    place = int(job.checkpoint.get("place", 0))
    STEPS[names[place]](house, datetime.fromisoformat(job.arguments["at"]))
    return Progress({"place": place + 1}, place + 1, len(names), place + 1 == len(names))


def _ground(house: House, _: datetime) -> None:
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


def _volunteers(house: House, at: datetime) -> None:
    paths = {u.code: u.path for u in force.units.units()}
    members = force.people.volunteers(local_day(at))
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


def _staff(house: House, at: datetime) -> None:
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


def _course(house: House, _: datetime) -> None:
    house.training.publish(*first_course(), by="demo force")


STEPS: Mapping[str, Callable[[House, datetime], None]] = {
    "ground": _ground,
    "volunteers": _volunteers,
    "staff": _staff,
    "course": _course,
}


def person_id(key: str) -> str:
    """The person behind a key of the demo force, the same at every try."""
    return "01DEMO" + hashlib.sha256(key.encode()).hexdigest()[:20].upper()


def openid(key: str) -> str:
    """The WeChat identity behind a key of the demo force."""
    return "oDemo" + hashlib.sha256(key.encode()).hexdigest()[:23]


def introduce_people(deployment: Deployment, volunteers: int = 24) -> None:
    """Tell the simulator who is there: the staff, and some volunteers of the first squadrons."""
    today = local_day(datetime.now(UTC))
    staff = [
        {
            "user": s.key,
            "name": f"{s.person.name}（{s.post}）",
            "openid": openid(s.number or s.key),
            "phone": s.person.phone,
        }
        for s in force.staff.staff(today)
    ]
    members = [m for m in force.people.volunteers(today) if 2 <= m.sequence <= 3][:volunteers]
    told = staff + [
        {
            "user": m.number,
            "name": f"{m.person.name}（义警 {m.number}）",
            "openid": openid(m.number),
            "phone": m.person.phone,
        }
        for m in members
    ]
    body = json.dumps({"people": told}).encode()
    request = urllib.request.Request(f"{deployment.wechat_url}/__sim/people", data=body, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer.read()
