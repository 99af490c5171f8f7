"""队员 through the console: finding, looking at one whole, and acting on one, each within the own units."""

import re
from urllib.parse import quote

import pytest

from shouwang.honours.store import racked
from shouwang.kernel.actor import Status
from shouwang.platform.dynamo import commit
from tests.integration.console.desk import text_of
from tests.integration.console.people import NUMBER, commander, members, squadron_leader
from tests.world import OTHER_SQUADRON, SQUADRON

HOME = "/console/volunteers"


@pytest.fixture
def seated(world, desk):
    """赵支队's browser over a force with members."""
    members(world)
    desk.sign_in(commander(world))
    return desk


def sent(desk, act, **fields):
    """Fill an act's page and send it."""
    page = desk.get(f"{HOME}/{NUMBER}/change/{act}")
    form = page.get_data(as_text=True).split(f'action="{HOME}/{NUMBER}/change/{act}"')[1].split("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="((?!csrf)\w+)" value="([^"]*)"', form))
    return desk.post(f"{HOME}/{NUMBER}/change/{act}", page, **{**kept, **fields})


def test_the_register_lists_by_unit_and_number_and_can_be_narrowed_to_a_unit(seated):
    whole, part = text_of(seated.get(HOME)), text_of(seated.get(f"{HOME}?unit={quote(OTHER_SQUADRON, safe='')}"))

    assert (
        whole.index("张队员")
        < whole.index("阿卜杜热西提·麦麦提吐尔逊")
        < whole.index("江岸中队 1")
        < whole.index("周㛃")
    )
    assert "周㛃" in part and "张队员" not in part


def test_the_register_tells_everybodys_medals_and_highest_star(seated, world):
    person_id = world.house.roster.volunteer(NUMBER).person_id
    commit(racked(person_id, ["first-patrol", "star-1", "star-2"]))

    assert "3 枚，二星" in text_of(seated.get(HOME))


@pytest.mark.parametrize("typed", ["张队", NUMBER, "0001"])
def test_somebody_is_found_by_number_by_the_beginning_of_the_name_and_by_the_phones_tail(seated, typed):
    assert f'href="{HOME}/{NUMBER}"' in seated.get(f"{HOME}/found?find={typed}").get_data(as_text=True)


def test_what_is_not_found_says_where_and_how_was_searched(seated):
    page = text_of(seated.get(f"{HOME}/found?find=王"))

    assert "没有「王」 在全支队的编号、姓名、手机尾号里找过" in page


def test_a_profile_shows_both_ledgers_points_with_their_why_the_next_star_and_the_past(world, seated):
    sent(seated, "transfer", unit_path=OTHER_SQUADRON, reason="搬家到江边")
    page = text_of(seated.get(f"{HOME}/{NUMBER}"))

    assert "141 小时 55 分 实测" in page and "6 小时 认定：有一头是人证明的，不与实测相加" in page
    assert "要 300 小时 158 小时 5 分" in page
    assert re.search(r"积分为什么是 \S+", page) and "规则 no-show，第 1 版" in page
    assert "从夜市中队调到江岸中队" in page and "搬家到江边" in page


def test_a_profile_costs_seventeen_requests_besides_the_session(seated):
    seated.get(f"{HOME}/{NUMBER}")  # a cold process reads the ground first

    answer = seated.get(f"{HOME}/{NUMBER}")

    assert answer.headers["Server-Timing"].rpartition("desc=")[2] == "18"


def test_a_leader_of_another_unit_finds_and_sees_nobody_there(world, desk):
    members(world)
    desk.sign_in(squadron_leader(world))

    assert "没有「周㛃」" in text_of(desk.get(f"{HOME}/found?find=周㛃"))
    assert desk.get(f"{HOME}/02-01-0001").status_code == 404
    assert "调动" not in text_of(desk.get(f"{HOME}/{NUMBER}"))
    assert desk.get(f"{HOME}/{NUMBER}/change/transfer").status_code == 404


def test_a_transfer_a_leave_and_a_cover_date_are_done_from_their_pages(world, seated):
    moved = sent(seated, "transfer", unit_path=OTHER_SQUADRON, reason="搬家到江边")
    assert moved.headers["Location"] == f"{HOME}/{NUMBER}"
    assert "张队员调到了江岸中队，编号不变" in text_of(seated.get(f"{HOME}/{NUMBER}"))
    sent(seated, "status", status="on_leave", until_on="2026-12-01", reason="照顾家人")
    sent(seated, "cover", cover_until="2027-12-31")

    now = world.house.roster.volunteer(NUMBER)
    assert (now.unit_path, now.status, str(now.cover_until)) == (OTHER_SQUADRON, Status.ON_LEAVE, "2027-12-31")


def test_a_refused_form_comes_back_with_its_words_and_the_fault_beside_its_field(world, seated):
    page = sent(seated, "status", status="on_leave", reason="照顾家人")

    assert page.status_code == 400
    assert "请假要有结束的日子，最长一年" in text_of(page) and "照顾家人" in text_of(page)
    assert world.house.roster.volunteer(NUMBER).status is Status.ACTIVE


def test_a_form_of_an_older_version_is_not_done_and_says_so(world, seated):
    stale = seated.get(f"{HOME}/{NUMBER}/change/transfer")
    sent(seated, "cover", cover_until="2027-12-31")

    fields = {"request_id": "seen-long-ago", "version": "1", "unit_path": OTHER_SQUADRON, "reason": "搬家到江边"}
    answer = seated.post(f"{HOME}/{NUMBER}/change/transfer", stale, **fields)

    assert answer.status_code == 409 and "张队员的情况刚被别人改过" in text_of(answer)
    assert "搬家到江边" in text_of(answer)
    assert world.house.roster.volunteer(NUMBER).unit_path == SQUADRON


def test_a_form_sent_twice_acts_once(world, seated):
    page = seated.get(f"{HOME}/{NUMBER}/change/status")
    fields = {"request_id": "pressed-twice", "version": "2", "status": "on_leave", "until_on": "2026-12-01"}
    answers = [
        seated.post(f"{HOME}/{NUMBER}/change/status", page, **fields, reason="照顾家人").status_code for _ in "12"
    ]

    assert answers == [303, 303]
    assert len(world.house.roster.looked_at(_actor(world), NUMBER)[1]) == 1


def _actor(world):
    return world.house.callers.authenticate(commander(world).token)
