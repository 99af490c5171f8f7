"""Applications, reviewers and forces to decide about."""

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.recruitment.models import Application, Decision, Gate, GateRecord, Reviewer, State, Verdict
from shouwang.roster.models import Force, GateRule

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # Monday, 19:00 in China
SQUADRON = "D1/B01/S01"
OUTLINE = ((284_000_000, 1_094_000_000), (286_000_000, 1_096_000_000))
FORCE = Force("望澜区义警支队", OUTLINE, oldest=200)
GATES = tuple(Gate(rule.gate) for rule in FORCE.gates)


def force(*gates: GateRule, **data: Any) -> Force:
    return Force("望澜区义警支队", OUTLINE, gates or FORCE.gates, **data)


def waiting(gate: Gate, /, **more: Any) -> Application:
    """An application that waits at a gate, all before it passed."""
    before = GATES[: GATES.index(gate)]
    records = tuple(GateRecord(g, Decision.PASS, "someone", "别人", NOW, place) for place, g in enumerate(before))
    application = Application(
        "application",
        "applicant",
        NOW,
        State.REVIEW,
        gate,
        version=5,
        number="26-0813",
        unit_path=SQUADRON,
        since=NOW,
        submitted_at=NOW,
        fields={"name": "周㛃", "unit_path": SQUADRON},
        records=records,
        kin=("phone of 周㛃", "phone of 周大"),
    )
    return replace(application, **more)


def reviewer(
    *roles: Role, over: str = "D1", person_id: str = "reviewer", name: str = "王招录", kin: tuple[str, ...] = ()
) -> Reviewer:
    return Reviewer(Actor(person_id, "session", tuple(Grant(role, over) for role in roles), name=name), frozenset(kin))


EVERYTHING = reviewer(Role.RECRUITER, Role.POLITICAL_CHECKER, Role.TRAINER, Role.COMMANDER)


def verdict(decision: Decision = Decision.PASS, reason: str = "", note: str = "", version: int = 5) -> Verdict:
    return Verdict(decision, version, reason, note)
