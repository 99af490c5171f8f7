import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Invalid
from shouwang.training.models import QuestionKind
from shouwang_local.force.course.in_training import first_course
from tests.integration.training.taker import COURSE, Taker

pytestmark = pytest.mark.usefixtures("training")


def pass_once(person) -> str:
    taker = Taker.starts(person)
    taker.answer_all()
    assert taker.submit().json["passed"] is True
    return taker.paper["attempt_id"]


def test_the_list_tells_each_course_and_where_i_stand(world):
    answer = world.sign_in("张队员").get("/v1/courses")

    assert answer.json == {
        "items": [
            {
                "course_id": COURSE,
                "title": "义警上岗基础",
                "summary": answer.json["items"][0]["summary"],
                "lessons": 6,
                "minutes": 44,
                "quiz": {"questions": 20, "pass_mark": 80, "time_limit_s": 1800, "max_attempts": 3},
                "standing": {
                    "passed": False,
                    "best_score": None,
                    "counted_score": None,
                    "valid_until": None,
                    "open_attempt_id": None,
                },
                "required": False,
                "due_on": None,
                "lessons_read": [],
                "requires": [],
                "retired": False,
            }
        ]
    }


def test_a_course_gives_its_lessons(world):
    answer = world.sign_in("张队员").get(f"/v1/courses/{COURSE}")

    assert len(answer.json["lessons"]) == 6
    assert answer.json["lessons"][0]["markdown"].startswith("# 我们是谁，能做什么\n")
    assert answer.json["tries"] == []


def test_an_unknown_course_is_not_found(world):
    person = world.sign_in("张队员")

    for answer in (person.get("/v1/courses/none"), person.post("/v1/courses/none/attempts")):
        assert (answer.status_code, answer.json["type"]) == (404, "/problems/no-such-course")


def test_my_tries_are_listed_newest_first(world):
    person = world.sign_in("张队员")
    passed = pass_once(person)
    world.clock.advance(minutes=1)
    open_one = Taker.starts(person).paper["attempt_id"]

    answer = person.get(f"/v1/courses/{COURSE}").json

    assert [(t["attempt_id"], t["state"], t["score"], t["passed"]) for t in answer["tries"]] == [
        (open_one, "open", None, None),
        (passed, "graded", 100, True),
    ]
    assert answer["course"]["standing"] == {
        "passed": True,
        "best_score": 100,
        "counted_score": 100,
        "valid_until": "2027-11-22",
        "open_attempt_id": open_one,
    }


def test_a_new_version_of_the_bank_leaves_an_open_attempt_as_it_was_drawn(world):
    course, bank = first_course()
    taker = Taker.starts(world.sign_in("张队员"))
    corrected = [replace(question, key=(0,), kind=QuestionKind.SINGLE, explanation="改过") for question in bank]
    world.house.courses.publish(course, corrected, by="test")
    taker.answer_all()

    assert taker.submit().json["score"] == 100
    assert "改过" not in taker.look().get_data(as_text=True)


def test_a_bank_with_a_fault_is_not_published_at_all(world, training):
    course, bank = first_course()
    before = training.course(Actor("P1", "S1"), COURSE).course

    with pytest.raises(Invalid) as refused:
        world.house.courses.publish(course, [*bank[:5], replace(bank[5], key=(9,)), *bank[6:]], by="test")

    assert [fault.pointer for fault in refused.value.faults] == ["/questions/5/key"]
    assert training.course(Actor("P1", "S1"), COURSE).course == before
