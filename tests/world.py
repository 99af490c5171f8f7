"""The world of a test: the whole house on an embedded store and a WeChat simulator, a clock one can set, and people.

The cast: 王招录 recruits, 李队长 leads squadron D1/B01/S01, 张队员 is a volunteer there, 外人 has no business here.
Everything goes through HTTP, WeChat's API and the store's protocol: nothing of ours is replaced.
"""

import itertools
import json
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dynamodb_sqlite import Engine, attach
from shouwang.app import FUNCTIONS, House, declare_tables
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.geo import Crs, Position
from shouwang.platform import dynamo, keys
from shouwang.roster.models import AssemblyPoint, Force, Unit
from shouwang.settings import Settings
from tests.weather import STORE, Weather, todays

FORCE = "D1"
BRIGADE = "D1/B01"
SQUADRON = "D1/B01/S01"
OTHER_SQUADRON = "D1/B02/S01"
POINT = "042"  # of SQUADRON; its middle:
POINT_WGS84 = (28.5, 109.5)
_READS = ("Get", "BatchGet", "Query", "Scan", "TransactGet", "Describe", "List")
START = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 19:00 in China


class Clock:
    """The present instant, as the test says."""

    def __init__(self, start: datetime = START) -> None:
        self.instant = start

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, **delta: float) -> None:
        """Forward by a timedelta's keywords."""
        self.instant += timedelta(**delta)


class Store:
    """One connection a test process; a fresh engine for each test behind it.

    The first world of a process makes the tables and lays the ground; each later one begins with a copy of that.
    """

    def __init__(self) -> None:
        self.engine: Engine | None = None
        self.weather: Weather | None = None
        self.ground: bytes | None = None
        self.written = 0  # how many requests that may write were answered well

    def handle(self, target: str, body: bytes) -> tuple[int, bytes]:
        """Serve botocore from the engine of the running test."""
        assert self.engine is not None
        if self.weather is not None:
            self.weather.look(body)
        status, answer = self.engine.handle(target, body)
        self.written += status == 200 and not target.partition(".")[2].startswith(_READS)
        return status, answer

    def open(self, folder: Path) -> None:
        """A fresh engine, under the weather that was asked for, behind every client that is made from now on."""
        dynamo.use_embedded(lambda client, _: attach(client, self))  # type: ignore[arg-type]
        self.weather = todays()
        self.begin(folder, self.ground)

    def begin(self, folder: Path, content: bytes | None) -> None:
        """A fresh engine that begins with the content of another, or with nothing."""
        if self.weather is not None:
            if content is not None:
                (folder / STORE).write_bytes(content)
            self.engine = self.weather.engine(folder)
        else:
            self.engine = Engine.copy(content) if content is not None else Engine(":memory:")

    def keep(self) -> None:
        """Let every later world begin with what is there now."""
        assert self.engine is not None
        self.ground = self.engine.content()


