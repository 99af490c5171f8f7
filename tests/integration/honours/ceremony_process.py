"""A ceremony in a process of its own, for a proof that ends it in the middle: `prepare <people>`, `work`, `report`."""

import json
import sys
import zipfile
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

from pypdf import PdfReader

from shouwang.app import declare_tables
from shouwang.honours import rules
from shouwang.honours.models import AwardKind, Citation
from shouwang.honours.store import AwardRow
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.clock import local_day
from shouwang.platform import dynamo, jobs
from shouwang.roster.models import Volunteer
from shouwang_local.house import open_house
from tests.world import FORCE, OTHER_SQUADRON, SQUADRON, small_force

JOB = "ceremony-proof"
CITATION = Citation(AwardKind.CERTIFICATE, "年度优秀义警", "在义务巡防工作中表现突出。\n特发此证，以资鼓励。")


class Presses(Thread):
    """The most memory that a press of this process had, by the press's own mark.

    What the system tells of ended children will not do: it counts the parent's peak in, from the moment between its
    beginning and its own program.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_kb = 0

    def run(self) -> None:
        """Look every hundredth of a second; the mark only grows."""
        while True:
            for children in Path("/proc/self/task").glob("*/children"):
                with suppress(OSError):
                    self.peak_kb = max([self.peak_kb, *map(_peak_of, children.read_text().split())])
            sleep(0.01)


def _peak_of(press: str) -> int:
    with suppress(OSError, StopIteration):
        if b"rendering.press" in Path("/proc", press, "cmdline").read_bytes():
            return _mark_of(press)
    return 0


def _mark_of(process: str) -> int:
    lines = Path("/proc", process, "status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def tell(what: dict[str, Any]) -> None:
    """A line for the proof."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def prepare(people: int) -> None:
    """A force of two squadrons, and the ceremony asked for."""
    house = open_house()
    declare_tables()
    dynamo.create_tables()
    house.roster.put_ground(*small_force())
    units = {SQUADRON: "01-01", OTHER_SQUADRON: "02-01"}
    for unit, prefix in units.items():
        numbered = [f"{prefix}-{n:04}" for n in range(1, people // 2 + 1)]
        joined = date(2026, 3, 1)
        everyone = [Volunteer(number, f"P{number}", f"队员{number[-4:]}", unit, joined) for number in numbered]
        house.roster.put_volunteers(everyone, {unit: len(numbered) + 1})
    now, needs = house.now(), (Grant(Role.COMMANDER, FORCE),)
    asked = {"citation": CITATION, "numbers": [], "unit": FORCE, "day": local_day(now).isoformat()}
    dynamo.commit(jobs.ask("ceremony", asked, job_id=JOB, by="P0", at=now, needs=needs))


def work() -> None:
    """Step by step until nothing is due, a line after each; then the most memory of a step, with its presses. Units: KB."""
    house, presses, most_kb = open_house(), Presses(), 0
    presses.start()
    while due := house.jobs.due():
        for job in due:
            presses.peak_kb = 0
            Path("/proc/self/clear_refs").write_text("5")  # the mark of this process begins anew
            moved = house.jobs.work(job)
            most_kb = max(most_kb, _mark_of("self") + presses.peak_kb)
            tell({"phase": job.checkpoint.get("phase", "gather"), "tries": moved.tries})
    tell({"peak_kb": most_kb})


def report() -> None:
    """What came of it."""
    house = open_house()
    job = jobs.fetch(JOB)
    assert job is not None
    awards = [(str(row.person_id), str(row.inscription.serial)) for row in AwardRow.scan()]
    whole = house.blobs.path(f"{rules.folder(JOB)}/{rules.ZIP}")
    assert whole is not None
    folder = whole.parent
    with zipfile.ZipFile(folder / rules.ZIP) as made:
        names = made.namelist()
    told = {
        "state": job.state,
        "awards_each": sorted(set(Counter(person for person, _ in awards).values())),
        "serials": sorted(serial for _, serial in awards),
        "pictures": len(set(names)),
        "pages": len(PdfReader(folder / rules.PRINT).pages),
        "files": sorted(path.name for path in folder.iterdir()),
    }
    tell(told)


if __name__ == "__main__":
    {"prepare": lambda: prepare(int(sys.argv[2])), "work": work, "report": report}[sys.argv[1]]()
