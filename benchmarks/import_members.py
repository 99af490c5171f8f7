"""Import of 1,500 members 导入名册, from the Excel file to the last published row: at most 20 s, store on disk.

The yardstick of the same run: as many rows, written by bare commits of 90 puts each. Exit 1 when the bar is missed.
"""

import sys
import tempfile
import time
from pathlib import Path

from dynamodb_sqlite import Engine, attach
from shouwang.app import House, declare_tables
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.platform import dynamo, jobs, keys
from shouwang.platform.jobs import JobState
from shouwang.platform.once import Once
from shouwang.roster.models import HistoryEntry, Step
from shouwang.roster.service.staging import Sent
from shouwang.roster.store import records
from shouwang.settings import Settings

sys.path.append(str(Path(__file__).parent.parent))  # the lists and the small force of the tests

ROWS = 1500
MOST_S = 20.0
UNITS = ("夜市中队", "学府中队", "江岸中队")


def open_house(folder: Path) -> House:
    """A house on an embedded store in a folder."""
    from tests.world import small_force

    keys.make_key_file(folder / "keys.json")
    dynamo.use_embedded(lambda client, path: attach(client, Engine(path)))
    settings = Settings(
        store=f"sqlite:///{folder / 'store.db'}",
        keys=f"file://{folder / 'keys.json'}",
        blobs=f"file://{folder / 'files'}",
        public_url="http://localhost:8000",
        wechat_appid="wx",
        wechat_secret="none",
    )
    house = House(settings)
    declare_tables()
    dynamo.create_tables()
    house.roster.put_ground(*small_force())
    return house


def imported_s(house: House) -> tuple[float, int]:
    """Seconds and requests to the store of one import."""
    from tests.integration.roster.lists import row, xlsx

    actor = Actor("commander", "session", (Grant(Role.COMMANDER, "D1"),))
    content = xlsx(*(row(n, UNITS[n % 3]) for n in range(1, ROWS + 1)))
    started = time.perf_counter()
    with dynamo.counting() as so_far:
        once = Once.of("commander", "import", "benchmark-1", b"")
        job_id = house.member_import.ask(actor, once, Sent(content), dry_run=False, skip_known=False).job_id
        while due := house.jobs.due():
            house.jobs.work(due[0])
        requests = so_far()
    took_s = time.perf_counter() - started
    job = jobs.fetch(job_id)
    assert job is not None and job.state is JobState.DONE, job
    return took_s, requests


def bare_s(house: House) -> float:
    """Seconds to write as many rows (number, phone and document held; person, volunteer, claim out) by bare commits."""
    rows = [HistoryEntry(f"n{n}", "e", Step.IMPORTED, house.now(), "", {"n": n}) for n in range(6 * ROWS)]
    started = time.perf_counter()
    for start in range(0, len(rows), 90):
        dynamo.commit(*map(records.noted, rows[start : start + 90]))
    return time.perf_counter() - started


def main() -> int:
    """Measure once, beside the yardstick."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Path(folder))
        yardstick_s = bare_s(house)
        took_s, requests = imported_s(house)
    print(f"import of {ROWS} rows: {took_s:.1f} s, {requests} requests to the store (bar {MOST_S:.0f} s)")
    print(f"as many rows by bare commits: {yardstick_s:.1f} s; ratio {took_s / yardstick_s:.1f}")
    return 0 if took_s <= MOST_S else 1


if __name__ == "__main__":
    sys.exit(main())
