"""What a leader does on the phone: the roll call, by names and by cards, and the review of doubtful check-ins."""

import pytest
from playwright.sync_api import expect

from tests.e2e.phone.member_scenes import by_the_leader, doubtful, roll_call
from tests.e2e.phone.scenes import signed_in

pytestmark = pytest.mark.browser


def shown(page, words):
    """Words that can be seen on the page."""
    return expect(page.get_by_text(words).filter(visible=True).first)


def twice(page, words):
    """Touch a button two times at once."""
    page.get_by_role("button", name=words).filter(visible=True).first.dblclick()


def test_a_leader_checks_in_a_team_and_each_person_answers(hand, watch):
    page = hand.open(f"leader/team/index?{roll_call(watch, hand)}")
    page.get_by_role("checkbox", name="张队员").click()
    hand.tap("没带手机")
    page.get_by_role("checkbox", name="孙桂兰").click()
    hand.tap("没有微信")

    twice(page, "签到 2 人，记我名下")

    shown(page, "签了 2 人，记在您名下").to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(1)
    signed_in(watch, hand)
    page = hand.open("me/inbox/index")
    shown(page, "李队长替您签了到岗").to_be_visible()
    page.get_by_role("button", name="是我", exact=True).dblclick()
    shown(page, "记下了，谢谢您").to_be_visible()
    (asked,) = watch.volunteer.get("/v1/me/attestations").json["items"]
    assert (asked["state"], asked["reason"], asked["by_name"]) == ("confirmed", "没带手机", "李队长")


def test_a_leader_scans_a_card_and_only_one_of_this_minute_and_this_shift_counts(hand, watch):
    query = roll_call(watch, hand)
    fresh, leaders_own = (who.get("/v1/me/card-code").json["url"] for who in (watch.volunteer, watch.leader))
    page = hand.open(f"leader/team/index?{query}")
    forged = fresh[:-1] + ("1" if fresh[-1] != "1" else "2")

    for scanned, said in (
        ("01-01-0002", "这不是义警证上的码"),
        (forged, "签名对不上"),
        (leaders_own, "李队长 不在下面的名单里"),
    ):
        hand.scan("扫义警证，一个一个来", scanned)
        shown(page, said).to_be_visible()
    hand.scan("扫义警证，一个一个来", fresh)
    hand.tap("手机没电")
    shown(page, "扫过证").to_be_visible()
    watch.world.clock.advance(seconds=61)
    hand.scan("扫义警证，一个一个来", fresh)
    shown(page, "码过了一分钟").to_be_visible()
    hand.offline()
    hand.scan("扫义警证，一个一个来", fresh)
    shown(page, "没有网，认不了证").to_be_visible()

    expect(page.get_by_role("checkbox", name="张队员")).to_be_checked()
    expect(page.get_by_role("button", name="签到 1 人，记我名下")).to_be_visible()


def test_who_leads_nothing_finds_no_leaders_pages(hand, watch):
    signed_in(watch, hand)

    page = hand.open("leader/desk/index")

    page.wait_for_function("() => document.body.dataset.route === 'pages/home/index'")


def test_a_doubtful_check_in_is_refused_with_a_reason_that_the_person_reads(hand, watch):
    query = by_the_leader(doubtful)(watch, hand)
    page = hand.open(f"leader/review/index?{query}")
    page.get_by_role("img", name="离号牌").wait_for()

    hand.tap("不认")
    hand.tap("不认可")
    shown(page, "要写一句为什么").to_be_visible()
    hand.tap("现场没有看见他")
    twice(page, "不认可")

    shown(page, "核过了，不算").to_be_visible()
    assert watch.leader.get("/v1/review/checkins").json["items"] == []
