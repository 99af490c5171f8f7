"""Roles cover a unit and all below it, and nothing whose name merely begins alike."""

from hypothesis import given, strategies as st

from shouwang.kernel.actor import Actor, Grant, Role, within

LI = Actor("p-li", "s", (Grant(Role.SQUADRON_LEADER, "D1/B02/S05"), Grant(Role.VOLUNTEER, "D1/B02/S05")))
BOTH = Actor(
    "p", "s", (Grant(Role.RECRUITER, "D1/B02/S05"), Grant(Role.RECRUITER, "D1"), Grant(Role.TRAINER, "D1/B01"))
)

steps = st.lists(st.sampled_from(["B1", "B2", "B12", "S1"]), max_size=3)


@given(steps, steps)
def test_within_is_being_a_prefix_step_by_step(top, more):
    path, other = "/".join(["D1", *top]), "/".join(["D1", *more])

    assert within(other, path) == (["D1", *more][: len(top) + 1] == ["D1", *top])


def test_a_role_covers_its_own_subtree_only():
    assert LI.covers("D1/B02/S05", Role.SQUADRON_LEADER)
    assert not LI.covers("D1/B02/S051", Role.SQUADRON_LEADER)
    assert not LI.covers("D1/B02", Role.SQUADRON_LEADER)
    assert not LI.covers("D1/B02/S05", Role.RECRUITER)
    assert LI.covers("D1/B02/S05", Role.RECRUITER, Role.VOLUNTEER)


def test_scopes_are_told_widest_first():
    assert BOTH.scopes(Role.RECRUITER) == ("D1", "D1/B02/S05")
    assert BOTH.scopes(Role.AUDITOR) == ()
    assert BOTH.roles == frozenset({Role.RECRUITER, Role.TRAINER})
