"""点名 over HTTP: a leader's word, the person's answer, and hours that are attested and never measured."""

from datetime import timedelta

import pytest

from shouwang.kernel.mentions import mention
from shouwang.roster.models import Volunteer
from tests.world import SQUADRON


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


@pytest.fixture
def team(watch):
    """A shift that runs, with 张队员, 老周 without a phone, and 李队长 who leads it."""
    people = [watch.volunteer, watch.volunteer_named("老周", "01-01-0400"), watch.leader]
    shift_id = watch.shift(begins_in=timedelta(minutes=20))
    today = watch.world.clock().date()
    numbers = ["01-01-0002", "01-01-0400", "01-01-0001"]
    known = [Volunteer(n, p.person_id, p.name, SQUADRON, today) for n, p in zip(numbers, people, strict=True)]
    watch.world.house.roster.put_volunteers(known, {})
    for person in people:
        assert person.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    watch.world.clock.advance(minutes=20)
    return shift_id, people[1]


def call(watch, shift_id: str, way: str, *numbers: str, leader=None):
    body = {"way": way, "volunteer_numbers": list(numbers), "reason": "手机没电"}
    return (leader or watch.leader).post(f"/v1/shifts/{shift_id}/team-checkin", body)


def outcomes(answer) -> list[str]:
    return [one["outcome"] for one in answer.json["items"]]


def minutes(person) -> tuple[int, int]:
    hours = person.get("/v1/me/hours?first=2026-11-23&last=2026-11-24").json
    return hours["minutes_measured"], hours["minutes_attested"]


def served(watch, shift_id: str, number: str = "01-01-0400"):
    assert outcomes(call(watch, shift_id, "in", number)) == ["recorded"]
    watch.world.clock.advance(hours=3)
    assert outcomes(call(watch, shift_id, "out", number)) == ["recorded"]
    watch.deliver()


def test_the_hours_wait_for_the_person_and_are_attested_with_their_yes(watch, team):
    shift_id, old_zhou = team
    served(watch, shift_id)
    before = minutes(old_zhou)
    (asked,) = old_zhou.get("/v1/me/attestations").json["items"]

    answered = old_zhou.post(f"/v1/attestations/{asked['attestation_id']}/answer", {"confirm": True})
    watch.deliver()

    assert (asked["state"], asked["by_name"], asked["reason"]) == ("asked", "李队长", "手机没电")
    assert answered.json["state"] == "confirmed"
    assert (before, minutes(old_zhou)) == ((0, 0), (0, 180))
    told = sorted(e.payload["title"] for e in watch.heard if e.kind == "notices.tell")
    assert told == ["请确认到岗", "请确认离岗"]


def test_a_no_leaves_nothing_and_the_leader_hears_it(watch, team):
    shift_id, old_zhou = team
    served(watch, shift_id)
    (asked,) = old_zhou.get("/v1/me/attestations").json["items"]
    path = f"/v1/attestations/{asked['attestation_id']}/answer"

    answers = [old_zhou.post(path, {"confirm": confirm}) for confirm in (False, True)]
    strange = watch.volunteer.post(path, {"confirm": True})
    watch.deliver()

    assert (answers[0].json["state"], slug(answers[1]), slug(strange)) == ("denied", "answered-already", "not-found")
    assert minutes(old_zhou) == (0, 0)
    last = watch.heard[-1].payload
    assert (last["person_id"], last["body"]) == (
        watch.leader.person_id,
        f"{mention(old_zhou.person_id)}说那一班不在场，时长不记",
    )


def test_a_yes_before_the_end_is_asked_again_for_the_end(watch, team):
    shift_id, old_zhou = team
    call(watch, shift_id, "in", "01-01-0400")
    (asked,) = old_zhou.get("/v1/me/attestations").json["items"]
    path = f"/v1/attestations/{asked['attestation_id']}/answer"
    first = old_zhou.post(path, {"confirm": True})
    watch.world.clock.advance(hours=3)
    call(watch, shift_id, "out", "01-01-0400")
    watch.deliver()
    waiting = minutes(old_zhou)

    second = old_zhou.post(path, {"confirm": True})
    watch.deliver()

    assert (first.status_code, second.status_code) == (200, 200)
    assert (waiting, minutes(old_zhou)) == ((0, 0), (0, 180))


def test_each_person_is_told_apart_and_a_roll_called_twice_changes_nothing(watch, team):
    shift_id, _ = team
    numbers = ("01-01-0002", "01-01-0400", "01-01-0001", "01-01-9999")

    first = call(watch, shift_id, "in", *numbers)
    again = call(watch, shift_id, "in", *numbers)
    nobody = call(watch, shift_id, "out", "01-01-9999")

    assert outcomes(first) == ["recorded", "recorded", "own-work", "not-on-shift"]
    assert outcomes(again) == ["on-duty-already", "on-duty-already", "own-work", "not-on-shift"]
    assert outcomes(nobody) == ["not-on-shift"]
    (manned,) = watch.leader.get("/v1/duty/now").json["items"]
    assert len(manned["people"]) == 2


def test_who_checked_in_with_the_phone_and_leaves_without_is_attested(watch, team):
    shift_id, _ = team
    assert watch.tap("in", watch.at_point()).json["clearance"] == "fix"
    watch.world.clock.advance(hours=2)
    call(watch, shift_id, "out", "01-01-0002")
    (asked,) = watch.volunteer.get("/v1/me/attestations").json["items"]

    watch.volunteer.post(f"/v1/attestations/{asked['attestation_id']}/answer", {"confirm": True})
    watch.deliver()

    assert minutes(watch.volunteer) == (0, 120)


def test_a_roll_is_called_on_the_spot_by_the_units_leader_with_a_reason(watch, team):
    shift_id, _ = team
    later = watch.shift(begins_in=timedelta(hours=9))
    no_reason = {"way": "in", "volunteer_numbers": ["01-01-0400"], "reason": " "}

    refused = [
        slug(call(watch, shift_id, "in", "01-01-0400", leader=watch.stranger)),
        slug(call(watch, later, "in", "01-01-0400")),
        slug(watch.leader.post(f"/v1/shifts/{shift_id}/team-checkin", no_reason)),
        slug(call(watch, shift_id, "in", *(f"01-01-{n:04}" for n in range(31)))),
    ]
    watch.world.clock.advance(hours=4)

    assert refused == ["not-found", "check-in-too-early", "invalid", "too-many-people"]
    assert slug(call(watch, shift_id, "in", "01-01-0400")) == "shift-over"


def test_nobody_but_the_person_confirms_a_roll(watch, team):
    shift_id, old_zhou = team
    call(watch, shift_id, "in", "01-01-0400")
    (asked,) = old_zhou.get("/v1/me/attestations").json["items"]
    path = f"/v1/review/checkins/{old_zhou.person_id}/{asked['in_check_in']}"

    assert slug(watch.leader.post(path, {"accept": True, "reason": "我说的"})) == "nothing-to-prove"
    assert watch.leader.get("/v1/review/checkins").json["items"] == []
