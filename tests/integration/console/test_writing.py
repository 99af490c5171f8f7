"""改课: a course is begun, written lesson by lesson, looked at, published as a version; nobody learns from a draft."""

import io
import re

import pytest

from shouwang.kernel.actor import Role
from shouwang_local.force.course.in_training import first_course
from tests.integration.console.desk import text_of

HERE = "/console/courses"
EDIT = f"{HERE}/flood/edit"
SETTINGS = {
    "title": "防汛巡堤",
    "summary": "汛期怎么巡",
    "valid_months": "12",
    "bank": "",
    "draw": "10",
    "pass_mark": "80",
    "minutes": "30",
    "max_attempts": "3",
    "cool_down_h": "24",
}


@pytest.fixture
def seated(world, desk):
    desk.sign_in(world.staff("何教官", Role.TRAINER))
    return desk


@pytest.fixture
def begun(seated):
    """A course of which only the name is there."""
    sent = {"course_id": "flood", "title": "防汛", "request_id": "form-begin"}
    assert seated.post(f"{HERE}/new", seated.get(HERE), **sent).location == EDIT
    return seated


def act(desk, path, version, request_id="", **fields):
    """A form of the draft's page, over a version."""
    request_id = request_id or f"form-000{version}-{path}"[:64]
    return desk.post(f"{EDIT}{path}", desk.get(EDIT), version=str(version), request_id=request_id, **fields)


def written(desk):
    """Two lessons, the second with its text; the draft is then at version 4."""
    for version, title in ((1, "集合"), (2, "看水")):
        assert act(desk, "/lessons", version, title=title).status_code == 303
    text = "# 看水\r\n**危险** <script>alert(1)</script>"
    assert act(desk, "/lessons/1", 3, title="看水", minutes="7", markdown=text).status_code == 303


def lessons(world):
    return [(it.title, it.minutes, it.markdown) for it in world.house.course_writing.draft("flood").course.lessons]


