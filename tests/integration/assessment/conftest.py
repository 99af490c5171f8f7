"""A world whose outbox feeds the points ledger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count as counter
from typing import Any

import pytest

from shouwang.assessment.service import Assessment
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.outbox import Event, Outbox, emit
from tests.world import Person, World


@dataclass
class Ledger:
    """Assessment with a hand on what it is told."""

    world: World
    serial: Iterator[int] = field(default_factory=counter)

    @property
    def assessment(self) -> Assessment:
        """The service behind it."""
        return self.world.house.assessment

    @property
    def outbox(self) -> Outbox:
        """Who delivers."""
        return self.world.house.outbox

    def tell(self, kind: str, **payload: Any) -> None:
        """Write an event as another slice would."""
        now = self.world.clock()
        facts = {"occurred_at": rfc3339(now), **payload}
        commit(emit(f"assessment.{kind}", facts, at=now, source=f"{next(self.serial):04}"))

    def tell_hours(self, person_id: str, source: str, minutes: int, day: str = "2026-11-23", **payload: Any) -> None:
        """A session's minutes on a day."""
        facts = {"ledger": "measured", "entry_id": f"{source}#{day}#0", **payload}
        self.tell("hours-entered", person_id=person_id, source=source, day=day, minutes=minutes, **facts)

    def due(self) -> list[Event]:
        """Events that wait."""
        return list(self.outbox.due())

    def deliver(self) -> None:
        """Deliver all that waits."""
        delivered = [self.outbox.deliver(event) for event in self.due()]
        assert all(delivered)


def enrol(world: World, name: str, unit_path: str, *more: Role) -> Person:
    """A volunteer with a number, signed in, and perhaps other roles over the own unit."""
    person = world.sign_in(name)
    number, writes = world.house.roster.number_writes(unit_path, person.person_id, name, joined_on=date(2026, 1, 1))
    commit(writes)
    world.house.identity.promote(person.person_id, number, name, unit_path, Writes())
    if more:
        grants = world.house.identity.require_person(person.person_id).grants
        world.house.identity.grant(person.person_id, [*grants, *(Grant(role, unit_path) for role in more)], "test")
    return person


@pytest.fixture
def ledger(world: World) -> Ledger:
    """The points ledger of this world."""
    return Ledger(world)
