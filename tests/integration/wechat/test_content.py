"""Text and media checks, codes and links."""

import io

import pytest
import zxingcpp
from PIL import Image

from shouwang.platform.wechat import (
    HeldForPerson,
    MediaKind,
    TextScene,
    Verdict,
    WeChat,
    WeChatBusy,
    WeChatRejected,
)
from tests.integration.wechat.simulated import CODE, MEDIA, TEXT, TOKEN, Simulated, adapter


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("今晚平安无事", Verdict.PASS), ("这里有待审示例", Verdict.REVIEW), ("这里有违规示例", Verdict.RISKY)],
)
def test_a_text_gets_wechats_verdict(simulated: Simulated, wechat: WeChat, text: str, verdict: Verdict) -> None:
    assert wechat.check_text(text, openid=simulated.openid(), scene=TextScene.COMMENT) is verdict


@pytest.mark.parametrize(("text", "verdict"), [(" \n", Verdict.PASS), ("长" * 2501, Verdict.REVIEW)])
def test_nothing_and_too_much_are_decided_without_a_call(
    simulated: Simulated, wechat: WeChat, text: str, verdict: Verdict
) -> None:
    assert wechat.check_text(text, openid="o", scene=TextScene.FORUM) is verdict
    assert simulated("calls")["counts"] == {}


def test_who_has_been_away_for_two_hours_is_held(simulated: Simulated, wechat: WeChat) -> None:
    openid = simulated.openid()
    simulated.clock.advance(hours=2, seconds=1)

    verdict = wechat.check_text("今晚平安无事", openid=openid, scene=TextScene.COMMENT)

    assert verdict is Verdict.REVIEW
    with pytest.raises(HeldForPerson):
        wechat.check_media("https://x.invalid/1.jpg", openid=openid)


@pytest.mark.parametrize(
    "fault", [{"drop": True}, {"status": 500}, {"html": True}, {"truncated": True}, {"missing": "result"}]
)
def test_a_check_that_gives_no_verdict_holds_the_text(simulated: Simulated, fault: dict[str, object]) -> None:
    wechat = adapter(simulated)
    openid = simulated.openid()
    simulated.fault(TEXT, times=-1, **fault)

    verdict = wechat.check_text("今晚平安无事", openid=openid, scene=TextScene.COMMENT)

    assert verdict is Verdict.REVIEW


def test_a_lost_verdict_is_asked_for_again(simulated: Simulated, wechat: WeChat) -> None:
    openid = simulated.openid()
    simulated.fault(TEXT, drop=True, times=2)

    verdict = wechat.check_text("今晚平安无事", openid=openid, scene=TextScene.COMMENT)

    assert (verdict, simulated.calls(TEXT)) == (Verdict.PASS, 3)


def test_no_token_holds_the_text(simulated: Simulated, wechat: WeChat) -> None:
    openid = simulated.openid()
    simulated.fault(TOKEN, errcode=40125, times=-1)

    verdict = wechat.check_text("今晚平安无事", openid=openid, scene=TextScene.COMMENT)

    assert verdict is Verdict.REVIEW


def test_a_media_check_gives_its_trace_id(simulated: Simulated, wechat: WeChat) -> None:
    openid = simulated.openid()

    trace_id = wechat.check_media("https://x.invalid/1.mp3", openid=openid, kind=MediaKind.AUDIO)

    assert [job["trace_id"] for job in simulated("media")["media"]] == [trace_id]


def test_a_lost_media_answer_is_not_asked_for_again(simulated: Simulated, wechat: WeChat) -> None:
    openid = simulated.openid()
    simulated.fault(MEDIA, lost=True)

    with pytest.raises(WeChatBusy):
        wechat.check_media("https://x.invalid/1.jpg", openid=openid)

    assert simulated.calls(MEDIA) == 1


def test_a_code_is_a_picture_that_reads_back_as_its_scene(simulated: Simulated, wechat: WeChat) -> None:
    picture = wechat.code_image("p=042&v=1", "pages/point/index", width=400)

    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert [code.text for code in read] == ["p=042&v=1"]
    assert simulated("drawn")["drawn"] == [
        {"kind": "unlimited", "scene": "p=042&v=1", "page": "pages/point/index", "env_version": "release"}
    ]


def test_a_scene_with_bad_signs_is_our_fault(simulated: Simulated, wechat: WeChat) -> None:
    with pytest.raises(WeChatRejected):
        wechat.code_image("点=042", "pages/point/index")


@pytest.mark.parametrize("fault", [{"html": True}, {"status": 503}, {"drop": True}])
def test_what_is_no_picture_is_not_taken_for_one(simulated: Simulated, fault: dict[str, object]) -> None:
    wechat = adapter(simulated)
    simulated.fault(CODE, times=-1, **fault)

    with pytest.raises(WeChatBusy):
        wechat.code_image("p=042", "pages/point/index")


def test_a_link_opens_the_mini_program(wechat: WeChat) -> None:
    assert wechat.url_link("pages/verify/index", "code=1", days=30).startswith("https://wxaurl.cn/")


def test_a_link_cannot_live_for_ever(wechat: WeChat) -> None:
    with pytest.raises(WeChatRejected):
        wechat.url_link("pages/verify/index", days=31)
