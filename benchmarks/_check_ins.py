"""A house with people who are about to check in, and clients that tap; shared by the benchmark and the proof under kills."""

import contextlib
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from shouwang.app import House, declare_tables
from shouwang.identity.models import Consent, Person, Purpose, SessionKind
from shouwang.identity.rules import NOTICES
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.geo import Crs
from shouwang.platform import dynamo
from shouwang_local.deployment import Deployment, free_port
from shouwang_local.house import open_house
from shouwang_local.processes import Processes
from shouwang_local.seed.people import write_ground

PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Tapper:
    """Somebody with a session and a phone at an assembly point."""

    actor: Actor
    token: str
    place: tuple[float, float]  # GCJ-02
    point_number: str


@dataclass
class Stage:
    """A deployment with only its API running, and people."""

    deployment: Deployment
    processes: Processes
    house: House
    people: list[Tapper] = field(default_factory=list)

    def body(self, who: Tapper, way: str = "in") -> bytes:
        """A live tap, good for two minutes."""
        latitude, longitude = who.place
        fix = {
            "latitude": latitude,
            "longitude": longitude,
            "crs": "gcj02",
            "accuracy_m": 12.0,
            "fix_at": (datetime.now(UTC) - timedelta(seconds=2)).isoformat(),
        }
        nonce = self.house.check_ins.nonce(who.actor)
        return json.dumps({"way": way, "point_number": who.point_number, "fixes": [fix], "nonce": nonce}).encode()

    def wait_ready(self) -> None:
        """Until the API answers."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if _answers(f"{self.deployment.api_url}/readyz"):
                return
            time.sleep(0.05)
        raise TimeoutError("the API does not answer")

    def restart(self) -> None:
        """kill -9 and start again."""
        self.processes.kill("api")
        self.processes.start("api")
        self.wait_ready()


def _answers(url: str) -> bool:
    with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5) as answer:
        return bool(answer.status == 200)
    return False


class Client:
    """One connection that is kept; a broken one is opened anew by the next request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection: http.client.HTTPConnection | None = None

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        """Status and answer. Raises: OSError, http.client.HTTPException when the server is away."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self.connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            raise

    def close(self) -> None:
        """The connection given back."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def tap(self, who: Tapper, body: bytes, key: str) -> tuple[int, Any]:
        """A check-in."""
        return self.post("/v1/checkins", body, {"Authorization": f"Bearer {who.token}", "Idempotency-Key": key})


def set_up(folder: Path, people: int) -> Stage:
    """The demo force's ground, people of its squadrons with sessions, and the API started."""
    deployment = Deployment(folder, free_port(), free_port())
    deployment.prepare()
    os.environ.update(deployment.environment())
    house = open_house()
    declare_tables()
    dynamo.create_tables()
    now = datetime.now(UTC)
    write_ground(house, now)
    stage = Stage(deployment, Processes(deployment, quiet=True), house)
    stage.people = _people(house, now, people)
    stage.processes.start("api")
    stage.wait_ready()
    return stage


def _people(house: House, now: datetime, how_many: int) -> list[Tapper]:
    points = house.roster.points()
    agreed = tuple(Consent(purpose, NOTICES[purpose], now) for purpose in (Purpose.SERVICE, Purpose.LOCATION))
    persons = []
    for n in range(how_many):
        unit = points[n % len(points)].unit_path
        grants = (Grant(Role.VOLUNTEER, unit),)
        persons.append(
            Person(
                f"01LOAD{n:020}",
                f"oLoad{n:023}",
                now,
                name="某队员",
                grants=grants,
                volunteer_number=f"99-{n:06}",
                unit_path=unit,
                consents=agreed,
                cover_until=local_day(now) + timedelta(days=365),
            )
        )
    house.identity.put_people([(person, f"1990000{n:04}") for n, person in enumerate(persons)])
    tappers = []
    for n, person in enumerate(persons):
        point = points[n % len(points)]
        token = house.identity.sign_in(person.person_id, SessionKind.PHONE, "bench").token
        place = point.position.in_crs(Crs.GCJ02)
        actor = Actor(person.person_id, "", person.grants, unit_path=person.unit_path)
        tappers.append(Tapper(actor, token, (place.latitude_deg, place.longitude_deg), point.number))
    return tappers
