"""The demo force is written once, through the services, as a job in steps: a start cut short goes on where it stopped."""

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
from shouwang_local.seed import applications, duties, people

JOB = "seed#demo-force"


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


def main(_: list[str]) -> None:
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


STEPS: Mapping[str, Callable[[House, datetime], None]] = {
    "ground": people.write_ground,
    "volunteers": people.write_volunteers,
    "staff": people.write_staff,
    "course": people.write_course,
    "shifts": duties.write_shifts,
    "applications": applications.write_applications,
}
