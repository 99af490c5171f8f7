import pytest

from tests.integration.training.taker import COURSE, Taker, right

pytestmark = pytest.mark.usefixtures("training")


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


@pytest.mark.parametrize("body", [{"chosen": [-2]}, {"chosen": "A"}, {"chosen": [0], "saved_at": "2020-01-01"}, {}])
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
