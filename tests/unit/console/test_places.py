import pytest
from msgspec.structs import replace

from shouwang.console.places import APPLICATIONS, first_of, mine, rail
from shouwang.kernel.actor import Actor, Grant, Role
from tests.world import FORCE, SQUADRON, small_force

FORCE_DATA = small_force()[0]


def actor(role: Role, unit_path: str = FORCE) -> Actor:
    return Actor("P1", "S1", grants=(Grant(role, unit_path),))


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.POLITICAL_CHECKER, Role.TRAINER, Role.COMMANDER, Role.AUDITOR])
def test_who_decides_a_gate_or_answers_for_it_finds_the_applications(role):
    assert APPLICATIONS in mine(actor(role), FORCE_DATA)


def test_a_squadron_leader_finds_the_applications_only_where_the_force_lets_them_decide():
    leader = actor(Role.SQUADRON_LEADER, SQUADRON)
    first, *rest = FORCE_DATA.gates
    theirs = replace(FORCE_DATA, gates=(replace(first, deciders=(Role.SQUADRON_LEADER,)), *rest))

    assert APPLICATIONS not in mine(leader, FORCE_DATA)
    assert APPLICATIONS in mine(leader, theirs)


def test_the_rail_marks_where_one_is_and_begins_with_what_waits():
    groups = rail(actor(Role.AUDITOR), FORCE_DATA, "/console/audit")

    current = [link.label for group in groups for link in group.links if link.current]
    assert current == ["审计"]
    assert first_of(actor(Role.AUDITOR), FORCE_DATA) == "/console/today"
