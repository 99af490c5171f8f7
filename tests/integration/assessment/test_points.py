from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from shouwang.assessment.models import Measure, Rule, RuleSet
from shouwang.assessment.rules import DEFAULT_RULES
from shouwang.assessment.store import EntryRow
from shouwang.platform.dynamo import Conflict, counting
from shouwang.platform.outbox import EventRow
from tests.tiers import count


def test_before_anything_happened_there_are_no_points(world, ledger):
    answer = world.sign_in("张队员").get("/v1/me/points")

    assert answer.json == {
        "all_time": 0,
        "season": "2026",
        "season_points": 0,
        "month_points": 0,
        "level": 1,
        "to_next": 200,
        "items": [],
        "cursor": None,
    }


def test_hours_become_points_with_their_reason(world, ledger):
    person = world.sign_in("张队员")
    ledger.tell_hours(person.person_id, "S1", 210)
    ledger.deliver()

    answer = person.get("/v1/me/points")

    assert (answer.json["all_time"], answer.json["season_points"], answer.json["to_next"]) == (35, 35, 165)
    assert answer.json["items"] == [
        {
            "entry_id": "2026-11#2026-11-23#S1#hours#earned#000",
            "day": "2026-11-23",
            "amount": 35,
            "reason": "执勤时长 3 小时 30 分",
            "rule": "hours",
            "rule_version": 1,
            "part": "earned",
            "source": "S1",
            "recorded_at": "2026-11-23T11:00:00Z",
        }
    ]


def test_a_mark_and_a_course_become_points_too(world, ledger):
    person = world.sign_in("张队员")
    ledger.tell("duty-marked", person_id=person.person_id, session_id="S1", mark=5)
    ledger.tell("course-passed", person_id=person.person_id, course_id="patrol-basics", attempt_id="A1")
    ledger.deliver()

    items = person.get("/v1/me/points").json["items"]

    assert sorted((item["reason"], item["amount"]) for item in items) == [("任务评分 5 分", 5), ("培训合格", 20)]


def test_an_event_that_comes_twice_counts_once(world, ledger):
    person = world.sign_in("张队员")
    ledger.tell_hours(person.person_id, "S1", 60)
    (event,) = ledger.due()

    assert [ledger.outbox.deliver(event) for _ in range(3)] == [True, True, True]
    assert person.get("/v1/me/points").json["all_time"] == 10


def test_a_session_across_midnight_is_worth_its_minutes_on_each_day(world, ledger):
    person = world.sign_in("张队员")
    ledger.tell_hours(person.person_id, "S1", 120, day="2026-11-23")
    ledger.tell_hours(person.person_id, "S1", 90, day="2026-11-24")
    ledger.deliver()

    items = person.get("/v1/me/points").json["items"]

    assert [(item["day"], item["amount"]) for item in items] == [("2026-11-24", 15), ("2026-11-23", 20)]


def test_a_season_is_its_year_and_all_time_is_everything(world, ledger):
    person = world.sign_in("张队员")
    ledger.tell_hours(person.person_id, "S1", 60, day="2025-12-31")
    ledger.tell_hours(person.person_id, "S1", 120, day="2026-01-01")
    ledger.deliver()

    answer = person.get("/v1/me/points").json

    assert (answer["all_time"], answer["season_points"]) == (30, 20)


def test_the_days_cap_shows_as_an_entry_of_its_own(world, ledger):
    person = world.sign_in("张队员")
    ledger.tell_hours(person.person_id, "S1", 480)
    ledger.tell_hours(person.person_id, "S2", 60, occurred_at="2026-11-23T12:00:00.000000Z")
    ledger.deliver()

    answer = person.get("/v1/me/points").json

    assert answer["all_time"] == 80
    assert [(item["source"], item["part"], item["amount"]) for item in answer["items"]] == [
        ("S2", "earned", 10),
        ("S2", "cap", -10),
        ("S1", "earned", 80),
    ]


def test_entries_come_in_pages_newest_day_first(world, ledger):
    person = world.sign_in("张队员")
    for day in range(1, 8):
        ledger.tell_hours(person.person_id, f"S{day}", 60, day=f"2026-11-{day:02}")
    ledger.deliver()

    first = person.get("/v1/me/points?limit=5").json
    rest = person.get(f"/v1/me/points?limit=5&cursor={first['cursor']}").json

    days = [item["day"] for item in first["items"] + rest["items"]]
    assert days == [f"2026-11-{day:02}" for day in range(7, 0, -1)]
    assert (len(first["items"]), rest["cursor"]) == (5, None)


def test_my_points_are_mine_alone(world, ledger):
    person, other = world.sign_in("张队员"), world.sign_in("外人")
    ledger.tell_hours(person.person_id, "S1", 60)
    ledger.deliver()

    assert other.get("/v1/me/points").json["all_time"] == 0


def test_my_points_cost_four_requests_with_the_session_however_many_there_are(world, ledger):
    person = world.sign_in("张队员")
    for place in range(20):
        ledger.tell_hours(person.person_id, f"S{place}", 6, day=f"2026-11-{place + 1:02}")
    ledger.deliver()

    answer = person.get("/v1/me/points")

    assert answer.headers["Server-Timing"].rsplit("=", 1)[1] == "4"


def test_taking_a_fact_costs_four_requests(world, ledger):
    person = world.sign_in("张队员")
    ledger.tell_hours(person.person_id, "S1", 60)
    (event,) = ledger.due()

    with counting() as so_far:
        ledger.outbox.deliver(event)

    assert so_far() == 4


@pytest.mark.proof
def test_events_of_one_person_delivered_at_once_by_several_workers_all_count_once(world, ledger):
    for round_ in range(count(3, 50)):
        world.clock.advance(minutes=1)
        person = world.sign_in(f"队员 {round_}")
        for place in range(12):
            ledger.tell_hours(person.person_id, f"S{place}", 60, day=f"2026-11-{place + 1:02}")
        events = ledger.due()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(ledger.outbox.deliver, events))
        while ledger.outbox.due() or _undone():
            world.clock.advance(minutes=5)
            for event in ledger.due():
                ledger.outbox.deliver(event)
        again = [ledger.outbox.deliver(event) for event in events]

        assert all(again)
        assert person.get("/v1/me/points").json["all_time"] == 120
        assert sum(int(row.amount) for row in EntryRow.query(person.person_id)) == 120


def test_a_new_version_of_the_rules_is_in_force_from_its_day(world, ledger):
    person = world.sign_in("张队员")
    rule = Rule("hours", "执勤时长", Measure.PER_MINUTES, points=2, every_min=6, capped=True)
    ledger.assessment.keep_rules(RuleSet(2, date(2026, 11, 20), (rule,), 80, 400, DEFAULT_RULES.levels), by="test")
    ledger.tell_hours(person.person_id, "S1", 60, day="2026-11-19")
    ledger.tell_hours(person.person_id, "S2", 60, day="2026-11-20")
    ledger.deliver()

    items = person.get("/v1/me/points").json["items"]

    assert [(item["source"], item["amount"], item["rule_version"]) for item in items] == [("S2", 20, 2), ("S1", 10, 1)]


def test_a_version_of_the_rules_is_never_overwritten(ledger):
    ledger.assessment.keep_rules(RuleSet(2, date(2026, 11, 20), (), 80, 400, (0,)), by="test")

    with pytest.raises(Conflict):
        ledger.assessment.keep_rules(RuleSet(2, date(2026, 11, 21), (), 90, 500, (0,)), by="test")


def _undone() -> bool:
    return any(row.undone_shard and row.undone_shard != "dead" for row in EventRow.scan())
