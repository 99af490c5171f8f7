"""From a stranger to a number on the phone, staff deciding through the API; what two phones wrote; what a restart asks again."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.phone.phone import Phone, phone, profile
from tests.e2e.phone.scenes_joining import WHO, failed, newcomer
from tests.integration.recruitment import making
from tests.integration.recruitment.making import Panel, identity_number

pytestmark = pytest.mark.browser
DOCUMENT = identity_number(7)
BASIC = {
    "姓名": WHO,
    "身份证号": DOCUMENT,
    "住在哪个社区": "塘头社区",
    "紧急联系人": "欧阳大山",
    "紧急联系人手机": "16150000007",
}


def fill(held: Phone, **fields: str) -> None:
    """Write into fields by their labels, and leave them."""
    for label, words in fields.items():
        field = held.page.get_by_label(label, exact=True)
        field.fill(words)
        field.blur()


def options(held: Phone, *chosen: str) -> None:
    """Touch options by their words."""
    for words in chosen:
        held.page.get_by_role("button", name=words, exact=True).click()


def application(watch) -> dict:
    """What the server holds of 周㛃's application."""
    return watch.world.sign_in(WHO).get("/v1/application").json


def see(held: Phone, words: str) -> None:
    """Words that can be seen on the page."""
    expect(held.page.get_by_text(words).filter(visible=True).first).to_be_visible()


def test_a_stranger_becomes_a_member_with_a_number_after_a_returned_form(hand, watch):
    hand.as_(WHO).open("pages/home/index")
    for words in ("同意，用微信进入", "用这个手机号", "开始报名", "同意，填身份证号"):
        hand.tap(words)
    fill(hand, **BASIC)
    hand.tap("拍一张")
    see(hand, "拍好了")
    hand.tap("下一步")
    options(hand, "夜市中队", "6 小时", "群众", "我声明，属实")
    fill(hand, 为什么来="家就住在夜市后面")
    for words in ("下一步", "同意，说说身体", "能"):
        hand.tap(words)
    for words in ("下一步", "下一步", "交报名表"):
        hand.tap(words)
    see(hand, "四关，已过零关")
    panel, told = Panel.of(watch.world), application(watch)
    assert panel.decide(told["application_id"], "willingness", "return", reason="contact").status_code == 200

    hand.restart()
    see(hand, "请您补两样东西")
    for label, words in (("紧急联系人", "欧阳二山"), ("紧急联系人手机", "16150000008")):
        hand.tap("去补写")
        fill(hand, **{label: words})
        hand.tap("下一步")
        see(hand, "补好了")
    hand.page.get_by_role("button", name="都补好了，交回").dblclick()
    see(hand, "交回了，接着由原来的人看")
    person = watch.world.sign_in(WHO)
    panel.pass_up_to(person, told["application_id"], "number")
    assert panel.decide(told["application_id"], "number").status_code == 200
    watch.world.deliver()

    hand.restart()
    see(hand, f"{WHO}，欢迎入列")
    hand.tap("看看我的今日")
    see(hand, "今天没有您的班")
    number = watch.world.sign_in(WHO).get("/v1/me").json["volunteer_number"]
    see(hand, number)
    assert hand.kept("me")["volunteer_number"] == number


def test_an_identity_number_that_did_not_arrive_is_in_no_storage_and_is_asked_for_again(hand, watch):
    newcomer(watch, hand)
    making.consent(watch.world.sign_in(WHO), "document")
    hand.sign_in().open("apply/form/index?step=0")
    hand.page.get_by_label("身份证号").wait_for()
    hand.offline()
    fill(hand, 姓名=WHO, 身份证号=DOCUMENT)

    assert [key for key, value in hand.drawer().items() if DOCUMENT in value] == []
    hand.kill().offline(False)
    hand.open("apply/form/index?step=0")
    see(hand, "没送到，也没存在手机里。请再填一次")
    expect(hand.page.get_by_label("姓名", exact=True)).to_have_value(WHO)
    expect(hand.page.get_by_label("身份证号")).to_have_value("")
    fill(hand, 身份证号=DOCUMENT)

    expect(hand.page.get_by_text("请再填一次")).to_be_hidden()
    see(hand, "已保存")
    assert application(watch)["masked"]["document_number"] == "*" * 16 + DOCUMENT[-2:]
    assert [key for key, value in hand.drawer().items() if DOCUMENT in value] == []


def test_what_two_phones_wrote_is_shown_side_by_side_and_one_is_chosen(hand, watch, url: str, browser: Browser):
    newcomer(watch, hand)
    other = phone(url, profile(browser)).as_(WHO).sign_in()
    for held in (hand, other):
        held.open("apply/form/index?step=0")
        held.page.get_by_label("姓名", exact=True).wait_for()
    fill(hand, 住在哪个社区="塘头社区")
    see(hand, "已保存")
    other.open("apply/form/index?step=0")
    other.page.get_by_label("住在哪个社区").and_(other.page.locator("[value], input")).first.wait_for()

    fill(hand, 住在哪个社区="夜市社区")
    see(hand, "已保存")
    fill(other, 住在哪个社区="望澜社区", 姓名="周某")
    see(other, "在别处改过了")
    see(other, "夜市社区")
    other.tap("用我刚写的")
    expect(other.page.get_by_text("在别处改过了")).to_be_hidden()
    see(other, "已保存")

    other.context.close()
    assert other.complaints == []
    fields = application(watch)["fields"]
    assert (fields["community"], fields["name"]) == ("望澜社区", "周某")


def test_a_refusal_is_appealed_against_once_and_another_person_looks(hand, watch):
    failed(watch, hand)
    hand.open("apply/mine/index")
    hand.tap("申诉，")
    hand.tap("送出去")
    see(hand, "还没写")
    hand.page.get_by_label("申诉的话").fill("那天手机没电，没接到电话")

    hand.page.get_by_role("button", name="送出去").dblclick()

    see(hand, "申诉正在看")
    see(hand, "申诉送到了")
    told = application(watch)
    assert (told["state"], told["version"]) == ("appealed", hand.kept("my-application")["version"])
