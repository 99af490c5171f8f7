"""Who may act for a gate on an application: its owners over the unit, never a person concerned."""

from shouwang.kernel.actor import Actor, Role
from shouwang.recruitment.models import Application, Gate, Reviewer, State
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import rule_of
from shouwang.recruitment.rules.problems import NotYourGate, TooClose


def require_owner(application: Application, gate: Gate, reviewer: Reviewer, force: Force, *more: Role) -> None:
    """Let pass who owns the gate (or holds one of `more`) over the unit, and is not concerned.

    Raises: NotYourGate; TooClose for the own application, or one that names the same phone.
    """
    if not reviewer.actor.covers(application.unit_path, *rule_of(force, gate).deciders, *more):
        raise NotYourGate
    if application.person_id == reviewer.actor.person_id or reviewer.kin & set(application.kin):
        raise TooClose


def may_decide(application: Application, actor: Actor, force: Force) -> bool:
    """Whether the application waits for this person, as far as one can tell without looking for friends."""
    if application.state is not State.REVIEW or application.gate is None or application.person_id == actor.person_id:
        return False
    return actor.covers(application.unit_path, *rule_of(force, application.gate).deciders)
