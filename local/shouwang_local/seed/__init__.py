"""The demo force is written once, through the services, as a job in steps: a start cut short goes on where it stopped.

A second job tells what goes on in it (`life`), where somebody is going to look around; never in a store that had its start
before.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from shouwang.app import House, declare_tables
from shouwang.platform import dynamo, jobs
from shouwang.platform.jobs import Job, Jobs, JobState, Progress
from shouwang_local.deployment import CannotStart, Deployment
from shouwang_local.house import open_house
from shouwang_local.seed import applications, duties, life, people

JOB, LIFE = "seed#demo-force", "seed#demo-life"
ALIVE = "--alive"


def seed_once(deployment: Deployment, *, alive: bool = False) -> None:
    """Write the demo force if this store has none, in a process of its own; `alive` with what goes on in it.

    Raises: CannotStart.
    """
    done = subprocess.run(
        [sys.executable, "-m", "shouwang_local", "seed", *([ALIVE] if alive else [])],
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


def main(asked: list[str]) -> None:
    """Create missing tables; write the demo force, step by step, if it is not there."""
    house = open_house(flushing=False)  # a step that a loss of power takes back is done again
    declare_tables()
    dynamo.create_tables()
    wanted = [JOB, LIFE] if ALIVE in asked else [JOB]
    if jobs.fetch(JOB) is None:
        now = house.now()
        told = {"at": now.isoformat()}
        with suppress(jobs.Taken):
            dynamo.commit(*(jobs.ask("seed", told, job_id=name, by="runner", at=now) for name in wanted))
    found = [job for job in map(jobs.fetch, wanted) if job is not None and job.state is JobState.WAITING]
    if found:
        print("first start: writing the demo force (about 20 s)", flush=True)
    for job in found:
        work(house, job)


def work(house: House, job: Job) -> None:
    """Run the steps that are not done. Raises: CannotStart when one keeps failing."""
    working = Jobs({"seed": lambda job: _step(house, job)}, lambda: datetime.now(UTC))
    while job.state is JobState.WAITING:
        job = working.work(job)
        if job.tries:
            raise CannotStart(f"step {job.done + 1} of {job.job_id} failed: {job.fault}")


def _step(house: House, job: Job) -> Progress:
    steps = STEPS[job.job_id]
    names = list(steps)
    place = int(job.checkpoint.get("place", 0))
    steps[names[place]](house, datetime.fromisoformat(job.arguments["at"]))
    return Progress({"place": place + 1}, place + 1, len(names), place + 1 == len(names))


_FORCE: Mapping[str, Callable[[House, datetime], None]] = {
    "ground": people.write_ground,
    "volunteers": people.write_volunteers,
    "staff": people.write_staff,
    "course": people.write_course,
    "shifts": duties.write_shifts,
    "applications": applications.write_applications,
}

STEPS = {JOB: _FORCE, LIFE: life.STEPS}
