import json
from dataclasses import replace

import pytest

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Invalid
from shouwang.platform.outbox import EventRow
from shouwang.training.models import QuestionKind
from shouwang_local.force.course.bank import questions
from shouwang_local.force.course.in_training import first_course
from tests.integration.training.taker import COURSE, Taker, right, wrong

pytestmark = pytest.mark.usefixtures("training")


def store_requests(answer) -> int:
    return int(answer.headers["Server-Timing"].rsplit("=", 1)[1])


def events(kind: str) -> list[dict]:
    return [json.loads(row.payload) for row in EventRow.scan() if row.kind == kind]


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
                "standing": {"passed": False, "best_score": None, "valid_until": None, "open_attempt_id": None},
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


def test_a_whole_quiz_from_start_to_pass(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.answer_all(wrong_ones=3)
    world.clock.advance(minutes=12)

    score = taker.submit()

    assert score.status_code == 200
    assert score.json == {
        "attempt_id": taker.paper["attempt_id"],
        "course_id": COURSE,
        "score": 85,
        "pass_mark": 80,
        "passed": True,
        "expired": False,
        "finished_at": "2026-11-23T11:12:00Z",
        "valid_until": "2027-11-22",
        "marks": [0.0] * 3 + [1.0] * 17,
    }


def test_a_submission_of_twenty_questions_costs_at_most_four_requests_to_the_store(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.answer_all()

    assert store_requests(taker.submit()) <= 4


def test_saving_an_answer_costs_at_most_three_requests(world):
    taker = Taker.starts(world.sign_in("张队员"))

    assert store_requests(taker.save(0, [0])) <= 3


def test_nothing_of_key_or_explanation_leaves_before_submission(world):
    person = world.sign_in("张队员")
    listed, read = person.get("/v1/courses"), person.get(f"/v1/courses/{COURSE}")
    started = person.post(f"/v1/courses/{COURSE}/attempts")
    taker = Taker(person, started.json)
    kept, seen, again = taker.save(0, [0]), taker.look(), person.post(f"/v1/courses/{COURSE}/attempts")
    told = [answer.get_data(as_text=True) for answer in (listed, read, started, kept, seen, again)]

    assert [q.question_id for q in questions() if any(q.explanation in text for text in told)] == []
    assert [
        word for word in ("explanation", '"key"', '"right"', 'mark"') if any(word in text for text in told[2:])
    ] == []


def test_afterwards_every_question_is_explained(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.answer_all(wrong_ones=1)
    taker.submit()

    answer = taker.look()

    assert answer.json["paper"] is None
    first = answer.json["review"]["questions"][0]
    source = next(q for q in questions() if q.stem == first["stem"])
    shown = taker.paper["questions"][0]
    assert first == {
        "n": 0,
        "kind": shown["kind"],
        "stem": shown["stem"],
        "options": shown["options"],
        "chosen": wrong(shown),
        "right": right(shown),
        "mark": 0.0,
        "explanation": source.explanation,
        "source": source.source,
    }


def test_going_on_with_another_phone_shows_the_same_paper_with_what_was_saved(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.save(4, right(taker.paper["questions"][4]), revision=2)

    other_phone = Taker.starts(world.sign_in("张队员"))

    expected = [dict(shown) for shown in taker.paper["questions"]]
    expected[4] |= {"chosen": right(taker.paper["questions"][4]), "revision": 2}
    assert other_phone.paper["attempt_id"] == taker.paper["attempt_id"]
    assert other_phone.paper["questions"] == expected
    assert taker.look().json["paper"]["questions"] == expected


def test_the_same_start_sent_twice_gives_the_same_paper_even_after_submission(world):
    person = world.sign_in("张队员")
    first = person.post(f"/v1/courses/{COURSE}/attempts", key="start-0001")
    Taker(person, first.json).submit()

    again = person.post(f"/v1/courses/{COURSE}/attempts", key="start-0001")

    assert (again.status_code, again.json) == (201, first.json)


def test_an_answer_that_comes_late_from_the_network_does_not_replace_a_newer_one(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.save(0, [1], revision=2)

    late = taker.save(0, [0], revision=1)

    assert (late.status_code, late.json["revision"]) == (200, 2)
    assert taker.look().json["paper"]["questions"][0]["chosen"] == [1]


def test_the_same_submission_twice_is_graded_once_and_answered_alike(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.answer_all()

    first, again = taker.submit(key="submit-0001"), taker.submit(key="submit-0001")

    assert (again.status_code, again.json) == (200, first.json)


def test_a_second_submission_is_refused(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.submit()

    answer = taker.submit()

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/attempt-over")


def test_an_answer_after_submission_is_refused_and_changes_nothing(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.submit()

    answer = taker.save(0, right(taker.paper["questions"][0]))

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/attempt-over")
    assert taker.look().json["review"]["score"]["score"] == 0


def test_somebody_elses_attempt_is_not_there(world):
    taker, other = Taker.starts(world.sign_in("张队员")), world.sign_in("外人")
    stolen = Taker(other, taker.paper)

    answers = [stolen.look(), stolen.save(0, [0]), stolen.submit()]

    assert [(a.status_code, a.json["type"]) for a in answers] == [(404, "/problems/no-such-attempt")] * 3
    assert taker.look().json["paper"]["questions"] == taker.paper["questions"]


@pytest.mark.parametrize("n", ["20", "-1", "x", "9999", "²"])
def test_a_guessed_question_is_refused(world, n):
    taker = Taker.starts(world.sign_in("张队员"))

    answer = taker.person.put(f"{taker.path}/answers/{n}", {"chosen": [0]})

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/answer-refused")


@pytest.mark.parametrize("body", [{"chosen": [-1]}, {"chosen": "A"}, {"chosen": [0], "saved_at": "2020-01-01"}, {}])
def test_an_answer_that_is_no_answer_is_refused_field_by_field(world, body):
    taker = Taker.starts(world.sign_in("张队员"))

    answer = taker.person.put(f"{taker.path}/answers/0", body)

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid")


def test_when_the_time_has_run_out_what_was_saved_is_graded(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.answer_all(wrong_ones=2)
    world.clock.advance(minutes=30, seconds=16)

    late, seen = taker.save(0, right(taker.paper["questions"][0])), taker.look()

    assert (late.status_code, late.json["type"]) == (409, "/problems/attempt-over")
    score = seen.json["review"]["score"]
    assert (score["score"], score["expired"], score["finished_at"]) == (90, True, "2026-11-23T11:30:00Z")


def test_a_submission_after_the_deadline_is_what_was_saved_before_it(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.answer_all()
    world.clock.advance(days=1)

    answer = taker.submit()

    assert (answer.status_code, answer.json["expired"], answer.json["score"]) == (200, True, 100)


def test_the_nightly_sweep_grades_what_nobody_came_back_to(world, training):
    abandoned, busy = Taker.starts(world.sign_in("张队员")), Taker.starts(world.sign_in("李队长"))
    abandoned.answer_all()
    busy.submit()
    day = world.clock().date()

    before, world.clock.instant = training.finish_run_out(day), world.clock.instant.replace(hour=15)
    swept, again = training.finish_run_out(day), training.finish_run_out(day)

    assert (before, swept, again) == (0, 1, 0)
    assert training.standing(abandoned.person.person_id, COURSE).best_score == 100


def test_a_new_start_after_the_time_has_run_out_is_a_new_attempt(world):
    taker = Taker.starts(world.sign_in("张队员"))
    world.clock.advance(hours=1)

    fresh = Taker.starts(taker.person)

    assert fresh.paper["attempt_id"] != taker.paper["attempt_id"]
    assert taker.look().json["review"]["score"]["expired"] is True


def test_three_failures_call_for_a_pause(world):
    person = world.sign_in("张队员")
    for _ in range(3):
        Taker.starts(person).submit()

    refused = person.post(f"/v1/courses/{COURSE}/attempts")
    world.clock.advance(days=1)

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/attempts-used-up")
    assert refused.headers["Retry-After"] == str(refused.json["retry_after_s"]) == "86401"
    assert person.post(f"/v1/courses/{COURSE}/attempts").status_code == 201


def test_the_first_pass_tells_recruitment_and_assessment_the_second_only_recruitment(world):
    person = world.sign_in("张队员")
    first, second = [pass_once(person) for _ in range(2)]

    told = sorted(event["attempt_id"] for event in events("recruitment.course-passed"))
    assert told == sorted([first, second])
    assert events("assessment.course-passed") == [
        {
            "person_id": person.person_id,
            "course_id": COURSE,
            "attempt_id": first,
            "occurred_at": "2026-11-23T11:00:00.000000Z",
        }
    ]


def test_a_failure_tells_nobody(world):
    taker = Taker.starts(world.sign_in("张队员"))
    taker.answer_all(wrong_ones=5)

    assert taker.submit().json["passed"] is False
    assert events("recruitment.course-passed") == events("assessment.course-passed") == []


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
        "valid_until": "2027-11-22",
        "open_attempt_id": open_one,
    }


def test_a_new_version_of_the_bank_leaves_an_open_attempt_as_it_was_drawn(world, training):
    course, bank = first_course()
    taker = Taker.starts(world.sign_in("张队员"))
    corrected = [replace(question, key=(0,), kind=QuestionKind.SINGLE, explanation="改过") for question in bank]
    training.publish(course, corrected, by="test")
    taker.answer_all()

    assert taker.submit().json["score"] == 100
    assert "改过" not in taker.look().get_data(as_text=True)


def test_a_bank_with_a_fault_is_not_published_at_all(training):
    course, bank = first_course()
    before = training.course(Actor("P1", "S1"), COURSE).course

    with pytest.raises(Invalid) as refused:
        training.publish(course, [*bank[:5], replace(bank[5], key=(9,)), *bank[6:]], by="test")

    assert [fault.pointer for fault in refused.value.faults] == ["/questions/5/key"]
    assert training.course(Actor("P1", "S1"), COURSE).course == before
