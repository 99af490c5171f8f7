"""班次 over HTTP: taken, full, given back, and never more people than places."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.platform.once import Once
from tests.tiers import count
from tests.world import BRIGADE, FORCE, OTHER_SQUADRON, SQUADRON

TOMORROW = timedelta(days=2)


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def test_a_shift_is_listed_with_the_place_one_has(watch):
    shift_id = watch.shift(begins_in=TOMORROW)
    signed_up = watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")

    (mine,) = watch.volunteer.get("/v1/shifts").json["items"]
    (leaders,) = watch.leader.get(f"/v1/shifts?unit={SQUADRON}&first=2026-11-25&days=1").json["items"]

    assert signed_up.json == {
        "shift_id": shift_id,
        "point_number": "042",
        "point_name": "南塘夜市",
        "duty_type": "patrol",
        "starts_at": "2026-11-25T11:00:00Z",
        "ends_at": "2026-11-25T14:30:00Z",
        "cancel_until": "2026-11-24T11:00:00Z",
        "state": "signed-up",
        "ahead": None,
    }
    assert (mine["mine"], mine["taken"], mine["capacity"]) == (True, 1, 5)
    assert (leaders["mine"], leaders["shift_id"]) == (False, shift_id)
    assert watch.volunteer.get("/v1/shifts?first=2026-11-26").json == {"items": []}


def test_shifts_of_units_above_are_open_too_and_other_units_are_not_there(watch):
    brigade = watch.world.staff("刘大队", Role.BRIGADE_LEADER, BRIGADE)
    body = {
        "unit_path": BRIGADE,
        "point_number": "042",
        "duty_type": "market",
        "starts_at": "2026-11-25T11:00:00Z",
        "ends_at": "2026-11-25T13:00:00Z",
        "capacity": 9,
    }
    shift_id = brigade.post("/v1/shifts", body).json["shift_id"]
    outsider = watch.volunteer_named("江岸人", "02-01-0001", OTHER_SQUADRON)

    assert watch.volunteer.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    assert slug(outsider.post(f"/v1/shifts/{shift_id}/signup")) == "not-found"
    assert slug(outsider.get(f"/v1/shifts?unit={SQUADRON}")) == "not-found"
    assert slug(watch.volunteer.get(f"/v1/shifts?unit={OTHER_SQUADRON}")) == "not-found"


def test_nobody_is_on_two_shifts_at_once(watch):
    first = watch.shift(begins_in=TOMORROW)
    second = watch.shift(begins_in=TOMORROW + timedelta(hours=1))
    watch.volunteer.post(f"/v1/shifts/{first}/signup")

    refused = watch.volunteer.post(f"/v1/shifts/{second}/signup")

    assert (refused.status_code, slug(refused), refused.json["shift_id"]) == (409, "shift-overlap", first)


def test_a_place_given_back_is_free_for_another(watch):
    shift_id = watch.shift(begins_in=TOMORROW, capacity=1, minimum_team=1)
    other = watch.volunteer_named("后来人", "01-01-0003")
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")

    full = other.post(f"/v1/shifts/{shift_id}/signup")
    given_back = watch.volunteer.delete(f"/v1/shifts/{shift_id}/signup")
    again = watch.volunteer.delete(f"/v1/shifts/{shift_id}/signup")
    taken = other.post(f"/v1/shifts/{shift_id}/signup")

    assert (full.status_code, slug(full), full.json["detail"]) == (
        409,
        "shift-full",
        "1 个人都齐了，看看同一晚的另外几班，或者先候补",
    )
    assert (given_back.status_code, slug(again), taken.status_code) == (204, "not-signed-up", 201)
    people = watch.leader.get(f"/v1/shifts/{shift_id}/roster").json["items"]
    assert [(p["name"], p["volunteer_number"]) for p in people] == [("后来人", "01-01-0003")]


def test_asking_twice_is_one_place(watch):
    shift_id = watch.shift(begins_in=TOMORROW)

    answers = [
        watch.volunteer.post(f"/v1/shifts/{shift_id}/signup", key=key)
        for key in ("first-key", "first-key", "second-key")
    ]

    assert [a.status_code for a in answers] == [201, 201, 201]
    assert answers[0].json == answers[1].json == answers[2].json
    assert watch.volunteer.get("/v1/shifts").json["items"][0]["taken"] == 1


def test_close_to_the_start_a_place_stays_taken(watch):
    shift_id = watch.shift(begins_in=timedelta(hours=20))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")
    watch.world.clock.advance(minutes=31)

    assert slug(watch.volunteer.delete(f"/v1/shifts/{shift_id}/signup")) == "cancel-too-late"


def test_a_shift_that_needs_a_course_is_closed_without_it(watch):
    shift_id = watch.shift(begins_in=TOMORROW, qualification="first-aid")

    refused = watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")

    assert (slug(refused), refused.json["course_id"]) == ("not-qualified", "first-aid")


def test_a_leader_plans_for_the_own_units_only(watch):
    body = {
        "unit_path": SQUADRON,
        "point_number": "042",
        "duty_type": "patrol",
        "starts_at": "2026-11-25T11:00:00Z",
        "ends_at": "2026-11-25T13:00:00Z",
        "capacity": 5,
    }
    changes = [
        {"unit_path": OTHER_SQUADRON},
        {"unit_path": "D9"},
        {"point_number": "999"},
        {"capacity": 0},
        {"duty_type": "parade"},
        {"starts_at": "2026-11-25T11:00:00"},
    ]

    refused = [slug(watch.leader.post("/v1/shifts", body | change)) for change in changes]

    assert refused == ["not-found", "no-such-unit", "no-such-point", "invalid", "invalid", "invalid"]


def test_another_units_leader_sees_nothing_here(watch):
    shift_id = watch.shift(begins_in=TOMORROW)
    paths = [f"/v1/shifts/{shift_id}/roster", f"/v1/duty/now?unit={SQUADRON}", f"/v1/review/checkins?unit={SQUADRON}"]

    assert [watch.stranger.get(path).status_code for path in paths] == [404, 404, 404]


def person(n: int) -> Actor:
    return Actor(f"person-{n}", "s", (Grant(Role.VOLUNTEER, SQUADRON),), f"队员{n}", f"01-01-{n:04}", SQUADRON)


@pytest.mark.proof
def test_one_person_who_signs_up_for_two_shifts_at_once_gets_one(watch):
    signups = watch.world.house.signups

    def ask(shift_id: str) -> bool:
        try:
            return bool(signups.sign_up(person(1), Once(shift_id, "same"), shift_id))
        except Exception as refused:
            assert getattr(refused, "status", 500) == 409
            return False

    with ThreadPoolExecutor(2) as pool:
        for round_ in range(count(5, 200)):
            start = TOMORROW + timedelta(hours=5 * round_)
            pair = [watch.shift(begins_in=start), watch.shift(begins_in=start + timedelta(hours=1))]
            assert sum(pool.map(ask, pair)) == 1


def test_the_force_sees_every_unit(watch):
    shift_id = watch.shift(begins_in=TOMORROW)
    commander = watch.world.staff("支队长", Role.COMMANDER, FORCE)

    assert commander.get(f"/v1/shifts/{shift_id}/roster").status_code == 200
    assert commander.get("/v1/duty/now").json == {"items": [], "cursor": None}
