"""候补 over HTTP and by thirty people at once: exactly as many as there are places, the rest in order, each moved up once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shouwang.duty.models import SignupState
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.mentions import mention
from shouwang.platform.once import Once
from tests.tiers import count
from tests.world import SQUADRON

TOMORROW = timedelta(days=2)


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def people(watch, shift_id: str) -> list[tuple[str, str]]:
    items = watch.leader.get(f"/v1/shifts/{shift_id}/roster").json["items"]
    return [(one["name"], one["state"]) for one in items]


@pytest.fixture
def full(watch):
    """A shift of one place that 张队员 has, and for which 甲 and then 乙 wait."""
    shift_id = watch.shift(begins_in=TOMORROW, capacity=1, minimum_team=1)
    waiters = [watch.volunteer_named(name, f"01-01-010{n}") for n, name in enumerate("甲乙", 1)]
    assert watch.volunteer.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    answers = []
    for waiter in waiters:
        watch.world.clock.advance(seconds=1)
        answers.append(waiter.post(f"/v1/shifts/{shift_id}/signup", {"wait": True}))
    assert [(a.status_code, a.json["state"], a.json["ahead"]) for a in answers] == [
        (201, "waiting", 0),
        (201, "waiting", 1),
    ]
    return shift_id, waiters


def test_who_waits_is_listed_after_who_has_a_place(watch, full):
    shift_id, (first, _) = full

    assert people(watch, shift_id) == [("张队员", "signed-up"), ("甲", "waiting"), ("乙", "waiting")]
    (seen,) = first.get("/v1/shifts").json["items"]
    assert (seen["mine"], seen["my_state"], seen["taken"], seen["waiting"]) == (False, "waiting", 1, 2)


def test_a_place_given_back_goes_to_whoever_waited_longest_and_they_are_told(watch, full):
    shift_id, _ = full

    given_back = watch.volunteer.delete(f"/v1/shifts/{shift_id}/signup")
    watch.deliver()

    assert given_back.status_code == 204
    assert people(watch, shift_id) == [("甲", "signed-up"), ("乙", "waiting")]
    assert [(e.payload["title"], e.payload["body"]) for e in watch.heard] == [
        ("候补补上了", "11 月 25 日 19:00 在 042 的班有了空位，你从候补补上了。去不了请在半小时内退")
    ]


def test_the_list_moves_up_again_and_again_until_a_place_is_free(watch, full):
    shift_id, (first, second) = full

    statuses = [p.delete(f"/v1/shifts/{shift_id}/signup").status_code for p in (watch.volunteer, first, second)]

    assert statuses == [204, 204, 204]
    assert people(watch, shift_id) == []
    (seen,) = first.get("/v1/shifts").json["items"]
    assert (seen["taken"], seen["waiting"], seen["my_state"]) == (0, 0, None)


def test_who_stops_waiting_is_passed_over(watch, full):
    shift_id, (first, second) = full

    left = first.delete(f"/v1/shifts/{shift_id}/signup")
    watch.volunteer.delete(f"/v1/shifts/{shift_id}/signup")

    assert left.status_code == 204
    assert people(watch, shift_id) == [("乙", "signed-up")]
    assert slug(first.delete(f"/v1/shifts/{shift_id}/signup")) == "not-signed-up"
    assert second.get("/v1/shifts").json["items"][0]["waiting"] == 0


def test_waiting_binds_like_a_place(watch, full):
    _, (first, _) = full
    other = watch.shift(begins_in=TOMORROW + timedelta(hours=1))

    assert slug(first.post(f"/v1/shifts/{other}/signup")) == "shift-overlap"


def test_nobody_waits_while_a_place_is_free(watch):
    shift_id = watch.shift(begins_in=TOMORROW)

    answer = watch.volunteer.post(f"/v1/shifts/{shift_id}/signup", {"wait": True})

    assert (answer.json["state"], answer.json["ahead"]) == ("signed-up", None)


def test_asking_to_wait_twice_is_one_turn(watch, full):
    shift_id, (first, _) = full

    again = first.post(f"/v1/shifts/{shift_id}/signup", {"wait": True})

    assert (again.status_code, again.json["state"]) == (201, "waiting")
    assert people(watch, shift_id).count(("甲", "waiting")) == 1


def test_a_leader_frees_a_place_at_any_hour_and_says_why(watch, full):
    shift_id, _ = full
    watch.world.clock.advance(hours=40)
    person_id = watch.volunteer.person_id

    no_reason = watch.leader.post(f"/v1/shifts/{shift_id}/roster/{person_id}/release", {"reason": " "})
    strange = watch.stranger.post(f"/v1/shifts/{shift_id}/roster/{person_id}/release", {"reason": "发烧"})
    released = watch.leader.post(f"/v1/shifts/{shift_id}/roster/{person_id}/release", {"reason": "发烧"})
    watch.deliver()

    assert [slug(no_reason), slug(strange), released.status_code] == ["invalid", "not-found", 204]
    assert people(watch, shift_id) == [("甲", "signed-up"), ("乙", "waiting")]
    assert {e.payload["body"] for e in watch.heard if e.payload["person_id"] == person_id} == {
        f"{mention(watch.leader.person_id)}把你从 11 月 25 日 19:00 的班上换下来了。理由：发烧"
    }


def test_a_shift_called_off_ends_every_sign_up_and_tells_everybody_once(watch, full):
    shift_id, (first, second) = full

    called_off = watch.leader.post(f"/v1/shifts/{shift_id}/cancel", {"reason": "暴雨"})
    again = watch.leader.post(f"/v1/shifts/{shift_id}/cancel", {"reason": "暴雨"})
    watch.deliver()

    assert (called_off.json["cancelled"], slug(again)) == (True, "shift-over")
    assert people(watch, shift_id) == []
    told = [e.payload["person_id"] for e in watch.heard]
    assert sorted(told) == sorted(p.person_id for p in (watch.volunteer, first, second))
    assert {e.payload["body"] for e in watch.heard} == {"11 月 25 日 19:00 在 042 的班取消了。理由：暴雨"}
    assert slug(first.post(f"/v1/shifts/{shift_id}/signup")) == "shift-over"


def person(n: int) -> Actor:
    return Actor(f"person-{n:02}", "s", (Grant(Role.VOLUNTEER, SQUADRON),), f"队员{n}", f"01-01-{n:04}", SQUADRON)


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_thirty_people_race_for_five_places_and_the_rest_wait_in_order(watch):
    signups = watch.world.house.signups

    def ask(n: int, shift_id: str) -> SignupState:
        return signups.sign_up(person(n), Once(f"{shift_id}-{n}", "same"), shift_id, wait=True).state

    with ThreadPoolExecutor(30) as pool:
        for round_ in range(count(5, 1_000)):
            shift_id = watch.shift(begins_in=TOMORROW + timedelta(hours=5 * round_))
            states = list(pool.map(ask, range(30), [shift_id] * 30))

            assert (states.count("signed-up"), states.count("waiting")) == (5, 25)
            seated, waiting = _split(watch, shift_id)
            assert (len(seated), len(waiting)) == (5, 25)
            # Five give back at once: the five who waited longest have the places, nobody twice, the rest keep their order.
            list(pool.map(lambda who, where: signups.cancel(who, where), map(_actor, seated), [shift_id] * 5))
            moved_up, still_waiting = _split(watch, shift_id)
            assert (sorted(moved_up), still_waiting) == (sorted(waiting[:5]), waiting[5:])


def _split(watch, shift_id: str) -> tuple[list[str], list[str]]:
    items = watch.leader.get(f"/v1/shifts/{shift_id}/roster").json["items"]
    by_state = {
        state: [one["person_id"] for one in items if one["state"] == state] for state in ("signed-up", "waiting")
    }
    return by_state["signed-up"], by_state["waiting"]


def _actor(person_id: str) -> Actor:
    return person(int(person_id.removeprefix("person-")))
