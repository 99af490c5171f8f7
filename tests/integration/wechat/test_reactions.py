"""Every error code of WeChat's tables, injected: the end that is told, the calls that are made, who is woken.

The expectations are written down here once more, by the code, so that a slip in the adapter's table cannot hide.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from shouwang.kernel.problem import Problem
from shouwang.platform.wechat import LIMITED_A_DAY, Sent, TextScene, Verdict, WeChat
from shouwang.platform.wechat.reactions import CALLS, COMMON, Call
from tests.integration.wechat.simulated import (
    CODE,
    LINK,
    LOGIN,
    MEDIA,
    PHONE,
    QUOTA,
    SEND,
    TEXT,
    TOKEN,
    Simulated,
    Slept,
    adapter,
)

PATHS = {
    "login": LOGIN,
    "token": TOKEN,
    "phone": PHONE,
    "text": TEXT,
    "media": MEDIA,
    "send": SEND,
    "code": CODE,
    "link": LINK,
    "quota": QUOTA,
}


@dataclass(frozen=True)
class Expected:
    """The end, the calls of the path, whether the operator is told, the seconds for which no call is made."""

    end: object
    calls: int = 1
    alarm: bool = False
    pause_s: int = 0


ALARM = Expected("wechat-misconfigured", alarm=True, pause_s=60)
BUG = Expected("wechat-rejected")
BUSY, RETRIED = Expected("wechat-busy"), Expected("wechat-busy", calls=3)
REFRESHED = Expected("wechat-busy", calls=2)
REFRESHED_ALARM = Expected("wechat-misconfigured", calls=2, alarm=True)
LATER = Expected("wechat-busy", pause_s=60)
LATER_ALARM = Expected("wechat-busy", alarm=True, pause_s=60)
WAIT = Expected("try-in-a-minute", pause_s=60)
BLOCKED = Expected("account-blocked")
HELD = Expected("held-for-person")
REVIEW, RISKY = Expected(Verdict.REVIEW), Expected(Verdict.RISKY)
SENT_LATER = Expected(Sent.LATER)
REFUSED, UNSUBSCRIBED = Expected(Sent.REFUSED), Expected(Sent.NOT_SUBSCRIBED)

CONFIGURATION = (40013, 40125, 40164, 40243, 41002, 41004, 48001, 48004, 48006, 50007, 89501, 89503, 89506, 89507)
OUR_FAULT = (41001, 43002, 44002, 47001, 61024)


def each(expected: Expected, *errcodes: int) -> dict[int, Expected]:
    return dict.fromkeys(errcodes, expected)


# What is common to all calls with a token, for one that a person waits for.
WITH_TOKEN = {
    **each(RETRIED, -1),
    **each(REFRESHED, 40001, 42001),
    **each(REFRESHED_ALARM, 40014),
    **each(ALARM, *CONFIGURATION),
    **each(BUG, *OUR_FAULT),
    **each(LATER, 45011, 44990, 44991),
    **each(LATER_ALARM, 45009),
    **each(BLOCKED, 50002),
}

TABLE: dict[str, dict[int, Expected]] = {
    "login": {
        **each(BUSY, -1),
        **each(Expected("login-again"), 40029, 40163),
        **each(WAIT, 45011),
        **each(BLOCKED, 40226),
        **each(ALARM, 40013, 41002, 40125, 41004, 40164, 89501, 89503, 89506, 89507, 40243),
        **each(BUG, 41008),
    },
    "token": {
        **each(RETRIED, -1),
        **each(ALARM, 40001, 40013, 40125, 41002, 41004, 40164, 40243, 50004, 50007, 89501, 89503, 89506, 89507, 45009),
        **each(BUG, 40002, 43002),
        **each(LATER, 45011),
    },
    "phone": {
        **WITH_TOKEN,
        **each(BUSY, -1),
        **each(Expected("wechat-rejected", alarm=True), 40013),
        **each(Expected("phone-code-spent"), 40029),
        **each(WAIT, 45011),
    },
    "text": {
        **each(Expected(Verdict.REVIEW, calls=3), -1),
        **each(BUG, 40003, 43104, 40129, *OUR_FAULT),
        **each(Expected(Verdict.REVIEW, pause_s=60), 44991, 44990, 45011),
        **each(Expected(Verdict.REVIEW, alarm=True, pause_s=60), 45009, *CONFIGURATION),
        **each(Expected(Verdict.REVIEW, calls=2), 40001, 42001),
        **each(Expected(Verdict.REVIEW, calls=2, alarm=True), 40014),
        **each(REVIEW, 61010, 50002),
        **each(RISKY, 87014),
    },
    "media": {
        **WITH_TOKEN,
        **each(BUG, 40003, 40004, 43104),
        **each(LATER, 87020),
        **each(HELD, 61010),
    },
    "send": {
        **each(Expected(Sent.LATER, calls=2), -1, 40001, 42001),
        **each(Expected(Sent.LATER, calls=2, alarm=True), 40014),
        **each(UNSUBSCRIBED, 43101, 43116, 20004),
        **each(REFUSED, 40003, 41030, 47003, 50002, *OUR_FAULT),
        **each(Expected(Sent.REFUSED, alarm=True, pause_s=60), 40037, 43107),
        **each(Expected(Sent.LATER, alarm=True, pause_s=60), 45009, *CONFIGURATION),
        **each(Expected(Sent.LATER, pause_s=60), 45011, 44990, 44991),
        **each(SENT_LATER, 43108),
        **each(Expected(Sent.HELD), 45168),
    },
    "code": {
        **WITH_TOKEN,
        **each(BUG, 40097, 40129, 40169, 41030, 85096),
        **each(LATER, 45009),
    },
    "link": {
        **WITH_TOKEN,
        **each(ALARM, 40002, 85407, 40013, 85408, 85079),
        **each(BUG, 40165, 40212, 85401, 85402),
        **each(LATER, 44990, 44993, 85406),
    },
    "quota": {**WITH_TOKEN, **each(BUG, 76021, 76022)},
}
CASES = [(name, errcode, expected) for name, rows in TABLE.items() for errcode, expected in rows.items()]


def asker(name: str, simulated: Simulated, wechat: WeChat) -> Callable[[], object]:
    """What makes the call of that name; codes and grants are minted anew each time."""
    openid = simulated.openid()
    message = simulated.message(granted=9)
    asks: dict[str, Callable[[], object]] = {
        "login": lambda: wechat.code_to_openid(simulated.login_code()),
        "token": lambda: wechat.code_image("p=042", "pages/point"),
        "phone": lambda: wechat.phone_of(simulated.phone_code()),
        "text": lambda: wechat.check_text("巡逻完毕", openid=openid, scene=TextScene.COMMENT),
        "media": lambda: wechat.check_media("https://x.invalid/1.jpg", openid=openid),
        "send": lambda: wechat.send_notice(message),
        "code": lambda: wechat.code_image("p=042", "pages/point"),
        "link": lambda: wechat.url_link("pages/index"),
        "quota": lambda: wechat.quota(LIMITED_A_DAY[0]),
    }
    return asks[name]


def end(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except Problem as problem:
        return problem.slug


@pytest.mark.parametrize(("name", "errcode", "expected"), CASES, ids=[f"{name}{code:+d}" for name, code, _ in CASES])
def test_an_error_code_ends_as_the_table_says(
    simulated: Simulated, caplog: pytest.LogCaptureFixture, name: str, errcode: int, expected: Expected
) -> None:
    wechat = adapter(simulated)
    ask = asker(name, simulated, wechat)
    if name != "token":
        wechat.url_link("pages/warm")  # a token in hand, as on a warm function
    before = simulated("calls")["counts"]
    simulated.fault(PATHS[name], errcode=errcode, times=-1)

    first = end(ask)
    after = simulated("calls")["counts"]
    simulated.clock.advance(seconds=59)
    again = end(ask)
    paused = simulated.calls(PATHS[name]) == after[PATHS[name]]

    assert (first, again) == (expected.end, expected.end)
    assert after[PATHS[name]] - before.get(PATHS[name], 0) == expected.calls
    assert paused == bool(expected.pause_s)
    assert any(record.levelno == logging.ERROR for record in caplog.records) == expected.alarm
    if isinstance(first, Sent):
        assert first.errcode == errcode


@pytest.mark.parametrize(("name", "errcode"), [(name, code) for name, code, expected in CASES if expected.pause_s])
def test_calls_go_on_when_the_pause_is_over(simulated: Simulated, name: str, errcode: int) -> None:
    ask = asker(name, simulated, adapter(simulated))
    simulated.fault(PATHS[name], errcode=errcode)
    refused = end(ask)
    before = simulated.calls(PATHS[name])
    simulated.clock.advance(seconds=60)

    outcome = end(ask)

    assert outcome != refused
    assert simulated.calls(PATHS[name]) == before + 1


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_every_code_of_the_adapters_table_is_tried_here(call: Call) -> None:
    own, named = set(call.codes), set(TABLE[call.name])

    reachable = own | set(COMMON)

    assert (own - named, named - reachable) == (set(), set())
    assert named == reachable or not call.needs_token


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("login", "wechat-busy"),
        ("token", "wechat-misconfigured"),
        ("phone", "wechat-busy"),
        ("text", Verdict.REVIEW),
        ("media", "held-for-person"),
        ("send", Sent.REFUSED),
        ("code", "wechat-rejected"),
        ("link", "wechat-rejected"),
        ("quota", "wechat-rejected"),
    ],
)
def test_a_code_nobody_has_written_down_ends_on_the_safe_side(simulated: Simulated, name: str, ending: object) -> None:
    wechat = adapter(simulated)
    ask = asker(name, simulated, wechat)
    simulated.fault(PATHS[name], errcode=99999, times=-1)

    assert end(ask) == ending


def test_a_busy_answer_that_passes_is_never_seen(simulated: Simulated) -> None:
    slept = Slept()
    wechat = adapter(simulated, slept=slept)
    simulated.fault(TEXT, errcode=-1, times=2)

    verdict = wechat.check_text("巡逻完毕", openid=simulated.openid(), scene=TextScene.COMMENT)

    assert (verdict, slept.seconds) == (Verdict.PASS, [0.2, 0.6])
