"""Stars: which step follows which, and what objections and lost hours do to one in publicity."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.honours.models import Holder
from shouwang.honours.models.stars import Star, StarObjection, StarObjectionState, StarState
from shouwang.honours.rules import stars as rules
from shouwang.honours.rules.awards import NotForYourself
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.problem import NotFound

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)  # a Monday
TODAY = date(2026, 11, 23)
HOLDER = Holder("p1", "张队员", "01-01-0001", "D1/B01/S01", "夜市中队")
COMMANDER = Actor("p9", "", (Grant(Role.COMMANDER, "D1"),))


@dataclass(frozen=True)
class Calendar:
    holidays: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()
    publicity_days: int = 5


def proposed(calendar=Calendar(), seen=None):
    return rules.propose(seen, "S", rules.STARS["star-1"], HOLDER, 6000, NOW, calendar)


def objection(person_id="p2", state=StarObjectionState.OPEN):
    return StarObjection("S", "O", person_id, "王某", "那天他不在", "D1/B01/S01", NOW, state)


def test_a_star_is_proposed_with_the_hours_of_the_moment_for_the_working_days_of_the_force():
    assert proposed() == Star(
        "S", "p1", "star-1", "张队员", "01-01-0001", "D1/B01/S01", 6000, NOW, date(2026, 12, 1), StarState.PUBLICITY
    )
    assert proposed(Calendar(holidays=(date(2026, 11, 25),))).ends_on == date(2026, 12, 2)
    assert proposed(Calendar(make_up_days=(date(2026, 11, 28),))).ends_on == date(2026, 11, 29)
    assert proposed(Calendar(publicity_days=0)).ends_on == TODAY


@pytest.mark.parametrize(
    ("change", "day", "reached", "becomes"),
    [
        ({}, date(2026, 11, 30), True, None),
        ({}, date(2026, 12, 1), True, StarState.STANDS),
        ({"objections": 1}, date(2026, 12, 1), True, None),
        ({}, date(2026, 11, 24), False, StarState.LAPSED),
        ({"objections": 1}, date(2026, 12, 1), False, StarState.LAPSED),
        ({"state": StarState.STANDS}, date(2027, 1, 1), False, None),
        ({"state": StarState.LAPSED}, TODAY, True, StarState.PUBLICITY),
        ({"state": StarState.LAPSED}, TODAY, False, None),
        ({"state": StarState.REFUSED, "again_on": date(2027, 11, 23)}, date(2027, 11, 22), True, None),
        ({"state": StarState.REFUSED, "again_on": date(2027, 11, 23)}, date(2027, 11, 23), True, StarState.PUBLICITY),
        ({"state": StarState.REFUSED, "again_on": date(2027, 11, 23)}, date(2027, 11, 23), False, None),
        ({"state": StarState.REFUSED}, date(2036, 1, 1), True, None),
    ],
)
def test_what_a_star_becomes(change, day, reached, becomes):
    assert rules.next_state(replace(proposed(), **change), day, reached=reached) is becomes


def test_no_star_is_proposed_before_its_hours_are_there():
    assert rules.next_state(None, TODAY, reached=False) is None
    assert rules.next_state(None, TODAY, reached=True) is StarState.PUBLICITY


def test_who_is_meant_does_not_object_and_what_is_not_shown_has_no_objections():
    with pytest.raises(NotForYourself):
        rules.object_to(proposed(), "p1")
    for star in (None, *(replace(proposed(), state=state) for state in StarState if state is not StarState.PUBLICITY)):
        with pytest.raises(rules.NotPublic):
            rules.object_to(star, "p2")
    for full, who in (({"objections": rules.MOST_OPEN}, "p2"), ({"hearsay": rules.MOST_OPEN}, None)):
        with pytest.raises(rules.TooManyObjections):
            rules.object_to(replace(proposed(), **full), who)
    assert rules.object_to(proposed(), "p2") == replace(proposed(), objections=1, version=2)
    assert rules.object_to(proposed(), None) == replace(proposed(), hearsay=1, version=2)


def test_an_upheld_objection_refuses_the_star_for_a_year():
    star, ruled = rules.rule_on(
        COMMANDER, replace(proposed(), objections=2), objection(), NOW, upheld=True, why="查实代打卡"
    )

    assert star == replace(
        proposed(),
        objections=1,
        version=2,
        state=StarState.REFUSED,
        reason="查实代打卡",
        again_on=date(2027, 11, 23),
    )
    assert (ruled.state, ruled.ruling, ruled.ruled_by) == (StarObjectionState.UPHELD, "查实代打卡", "p9")
    assert ruled.expires_at == int((NOW + timedelta(days=365)).timestamp())


def test_a_dismissed_objection_leaves_the_star_in_publicity():
    star, ruled = rules.rule_on(
        COMMANDER, replace(proposed(), objections=1), objection(), NOW, upheld=False, why="已核"
    )

    assert (star, ruled.state) == (replace(proposed(), version=2), StarObjectionState.DISMISSED)


@pytest.mark.parametrize(
    ("actor", "found", "refusal"),
    [
        (replace(COMMANDER, person_id="p1"), objection(), NotForYourself),
        (replace(COMMANDER, person_id="p2"), objection(), NotForYourself),
        (replace(COMMANDER, grants=(Grant(Role.COMMANDER, "D1/B02"),)), objection(), NotFound),
        (replace(COMMANDER, grants=(Grant(Role.SQUADRON_LEADER, "D1/B01"),)), objection(), NotFound),
        (COMMANDER, None, NotFound),
        (COMMANDER, objection(state=StarObjectionState.UPHELD), rules.ObjectionRuled),
    ],
)
def test_who_may_not_rule_and_what_is_not_ruled(actor, found, refusal):
    with pytest.raises(refusal):
        rules.rule_on(actor, replace(proposed(), objections=1), found, NOW, upheld=True, why="理由在此")


ACTS = st.lists(st.tuples(st.sampled_from(["look", "object", "uphold", "dismiss", "fall"]), st.booleans()), max_size=40)


@given(ACTS)
def test_whatever_happens_a_star_stands_only_after_its_days_without_an_open_objection(acts):
    star, waiting, now = None, 0, NOW
    for act, reached in acts:
        before, now = star, now + timedelta(days=1)
        day = now.date()
        if act == "look" and (to := rules.next_state(star, day, reached=reached)):
            star = proposed(seen=star) if to is StarState.PUBLICITY else rules.moved(star, to)
        elif act == "object" and star and star.state is StarState.PUBLICITY:
            star, waiting = rules.object_to(star, "p2"), waiting + 1
        elif act in ("uphold", "dismiss") and waiting:
            star, _ = rules.rule_on(COMMANDER, star, objection(), now, upheld=act == "uphold", why="理由在此")
            waiting -= 1
        elif act == "fall" and star and star.state is StarState.STANDS:
            star = rules.moved(star, StarState.LAPSED)
        assert (star.objections if star else 0) == waiting
        if before and star.state is not before.state:
            assert star.state in rules.STEPS[before.state]
            assert star.version == before.version + 1
        if star and star.state is StarState.STANDS and (not before or before.state is not StarState.STANDS):
            assert reached
            assert day >= star.ends_on
            assert star.objections == 0
