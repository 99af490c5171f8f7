"""Sessions and rights: no change of what a person may do misses a session, however they meet."""

import pytest

from shouwang.identity import store
from shouwang.identity.models import SessionKind
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.problem import Stale
from tests.world import FORCE


def test_a_sign_in_in_the_middle_of_a_change_of_rights_is_not_missed(world, monkeypatch):
    person = world.sign_in("李队长")
    look, late = store.sessions_of, []

    def look_and_sign_in(person_id):
        seen = look(person_id)
        monkeypatch.setattr(store, "sessions_of", look)
        late.append(world.sign_in("李队长"))
        return seen

    monkeypatch.setattr(store, "sessions_of", look_and_sign_in)
    grants = [Grant(Role.COMMANDER, FORCE)]

    with pytest.raises(Stale):
        world.house.identity.grant(person.person_id, grants, "test")
    world.house.identity.grant(person.person_id, grants, "test")

    assert [p.get("/v1/me").json["grants"] for p in (person, *late)] == [
        [{"role": "commander", "unit_path": FORCE}]
    ] * 2


def test_a_change_of_rights_rewrites_fifty_sessions_and_ends_the_others(world):
    person = world.sign_in("李队长")
    oldest = [world.house.identity.sign_in(person.person_id, SessionKind.PHONE, "") for _ in range(2)]
    world.clock.advance(seconds=1)
    newest = [world.house.identity.sign_in(person.person_id, SessionKind.PHONE, "") for _ in range(50)]

    world.house.identity.grant(person.person_id, [Grant(Role.COMMANDER, FORCE)], "test")

    actors = [world.house.callers.authenticate(login.token) for login in (*oldest, *newest)]
    assert [actor.roles if actor else None for actor in actors] == [None] * 2 + [{Role.COMMANDER}] * 50


def test_a_session_ended_elsewhere_stands_in_no_change_s_way(world):
    person = world.staff("李队长", Role.SQUADRON_LEADER)
    other = world.sign_in("李队长")
    other.post("/v1/logout")

    world.house.identity.grant(person.person_id, [Grant(Role.COMMANDER, FORCE)], "test")

    assert (person.get("/v1/me").status_code, other.get("/v1/me").status_code) == (200, 401)


def test_somebody_new_who_signs_in_twice_at_once_is_one_person(world, monkeypatch):
    fetch = store.fetch_person_id
    monkeypatch.setattr(store, "fetch_person_id", lambda openid: None)  # what both saw before either was written
    one, two = world.sign_in("外人"), world.sign_in("外人")
    monkeypatch.setattr(store, "fetch_person_id", fetch)

    assert one.person_id == two.person_id
    assert len(two.get("/v1/me/sessions").json["items"]) == 2


@pytest.mark.parametrize(
    "token", ["x." + "A" * 43, "A" * 43, "." + "A" * 43, "A" * 3000 + "." + "A" * 43, "码." + "A" * 43]
)
def test_what_is_no_token_of_ours_is_no_session(world, token):
    world.sign_in("张队员")

    assert world.house.callers.authenticate(token) is None
