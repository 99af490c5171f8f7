"""What a member does with honours, hours and the own data on the phone: each act has one effect, a double tap included."""

import pytest
from playwright.sync_api import expect

from tests.e2e.phone.member_scenes import decorated, forgotten, led
from tests.e2e.phone.scenes import signed_in

pytestmark = pytest.mark.browser


def shown(page, words):
    """Words that can be seen on the page."""
    return expect(page.get_by_text(words).filter(visible=True).first)


def twice(page, words):
    """Touch a button two times at once."""
    page.get_by_role("button", name=words).filter(visible=True).first.dblclick()


def test_a_certificate_is_kept_in_the_album_and_a_closed_album_leaves_the_large_picture(hand, watch):
    page = hand.open(f"honours/certificate/index?{decorated(watch, hand)}")
    page.locator("img.picture").wait_for()
    hand.refuse("album")

    hand.tap("存到手机相册")
    shown(page, "没开相册，也能存").to_be_visible()
    hand.tap("看大图，长按保存")
    hand.answer("返回")
    hand.tap("去设置里打开相册")
    hand.answer("都允许")
    twice(page, "存到手机相册")

    shown(page, "存好了").to_be_visible()
    saved = page.evaluate("() => window.phoneHost.saved")
    assert saved and set(saved) == {saved[0]}


def test_a_certificate_is_opened_for_print_and_verified_by_its_code(hand, watch):
    page = hand.open(f"honours/certificate/index?{decorated(watch, hand)}")
    shown(page, "有效，可以让任何人来验").to_be_visible()

    hand.tap("打印版")
    expect(page.locator("dialog.wechat")).to_contain_text(".pdf")
    hand.answer("返回")
    hand.tap("有效，可以让任何人来验")

    shown(page, "真的，有效").to_be_visible()
    shown(page, "张**").to_be_visible()


def test_the_card_has_a_code_with_a_network_and_says_so_without(hand, watch):
    decorated(watch, hand)
    page = hand.open("honours/card/index")
    shown(page, "在队有效").to_be_visible()
    hand.tap("拍一张照片")
    page.locator("img.photo-picture").wait_for()

    hand.offline()
    page = hand.open("honours/card/index")

    shown(page, "离线，不能核验").to_be_visible()
    shown(page, "01-01-0002").to_be_visible()
    assert page.locator("img.code-picture").count() == 0


def test_a_dispute_is_not_kept_for_later_and_is_asked_once(hand, watch):
    decorated(watch, hand)
    page = hand.open("me/hours/index")
    page.get_by_role("button", name="执勤时长").click()
    hand.tap("我觉得不对")
    hand.tap("班次时间改过")
    page.get_by_label("还想说的").fill("周成可以作证")

    hand.offline()
    hand.tap("提交，请人再看")
    shown(page, "没有网，还没送出去").to_be_visible()
    hand.offline(False)
    twice(page, "提交，请人再看")

    shown(page, "送到了，换一个人来看").to_be_visible()
    (dispute,) = watch.leader.get("/v1/points-disputes").json["items"]
    assert (dispute["text"], dispute["amount"]) == ("班次时间改过：周成可以作证", 31)


def test_a_forgotten_evening_is_asked_back_survives_a_kill_and_counts_when_the_leader_has_approved(hand, watch):
    query = forgotten(watch, hand)
    hand.open(f"me/correction/index?{query}")
    hand.tap("忘了打离岗")
    hand.restart()
    page = hand.open("me/correction/index")
    expect(page.get_by_label("理由")).to_have_value("忘了打离岗")
    twice(page, "送给队长核对")
    shown(page, "等队长核对").to_be_visible()

    (asked,) = watch.volunteer.get("/v1/corrections").json["items"]
    led(watch, hand)
    page = hand.open("leader/reviews/index")
    hand.tap("张队员 · 补卡")
    hand.tap("认可")
    hand.tap("登记本上有签名")
    twice(page, "认可，记我名下")

    shown(page, "核过了，算数").to_be_visible()
    (told,) = watch.volunteer.get("/v1/corrections").json["items"]
    assert (told["correction_id"], told["state"]) == (asked["correction_id"], "approved")
    assert [said["reason"] for said in told["words"]] == ["登记本上有签名"]


def test_after_an_erasure_the_phone_keeps_nothing_of_the_person_and_begins_anew(hand, watch):
    decorated(watch, hand)
    page = hand.open("me/hours/index")
    shown(page, "每一分都有来由").to_be_visible()
    hand.open("me/erasure/index")
    hand.tap("申请注销")
    assert watch.volunteer.get("/v1/me/erasure").json["state"] == "none"
    twice(page, "我明白，申请注销")
    shown(page, "七天后注销").to_be_visible()
    watch.world.clock.advance(days=7, seconds=1)
    watch.world.work()
    watch.world.wechat.same_time()

    hand.restart()

    shown(page, "先把话说明白").to_be_visible()
    kept = hand.drawer()
    assert (set(kept), hand.kept("me")["volunteer_number"]) == ({"clock", "me", "token"}, None)
    assert [key for key, value in kept.items() if "01-01-0002" in value] == []


def test_a_consent_taken_back_says_what_it_does_and_can_be_given_again(hand, watch):
    signed_in(watch, hand)
    page = hand.open("me/consents/index")

    page.get_by_role("button", name="收回").first.click()
    shown(page, "带位置的会被退回").to_be_visible()
    assert watch.volunteer.get("/v1/me").json["consents"] == ["service"]
    page.get_by_role("button", name="同意").first.click()

    expect(page.get_by_role("button", name="收回")).to_be_visible()
    assert sorted(watch.volunteer.get("/v1/me").json["consents"]) == ["location", "service"]


def test_a_copy_of_everything_is_made_once_and_opened(hand, watch):
    signed_in(watch, hand)
    page = hand.open("me/data/index")
    twice(page, "导出我的全部资料")
    shown(page, "正在收拢").to_be_visible()
    watch.world.work()

    page = hand.open("me/data/index")
    hand.tap("打开我的资料")

    expect(page.locator("dialog.wechat")).to_contain_text(".zip")
    assert watch.volunteer.get("/v1/me/export").json["state"] == "done"
