"""排班模板 over HTTP and over nights: planned ahead once, settled afterwards, and what that tells assessment."""

from datetime import timedelta

import pytest

from shouwang.platform import jobs
from shouwang.platform.dynamo import commit
from shouwang.platform.workers import ask_for_the_night
from tests.world import OTHER_SQUADRON, SQUADRON

PATTERN = {
    "unit_path": SQUADRON,
    "point_number": "042",
    "duty_type": "market",
    "weekdays": [1, 3, 5],
    "begins": "22:00",
    "lasts_min": 210,
    "capacity": 5,
    "first": "2026-11-23",
}


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def shifts(watch, first: str = "2026-11-23") -> list[str]:
    return [one["starts_at"] for one in watch.leader.get(f"/v1/shifts?first={first}&days=14").json["items"]]


def night(watch, day: int = 0) -> None:
    """A night's duty work, from its job to its end."""
    house = watch.world.house
    with_id = f"duty-night#{watch.world.clock().date()}#{day}"
    commit(jobs.ask("duty-night", {}, job_id=with_id, by="nightly", at=watch.world.clock()))
    job = jobs.fetch(with_id)
    while job.state == "waiting":
        job = house.jobs.work(job)
    assert job.state == "done"


def test_a_pattern_is_planned_two_weeks_ahead_and_a_day_more_each_night(watch):
    created = watch.leader.post("/v1/shift-patterns", PATTERN)
    at_once = shifts(watch)
    watch.world.clock.advance(days=1)
    night(watch)
    night(watch, 1)
    watch.world.clock.advance(days=2)
    night(watch)

    assert (created.status_code, created.json["planned_until"]) == (201, "2026-12-07")
    assert len(at_once) == 6 and at_once[0] == "2026-11-23T14:00:00Z"
    assert shifts(watch) == at_once
    assert shifts(watch, "2026-12-07") == ["2026-12-07T14:00:00Z", "2026-12-09T14:00:00Z"]
    (kept,) = watch.leader.get("/v1/shift-patterns").json["items"]
    assert kept["planned_until"] == "2026-12-10"


def test_an_ended_pattern_plans_no_more(watch):
    pattern = watch.leader.post("/v1/shift-patterns", PATTERN).json

    ended = watch.leader.delete(f"/v1/shift-patterns/{pattern['pattern_id']}?unit={SQUADRON}")
    watch.world.clock.advance(days=6)
    night(watch)

    assert ended.status_code == 204
    assert shifts(watch, "2026-12-08") == []


def test_patterns_are_of_the_own_units_and_of_this_world(watch):
    pattern = watch.leader.post("/v1/shift-patterns", PATTERN).json
    wrong = [
        {"unit_path": OTHER_SQUADRON},
        {"unit_path": "D9"},
        {"point_number": "999"},
        {"weekdays": [8]},
        {"begins": "24:00"},
    ]

    refused = [slug(watch.leader.post("/v1/shift-patterns", PATTERN | change)) for change in wrong]

    assert refused == ["not-found", "no-such-unit", "no-such-point", "invalid", "invalid"]
    assert slug(watch.stranger.get(f"/v1/shift-patterns?unit={SQUADRON}")) == "not-found"
    assert slug(watch.stranger.delete(f"/v1/shift-patterns/{pattern['pattern_id']}?unit={SQUADRON}")) == "not-found"
    assert watch.stranger.get("/v1/shift-patterns").json == {"items": []}


@pytest.fixture
def evening(watch):
    """A shift with 张队员, who comes, and 王队员, who does not; it is over."""
    shift_id = watch.shift(begins_in=timedelta(hours=3))
    missing = watch.volunteer_named("王队员", "01-01-0200")
    for person in (watch.volunteer, missing):
        assert person.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    watch.world.clock.advance(hours=3)
    assert watch.tap("in", watch.at_point(5)).status_code == 201
    watch.world.clock.advance(hours=3.5)
    assert watch.tap("out", watch.at_point(5)).status_code == 201
    watch.deliver()
    watch.heard.clear()
    return shift_id, missing


def told(watch) -> list[tuple[str, str, int]]:
    watch.deliver()
    return [
        (e.payload["fact"], e.payload["person_id"], e.payload["quantity"])
        for e in watch.heard
        if e.kind == "assessment.fact-told"
    ]


def test_who_came_is_told_the_night_after_and_who_did_not_after_three_days_each_once(watch, evening):
    _, missing = evening
    watch.world.clock.advance(hours=6)
    night(watch)
    first = told(watch)
    watch.world.clock.advance(days=3)
    night(watch)
    second = told(watch)
    watch.world.clock.advance(days=1)
    night(watch)

    assert first == [("completed", watch.volunteer.person_id, 1)]
    assert second == [*first, ("no-show", missing.person_id, 1)]
    assert told(watch) == second


def test_a_leader_excuses_a_missed_place_with_a_reason(watch, evening):
    shift_id, missing = evening
    path = f"/v1/shifts/{shift_id}/roster/{missing.person_id}/excuse"
    early = slug(watch.leader.post(path, {"reason": "住院"}))
    watch.world.clock.advance(days=4)
    night(watch)
    before = told(watch)

    refused = [slug(watch.leader.post(path, {"reason": ""})), slug(watch.stranger.post(path, {"reason": "住院"}))]
    excused = watch.leader.post(path, {"reason": "住院"})
    night(watch, 1)

    assert (early, refused) == ("nothing-to-excuse", ["invalid", "not-found"])
    assert (excused.status_code, excused.json["excused"]) == (200, True)
    assert told(watch) == [*before, ("no-show", missing.person_id, 0)]
    assert slug(watch.leader.post(path, {"reason": "住院"})) == "nothing-to-excuse"


def test_the_nightly_job_asks_for_the_duty_night_once(watch):
    house = watch.world.house
    ask_for_the_night(watch.world.clock())
    for _ in range(40):
        for job in house.jobs.due():
            house.jobs.work(job)

    assert jobs.fetch("duty-night#2026-11-22").state == "done"
    assert jobs.fetch("nightly#2026-11-22").state == "done"
