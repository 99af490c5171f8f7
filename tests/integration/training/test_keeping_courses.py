"""Courses as those who teach keep them: publishing, prerequisites, retiring, files, follow-up."""

import io
import json

import pytest
from openpyxl import load_workbook

from shouwang.kernel.actor import Role
from shouwang.platform.outbox import EventRow
from tests.integration.training.taker import COURSE, Taker
from tests.unit.training.formats.sheets import workbook
from tests.world import SQUADRON

ROWS = [["题干", "A", "B", "C", "答案"], *([f"第 {n} 题", "甲", "乙", "丙", "B"] for n in range(4))]
BODY = {
    "title": "防汛",
    "summary": "汛期怎么巡",
    "lessons": [
        {"title": "看水", "minutes": 5, "markdown": "# 看水\n**危险** <script>alert(1)</script>[网](javascript:x)"}
    ],
    "bank": "flood",
    "quiz": {"draw": 2, "pass_mark": 50},
}


@pytest.fixture
def trainer(world):
    return world.staff("何教官", Role.TRAINER)


@pytest.fixture
def flood(trainer):
    assert trainer.post("/v1/question-banks/import?bank=flood", data=workbook(ROWS)).status_code == 200
    return lambda **changes: trainer.put("/v1/courses/flood", BODY | changes)


def passes(person, course: str = "flood") -> str:
    paper = person.post(f"/v1/courses/{course}/attempts").json
    for shown in paper["questions"]:
        chosen = [shown["options"].index("乙")]
        person.put(f"/v1/attempts/{paper['attempt_id']}/answers/{shown['n']}", {"chosen": chosen})
    assert person.post(f"/v1/attempts/{paper['attempt_id']}/submit").json["passed"] is True
    return paper["attempt_id"]


def test_a_course_is_published_with_its_text_made_safe_and_can_be_taken(world, flood):
    kept = flood()

    assert (kept.status_code, kept.json["version"], kept.json["state"]) == (200, 1, "published")
    person = world.sign_in("张队员")
    lesson = person.get("/v1/courses/flood").json["lessons"][0]
    assert lesson["html"] == (
        "<h1>看水</h1>\n<p><strong>危险</strong> &lt;script&gt;alert(1)&lt;/script&gt;[网](javascript:x)</p>\n"
    )
    passes(person)


def test_a_course_that_could_not_be_taken_is_refused_with_every_fault(flood):
    quiz = {"draw": 9, "quotas": [{"count": 2, "tag": "没有"}]}

    refused = flood(
        title=" ", requires=["none"], for_units=["x"], for_posts=["king"], for_duty_types=["夜"], valid_months=0
    )
    empty = flood(quiz=quiz)

    assert [error["pointer"] for error in refused.json["errors"]] == [
        "/title",
        "/valid_months",
        "/requires/0",
        "/for_units/0",
        "/for_posts/0",
        "/for_duty_types/0",
    ]
    assert [error["pointer"] for error in empty.json["errors"]] == ["/quiz/quotas/0", "/quiz/draw"]


def test_each_publication_is_a_version(trainer, flood):
    flood()
    flood(title="防汛（新）")

    items = trainer.get("/v1/courses/flood/versions").json["items"]

    assert [(each["course"]["version"], each["course"]["title"]) for each in items] == [(2, "防汛（新）"), (1, "防汛")]


@pytest.mark.usefixtures("training")
def test_other_courses_come_first(world, flood):
    flood()
    person = world.sign_in("张队员")
    flood(requires=[COURSE])

    refused = person.post("/v1/courses/flood/attempts")
    taker = Taker.starts(person)
    taker.answer_all()
    taker.submit()

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/first-other-courses")
    assert refused.json["detail"] == "先学完：义警上岗基础"
    assert person.post("/v1/courses/flood/attempts").status_code == 201


def test_courses_that_wait_for_each_other_are_refused(trainer, flood):
    flood()
    trainer.put("/v1/courses/second", BODY | {"title": "第二门", "requires": ["flood"]})

    refused = flood(requires=["second"])

    assert refused.json["errors"] == [{"pointer": "/requires/0", "detail": "两门课互相在前面，谁也学不成"}]


def test_a_retired_course_is_not_given_any_more_but_what_was_reached_stays(world, trainer, flood):
    flood()
    person, other = world.sign_in("张队员"), world.sign_in("外人")
    passes(person)

    retired = trainer.post("/v1/courses/flood/retire")

    assert (retired.status_code, retired.json["state"]) == (200, "retired")
    assert [each["course_id"] for each in other.get("/v1/courses").json["items"]] == []
    assert person.get("/v1/courses").json["items"][0]["standing"]["passed"] is True
    assert person.post("/v1/courses/flood/attempts").json["type"] == "/problems/course-retired"


