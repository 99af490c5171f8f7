"""Whatever the person or the phone refuses, every page leaves an act; and so does every act that needed it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.e2e.phone.acts_of_applicants import agreed
from tests.e2e.phone.acts_on_duty import TEMPLATE
from tests.e2e.phone.member_scenes import asked_back, decorated, roll_call
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import Prepare, evening
from tests.e2e.phone.scenes_joining import whole_form
from tests.e2e.phone.test_screens import pages_of_the_app
from tests.integration.duty.conftest import Watch
from tests.tiers import count

pytestmark = pytest.mark.browser
MINI = Path(__file__).resolve().parents[3] / "miniprogram"
ASKED_FOR = {
    "locate": "location",
    "scan": "camera",
    "photograph": "camera",
    "saveToAlbum": "album",
    "askMessages": "messages",
}
REFUSALS = ("location", "camera", "album", "messages", "network")


@dataclass(frozen=True)
class Use:
    """Where something is asked for: what is tapped for it, what is said when it is refused, and the act that is left."""

    page: str
    refused: tuple[str, ...]  # the last one is asked for
    taps: tuple[str, ...]
    said: str
    left: str


def sending(watch: Watch, phone: Phone) -> str:
    """张队员 has a medal and a duty with a report; the force sends one kind of message through WeChat."""
    query = decorated(watch, phone)
    watch.world.house.notices.templates["honour-awarded"] = TEMPLATE
    watch.notes["duty"] = watch.volunteer.get("/v1/duty/sessions").json["items"][0]["session_id"]
    return query


NO_CAMERA = "没开相机"
INBOX, CHECK_IN = "me/inbox/index", "pages/checkin/index?way=in"
SUMMARY = "pages/summary/index?id={duty}"
USES: dict[Prepare, tuple[Use, ...]] = {
    evening: (
        Use(CHECK_IN, ("location",), (), "没开位置，也能打卡", "扫集结点的码"),
        Use(CHECK_IN, ("location", "camera"), ("扫集结点的码",), "没开位置，也能打卡", "用它"),
    ),
    sending: (
        Use(SUMMARY, ("camera",), ("附照片 0/3",), NO_CAMERA, "好，回家"),
        Use(SUMMARY, ("messages",), ("好，回家", "好，告诉我一次"), "本月", "我的"),
        Use("honours/certificate/index", ("album",), ("存到手机相册",), "没开相册，也能存", "看大图，长按保存"),
        Use("honours/verify/index?code=", ("camera",), ("扫码",), "没开相机", "验一下"),
        Use("honours/card/index", ("camera",), ("拍一张照片",), NO_CAMERA, "给对方看什么"),
        Use(INBOX, ("messages",), ("添加",), "这次没有允许", "添加"),
        Use(INBOX, ("messages-off",), (), "您在微信里关了提醒", "去设置里打开"),
        Use(INBOX, ("messages-never",), ("添加",), "您选过不再提醒", "去设置里打开"),
        Use(INBOX, ("messages-ban",), ("添加",), "不是您关的", "首次巡逻"),
    ),
    asked_back: (Use("me/corrections/index", ("camera",), ("照片 0/3",), NO_CAMERA, "我要补卡"),),
    whole_form: (Use("apply/form/index?step=0", ("camera",), ("拍好了",), NO_CAMERA, "下一步"),),
    agreed: (Use("pages/phone/index", ("phone",), ("用这个手机号",), "没拿到号码", "先不对"),),
    roll_call: (
        Use("leader/team/index", ("location",), (), "没开位置，照样能签", "扫义警证"),
        Use("leader/team/index", ("camera",), ("扫义警证",), "没开相机", "先点人"),
    ),
}


def needs_of(page: str) -> set[str]:
    """What a page asks for, itself or through a module it requires."""
    seen: set[Path] = set()
    waiting = [MINI / f"{page}.js"]
    while waiting:
        file = waiting.pop().resolve()
        if file in seen or file.name == "wx.js":
            continue
        seen.add(file)
        waiting += [file.parent / f"{name}.js" for name in re.findall(r"require\('(\.[^']*)'\)", file.read_text())]
    called = {name for file in seen for name in re.findall(r"\bwx\.(\w+)\(", file.read_text())}
    return {ASKED_FOR[name] for name in called & ASKED_FOR.keys()}


def test_every_page_that_asks_for_something_is_refused_it():
    asking = {(page, need) for page in pages_of_the_app() for need in needs_of(page)}
    refused = {
        (use.page.partition("?")[0], use.refused[-1].partition("-")[0]) for uses in USES.values() for use in uses
    }

    assert refused - {("pages/phone/index", "phone")} == asking


@pytest.mark.parametrize("prepare", USES, ids=lambda prepare: prepare.__name__)
def test_whatever_is_refused_is_said_and_another_act_is_left(prepare: Prepare, hand: Phone, watch: Watch):
    query, stuck = prepare(watch, hand), []

    for use in USES[prepare]:
        path, _, own = use.page.format(**watch.notes).partition("?")
        page = hand.refuse(*use.refused).open(f"{path}?{query}&{own}")
        for words in use.taps:
            hand.tap(words)
        for place in (page.get_by_text(use.said), page.get_by_role("button", name=use.left)):
            try:
                expect(place.filter(visible=True).first).to_be_visible()
            except AssertionError:
                stuck.append(f"{use.page}: after {use.refused} neither {use.said} nor {use.left}")

    assert stuck == []


@pytest.mark.proof
def test_every_page_leaves_an_act_whatever_is_refused(hand: Phone, watch: Watch):
    evening(watch, hand)
    pages, each = sorted(pages_of_the_app()), count(1, len(REFUSALS))

    stuck = []
    for n, refusal in enumerate(REFUSALS):
        hand.refuse(*({refusal} - {"network"})).offline(refusal == "network")
        for page in pages if each > 1 else pages[n :: len(REFUSALS)]:
            left = hand.open(page).locator("#pages button, #pages [role=button], #pages input").filter(visible=True)
            try:
                left.first.wait_for(timeout=5_000)
            except TimeoutError:
                stuck.append((page, refusal))

    assert stuck == []
