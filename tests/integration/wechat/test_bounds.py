"""Where the adapter may speak, for how long, and what loading it costs."""

import socket
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from shouwang.platform.wechat import LocalTokenShelf, Sent, Verdict, WeChat, WeChatBusy, WeChatSettings
from shouwang.platform.wechat.calls import Budget
from shouwang.platform.wechat.faults import Lost
from shouwang.platform.wechat.reactions import TEXT as TEXT_CALL
from shouwang.platform.wechat.values import TextScene
from tests.integration.wechat.simulated import LOGIN, TOKEN, Simulated, Slept, adapter

SHORT = (0.2, 0.2)


def test_the_official_host_is_the_only_one_outside_development() -> None:
    assert WeChatSettings("wx", "s").base_url == "https://api.weixin.qq.com"
    for url in ("http://127.0.0.1:8001", "http://api.weixin.qq.com", "https://api.weixin.qq.com.evil.invalid"):
        with pytest.raises(ValueError, match="locked to the official host"):
            WeChatSettings("wx", "s", url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.invalid",
        "http://127.0.0.1@evil.invalid",
        "http://localhost.evil.invalid",
        "http://[::2]:8001",
        "//nowhere",
        "",
    ],
)
def test_in_development_only_this_machine_is_another(url: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        WeChatSettings("wx", "s", url, development=True)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8001", "http://localhost:8001/", "http://[::1]:8001"])
def test_a_simulator_on_this_machine_may_be_used_in_development(url: str) -> None:
    assert WeChatSettings("wx", "s", url, development=True).base_url == url


def test_a_try_gets_two_seconds_to_connect_and_four_to_read() -> None:
    assert WeChatSettings("wx", "s").timeouts == (2.0, 4.0)


@pytest.mark.parametrize("path", [LOGIN, TOKEN])
def test_a_slow_answer_is_given_up(simulated: Simulated, path: str) -> None:
    wechat = adapter(simulated, timeouts=SHORT)
    code, openid = simulated.login_code(), simulated.openid()
    simulated.fault(path, delay_s=30, times=-1)
    began = time.monotonic()

    if path == LOGIN:
        with pytest.raises(WeChatBusy):
            wechat.code_to_openid(code)
    else:
        assert wechat.check_text("巡逻完毕", openid=openid, scene=TextScene.COMMENT) is Verdict.REVIEW

    assert time.monotonic() - began < 3
    assert simulated.calls(path) <= 3


def test_a_door_that_nobody_opens_is_left_before_anything_was_sent(simulated: Simulated) -> None:
    message = simulated.message()
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(2)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        settings = WeChatSettings(
            "wxtest", "-", f"http://127.0.0.1:{full.getsockname()[1]}", timeouts=SHORT, development=True
        )
        shelf = LocalTokenShelf()
        shelf.keep("wxtest", "a-token-in-hand", simulated.clock() + timedelta(hours=2))

        sent = WeChat(settings, shelf, simulated.clock, sleep=Slept()).send_notice(message)
        for one in waiting:
            one.close()

    assert sent == Sent.LATER


def test_a_request_never_starts_a_try_it_has_no_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    instant = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: instant[0])
    budget = Budget((2.0, 4.0))
    seen = []

    for spent_s in (0.0, 3.0, 3.4, 2.0, 0.4):
        instant[0] += spent_s
        seen.append((budget.allows(0.2), tuple(round(part, 2) for part in budget.timeout(TEXT_CALL))))
    instant[0] += 1.0

    assert seen == [
        (True, (2.0, 4.0)),
        (True, (2.0, 4.0)),
        (False, (1.03, 2.07)),
        (False, (0.37, 0.73)),
        (False, (0.23, 0.47)),
    ]
    with pytest.raises(Lost) as lost:
        budget.timeout(TEXT_CALL)
    assert not lost.value.maybe_done


def test_a_redirect_is_not_followed(simulated: Simulated, wechat: WeChat) -> None:
    simulated.fault(TOKEN, status=307, times=-1)

    with pytest.raises(WeChatBusy):
        wechat.url_link("pages/a")


def test_no_proxy_of_the_environment_sees_a_call(simulated: Simulated, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)

    assert adapter(simulated).code_to_openid(simulated.login_code()) == simulated.openid()


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = (
        "import sys, shouwang.platform.wechat as w;"
        "w.WeChat(w.WeChatSettings('wx', 's'), w.LocalTokenShelf(), None, once=1);"
        "print([m for m in ('requests', 'wechatpy', 'cryptography', 'pynamodb', 'urllib3') if m in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert printed == "[]\n"