def test_who_must_take_a_course_is_told_and_what_was_read_is_kept(world, trainer, flood):
    flood(for_posts=["squadron_leader"])
    leader, person = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON), world.sign_in("张队员")

    for _ in range(2):
        assert person.put("/v1/courses/flood/lessons/0/read").status_code == 204

    mine = [(each["required"], each["lessons_read"]) for each in person.get("/v1/courses").json["items"]]
    assert mine == [(False, [0])]
    assert leader.get("/v1/courses/flood").json["course"]["required"] is True
    assert person.put("/v1/courses/flood/lessons/1/read").json["type"] == "/problems/no-such-lesson"


def test_files_of_lessons_are_kept_by_what_they_hold(world, trainer):
    picture = b"\x89PNG\r\n\x1a\n" + b"x" * 100

    kept = trainer.post("/v1/training-files", data={"file": (io.BytesIO(picture), "图.png")})
    again = trainer.post("/v1/training-files", data=picture)
    seen = world.sign_in("张队员").get(f"/v1/training-files/{kept.json['name']}")

    assert kept.json == again.json == {"name": kept.json["name"], "content_type": "image/png", "size_bytes": 108}
    assert (seen.data, seen.content_type) == (picture, "image/png")
    assert trainer.post("/v1/training-files", data=b"<svg/>").json["type"] == "/problems/file-refused"
    assert trainer.get("/v1/training-files/..%2f..%2fkeys.json").status_code == 404


@pytest.fixture
def squad(world):
    """Three volunteers of the squadron, as the roster knows them."""
    people = [world.sign_in(name) for name in ("张队员", "王队员", "赵队员")]
    from datetime import date

    from shouwang.roster.models import Volunteer

    joined = date(2026, 1, 1)
    every = [Volunteer(f"01-01-000{n}", p.person_id, p.name, SQUADRON, joined) for n, p in enumerate(people, 1)]
    world.house.roster.put_volunteers(every, {SQUADRON: 3})
    return people


def test_who_has_not_finished_is_listed_by_unit_and_exported(world, trainer, flood, squad):
    flood()
    passes(squad[0])
    squad[1].post("/v1/courses/flood/attempts")
    leader, stranger = (
        world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON),
        world.staff("外队长", Role.SQUADRON_LEADER, "D1/B02"),
    )

    listed = leader.get(f"/v1/courses/flood/unfinished?unit={SQUADRON}")
    asked = leader.post("/v1/courses/flood/unfinished/export", {"unit": SQUADRON})
    world.house.jobs.work(world.house.jobs.due()[0])

    assert [(each["name"], each["state"]) for each in listed.json["items"]] == [
        ("王队员", "还没及格"),
        ("赵队员", "还没开始"),
    ]
    job = leader.get(f"/v1/jobs/{asked.json['job_id']}").json
    sheet = load_workbook(io.BytesIO(leader.get(job["files"][0]["url"]).data)).active
    assert [row[:4] for row in sheet.iter_rows(values_only=True)] == [
        ("编号", "姓名", "单位", "情况"),
        ("01-01-0002", "王队员", SQUADRON, "还没及格"),
        ("01-01-0003", "赵队员", SQUADRON, "还没开始"),
    ]
    assert stranger.get(f"/v1/courses/flood/unfinished?unit={SQUADRON}").status_code == 404
    assert stranger.post("/v1/courses/flood/unfinished/export", {"unit": SQUADRON}).status_code == 404
    assert world.sign_in("张队员").get(f"/v1/courses/flood/unfinished?unit={SQUADRON}").status_code == 403


def told(kind: str) -> list[dict]:
    return [json.loads(row.payload) for row in EventRow.scan() if row.kind == kind]


def test_a_reminder_comes_once_a_month_and_a_week_before_a_pass_ends(world, flood, squad):
    from datetime import timedelta

    flood()
    passes(squad[0])
    ends = world.house.training.standing(squad[0].person_id, "flood").valid_until

    counts = [world.house.follow_up.remind(ends - timedelta(days=ahead)) for ahead in (31, 30, 30, 29, 7, 7, 1)]

    assert counts == [0, 1, 0, 0, 1, 0, 0]
    titles = sorted(each["title"] for each in told("notices.tell") if each["topic"] == "training")
    assert titles == ["「防汛」还有 30 天到期", "「防汛」还有 7 天到期"]


def test_a_volunteer_who_passes_gets_the_certificate_once_and_an_applicant_none(world, flood, squad):
    flood()
    applicant = world.sign_in("报名人")
    for person in (squad[0], squad[0], applicant):
        passes(person)
        world.clock.advance(minutes=1)
    world.deliver()

    items = squad[0].get("/v1/me/honours").json["items"]

    assert [each["title"] for each in items] == ["防汛"]
    assert applicant.get("/v1/me/honours").json["items"] == []
