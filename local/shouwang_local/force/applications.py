"""Applications 报名 of the demo force: 46 people waiting at the five gates 关, for the console's queue."""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from random import Random
from typing import Any

from shouwang_local.force.draw import SEED, some, stream
from shouwang_local.force.people import SKILLS, Person, PhoneRange, Register
from shouwang_local.force.units import DATA, Unit, squadrons, unit

# Who decides at each gate, by the staff's key.
DECIDERS = {
    "willingness": "recruiter-1",
    "political": "political-checker-1",
    "fitness": "recruiter-2",
    "skills": "trainer-1",
    "publicity": "recruiter-1",
}
GATES = tuple(DECIDERS)


class State(StrEnum):
    """What the application waits for at its gate."""

    WAITING = "waiting"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision already taken: at which gate, by whom (the staff's key), when and with what words."""

    gate: str
    passed: bool
    by_key: str
    decided_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Application:
    """An application 报名 as its form and its way so far."""

    key: str
    person: Person
    motivation: str
    weekly_hours: int
    squadron_code: str
    health: str
    skills: tuple[str, ...]
    gate: str
    state: State
    submitted_at: datetime
    at_gate_since: datetime
    decisions: tuple[Decision, ...]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((DATA / "applications.toml").read_text(encoding="utf-8"))


def applications(now: datetime, seed: str = SEED) -> tuple[Application, ...]:
    """The 46 applications, gate by gate, who has waited longest first."""
    random = stream(seed, "applications")
    register = Register(random, PhoneRange.APPLICANTS)
    found: list[Application] = []
    for row in _table()["gates"]:
        names = row.get("names", [])
        for place, waited_h in enumerate(row["waited_h"]):
            since = now - timedelta(hours=waited_h, minutes=random.randrange(60))
            known_name = names[place] if place < len(names) else None
            found.append(_application(register, f"{len(found) + 1:02d}", row["gate"], since, known_name))
    return tuple(found)


def _application(register: Register, key: str, gate: str, since: datetime, known_name: str | None) -> Application:
    random, texts = register.random, _table()["texts"]
    squadron = _wish(random, known_name)
    past = _way(random, gate, since)
    returned = random.randrange(6) == 0 and gate != "publicity"
    words, reason = random.choice(texts["returned"]), random.choice(_table()["motivations"])
    waits = (Decision(gate, False, DECIDERS[gate], since + timedelta(minutes=40), words),) if returned else ()
    return Application(
        key=f"applicant-{key}",
        person=replace(register.person(squadron, known_name), occupation=reason["occupation"]),
        motivation=reason["words"],
        weekly_hours=random.choice((2, 3, 4, 6, 8)),
        squadron_code=squadron.code,
        health=random.choice(texts["health"]),
        skills=some(random, SKILLS, at_most=3),
        gate=gate,
        state=State.RETURNED if returned else State.WAITING,
        submitted_at=past[0].decided_at - timedelta(hours=random.randint(3, 30)) if past else since,
        at_gate_since=since,
        decisions=(*past, *waits),
    )


def _wish(random: Random, known_name: str | None) -> Unit:
    """The squadron wished for; those the demo speaks of want the night market of 南塘."""
    return unit("S05") if known_name else random.choice(squadrons())


def _way(random: Random, gate: str, since: datetime) -> list[Decision]:
    """The gates passed before this one, the last of them at the instant this one began."""
    texts, usual_days = _table()["texts"]["passed"], {row["gate"]: row["usual_days"] for row in _table()["gates"]}
    decided_at, way = since, list[Decision]()
    for each in reversed(GATES[: GATES.index(gate)]):
        way.insert(0, Decision(each, True, DECIDERS[each], decided_at, random.choice(texts[each])))
        decided_at -= timedelta(days=usual_days[each], minutes=random.randrange(600))
    return way
