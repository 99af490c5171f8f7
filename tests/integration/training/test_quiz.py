import json

import pytest

from shouwang.platform.outbox import EventRow
from shouwang_local.force.course.bank import questions
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
        "text": "",
        "accepted": [],
        "prompts": [],
        "pictures": [],
        "option_pictures": [],
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