def test_a_course_is_written_published_and_read_on_the_phone(world, begun):
    written(begun)
    assert "第 1 节「集合」：没有课文，也没有课件" in text_of(begun.get(EDIT))
    assert world.sign_in("张队员").get("/v1/courses").json["items"] == []

    assert act(begun, "/lessons/0/remove", 4).status_code == 303
    boxes = {"for_posts": ["volunteer"], "due_on": "2027-06-30"}
    assert act(begun, "", 5, **SETTINGS, **boxes).status_code == 303
    done = act(begun, "/publish", 6)

    assert done.location == f"{HERE}/flood"
    assert "「防汛巡堤」第 1 版发布了" in text_of(begun.get(f"{HERE}/flood"))
    person = world.sign_in("张队员")
    shown = person.get("/v1/courses/flood").json
    assert [(it["title"], it["minutes"]) for it in shown["lessons"]] == [("看水", 7)]
    assert shown["lessons"][0]["html"] == (
        "<h1>看水</h1>\n<p><strong>危险</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )
    assert "正在改的" not in text_of(begun.get(HERE))
    page = text_of(begun.get(f"{HERE}/flood"))
    assert "有人必修，最晚 2027-06-30 学完" in page and "第 1 版" in page


def test_the_same_form_again_does_nothing_more_and_a_page_seen_before_a_change_is_refused(world, begun):
    answers = [act(begun, "/lessons", 1, "form-00001", title="集合") for _ in range(2)]
    late = act(begun, "/lessons", 1, "form-00002", title="看水")

    assert [answer.status_code for answer in answers] == [303, 303]
    assert late.status_code == 409
    assert lessons(world) == [("集合", 5, "")]


def test_lessons_move_and_who_read_one_has_read_it_wherever_it_stands(world, begun):
    written(begun)
    act(begun, "/lessons/0", 4, title="集合", minutes="5", markdown="八点到。")
    act(begun, "", 5, **SETTINGS)
    act(begun, "/publish", 6)
    person = world.sign_in("张队员")
    person.put("/v1/courses/flood/lessons/1/read")

    act(begun, "/lessons/1/up", 0)
    act(begun, "/publish", 1)

    shown = person.get("/v1/courses/flood").json
    assert [it["title"] for it in shown["lessons"]] == ["看水", "集合"]
    assert shown["course"]["lessons_read"] == [0]


def test_a_draft_is_refused_with_each_fault_by_its_field_and_keeps_what_was_typed(world, begun):
    wrong = {"pass_mark": "101", "bank": "none", "due_on": "明天", "quotas": "急救 许多", "title": " "}

    page = act(begun, "", 1, **SETTINGS | wrong)

    text = text_of(page)
    assert page.status_code == 400
    assert "写一个名字" in text and "「急救 许多」写成" in text and "不是日子" in text
    assert "写整数，1 到 100" in text
    assert 'value="101"' in page.text and "急救 许多</textarea>" in page.text
    assert world.house.course_writing.draft("flood").version == 1


def test_a_quiz_that_its_bank_cannot_fill_is_told_before_publishing_and_not_published(world, begun):
    course, questions = first_course()
    world.house.banks.keep("test", "first", course.title, questions)
    quotas = {"bank": "first", "quotas": "没有这一类 难度2 3"}

    act(begun, "", 1, **SETTINGS | quotas)

    page = text_of(begun.get(EDIT))
    assert "各类各几道：“没有这一类”难度 2 的题库里只有 0 道" in page
    assert "发布第 1 版" not in page
    assert act(begun, "/publish", 2).status_code == 400
    assert world.house.courses.every() == ()


def test_a_file_and_an_address_are_added_to_a_lesson_and_taken_out(world, begun):
    written(begun)
    png = (io.BytesIO(b"\x89PNG\r\n\x1a\n rest"), "map.png")

    refused = act(begun, "/lessons/0/files", 4, name="图", file=(io.BytesIO(b"MZ"), "bad.exe"))
    plain = act(begun, "/lessons/0/addresses", 4, name="片子", url="http://example.org/a.mp4", kind="video")
    kept = act(begun, "/lessons/0/files", 4, name="堤段图", file=png)
    there = act(begun, "/lessons/0/addresses", 5, name="片子", url="https://example.org/a.mp4", kind="video")
    assert [it.status_code for it in (refused, plain, kept, there)] == [422, 400, 303, 303]
    files = world.house.course_writing.draft("flood").course.lessons[0].files
    act(begun, "/lessons/0/files/0/remove", 6)

    assert [(it.title, it.kind, bool(it.name), it.url) for it in files] == [
        ("堤段图", "picture", True, ""),
        ("片子", "video", False, "https://example.org/a.mp4"),
    ]
    assert world.house.course_writing.draft("flood").course.lessons[0].files == files[1:]


def test_the_preview_shows_the_draft_with_its_text_made_safe(begun):
    written(begun)

    page = begun.get(f"{EDIT}/preview")

    assert "<strong>危险</strong> &lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert re.search(r"<b>集合</b>.*<b>看水</b>", page.text, re.DOTALL)


def test_a_course_that_was_published_meanwhile_is_not_overwritten_and_a_draft_is_thrown_away(world, seated):
    course, questions = first_course()
    world.house.courses.publish(course, questions, by="test")
    here = f"{HERE}/{course.course_id}/edit"
    add = {"version": "0", "request_id": "form-00001", "title": "补一节"}
    seated.post(f"{here}/lessons", seated.get(here), **add)
    text = {"version": "1", "request_id": "form-00002", "title": "补一节", "minutes": "1", "markdown": "字"}
    place = len(course.lessons)
    seated.post(f"{here}/lessons/{place}", seated.get(here), **text)
    world.house.courses.publish(course, questions, by="test")

    late = seated.post(f"{here}/publish", seated.get(here), version="2", request_id="form-00003")
    gone = seated.post(f"{here}/discard", seated.get(here), version="2", request_id="form-00004")

    assert late.status_code == 409 and "在你改的时候发布了新的一版" in text_of(late)
    assert gone.status_code == 303
    assert world.house.course_writing.drafts() == []
    assert world.house.training.require_course(course.course_id).version == 2


def test_a_name_that_is_taken_a_draft_that_is_not_there_and_others_than_trainers(world, begun, desk_of):
    again = begun.post(f"{HERE}/new", begun.get(HERE), course_id="flood", title="又一门", request_id="form-00009")
    bad = begun.post(f"{HERE}/new", begun.get(HERE), course_id="汛", title="又一门", request_id="form-00010")

    assert "这个代号有课用了，换一个" in text_of(again) and 'value="又一门"' in again.text
    assert bad.status_code == 400 and "只能用小写字母" in text_of(bad)
    assert begun.get(f"{HERE}/nothing/edit").status_code == 404
    assert begun.get(f"{EDIT}/lessons/0").status_code == 404
    assert desk_of(Role.SQUADRON_LEADER).get(EDIT).status_code == 403
    assert desk_of(Role.AUDITOR).get(EDIT).status_code == 403
