import re

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.desk import text_of
from tests.integration.console.hearing import complained, disputed
from tests.integration.notices.test_complaints import COMPLAINT
from tests.world import OTHER_SQUADRON, SQUADRON


@pytest.fixture
def leading(world, desk):
    """李队长's browser."""
    desk.sign_in(world.staff("李中队长", Role.SQUADRON_LEADER, SQUADRON))
    return desk


@pytest.fixture
def auditing(world, desk):
    """陈审计's browser."""
    desk.sign_in(world.staff("陈审计", Role.AUDITOR))
    return desk


def test_a_dispute_waits_is_answered_once_and_both_stay(world, leading):
    _, dispute_id = disputed(world)
    address = f"/console/disputes/{dispute_id}"
    world.clock.advance(days=8)
    leading.sign_in(world.staff("李中队长", Role.SQUADRON_LEADER, SQUADRON))

    listed = text_of(leading.get("/console/disputes"))
    page = leading.get(address)
    done = leading.post(f"{address}/answer", page, upheld="true", correction="20", text="查过了，确实请过假")
    told = text_of(leading.get(done.location))
    again = leading.post(f"{address}/answer", page, upheld="false", text="再看一次")

    assert "等了七天以上" in listed and "张队员" in listed and "\u221220" in listed
    assert done.status_code == 303
    assert "答复了 张队员，成立" in told and again.status_code == 409
    assert "成立，另记 +20 分" in text_of(leading.get(address))
    assert "没有等答复的" in text_of(leading.get("/console/disputes"))


def test_an_answer_that_lacks_something_comes_back_with_every_fault_and_what_was_typed(world, leading):
    _, dispute_id = disputed(world)
    address = f"/console/disputes/{dispute_id}"

    refused = leading.post(f"{address}/answer", leading.get(address), correction="一些", text="写")

    html = refused.get_data(as_text=True)
    assert refused.status_code == 400
    assert re.findall(r'class="fault"[^>]*>([^<]+)<', html) == ["选一样", "写整数", "写上答复"]
    assert 'value="一些"' in html and ">写</textarea>" in html


def test_a_dispute_of_another_unit_is_not_there(world, other_desk):
    _, dispute_id = disputed(world)
    other_desk.sign_in(world.staff("外队长", Role.SQUADRON_LEADER, OTHER_SQUADRON))

    assert other_desk.get(f"/console/disputes/{dispute_id}").status_code == 404
    assert other_desk.get(f"/console/disputes?unit={SQUADRON}").status_code == 404
    assert "张队员" not in text_of(other_desk.get("/console/disputes"))


def test_a_complaint_about_words_is_read_and_upheld_once(world, auditing):
    _, complaint_id = complained(world)
    address = f"/console/complaints/{complaint_id}"

    listed = text_of(auditing.get("/console/complaints"))
    page = auditing.get(address)
    unsaid = auditing.post(f"{address}/ruling", page, upheld="true")
    done = auditing.post(f"{address}/ruling", page, upheld="true", reason="拿别人作比，伤人")
    told = text_of(auditing.get(done.location))
    twice = auditing.post(f"{address}/ruling", page, upheld="false", reason="再想了想")

    assert "等裁定" in listed and "表扬墙上的文字" in listed
    assert "比外人那样的强多了" in text_of(page)
    assert unsaid.status_code == 400 and "写上理由" in text_of(unsaid)
    assert "裁定成立，两边都告诉了" in told
    assert twice.status_code == 409
    assert "投诉成立" in text_of(auditing.get(address))
    assert "成立，撤下了" in text_of(auditing.get("/console/complaints"))


def test_a_complaint_about_a_thing_asks_whom_it_is_about(world, auditing):
    complaint_id = world.sign_in("外人").post("/v1/complaints", COMPLAINT).json["complaint_id"]
    address = f"/console/complaints/{complaint_id}"

    page = auditing.get(address)
    nobody = auditing.post(f"{address}/ruling", page, upheld="true", reason="查实了", against="99-99-9999")
    done = auditing.post(f"{address}/ruling", page, upheld="false", reason="两个小时是重叠的")

    assert "投诉的是谁，写编号" in text_of(page)
    assert nobody.status_code in (400, 404)
    assert "裁定不成立，两边都告诉了" in text_of(auditing.get(done.location))


def test_an_empty_month_of_complaints_leads_to_the_one_before(world, auditing):
    page = auditing.get("/console/complaints?month=2026-01")

    assert "2026 年 1 月没有投诉" in text_of(page)
    assert 'href="/console/complaints?month=2025-12"' in page.get_data(as_text=True)
    assert auditing.get("/console/complaints?month=2026-13").status_code == 400


def test_only_the_auditor_reads_complaints(world, leading):
    assert leading.get("/console/complaints").status_code == 403
    assert "投诉" not in text_of(leading.get("/console/more"))


def test_a_person_sees_where_they_are_signed_in_and_ends_what_they_do_not_know(world, desk, other_desk):
    person = world.staff("李中队长", Role.SQUADRON_LEADER, SQUADRON)
    desk.sign_in(person)
    other_desk.sign_in(person)

    page = desk.get("/console/sessions")
    ends = re.findall(r'action="(/console/sessions/[^"]+/end)"', page.get_data(as_text=True))
    left = [desk.post(action, page) for action in ends]

    assert "就是这里" in text_of(page)
    assert {answer.status_code for answer in left} == {303}
    assert "那一处退出了" in text_of(desk.get(left[0].location))
    assert other_desk.get("/console/sessions").status_code == 303  # to the door
    assert desk.post("/console/sessions/nobodys/end", page).status_code == 404
