"""Nothing secret leaves the adapter: not in a log line at any level, not in an exception, not in an answer."""

import io
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shouwang.kernel.problem import Problem
from shouwang.platform import logs
from shouwang.platform.wechat import LocalTokenShelf, Sent, SubscribeMessage, TextScene, WeChat, WeChatSettings
from tests.integration.wechat.simulated import (
    AES_KEY,
    CODE,
    LINK,
    LOGIN,
    MEDIA,
    PHONE,
    PUSH_TOKEN,
    SECRET,
    SEND,
    TEXT,
    TOKEN,
    Simulated,
    Slept,
    adapter,
)

FAULTS: list[dict[str, Any]] = [
    {"errcode": 40029},
    {"errcode": 40001},
    {"errcode": 45009},
    {"errcode": 47003},
    {"errcode": 45009, "as_text": True},
    {"errcode": -1},
    {"status": 302},
    {"status": 404},
    {"status": 502},
    {"drop": True},
    {"lost": True},
    {"cut": True},
    {"truncated": True},
    {"html": True},
    {"late_s": 0.35},
    {"missing": "openid"},
    {"missing": "access_token"},
    {"missing": "phone_info.watermark"},
]


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything that any logger says, at every level, as text and as our JSON lines."""
    stream, root = io.StringIO(), logging.getLogger()
    level, handlers = root.level, []
    for formatter in (logging.Formatter("%(name)s %(message)s %(args)s"), logs.JsonLines()):
        handler = logging.StreamHandler(stream)
        handler.setFormatter(formatter)
        handlers.append(handler)
        root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


class Planted:
    """One person's secrets, each told to the simulator, none to the reader of a log."""

    def __init__(self, simulated: Simulated, shelf: LocalTokenShelf) -> None:
        self.shelf = shelf
        self.openid = simulated.openid()
        self.login, self.phone = simulated.login_code(), simulated.phone_code()
        self.number = simulated("people", name="张队员", phone="16155550123")["people"][0]["phone"]
        self.text, self.value = "planted-text-of-a-report", "planted-value"
        simulated("grant", user="张队员", template_id="T-shift", count=9)

    def secrets(self) -> list[str]:
        token = self.shelf.fetch("wxtest0000000001")
        known = [SECRET, PUSH_TOKEN, AES_KEY, self.openid, self.login, self.phone, self.number, self.text, self.value]
        return known + ([token.value] if token else [])

    def asks(self, wechat: WeChat) -> dict[str, Callable[[], object]]:
        message = SubscribeMessage(self.openid, "T-shift", "pages/a?planted=1", {"thing1": self.value})
        bad = SubscribeMessage(self.openid, "T-shift", "pages/a", {"time1": self.value})
        return {
            LOGIN: lambda: wechat.code_to_openid(self.login),
            PHONE: lambda: wechat.phone_of(self.phone),
            TEXT: lambda: wechat.check_text(self.text, openid=self.openid, scene=TextScene.COMMENT),
            MEDIA: lambda: wechat.check_media("https://x.invalid/planted.jpg", openid=self.openid),
            SEND: lambda: (wechat.send_notice(message), wechat.send_notice(bad)),
            CODE: lambda: wechat.code_image("p=042", "pages/point"),
            LINK: lambda: wechat.url_link("pages/index"),
            TOKEN: lambda: wechat.url_link("pages/index"),
        }


def told(fault: BaseException) -> str:
    """All an exception says, and all that hangs on it."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [fault]
    while waiting:
        one = waiting.pop()
        if one is not None and one not in seen:
            seen.append(one)
            waiting += [one.__cause__, one.__context__]
    parts = [f"{one!s} {one!r} {one.args!r} {vars(one)!r}" for one in seen]
    return " ".join([*parts, *traceback.format_exception(fault)])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: "-".join(f"{k}={v}" for k, v in fault.items()))
@pytest.mark.parametrize("path", [LOGIN, TOKEN, PHONE, TEXT, MEDIA, SEND, CODE, LINK])
def test_no_secret_is_said_under_any_fault(
    simulated: Simulated, said: io.StringIO, path: str, fault: dict[str, Any]
) -> None:
    shelf = LocalTokenShelf()
    planted = Planted(simulated, shelf)
    wechat = adapter(simulated, shelf=shelf, timeouts=(0.5, 0.2) if "late_s" in fault else (2.0, 4.0))
    simulated.fault(path, times=-1, **fault)
    heard = ""

    try:
        outcome = planted.asks(wechat)[path]()
    except Problem as problem:
        heard = told(problem)
        outcome = (problem.detail, problem.extra, problem.faults)
    if path not in (LOGIN, PHONE) or not isinstance(outcome, str):  # what was asked for is no leak
        heard += repr(outcome)
    heard += said.getvalue() + repr(wechat) + repr(vars(wechat))

    assert [secret for secret in planted.secrets() if secret in heard] == []


def test_an_address_where_nobody_listens_is_not_told_either(simulated: Simulated, said: io.StringIO) -> None:
    planted = Planted(simulated, LocalTokenShelf())
    settings = WeChatSettings("wxtest", SECRET, "http://127.0.0.1:9", development=True)
    wechat = WeChat(settings, LocalTokenShelf(), simulated.clock, sleep=Slept())
    heard = []

    for ask in planted.asks(wechat).values():
        try:
            heard.append(repr(ask()))
        except Problem as problem:
            heard.append(told(problem))
    heard.append(said.getvalue())

    assert [secret for secret in planted.secrets() if secret in " ".join(heard)] == []
    assert "127.0.0.1:9/" not in " ".join(heard)


def test_the_http_library_keeps_its_word_on_the_rest(simulated: Simulated, wechat: WeChat, said: io.StringIO) -> None:
    wechat.code_to_openid(simulated.login_code())

    assert '"GET /sns/jscode2session?… HTTP/1.1" 200' in said.getvalue()


def test_values_do_not_show_what_they_keep(simulated: Simulated) -> None:
    shown = repr(
        [
            WeChatSettings("wxtest", SECRET, push_token=PUSH_TOKEN, push_aes_key=AES_KEY),
            SubscribeMessage("planted-openid", "T", "p", {"thing1": "planted-value"}),
            Sent.SENT,
        ]
    )

    assert [secret for secret in (SECRET, PUSH_TOKEN, AES_KEY, "planted") if secret in shown] == []
