"""What a trainer sees and corrects: statistics, hurried attempts, keys."""

import pytest

from shouwang.kernel.actor import Role
from shouwang.platform.audit import AuditRow
from shouwang.training import store
from tests.integration.training.taker import COURSE, Taker, right, wrong

pytestmark = pytest.mark.usefixtures("training")


@pytest.fixture
def trainer(world):
    return world.staff("何教官", Role.TRAINER)


def taken(world, name: str, wrong_ones: int = 0, minutes: int = 10) -> Taker:
    taker = Taker.starts(world.sign_in(name))
    for shown in taker.paper["questions"]:
        world.clock.advance(seconds=minutes * 3)
        assert taker.save(shown["n"], wrong(shown) if shown["n"] < wrong_ones else right(shown)).status_code == 200
    assert taker.submit().status_code == 200
    return taker


def every_question(trainer) -> list[dict]:
    items, cursor = [], None
    while True:
        page = trainer.get(f"/v1/question-banks/{COURSE}/questions" + (f"?cursor={cursor}" if cursor else "")).json
        items += page["items"]
        cursor = page["cursor"]
        if cursor is None:
            return items


def work(world) -> None:
    while due := world.house.jobs.due():
        for job in due:
            world.house.jobs.work(job)


def test_statistics_grow_with_each_attempt_and_count_it_once(world, trainer):
    taken(world, "张队员", wrong_ones=4)
    taken(world, "李队员")
    world.deliver()
    world.deliver()

    items = every_question(trainer)

    assert len(items) == 138
    assert sum(item["statistics"]["answers"] for item in items) == 40
    seen = [item["statistics"] for item in items if item["statistics"]["answers"]]
    assert sum(round(each["facility"] * each["answers"]) for each in seen) == 36
    assert all(each["flags"] == [] for each in seen)


def test_a_page_of_statistics_costs_few_requests(world, trainer):
    answer = trainer.get(f"/v1/question-banks/{COURSE}/questions")

    assert len(answer.json["items"]) == 25
    assert int(answer.headers["Server-Timing"].rsplit("=", 1)[1]) <= 5


def test_a_hurried_attempt_is_shown_to_the_trainer_and_counts_all_the_same(world, trainer):
    quick = taken(world, "快手", minutes=0)
    taken(world, "张队员")
    world.deliver()

    shown = trainer.get(f"/v1/courses/{COURSE}/hurried").json["items"]

    assert [(each["attempt_id"], each["reasons"]) for each in shown] == [
        (quick.paper["attempt_id"], ["20 道题只用了 0 秒"])
    ]
    assert quick.look().json["review"]["score"]["passed"] is True
    assert world.sign_in("快手").get(f"/v1/courses/{COURSE}/hurried").status_code == 403


def test_a_corrected_key_first_tells_who_would_change_and_changes_nothing(world, trainer):
    taker = taken(world, "张队员", wrong_ones=5)
    asked, key = corrected(taker)

    told = trainer.post(f"/v1/question-banks/{COURSE}/questions/{asked}/key", {"key": key, "reason": "答案印错了"})
    work(world)

    job = told.json["job_id"]
    assert told.status_code == 202
    assert trainer.get(f"/v1/regrades/{job}").json["items"] == [
        {
            "attempt_id": taker.paper["attempt_id"],
            "person_id": taker.person.person_id,
            "name": "",
            "unit_path": "",
            "score_before": 75,
            "score_after": 80,
            "passed_before": False,
            "passed_after": True,
        }
    ]
    assert taker.look().json["review"]["score"]["score"] == 75
    assert trainer.get(f"/v1/jobs/{job}").json["result"] == {"attempts": 1, "changed": 1, "newly_passed": 1}


def corrected(taker: Taker) -> tuple[str, list[int]]:
    """The first question, a single choice answered wrong, and the key under which that answer is right."""
    attempt = store.fetch_attempt(taker.paper["attempt_id"])
    n, drawn = next((n, d) for n, d in enumerate(attempt.drawn[:5]) if d.kind in ("single", "true-false"))
    return drawn.question_id, [drawn.order[attempt.result.answers[n][0]]]


def test_applied_it_changes_scores_standings_statistics_and_tells_of_the_new_pass(world, trainer):
    taker = taken(world, "张队员", wrong_ones=5)
    world.deliver()
    asked, key = corrected(taker)

    body = {"key": key, "reason": "答案印错了", "explanation": "改过", "apply": True}
    first = trainer.post(f"/v1/question-banks/{COURSE}/questions/{asked}/key", body, key="correct-0001")
    again = trainer.post(f"/v1/question-banks/{COURSE}/questions/{asked}/key", body, key="correct-0001")
    work(world)
    world.deliver()

    assert (again.status_code, again.json) == (202, first.json)
    review = taker.look().json["review"]
    assert (review["score"]["score"], review["score"]["passed"]) == (80, True)
    assert world.house.training.standing(taker.person.person_id, COURSE).first_passed_at is not None
    statistics = {item["question"]["question_id"]: item for item in every_question(trainer)}[asked]
    assert (statistics["question"]["key"], statistics["statistics"]["facility"]) == (key, 1.0)
    lines = [row.act for row in AuditRow.scan() if row.act in ("key-corrected", "attempt-regraded")]
    assert sorted(lines) == ["attempt-regraded", "key-corrected"]


def test_a_correction_that_is_none_is_refused(world, trainer):
    asked = every_question(trainer)[0]["question"]
    path = f"/v1/question-banks/{COURSE}/questions"

    same = trainer.post(f"{path}/{asked['question_id']}/key", {"key": asked["key"], "reason": "没有变"})
    unknown = trainer.post(f"{path}/none/key", {"key": [0], "reason": "没有这题"})

    assert (same.status_code, same.json["errors"]) == (400, [{"pointer": "/key", "detail": "和原来的答案一样"}])
    assert (unknown.status_code, unknown.json["type"]) == (404, "/problems/no-such-question")
