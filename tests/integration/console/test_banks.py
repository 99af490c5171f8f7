"""题库: a file is read row by row before it is imported, and imported whole or not at all; courses stop and begin again."""

import io

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.platform import jobs
from shouwang.training import store
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


def done(desk, text, **more):
    """A file that was sent and read: the page of its job."""
    asked = sent(desk, text, **more)
    desk.world.work()
    return desk.get(asked.location)


def kept(world):
    return [(bank.bank_id, bank.title, bank.questions) for bank in world.house.banks.banks()]


def files(world):
    """What lies there of imports."""
    return [key for key in world.house.blobs.keys("training/") if "imports" in key]


def test_a_file_waits_for_its_job_and_a_dry_run_tells_each_fault_by_its_row_and_keeps_nothing(world, seated):
    asked = sent(seated, BAD)
    waits = seated.get(asked.location)
    world.work()
    page = seated.get(asked.location)

    assert asked.status_code == 303 and "排上队了" in text_of(waits) and 'http-equiv="refresh"' in waits.text
    text = text_of(page)
    assert kept(world) == []
    assert "试读：夜巡题库" in text and "2 道新题" in text and "1 道有错" in text and "第 4 行" in text
    assert "试读完了，什么也没有写进去" in text and "改好再交" in text
    assert 'http-equiv="refresh"' not in page.text and 'value="night"' in page.text


def test_a_file_with_a_fault_is_not_imported_and_its_faults_are_told(world, seated):
    text = text_of(done(seated, BAD, dry_run="no"))

    assert (kept(world), files(world)) == ([], [])
    assert "没有导入：有的题有问题，一道也没有导入" in text and "第 4 行" in text


def test_what_was_read_is_imported_and_the_same_form_again_imports_nothing_more(world, seated):
    page = seated.get(BANKS)

    answers = [sent(seated, GOOD, page, dry_run="no") for _ in range(2)]
    world.work()

    assert answers[0].status_code == 303 and answers[1].location == answers[0].location
    assert (kept(world), files(world)) == ([("night", "夜巡题库", 2)], [])
    text = text_of(seated.get(answers[0].location))
    assert "都导入了" in text and "2 道新题" in text and "看这个题库" in text
    assert "遇到走失的老人先做什么" in seated.get(f"{BANKS}/night/export/gift").get_data(as_text=True)


def test_the_good_ones_of_a_faulty_file_are_taken_when_asked_for(world, seated):
    done(seated, BAD, dry_run="no", partial="yes")

    assert kept(world) == [("night", "夜巡题库", 2)]


def test_a_bank_that_was_changed_meanwhile_is_not_overwritten(world, seated):
    done(seated, GOOD, dry_run="no")
    seen = world.house.banks.require("night").version
    more = GOOD + "判断,夜里巡逻要两人以上,,,对\n"
    done(seated, more, dry_run="no", seen=seen, request_id="form-00003")

    page = done(seated, GOOD, dry_run="no", seen=seen, request_id="form-00004")

    assert "没有导入：题库刚被别人换过" in text_of(page)
    assert kept(world) == [("night", "夜巡题库", 3)]


def test_a_new_bank_does_not_take_the_place_of_one_that_is_there(world, seated):
    done(seated, GOOD, dry_run="no")

    assert "题库刚被别人换过" in text_of(done(seated, GOOD, dry_run="no", request_id="form-00005"))


def test_a_bank_that_changes_while_a_file_is_written_stays_and_nothing_of_the_file_does(world, seated):
    job_id = sent(seated, GOOD, dry_run="no").location.rpartition("/")[2]
    work = world.house.jobs
    for _ in range(2):  # read, written beside the bank
        work.work(jobs.fetch(job_id))
    staged = store.every_question(f"night#{job_id}")
    course, questions = first_course()
    world.house.banks.keep("test", "night", course.title, questions)

    world.work()

    assert len(staged) == 2 and store.every_question(f"night#{job_id}") == ()
    assert kept(world) == [("night", course.title, len(questions))]
    assert "没有导入：题库刚被别人换过" in text_of(seated.get(f"{BANKS}/imports/{job_id}"))


def test_an_import_is_its_askers_alone(world, seated, other_desk):
    address = sent(seated, GOOD).location
    other_desk.sign_in(world.staff("别的教官", Role.TRAINER))

    assert other_desk.get(address).status_code == 404
    assert seated.get(f"{BANKS}/imports/nothing").status_code == 404


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
