"""Offline classes: the code in the room, the leader's mark, a course passed by attending."""

from datetime import date, timedelta

import pytest

from shouwang.kernel.actor import Role
from shouwang.roster.models import Volunteer
from shouwang.training import store
from tests.world import SQUADRON

DRILL = {"title": "队列", "quiz": {"draw": 0}, "lessons": [{"title": "要领", "markdown": "站直"}]}


@pytest.fixture
def drill(world):
    """A course without a quiz, a class of it that begins now, its leader, and a volunteer of the squadron."""
    trainer = world.staff("何教官", Role.TRAINER)
    assert trainer.put("/v1/courses/drill", DRILL).status_code == 200
    leader, person = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON), world.sign_in("张队员")
    member = Volunteer("01-01-0001", person.person_id, "张队员", SQUADRON, date(2026, 1, 1))
    world.house.roster.put_volunteers([member], {SQUADRON: 1})
    world.house.identity.grant(person.person_id, [], "test")
    now = world.clock()
    body = {"title": "第一次", "unit_path": SQUADRON, "place": "操场", "starts_at": now.isoformat()}
    body["ends_at"] = (now + timedelta(hours=2)).isoformat()
    held = leader.post("/v1/courses/drill/classes", body)
    assert held.status_code == 201, held.get_data(as_text=True)
    return f"/v1/courses/drill/classes/{held.json['class_id']}", leader, person, body


def test_a_leader_marks_who_was_there_and_that_passes_the_course_once(world, drill):
    path, leader, person, _ = drill

    first, again = [leader.post(f"{path}/attendance", {"numbers": ["01-01-0001"]}) for _ in range(2)]

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json["items"][0]["finished"] is True
    there = leader.get(f"{path}/attendance").json["items"]
    assert [(each["name"], each["marked_by"]) for each in there] == [("张队员", leader.person_id)]
    assert person.get("/v1/courses/drill").json["course"]["standing"]["passed"] is True
    world.deliver()
    assert [each["title"] for each in person.get("/v1/me/honours").json["items"]] == ["队列"]


def test_the_code_in_the_room_counts_for_two_minutes_at_most(world, drill):
    path, leader, _, _ = drill
    trainer = world.staff("另一教官", Role.TRAINER)
    shown = leader.get(f"{path}/code").json
    wrong = trainer.post(f"{path}/attend", {"code": "000000"})
    world.clock.advance(seconds=shown["seconds_left"] + 30)
    late = trainer.post(f"{path}/attend", {"code": shown["code"].lower()})
    world.clock.advance(seconds=60)
    too_late = leader.post(f"{path}/attend", {"code": shown["code"]})
    world.clock.advance(hours=3)
    after = leader.post(f"{path}/attend", {"code": leader.get(f"{path}/code").json["code"]})

    assert (wrong.status_code, wrong.json["type"]) == (422, "/problems/class-code-wrong")
    assert (late.status_code, late.json["finished"]) == (200, True)
    assert too_late.json["type"] == "/problems/class-code-wrong"
    assert after.json["type"] == "/problems/class-not-in-session"


def test_a_class_is_nobody_elses_business(world, drill):
    path, leader, _, body = drill
    stranger, other = world.sign_in("外人"), world.staff("外队长", Role.SQUADRON_LEADER, "D1/B02")
    code = leader.get(f"{path}/code").json["code"]

    told = [stranger.post(f"{path}/attend", {"code": code}), other.get(f"{path}/code"), other.get(f"{path}/attendance")]

    assert [(each.status_code, each.json["type"]) for each in told] == [(404, "/problems/no-such-class")] * 3
    assert stranger.get("/v1/courses/drill/classes").json == {"items": []}
    assert other.post("/v1/courses/drill/classes", body).json["errors"] == [
        {"pointer": "/unit_path", "detail": "不是你带的单位"}
    ]
    assert store.attendance(path.rpartition("/")[2], None).items == []


def test_a_course_without_a_quiz_has_no_attempts(drill):
    _, _, person, _ = drill

    answer = person.post("/v1/courses/drill/attempts")

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/no-quiz-here")
