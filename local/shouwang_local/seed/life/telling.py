"""Telling what happened: anybody of the demo force asks the house over HTTP, at an instant of the past."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from math import cos, radians
from typing import Any

from flask.testing import FlaskClient

from shouwang.app import House
from shouwang.identity.models import Person, Purpose
from shouwang.identity.rules import NOTICES, actor_of
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import rfc3339
from shouwang.kernel.geo import Crs, Position
from shouwang.platform.web import build
from shouwang_local.force.points import assembly_points
from shouwang_local.seed.past import Past
from shouwang_local.seed.people import person_id

_APIS = (
    *("identity", "roster_staff", "appointments", "duty", "duty_home", "duty_shifts", "duty_planning", "duty_reports"),
    *("corrections", "training", "assessment", "honours", "complaints"),
)
_METRES_A_DEGREE = 110_850


class Untold(Exception):
    """The house refused a part of the story."""


@dataclass(slots=True)
class Telling:
    """One chapter. `at` is the present of the story."""

    house: House
    at: datetime
    chapter: str
    past: Past = field(init=False)
    told: House = field(init=False)
    _door: FlaskClient = field(init=False)
    _serial: "count[int]" = field(default_factory=count)
    _agreed: set[str] = field(default_factory=set)
    _people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.past = Past(self.at)
        self.told = House(self.house.settings, now=self.past)
        apis = [self.told.api(name) for name in _APIS]
        self._door = build("demo", apis, self.actor).flask.test_client()

    def back(self, **delta: float) -> datetime:
        """Go to so long before the present of the story; the instant."""
        self.past.at = self.at - timedelta(**delta)
        return self.past.at

    def actor(self, key: str) -> Actor:
        """Somebody, by the key of the demo force."""
        person = self._people.get(key)
        if person is None:
            person = self._people[key] = self.told.identity.require_person(person_id(key))
        return actor_of(person, "demo", self.past.at)

    def ask(self, key: str, method: str, path: str, body: Any = None) -> Any:
        """What the house answers somebody, by the key of the demo force. Raises: Untold."""
        headers = {
            "Authorization": f"Bearer {key}",
            "Idempotency-Key": f"{self.chapter}-{next(self._serial):05}",  # a chapter told again acts once
        }
        answer = self._door.open(path, method=method, json=body, headers=headers)
        if answer.status_code >= 400:
            raise Untold(f"{method} {path} by {key}: {answer.get_data(as_text=True)[:300]}")
        return answer.json

    def get(self, key: str, path: str) -> Any:
        """A GET."""
        return self.ask(key, "GET", path)

    def post(self, key: str, path: str, body: Any = None) -> Any:
        """A POST."""
        return self.ask(key, "POST", path, body)

    def agree(self, number: str) -> None:
        """A volunteer agrees to what serving needs, once."""
        if number not in self._agreed:
            given = [{"purpose": str(p), "notice_version": NOTICES[p]} for p in (Purpose.SERVICE, Purpose.LOCATION)]
            self.post(number, "/v1/me/consents", {"consents": given})
            self._agreed.add(number)
            del self._people[number]  # has changed

    def tap(self, number: str, way: str, point: str, north_m: float = 20, accuracy_m: float = 12) -> Any:
        """A check-in or check-out, so far north of the middle of a point."""
        self.agree(number)
        nonce = self.get(number, "/v1/duty/current")["nonce"]
        fix = self._fix(point, north_m, accuracy_m)
        return self.post(number, "/v1/checkins", {"way": way, "point_number": point, "fixes": [fix], "nonce": nonce})

    def serve(self, number: str, point: str, begins_at: datetime, minutes: int) -> str:
        """A whole duty; the id of its session."""
        self.past.at = begins_at
        session_id = str(self.tap(number, "in", point)["duty"]["session_id"])
        self.past.at = begins_at + timedelta(minutes=minutes)
        self.tap(number, "out", point, 35)
        return session_id

    def deliver(self, people: Sequence[str], rounds: int = 6) -> None:
        """What follows for some people, by their keys, as the worker would deliver it now. Raises: Untold."""
        ids = {person_id(key) for key in people}
        for _ in range(rounds):
            due = [event for event in self.told.outbox.due(limit=2_000) if event.payload.get("person_id") in ids]
            due = [event for event in due if not event.kind.startswith("notices.")]  # WeChat is not there yet
            for event in due:
                if not self.told.outbox.deliver(event):
                    raise Untold(f"{event.kind} of {self.chapter}")
            if not due:
                return

    def _fix(self, point_number: str, north_m: float, accuracy_m: float) -> dict[str, Any]:
        """What a phone in China gives: GCJ-02, with a little to the east."""
        point = next(point for point in assembly_points() if point.number == point_number)
        east_deg = 6 / (111_320 * cos(radians(point.latitude_deg)))
        there = Position(point.latitude_deg + north_m / _METRES_A_DEGREE, point.longitude_deg + east_deg, Crs.WGS84)
        seen = there.in_crs(Crs.GCJ02)
        return {
            "latitude": seen.latitude_deg,
            "longitude": seen.longitude_deg,
            "crs": "gcj02",
            "accuracy_m": accuracy_m,
            "fix_at": rfc3339(self.past.at - timedelta(seconds=2)),
        }
