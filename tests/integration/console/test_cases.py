"""打卡与补卡: what waits for a leader, one case at a time, decided once, on what was seen, with every word kept."""

import re
from datetime import timedelta

import pytest

from shouwang.duty.models import Clearance
from shouwang.duty.store.check_ins import fetch_check_in
from shouwang.kernel.actor import Grant, Role
from tests.integration.console.desk import text_of
from tests.integration.console.test_review import carried, names_in
from tests.integration.console.watch import corrected, reported, squadron, swapped, uncertain
from tests.world import SQUADRON


@pytest.fixture
def watch(world):
    return squadron(world)


def press(desk, case, decision, **fields):
    """Press a button of the bar, with everything the page carries."""
    page = desk.get(case)
    return desk.post(f"{case}/decision", page, **{**carried(page), "decision": decision, **fields})


def clearance(watch, case):
    return fetch_check_in(watch.volunteer.person_id, case.rpartition("/")[2]).clearance


def test_a_check_in_is_told_with_its_map_its_likelihood_and_what_else_speaks(watch, desk):
    case = uncertain(watch)
    desk.sign_in(watch.leader)

    queue, page = desk.get("/console/check-ins"), desk.get(case)

    words, html = text_of(page), page.get_data(as_text=True)
    assert names_in(queue) == ["张队员"] and "从等得最久的开始" in text_of(queue)
    assert (
        "手机说人在 158 米外，围栏是 150 米，误差约 65 米。照这个误差算，人在围栏里的可能是 37%，所以机器不判" in words
    )
    assert 'aria-label="人在围栏里的可能是 37%：到 75% 自动认，不到 5% 不认，中间要人看"' in html
    assert 'aria-label="042 的围栏 150 米；手机说人在 158 米外，误差 65 米"' in html
    assert "误差 65 米是室内定位的常见值，不说明人不在" in words
    assert "认可：从 19:45 起算时长，没有照片，凭你的话，记作认定" in words
    assert "阿卜杜热西提·麦麦提吐尔逊 01-01-0011 19:25" in words


def test_the_team_is_named_and_who_came_much_earlier_proves_nothing(watch, desk):
    case = uncertain(watch)
    desk.sign_in(watch.leader)

    page = text_of(desk.get(case))

    assert "别的凭据 1 条中性" in page and "同班的人 2 人" in page


def test_accepting_without_words_keeps_the_words_that_were_shown_and_goes_on(watch, desk):
    case = uncertain(watch)
    desk.sign_in(watch.leader)

    done = press(desk, case, "pass")

    assert (done.status_code, done.location) == (303, "/console/check-ins")
    assert clearance(watch, case) is Clearance.WORD
    assert "打卡都核完了" in text_of(desk.get("/console/check-ins"))
    watch.world.deliver()
    assert "理由：看过位置和凭据，认可" in watch.volunteer.get("/v1/me/inbox").get_data(as_text=True)


def test_refusing_asks_for_a_reason_and_keeps_what_was_written(watch, desk):
    case = uncertain(watch)
    desk.sign_in(watch.leader)

    bare = press(desk, case, "refuse")
    done = press(desk, case, "refuse", reason="同班的人没有见到", note="问过两位")

    assert (bare.status_code, "写上理由，或者选一条" in text_of(bare)) == (400, True)
    assert (done.status_code, clearance(watch, case)) == (303, Clearance.REFUSED)


def test_the_second_leader_is_told_what_was_decided_and_decides_nothing(watch, desk, other_desk):
    case = uncertain(watch)
    desk.sign_in(watch.leader)
    other = watch.world.staff("王大队", Role.BRIGADE_LEADER, "D1/B01")
    other_desk.sign_in(other)
    page = other_desk.get(case)
    press(desk, case, "pass", note="当面点过名")

    late = other_desk.post(f"{case}/decision", page, **{**carried(page), "decision": "refuse", "note": "没见着人"})

    assert late.status_code == 409
    assert "这一条已经有了结果：队长认的，李队长" in text_of(late)
    assert clearance(watch, case) is Clearance.WORD


def test_a_photo_that_came_meanwhile_is_looked_at_before_anything_is_decided(watch, desk):
    case = uncertain(watch)
    desk.sign_in(watch.leader)

    stale = press(desk, case, "pass", seen="3", note="当面点过名")

    assert (stale.status_code, "刚又来了一张现场照，看过再判" in text_of(stale)) == (409, True)
    assert 'value="当面点过名"' in stale.get_data(as_text=True)
    assert clearance(watch, case) is Clearance.PENDING


