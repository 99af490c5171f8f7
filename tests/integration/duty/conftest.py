"""A world with a squadron on duty: 李队长 leads it, 张队员 serves in it, 外人 leads another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from shouwang.identity.models import Purpose
from shouwang.identity.rules import NOTICES
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.geo import Crs, Position
from shouwang.platform import dynamo
from shouwang.platform.outbox import Event, Handler, Outbox
from tests.unit.duty.cast import METRES_A_DEGREE_NORTH
from tests.world import OTHER_SQUADRON, POINT, POINT_WGS84, SQUADRON, Person, World


@dataclass
class Watch:
    """What a duty test needs at hand."""

    world: World
    leader: Person
    volunteer: Person
    stranger: Person
    heard: list[Event] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)  # what a scene must remember

    def at_point(self, away_m: float = 0.0, accuracy_m: float | None = 12.0, **more: Any) -> dict[str, Any]:
        """A fix so far north of the point, in the datum of Chinese maps, taken two seconds ago."""
        place = Position(POINT_WGS84[0] + away_m / METRES_A_DEGREE_NORTH, POINT_WGS84[1], Crs.WGS84).in_crs(Crs.GCJ02)
        return {
            "latitude": place.latitude_deg,
            "longitude": place.longitude_deg,
            "crs": "gcj02",
            "accuracy_m": accuracy_m,
            "fix_at": (self.world.clock() - timedelta(seconds=2)).isoformat(),
            **more,
        }

    def nonce(self, person: Person) -> str:
        """A fresh proof of the moment."""
        return str(person.get("/v1/duty/current").json["nonce"])

    def tap(self, way: str, *fixes: dict[str, Any], person: Person | None = None, key: str | None = None, **more: Any):
        """A live tap at the point."""
        who = person or self.volunteer
        body = {"way": way, "point_number": POINT, "fixes": list(fixes), "nonce": self.nonce(who), **more}
        return who.post("/v1/checkins", body, key=key)

    def shift(self, hours: float = 3.5, *, begins_in: timedelta = timedelta(0), **more: Any) -> str:
        """A shift of the squadron at the point; its id."""
        starts_at = self.world.clock() + begins_in
        body = {
            "unit_path": SQUADRON,
            "point_number": POINT,
            "duty_type": "patrol",
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(hours=hours)).isoformat(),
            "capacity": 5,
            "minimum_team": 3,
            **more,
        }
        answer = self.leader.post("/v1/shifts", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return str(answer.json["shift_id"])

    def deliver(self) -> None:
        """Deliver duty's own events; those for others are only noted."""
        outbox = Outbox({**self.handlers, **dict.fromkeys(OTHERS, self._hear)}, self.world.clock)
        for _ in range(20):
            events = outbox.due()
            if not events:
                return
            for event in events:
                assert outbox.deliver(event)
        raise AssertionError("events keep coming")

    @property
    def handlers(self) -> dict[str, Handler]:
        """Duty's own handlers."""
        return {kind: handle for kind, handle in self.world.house.handlers.items() if kind.startswith("duty.")}

    def volunteer_named(self, name: str, number: str, unit_path: str = SQUADRON, *, consent: bool = True) -> Person:
        """Somebody who serves in a unit."""
        return enlist(self.world, name, number, unit_path, consent=consent)

    def count(self, act: Callable[[], Any]) -> tuple[Any, int]:
        """What an act gives, and the requests to the store it took."""
        with dynamo.counting() as so_far:
            return act(), so_far()

    def _hear(self, event: Event, done: dynamo.Writes) -> None:
        dynamo.commit(done)
        self.heard.append(event)


OTHERS = (
    "assessment.hours-entered",
    "assessment.fact-told",
    "assessment.duty-marked",
    "honours.hours-entered",
    "notices.tell",
)


def enlist(world: World, name: str, number: str, unit_path: str, *, consent: bool = True) -> Person:
    person = world.sign_in(name)
    world.house.identity.promote(person.person_id, number, name, unit_path, dynamo.Writes())
    if consent:
        given = [{"purpose": p, "notice_version": NOTICES[p]} for p in (Purpose.SERVICE, Purpose.LOCATION)]
        assert person.post("/v1/me/consents", {"consents": given}).status_code == 200
    return person


@pytest.fixture
def watch(world: World) -> Watch:
    """The squadron, before anybody is on duty."""
    house = world.house
    leader = enlist(world, "李队长", "01-01-0001", SQUADRON)
    grants = [Grant(Role.SQUADRON_LEADER, SQUADRON), Grant(Role.VOLUNTEER, SQUADRON)]
    house.identity.grant(leader.person_id, grants, "test")
    volunteer = enlist(world, "张队员", "01-01-0002", SQUADRON)
    stranger = world.staff("外人", Role.SQUADRON_LEADER, OTHER_SQUADRON)
    return Watch(world, leader, volunteer, stranger)
