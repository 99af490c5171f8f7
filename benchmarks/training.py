"""Training under load: handing in twenty answers beside a plain endpoint, and a minute in which everybody hands in.

Yardstick: a plain Flask endpoint on SQLite (WAL, synchronous=FULL) that selects and inserts one row, in the same run and
through the same client; figures are ratios to it, the milliseconds are shown. Then, for at most a minute, 400 open papers
save and are handed in at the pace of a real last minute (a save each 20 s a person, all handed in within the minute) from 8
threads.

Bars: at most 4 requests to the store a submission; of the busy minute p95 <= 300 ms and nothing refused or lost.
"""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from flask import Flask

from dynamodb_sqlite import Engine
from shouwang_local.force.course.in_training import first_course
from tests.integration.training.taker import Taker, right
from tests.world import Clock, Store, World, build
from wechat_simulator import serve

PAPERS = int(os.environ.get("PAPERS", "400"))
SECONDS = 60 * PAPERS / 400
ROUNDS = 60
P95_MS, REQUESTS = 300.0, 4


class OnDisk(Store):
    """The store of the world, in a file, as on one machine."""

    def open(self, folder: Path) -> None:
        super().open(folder)
        self.engine = Engine(str(folder / "store.db"))


def plain(folder: Path) -> Flask:
    """The yardstick."""
    app = Flask("yardstick")
    database = sqlite3.connect(folder / "plain.db", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE seen (person TEXT, at TEXT)")

    @app.post("/seen")
    def seen():
        database.execute("SELECT count(*) FROM seen WHERE person = ?", ("P1",)).fetchone()
        database.execute("INSERT INTO seen VALUES (?, ?)", ("P1", "now"))
        return {"seen": True}

    return app


def taken(act) -> float:
    """Milliseconds that an act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def takers(world: World, how_many: int) -> list[Taker]:
    """People with an open paper each."""
    people = []
    for n in range(how_many):
        if n % 10 == 0:
            world.clock.advance(minutes=2)  # sign-ins are throttled by the minute
        people.append(world.sign_in(f"队员 {n}"))
    return [Taker.starts(person) for person in people]


def submissions(world: World, folder: Path) -> bool:
    """Handing in beside the yardstick, in turn."""
    client = plain(folder).test_client()
    ours, theirs, requests = [], [], []
    for taker in takers(world, ROUNDS):
        taker.answer_all()
        answers = []
        ours.append(taken(lambda t=taker, kept=answers: kept.append(t.submit())))
        theirs.append(taken(lambda: client.post("/seen")))
        assert answers[0].status_code == 200
        requests.append(int(answers[0].headers["Server-Timing"].rsplit("=", 1)[1]))
    p50, yardstick = statistics.median(ours), statistics.median(theirs)
    print(
        f"hand in 20 answers   p50 {p50:6.1f} ms   {p50 / yardstick:4.1f} x a plain select and insert ({yardstick:.1f} ms)"
    )
    print(f"requests to the store   most {max(requests)}   bar {REQUESTS}")
    return max(requests) <= REQUESTS


def last_minute(world: World) -> bool:
    """The busy minute, at its own pace."""
    papers = takers(world, PAPERS)
    acts = [(SECONDS * n / (3 * PAPERS), "save", papers[n % PAPERS], n) for n in range(3 * PAPERS)]
    acts += [(SECONDS * (n + 0.5) / PAPERS, "submit", taker, n) for n, taker in enumerate(papers)]
    begun = time.perf_counter()

    def do(act) -> tuple[float, str, int]:
        at, kind, taker, n = act
        time.sleep(max(0.0, begun + at - time.perf_counter()))
        shown = taker.paper["questions"][n // PAPERS]
        answers: list = []
        send = taker.submit if kind == "submit" else lambda: taker.save(shown["n"], right(shown), n)
        return taken(lambda: answers.append(send())), kind, answers[0].status_code

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(do, sorted(acts, key=lambda act: act[0])))
    times = sorted(ms for ms, _, _ in done)
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    handed_in = sum(kind == "submit" and status == 200 for _, kind, status in done)
    lost = [status for _, kind, status in done if status not in (200, 409) or (kind == "submit" and status != 200)]
    print(
        f"{PAPERS} papers, {len(done)} requests in {SECONDS:.0f} s   p50 {p50:.0f} ms   p95 {p95:.0f} ms   bar {P95_MS:.0f} ms"
    )
    print(f"handed in {handed_in} of {PAPERS}, lost {len(lost)}")
    return p95 <= P95_MS and not lost and handed_in == PAPERS


def main() -> int:
    """Both; 1 when a bar is missed."""
    simulator = serve(0, seed=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = build(folder, OnDisk(), simulator.url, Clock(), "sqlite:///bench")
        world.house.courses.publish(*first_course(), by="benchmark")
        kept = [submissions(world, folder), last_minute(world)]
    simulator.close()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