def test_nobody_decides_the_own_check_in(watch, desk):
    case = uncertain(watch)
    grants = [Grant(Role.SQUADRON_LEADER, SQUADRON), Grant(Role.VOLUNTEER, SQUADRON)]
    watch.world.house.identity.grant(watch.volunteer.person_id, grants, "test")
    desk.sign_in(watch.volunteer)

    page = desk.get(case)

    assert "自己的打卡请别的队长核" in text_of(page)
    assert 'name="decision"' not in page.get_data(as_text=True)


def test_another_units_leader_finds_no_case(watch, desk):
    case = uncertain(watch)
    desk.sign_in(watch.stranger)

    assert desk.get(case).status_code == 404
    assert names_in(desk.get("/console/check-ins")) == []


def test_a_correction_shows_both_values_and_what_follows(watch, desk):
    case = corrected(watch)
    desk.sign_in(watch.leader)

    words = text_of(desk.get(case))

    assert "到岗 没有记录 11/23 17:00 离岗 没有记录 11/23 19:00 时长 记不出 2 小时" in words
    assert "手机没电，没有打上卡" in words and "凭据：何远舟和我一组" in words
    assert "没有记录的 2 小时记作认定，其余照实测；原来记下的也留着" in words


def test_a_correction_is_approved_once_and_the_stale_one_says_who_was_faster(watch, desk):
    case = corrected(watch)
    desk.sign_in(watch.leader)
    seen = desk.get(case)
    done = press(desk, case, "pass")

    again = desk.post(f"{case}/decision", seen, **{**carried(seen), "decision": "refuse", "note": "不对"})

    assert done.status_code == 303
    assert (again.status_code, "李队长刚判了「通过」，你的没有提交" in text_of(again)) == (409, True)
    assert "这一条已经有了结果：通过了，李队长：看过凭据，属实" in text_of(again)


def test_above_four_hours_a_second_leader_is_needed(watch, desk, other_desk):
    case = corrected(watch, hours=5)
    desk.sign_in(watch.leader)
    page = text_of(desk.get(case))
    press(desk, case, "pass")
    mine = text_of(desk.get(case))
    other_desk.sign_in(watch.world.staff("王大队", Role.BRIGADE_LEADER, "D1/B01"))

    done = press(other_desk, case, "pass")

    assert "通过，转第二位" in page and "要两位队长都通过才算" in page
    assert "你已经核过了，超过 4 小时的要第二位队长" in mine
    assert "补卡都核完了" in text_of(other_desk.get("/console/corrections")) and done.status_code == 303


def test_a_report_is_marked_with_a_reason_and_refused_without_a_score(watch, desk):
    case = reported(watch)
    desk.sign_in(watch.leader)
    page = desk.get(case)

    bare = desk.post(f"{case}/decision", page, note="很稳当")
    done = desk.post(f"{case}/decision", page, score="5", note="两起口角都在现场化解")

    assert "劝开两起口角，扶一位老人过马路" in text_of(page) and "调处纠纷 2" in text_of(page)
    assert (bare.status_code, "先选几分" in text_of(bare), "很稳当" in text_of(bare)) == (400, True, True)
    assert (done.status_code, done.location) == (303, "/console/duty-reports")
    assert "评过了：5 分，两起口角都在现场化解" in text_of(desk.get(case))


def test_a_nod_moves_the_places(watch, desk):
    case = swapped(watch)
    desk.sign_in(watch.leader)
    page = text_of(desk.get(case))

    done = press(desk, case, "pass")

    assert "张队员，换给何远舟" in page and "点头：位子当场换过去" in page
    assert done.status_code == 303
    assert "01-01-0002 的班换给 01-01-0012 了" in text_of(desk.get("/console/swaps"))


def test_the_longest_waiting_is_first_and_keys_find_their_neighbours(watch, desk):
    first = corrected(watch)
    watch.world.clock.advance(days=1)
    now = watch.world.clock()
    asked = {
        "in_at": (now - timedelta(hours=1)).isoformat(),
        "out_at": now.isoformat(),
        "point_number": "042",
        "reason": "又忘了",
    }
    watch.volunteer.post("/v1/corrections", asked)
    desk.sign_in(watch.leader)

    html = desk.get(first).get_data(as_text=True)

    assert re.search(r'id="next" href="/console/corrections/', html)
    assert 'id="previous"' not in html and "等得最久的在前" in html