class WeChat:
    """The simulator's control door, for a test; its clock is the test's."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = url
        self.clock = clock

    def same_time(self) -> None:
        """Set the simulator's clock to the test's."""
        self.call("clock", set=self.clock().isoformat(), frozen=True)

    def call(self, path: str, **body: Any) -> Any:
        """POST to `/__sim/<path>`."""
        request = urllib.request.Request(f"{self.url}/__sim/{path}", json.dumps(body).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())

    def login_code(self, user: str) -> str:
        """A code of wx.login for a named user."""
        self.same_time()
        return str(self.call("login", user=user)["code"])

    def phone_code(self, user: str) -> str:
        """A code of the phone number button for a named user."""
        self.same_time()
        return str(self.call("phone", user=user)["code"])


@dataclass
class Person:
    """Somebody with a phone that is signed in."""

    world: "World"
    name: str
    token: str
    person_id: str
    serial: Any = field(default_factory=itertools.count)

    def get(self, path: str, **options: Any) -> TestResponse:
        """GET as this person."""
        return self.world.client.get(path, headers=self._headers(options), **options)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **options: Any) -> TestResponse:
        """POST as this person; a fresh Idempotency-Key unless one is given."""
        headers = self._headers(options)
        headers["Idempotency-Key"] = key or f"{self.person_id}-{next(self.serial):06}"
        if body is not None:
            options["json"] = body
        return self.world.client.post(path, headers=headers, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """PUT as this person."""
        return self.world.client.put(path, headers=self._headers(options), json=body, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        """DELETE as this person."""
        return self.world.client.delete(path, headers=self._headers(options), **options)

    def prove(self) -> None:
        """A fresh proof of who holds the phone, good for five minutes."""
        proved = self.post("/v1/me/proof", {"code": self.world.wechat.login_code(self.name)})
        assert proved.status_code == 204, proved.get_data(as_text=True)

    def _headers(self, options: dict[str, Any]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}


@dataclass
class World:
    """One test's world."""

    house: House
    client: FlaskClient
    clock: Clock
    wechat: WeChat

    def sign_in(self, name: str) -> Person:
        """A person signs in through WeChat; the first time makes them known."""
        code = self.wechat.login_code(name)
        answer = self.client.post("/v1/login", json={"code": code})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.json is not None
        return Person(self, name, answer.json["token"], answer.json["me"]["person_id"])

    def staff(self, name: str, role: Role, unit_path: str = FORCE) -> Person:
        """A person with a role over a part of the force."""
        person = self.sign_in(name)
        self.house.identity.grant(person.person_id, [Grant(role, unit_path)], "test")
        return person

    def deliver(self, rounds: int = 20) -> None:
        """Deliver events until none is due, as the worker would."""
        self.wechat.same_time()
        for _ in range(rounds):
            events = self.house.outbox.due()
            if not events:
                return
            for event in events:
                self.house.outbox.deliver(event)
        raise AssertionError("events keep coming")

    def work(self, rounds: int = 500) -> None:
        """Work on jobs until none is due, as the jobs process would."""
        for _ in range(rounds):
            due = self.house.jobs.due()
            if not due:
                return
            for job in due:
                self.house.jobs.work(job)
        raise AssertionError("jobs keep waiting")


def small_force() -> tuple[Force, list[Unit], list[AssemblyPoint]]:
    """Two brigades, three squadrons, two points; ages for persons who could not live."""
    south, west, north, east = 284_000_000, 1_094_000_000, 286_000_000, 1_096_000_000
    outline = ((south, west), (south, east), (north, east), (north, west))
    units = [
        Unit(FORCE, "望澜区义警支队"),
        Unit(BRIGADE, "南塘大队"),
        Unit(SQUADRON, "夜市中队", number_prefix="01-01"),
        Unit("D1/B01/S02", "学府中队", number_prefix="01-02"),
        Unit("D1/B02", "柳林大队"),
        Unit(OTHER_SQUADRON, "江岸中队", number_prefix="02-01"),
    ]
    points = [
        AssemblyPoint.at("001", "江岸公园", OTHER_SQUADRON, Position(28.52, 109.52, Crs.WGS84), 150),
        AssemblyPoint.at(POINT, "南塘夜市", SQUADRON, Position(*POINT_WGS84, Crs.WGS84), 150),
    ]
    ages = {"youngest": 18, "oldest": 200}
    return Force("望澜区义警支队", outline, **ages, publicity_days=0, cover_needed=False), units, points


def build(folder: Path, store: Store, wechat_url: str, clock: Clock, store_url: str) -> World:
    """A world in a folder; the store is empty but for its tables."""
    keys.make_key_file(folder / "keys.json")
    settings = Settings(
        store=store_url,
        keys=f"file://{folder / 'keys.json'}",
        blobs=f"file://{folder / 'files'}",
        public_url="http://localhost:8000",
        stage="test",
        wechat_appid="wxshouwanglocal0001",
        wechat_secret="local-simulator-only",
        wechat_url=wechat_url,
        wechat_push_token="LocalPushToken",
        wechat_push_aes_key="A" * 43,
        force_name="望澜区义警支队",
    )
    store.open(folder)
    house = House(settings, now=clock)
    app = house.app(*FUNCTIONS)
    declare_tables()
    if store.ground is None:
        dynamo.create_tables()
        house.roster.put_ground(*small_force())
        store.keep()
    if store.weather is not None:
        house.outbox.due()  # the indexes were looked at: from here on they lag
    return World(house, app.flask.test_client(), clock, WeChat(wechat_url, clock))
