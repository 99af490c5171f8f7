"""Subscribe messages: at most once, whatever happens to the answer."""

import logging
from dataclasses import replace

import pytest

from shouwang.platform.wechat import LocalTokenShelf as Shelf, Sent, WeChat, WeChatSettings
from tests.integration.wechat.simulated import SEND, TOKEN, Simulated, Slept, adapter


def test_a_message_arrives_as_it_was_written(simulated: Simulated, wechat: WeChat) -> None:
    message = simulated.message(thing1="今晚七点 南门集合", time2="2026-11-23 19:00", phrase3="已通过")

    sent = wechat.send_notice(message)

    (arrived,) = simulated.sent()
    assert sent == Sent.SENT
    assert arrived["data"] == {"thing1": "今晚七点 南门集合", "time2": "2026-11-23 19:00", "phrase3": "已通过"}
    assert (arrived["page"], arrived["state"]) == ("pages/shift/index?id=1", "formal")


def test_one_grant_is_one_message(simulated: Simulated, wechat: WeChat) -> None:
    message = simulated.message()

    sent = [wechat.send_notice(message) for _ in range(3)]

    assert sent == [Sent.SENT, Sent.NOT_SUBSCRIBED, Sent.NOT_SUBSCRIBED]
    assert (sent[1].errcode, len(simulated.sent())) == (43101, 1)


def test_a_long_or_broken_line_is_made_to_fit(simulated: Simulated, wechat: WeChat) -> None:
    message = simulated.message(thing1="今晚七点\n在长湖公园南门集合，带好反光背心和肩灯")

    wechat.send_notice(message)

    assert simulated.sent()[0]["data"] == {"thing1": "今晚七点 在长湖公园南门集合，带好反光…"}


def test_a_value_that_breaks_its_rule_is_not_sent_and_its_key_is_logged(
    simulated: Simulated, wechat: WeChat, caplog: pytest.LogCaptureFixture
) -> None:
    message = simulated.message(thing1="好", time2="今晚")

    sent = wechat.send_notice(message)

    assert (sent, sent.errcode, simulated.calls(SEND)) == (Sent.REFUSED, 47003, 0)
    assert [getattr(record, "place", "") for record in caplog.records] == ["time2"]


def test_the_key_that_wechat_complains_of_is_logged(
    simulated: Simulated, wechat: WeChat, caplog: pytest.LogCaptureFixture
) -> None:
    simulated("templates", template_id="T-shift", fields=["thing1", "time2"])

    sent = wechat.send_notice(simulated.message(thing1="缺了时间"))

    assert (sent, sent.errcode) == (Sent.REFUSED, 47003)
    assert [getattr(record, "place", "") for record in caplog.records] == ["time2"]


@pytest.mark.parametrize(
    "loss",
    [{"lost": True}, {"cut": True}, {"truncated": True}, {"drop": True}, {"html": True}, {"status": 502}],
    ids=lambda loss: next(iter(loss)),
)
def test_a_lost_answer_is_unknown_and_never_sent_again(simulated: Simulated, loss: dict[str, object]) -> None:
    wechat = adapter(simulated)
    message = simulated.message(granted=5)
    simulated.fault(SEND, times=-1, **loss)

    sent = wechat.send_notice(message)

    assert sent == Sent.UNKNOWN
    assert simulated.calls(SEND) == 1
    assert len(simulated.sent()) == (1 if {"lost", "cut", "truncated"} & set(loss) else 0)


def test_a_slow_answer_is_unknown_though_the_message_arrived(simulated: Simulated) -> None:
    warm = Shelf()
    adapter(simulated, shelf=warm).url_link("pages/warm")
    hasty = adapter(simulated, shelf=warm, timeouts=(0.5, 0.3))
    message = simulated.message()
    simulated.fault(SEND, late_s=0.6)

    sent = hasty.send_notice(message)

    assert (sent, simulated.calls(SEND), len(simulated.sent())) == (Sent.UNKNOWN, 1, 1)


def test_an_answer_that_says_nothing_is_unknown(simulated: Simulated, wechat: WeChat) -> None:
    message = simulated.message()
    simulated.fault(SEND, missing="errcode")
    first = wechat.send_notice(message)
    simulated.fault(SEND, missing="msgid")

    second = wechat.send_notice(simulated.message())

    assert (first, second) == (Sent.SENT, Sent.SENT)


def test_nothing_left_for_wechat_when_nobody_listens(simulated: Simulated) -> None:
    message = simulated.message()
    settings = WeChatSettings("wxtest", "-", "http://127.0.0.1:9", development=True)
    wechat = WeChat(settings, Shelf(), simulated.clock, sleep=Slept())

    sent = wechat.send_notice(message)

    assert (sent, sent.retry_after_s) == (Sent.LATER, 60)


def test_a_message_waits_while_no_token_is_to_be_had(simulated: Simulated, wechat: WeChat) -> None:
    message = simulated.message()
    simulated.fault(TOKEN, drop=True, times=-1)

    sent = wechat.send_notice(message)

    assert (sent, simulated.calls(SEND)) == (Sent.LATER, 0)


def test_busy_is_tried_once_more(simulated: Simulated) -> None:
    slept = Slept()
    message = simulated.message()
    simulated.fault(SEND, errcode=-1)

    sent = adapter(simulated, slept=slept).send_notice(message)

    assert (sent, slept.seconds, len(simulated.sent())) == (Sent.SENT, [0.2], 1)


def test_a_bad_template_stops_its_own_messages_only(
    simulated: Simulated, wechat: WeChat, caplog: pytest.LogCaptureFixture
) -> None:
    simulated("templates", template_id="T-shift")
    good = simulated.message(granted=3)
    bad = replace(good, template_id="T-mistyped")

    sent = [wechat.send_notice(message) for message in (bad, good, bad, good)]

    assert sent == [Sent.REFUSED, Sent.SENT, Sent.REFUSED, Sent.SENT]
    assert simulated.calls(SEND) == 3
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_sensitive_word_waits_for_a_person(simulated: Simulated, wechat: WeChat) -> None:
    message = simulated.message(thing1="违规示例")

    assert wechat.send_notice(message) == Sent.HELD


def test_what_became_of_a_message_is_compared_without_its_errcode() -> None:
    assert Sent("refused", 41030) == Sent.REFUSED
    assert Sent.LATER != Sent.REFUSED
