"""A page of 50 of the review queue over HTTP: bytes, requests to the store and CPU, in a small force and a large one.

The same page is asked for with 1,500 applications waiting and with 150,000; the yardstick is the small one in the same run.
All in: session, queue, JSON and the embedded store itself, which serves in this process. CPU is process time, the
median of rounds that take turns. Applications are written as the queue's rows alone: nothing else is read for a page.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from msgspec.structs import replace

from dynamodb_sqlite import Engine, attach
from shouwang.app import FUNCTIONS, House, declare_tables
from shouwang.identity.models import Person, SessionKind
from shouwang.kernel.actor import Grant, Role
from shouwang.platform import dynamo, keys
from shouwang.recruitment.models import Application, Gate, State
from shouwang.recruitment.store.queue import QueueRow, _lines
from shouwang.roster.models import AssemblyPoint, Force, Unit
from shouwang.settings import Settings

SMALL, LARGE, ROUNDS, PAGES = 1_500, 150_000, 9, 20
BYTES_BAR, REQUESTS_BAR, CPU_BAR_MS, FLAT_BAR = 15 * 1024, 3, 5.0, 1.25
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
SQUADRON = "D1/B01/S01"
UNITS = [Unit("D1", "望澜区义警支队"), Unit("D1/B01", "南塘大队"), Unit(SQUADRON, "夜市中队", number_prefix="01-01")]
OUTLINE = ((284_000_000, 1_094_000_000), (286_000_000, 1_096_000_000), (284_000_000, 1_096_000_000))


def main() -> int:
    """Measure; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        return _measured(Path(folder))


def _measured(folder: Path) -> int:
    forces = {many: _Force(folder / f"{many}", many) for many in (SMALL, LARGE)}
    took: dict[int, list[float]] = {many: [] for many in forces}
    told = {}
    for _ in range(ROUNDS):
        for many, force in forces.items():
            with force.open() as ask:
                ask()
                began = time.process_time()
                for _ in range(PAGES):
                    told[many] = ask()
                took[many].append((time.process_time() - began) / PAGES * 1e3)
    return _told(told, {many: statistics.median(rounds) for many, rounds in took.items()})


def _told(told: dict[int, tuple[int, int]], cpu_ms: dict[int, float]) -> int:
    flat = cpu_ms[LARGE] / cpu_ms[SMALL]
    print(f"{'':<26}{f'{SMALL:,} waiting':>16}{f'{LARGE:,} waiting':>18}{'bar':>12}")
    print(f"{'bytes of a page of 50':<26}{told[SMALL][0]:>16,}{told[LARGE][0]:>18,}{f'<= {BYTES_BAR:,}':>12}")
    print(f"{'requests to the store':<26}{told[SMALL][1]:>16}{told[LARGE][1]:>18}{f'<= {REQUESTS_BAR}':>12}")
    print(f"{'CPU ms':<26}{cpu_ms[SMALL]:>16.2f}{cpu_ms[LARGE]:>18.2f}{f'<= {CPU_BAR_MS:.0f}':>12}")
    print(f"{'large / small':<26}{'':>16}{flat:>18.2f}{f'<= {FLAT_BAR}':>12}")
    met = all(size <= BYTES_BAR and requests <= REQUESTS_BAR for size, requests in told.values())
    return int(not (met and max(cpu_ms.values()) <= CPU_BAR_MS and flat <= FLAT_BAR))


class _Force:
    """A house on a store of its own, with so many applications at the first gate."""

    def __init__(self, folder: Path, many: int) -> None:
        folder.mkdir()
        keys.make_key_file(folder / "keys.json")
        self.store = f"sqlite:///{folder / 'store.db'}"
        self.settings = Settings(
            store=self.store,
            keys=f"file://{folder / 'keys.json'}",
            blobs=f"file://{folder / 'files'}",
            public_url="http://localhost:8000",
            stage="test",
            wechat_appid="wxshouwanglocal0001",
            wechat_secret="local-simulator-only",
            wechat_url="http://127.0.0.1:9",
            force_name="望澜区义警支队",
        )
        self.engine = Engine(str(folder / "store.db"))
        with self._attached() as house:
            declare_tables()
            dynamo.create_tables()
            house.roster.put_ground(Force("望澜区义警支队", OUTLINE), UNITS, list[AssemblyPoint]())
            self.token = _signed_in(house)
            fill(many)

    @contextmanager
    def open(self) -> "Iterator[_Asking]":
        """Somebody who asks for pages here."""
        with self._attached() as house:
            yield _Asking(house.app(*FUNCTIONS).flask.test_client(), self.token)

    @contextmanager
    def _attached(self) -> Iterator[House]:
        dynamo.use_embedded(lambda client, _: attach(client, self.engine))
        yield House(self.settings, now=lambda: NOW)


class _Asking:
    """Asks for the first page; its bytes, and the requests to the store that it took."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def __call__(self) -> tuple[int, int]:
        page = self.client.get("/v1/review/applications?gate=willingness", headers=self.headers)
        assert page.status_code == 200, page.text
        assert len(page.json["items"]) == 50
        return len(page.data), int(page.headers["Server-Timing"].rpartition("desc=")[2])


def _signed_in(house: House) -> str:
    person = Person("reviewer", "openid", NOW, "王招录", grants=(Grant(Role.RECRUITER, "D1"),))
    house.identity.put_people([(person, "16190000001")])
    return house.identity.sign_in("reviewer", SessionKind.PHONE, "benchmark").token


def fill(many: int) -> None:
    """Rows of the queue of the first gate, the oldest first, a third of them claimed."""
    with QueueRow.batch_write() as batch:
        for serial in range(many):
            since = NOW - timedelta(minutes=many - serial)
            waiting = Application(
                f"01BENCH{serial:019d}",
                f"person-{serial}",
                since,
                State.REVIEW,
                Gate.WILLINGNESS,
                number=f"26-{serial:04d}",
                unit_path=SQUADRON,
                since=since,
                due_on=since.date() + timedelta(days=5),
                fields={"name": "阿卜杜热西提·麦麦提吐尔逊"},
            )
            for row in _lines(waiting).values():
                if serial % 3 == 0:
                    row.line = replace(row.line, claimed_by="孟归程", claimed_until=NOW + timedelta(minutes=20))
                if row.queue.startswith("D1#"):
                    batch.save(row)


if __name__ == "__main__":
    sys.exit(main())
