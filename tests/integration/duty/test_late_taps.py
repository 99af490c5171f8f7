"""离线补送: taps from the phone's queue that come late, out of order, twice; none goes to waste."""

import random
from datetime import datetime, timedelta

import pytest

from shouwang.duty.service import check_ins
from shouwang.duty.store.check_ins import CheckInRow
from shouwang.duty.store.sessions import DutySessionRow, OpenDutyRow
from tests.tiers import count


def queued(watch, way: str, at: datetime, sequence: int, **more):
    fix = watch.at_point(fix_at=at.isoformat())
    return watch.tap(way, fix, nonce=None, captured_at=at.isoformat(), sequence=sequence, **more)


def duties(watch) -> list[tuple]:
    told = watch.volunteer.get("/v1/duty/sessions?month=2026-11").json["items"]
    return [(d["in_at"][11:16], (d["out_at"] or "")[11:16], d["state"], d["waits"]) for d in reversed(told)]


def accept_all(watch) -> None:
    """The leader accepts whatever waits."""
    for line in watch.leader.get("/v1/review/checkins").json["items"]:
        path = f"/v1/review/checkins/{line['person_id']}/{line['subject_id']}"
        assert watch.leader.post(path, {"accept": True, "reason": "我在场"}).status_code == 200
    watch.deliver()


def minutes(watch) -> tuple[int, int]:
    told = watch.volunteer.get("/v1/me/hours?first=2026-11-20&last=2026-11-30").json
    return told["minutes_measured"], told["minutes_attested"]


def test_a_check_out_that_comes_before_its_check_in_still_makes_one_duty(watch):
    began = watch.world.clock()
    watch.world.clock.advance(hours=5)

    out = queued(watch, "out", began + timedelta(hours=2), 2)
    came = queued(watch, "in", began, 1)
    accept_all(watch)

    assert (out.json["type"], out.json["detail"]) == ("/problems/no-duty-open", "这一下记着了，补卡时可以用")
    assert came.status_code == 201
    assert duties(watch) == [("11:00", "13:00", "closed", False)]
    assert (minutes(watch), list(OpenDutyRow.scan())) == ((0, 120), [])


def test_a_check_in_that_comes_while_its_check_out_is_kept_makes_one_duty_all_the_same(watch, monkeypatch):
    began = watch.world.clock()
    watch.world.clock.advance(hours=5)
    really, between, came = check_ins.Late.with_its_beginning, [lambda: queued(watch, "in", began, 1)], []

    def look_and_then(late, check_out):
        found = really(late, check_out)
        if between:
            came.append(between.pop()())
        return found

    monkeypatch.setattr(check_ins.Late, "with_its_beginning", look_and_then)
    refused = queued(watch, "out", began + timedelta(hours=2), 2)
    left = queued(watch, "out", began + timedelta(hours=2), 2)

    assert [one.status_code for one in (came[0], refused, left)] == [201, 409, 201]
    assert refused.json["type"] == "/problems/conflict"
    assert [one[:3] for one in duties(watch)] == [("11:00", "13:00", "closed")]


def test_a_loose_check_out_of_another_day_costs_a_queued_check_in_nothing(watch):
    began = watch.world.clock()
    watch.world.clock.advance(hours=20)
    queued(watch, "out", began, 1)
    watch.world.clock.advance(days=1)

    came = queued(watch, "in", watch.world.clock() - timedelta(minutes=3), 2)

    assert (came.status_code, came.headers["Server-Timing"].rpartition("=")[2]) == (201, "3")


def test_yesterdays_duty_from_the_queue_does_not_mind_that_todays_is_open(watch):
    began = watch.world.clock()
    watch.world.clock.advance(hours=20)
    watch.tap("in", watch.at_point())

    came = queued(watch, "in", began, 1)
    left = queued(watch, "out", began + timedelta(hours=2), 2)
    accept_all(watch)

    assert (came.json["type"], left.status_code) == ("/problems/duty-open", 201)
    assert duties(watch) == [("11:00", "13:00", "closed", False), ("07:00", "", "open", False)]
    assert (minutes(watch), len(list(OpenDutyRow.scan()))) == ((0, 120), 1)


def test_a_duty_ended_by_rule_takes_the_check_out_that_was_still_on_the_phone(watch):
    began = watch.world.clock()
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=9)
    watch.world.house.duty_sessions.end_forgotten()
    before = duties(watch)

    left = queued(watch, "out", began + timedelta(hours=3), 1)
    accept_all(watch)

    assert before == [("11:00", "", "missing-out", False)]
    assert left.status_code == 201
    assert (duties(watch), minutes(watch)) == ([("11:00", "14:00", "closed", False)], (0, 180))


def test_a_check_out_after_the_time_it_would_be_believed_stays_evidence(watch):
    began = watch.world.clock()
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=12)
    watch.world.house.duty_sessions.end_forgotten()

    left = queued(watch, "out", began + timedelta(hours=9), 1)

    assert left.json["type"] == "/problems/no-duty-open"
    assert (duties(watch), len(list(CheckInRow.scan()))) == ([("11:00", "", "missing-out", False)], 2)


@pytest.mark.proof
def test_any_order_any_number_of_times_ends_at_the_same_duties(watch):
    rnd = random.Random(7)
    for round_ in range(count(3, 40)):
        began = watch.world.clock()
        taps = [("in", began, 10 * round_ + 1), ("out", began + timedelta(hours=2), 10 * round_ + 2)]
        sent = rnd.sample(taps * 3, 6)
        watch.world.clock.advance(hours=4)

        for way, at, sequence in sent:
            answer = queued(watch, way, at, sequence)
            assert answer.status_code in (201, 409)
        queued(watch, *taps[0])
        queued(watch, *taps[1])
        accept_all(watch)
        watch.world.clock.advance(hours=8)

        assert len(list(DutySessionRow.scan())) == round_ + 1
        assert list(OpenDutyRow.scan()) == []
    assert {(row.state.value, (row.out_at - row.in_at)) for row in DutySessionRow.scan()} == {
        ("closed", timedelta(hours=2))
    }
