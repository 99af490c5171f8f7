"""题库: a file is read row by row before it is imported, and imported whole or not at all; courses stop and begin again."""

import io

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang_local.force.course.in_training import first_course
from tests.integration.console.desk import text_of

HERE, BANKS = "/console/courses", "/console/courses/banks"
GOOD = """题型,题干,选项A,选项B,答案
单选,遇到走失的老人先做什么,报平安并联系家人,自己开车送回去,A
判断,执勤时可以查路人的身份证,,,错
"""
BAD = GOOD + "单选,这一道没有答案,甲,乙,\n"


@pytest.fixture
def seated(world, desk):
    desk.sign_in(world.staff("何教官", Role.TRAINER))
    return desk


def sent(desk, text, page=None, **more):
    """A file of questions, sent by the form of a page."""
    page = page or desk.get(BANKS)
    fields = {"bank": "night", "title": "夜巡题库", "request_id": "form-00001", **more}
    return desk.post(f"{BANKS}/import", page, file=(io.BytesIO(text.encode()), "night.csv"), **fields)


def kept(world):
    return [(bank.bank_id, bank.title, bank.questions) for bank in world.house.banks.banks()]


def test_a_dry_run_tells_each_fault_by_its_row_and_keeps_nothing(world, seated):
    page = sent(seated, BAD)

    text = text_of(page)
    assert (page.status_code, kept(world)) == (200, [])
    assert "试读：夜巡题库" in text and "2 道新题" in text and "1 道有错" in text and "第 4 行" in text
    assert "试读，什么也没有写进去" in text


def test_a_file_with_a_fault_is_not_imported_and_its_faults_are_told(world, seated):
    page = sent(seated, BAD, dry_run="no")

    assert (page.status_code, kept(world)) == (422, [])
    assert "一道也没有写进去" in text_of(page) and "第 4 行" in text_of(page)


def test_what_was_read_is_imported_and_the_same_form_again_imports_nothing_more(world, seated):
    page = sent(seated, GOOD)

    answers = [sent(seated, GOOD, page, dry_run="no", request_id="form-00002") for _ in range(2)]

    assert [(answer.status_code, answer.location) for answer in answers] == [(303, f"{BANKS}/night")] * 2
    assert kept(world) == [("night", "夜巡题库", 2)]
    assert "导入了 2 道新题，题库一共 2 道" in text_of(seated.get(f"{BANKS}/night"))
    assert "遇到走失的老人先做什么" in seated.get(f"{BANKS}/night/export/gift").get_data(as_text=True)


def test_the_good_ones_of_a_faulty_file_are_taken_when_asked_for(world, seated):
    assert sent(seated, BAD, dry_run="no", partial="yes").status_code == 303
    assert kept(world) == [("night", "夜巡题库", 2)]


def test_a_bank_that_was_changed_meanwhile_is_not_overwritten(world, seated):
    sent(seated, GOOD, dry_run="no")
    seen = world.house.banks.require("night").version
    more = GOOD + "判断,夜里巡逻要两人以上,,,对\n"
    sent(seated, more, dry_run="no", seen=seen, request_id="form-00003")

    page = sent(seated, GOOD, dry_run="no", seen=seen, request_id="form-00004")

    assert page.status_code == 409
    assert "题库刚被别人换过" in text_of(page)
    assert kept(world) == [("night", "夜巡题库", 3)]


def test_a_new_bank_does_not_take_the_place_of_one_that_is_there(world, seated):
    sent(seated, GOOD, dry_run="no")

    assert sent(seated, GOOD, dry_run="no", request_id="form-00005").status_code == 409


def test_a_form_without_a_file_comes_back_with_its_words(seated):
    page = sent(seated, "")

    assert page.status_code == 400
    assert "选一个文件" in text_of(page) and 'value="夜巡题库"' in page.get_data(as_text=True)


def test_who_does_not_teach_has_no_banks(world, seated, other_desk):
    other_desk.sign_in(world.staff("李队长", Role.SQUADRON_LEADER))

    assert [other_desk.get(path).status_code for path in (BANKS, HERE)] == [403, 403]
    assert other_desk.get(f"{BANKS}/nothing").status_code == 403
    assert seated.get(f"{BANKS}/nothing").status_code == 404


@pytest.fixture
def course(world):
    course, questions = first_course()
    return world.house.courses.publish(course, questions, by="test")


def test_a_course_is_stopped_and_given_again_and_is_listed_where_it_belongs(world, seated, course):
    one = f"{HERE}/{course.course_id}"

    stopped = seated.post(f"{one}/retire", seated.get(one), request_id="form-00001", version=course.version)

    assert (stopped.status_code, stopped.location) == (303, one)
    assert course.title not in text_of(seated.get(HERE)).partition("题库与导入")[2]
    assert course.title in text_of(seated.get(f"{HERE}?show=retired"))
    again = seated.post(f"{one}/give", seated.get(one), request_id="form-00002", version=course.version + 1)
    assert again.status_code == 303
    assert course.title in text_of(seated.get(HERE))


def test_a_course_that_was_changed_meanwhile_is_not_stopped(world, seated, course):
    one = f"{HERE}/{course.course_id}"
    world.house.courses.publish(replace(course, title="新的一版"), first_course()[1], by="test")

    page = seated.post(f"{one}/retire", seated.get(one), request_id="form-00001", version=course.version)

    assert page.status_code == 409
    assert "这门课刚被别人改过" in text_of(page)
    assert world.house.training.require_course(course.course_id).state == "published"
