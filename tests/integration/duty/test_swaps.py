"""换班 over HTTP: nothing moves before the other has agreed and the leader has nodded."""

from datetime import timedelta

import pytest

from tests.world import OTHER_SQUADRON

TOMORROW = timedelta(days=2)


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def on_it(watch, shift_id: str) -> list[str]:
    return [one["name"] for one in watch.leader.get(f"/v1/shifts/{shift_id}/roster").json["items"]]


@pytest.fixture
def colleague(watch):
    return watch.volunteer_named("王队员", "01-01-0200")


@pytest.fixture
def shift_id(watch):
    made = watch.shift(begins_in=TOMORROW)
    assert watch.volunteer.post(f"/v1/shifts/{made}/signup").status_code == 201
    return made


def ask(watch, shift_id: str, number: str = "01-01-0200", **more):
    return watch.volunteer.post(f"/v1/shifts/{shift_id}/swaps", {"volunteer_number": number, **more})


def nod(watch, swap, accept: bool = True):
    path = f"/v1/review/swaps/{swap['from_person']}/{swap['swap_id']}"
    return watch.leader.post(path, {"accept": accept, "reason": "可以"})


@pytest.fixture(autouse=True)
def registered(watch, colleague):
    """The roster knows both by their numbers."""
    from shouwang.roster.models import Volunteer

    today = watch.world.clock().date()
    known = [
        Volunteer("01-01-0002", watch.volunteer.person_id, "张队员", "D1/B01/S01", today),
        Volunteer("01-01-0200", colleague.person_id, "王队员", "D1/B01/S01", today),
    ]
    watch.world.house.roster.put_volunteers(known, {})


def test_a_place_is_handed_over_when_both_and_the_leader_agree(watch, colleague, shift_id):
    swap = ask(watch, shift_id).json
    before = on_it(watch, shift_id)
    agreed = colleague.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": True})
    (waiting,) = watch.leader.get("/v1/review/swaps").json["items"]
    done = nod(watch, swap)
    watch.deliver()

    assert (before, agreed.json["state"]) == (["张队员"], "agreed")
    assert (waiting["subject_id"], waiting["about"]) == (
        swap["swap_id"],
        "11 月 25 日 19:00 的班换给王队员（01-01-0200）",
    )
    assert (done.json["state"], on_it(watch, shift_id)) == ("done", ["王队员"])
    assert watch.leader.get("/v1/review/swaps").json["items"] == []
    assert [s["state"] for s in colleague.get("/v1/me/swaps").json["items"]] == ["done"]
    assert {e.payload["person_id"] for e in watch.heard} == {watch.volunteer.person_id, colleague.person_id}
    assert watch.volunteer.get("/v1/shifts").json["items"][0]["taken"] == 1


def test_who_asks_again_while_the_question_is_open_asks_nothing_new(watch, colleague, shift_id):
    first = ask(watch, shift_id).json
    watch.world.clock.advance(seconds=5)
    again = ask(watch, shift_id)
    colleague.post(f"/v1/swaps/{first['swap_id']}/answer", {"accept": False})
    anew = ask(watch, shift_id).json

    assert (again.status_code, again.json) == (201, first)
    states = {s["swap_id"]: s["state"] for s in watch.volunteer.get("/v1/me/swaps").json["items"]}
    assert states == {first["swap_id"]: "declined", anew["swap_id"]: "asked"}


def test_two_places_are_exchanged_in_one_commit(watch, colleague, shift_id):
    other = watch.shift(begins_in=TOMORROW + timedelta(hours=1))
    colleague.post(f"/v1/shifts/{other}/signup")

    swap = ask(watch, shift_id, in_return=other).json
    colleague.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": True})
    done = nod(watch, swap)

    assert done.status_code == 200, done.json
    assert (on_it(watch, shift_id), on_it(watch, other)) == (["王队员"], ["张队员"])


def test_whoever_is_elsewhere_at_that_time_cannot_take_it(watch, colleague, shift_id):
    other = watch.shift(begins_in=TOMORROW + timedelta(hours=1))
    colleague.post(f"/v1/shifts/{other}/signup")

    swap = ask(watch, shift_id).json
    colleague.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": True})

    assert slug(nod(watch, swap)) == "shift-overlap"
    assert on_it(watch, shift_id) == ["张队员"]


@pytest.mark.parametrize("ending", ["declined", "withdrawn", "refused"])
def test_a_no_of_any_of_the_three_ends_it_and_nothing_moves(watch, colleague, shift_id, ending):
    swap = ask(watch, shift_id).json
    colleague.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": ending != "declined"})
    if ending == "withdrawn":
        watch.volunteer.post(f"/v1/swaps/{swap['swap_id']}/withdraw")
    if ending == "refused":
        nod(watch, swap, accept=False)

    assert [s["state"] for s in watch.volunteer.get("/v1/me/swaps").json["items"]] == [ending]
    assert slug(nod(watch, swap)) == "swap-over"
    assert on_it(watch, shift_id) == ["张队员"]
    assert watch.leader.get("/v1/review/swaps").json["items"] == []


def test_what_cannot_be_swapped_is_refused_by_name(watch, colleague, shift_id):
    elsewhere = watch.shift(begins_in=TOMORROW + timedelta(hours=9))
    outsider = watch.volunteer_named("江岸人", "02-01-0001", OTHER_SQUADRON)
    swap = ask(watch, shift_id).json

    refused = [
        slug(ask(watch, elsewhere)),
        slug(ask(watch, shift_id, "01-01-0002")),
        slug(ask(watch, shift_id, "09-09-9999")),
        slug(ask(watch, shift_id, in_return=elsewhere)),
        slug(outsider.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": True})),
        slug(watch.volunteer.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": True})),
        slug(nod(watch, swap)),
    ]

    assert refused == [
        "not-signed-up",
        "swap-with-self",
        "no-such-volunteer",
        "not-signed-up",
        "not-found",
        "not-found",
        "swap-over",
    ]


def test_once_the_shift_has_begun_nobody_swaps(watch, colleague, shift_id):
    swap = ask(watch, shift_id).json
    colleague.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": True})
    watch.world.clock.advance(days=2)

    assert slug(nod(watch, swap)) == "swap-over"
    assert slug(ask(watch, shift_id)) == "shift-over"
