"""The simulated WeChat as a test sees it, and adapters that speak to it over HTTP."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from shouwang.platform.wechat import LocalTokenShelf, OnceShelf, SubscribeMessage, TokenShelf, WeChat, WeChatSettings
from wechat_simulator import Server, control

START = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
APPID, SECRET = "wxtest0000000001", "planted-app-secret"
PUSH_TOKEN, AES_KEY = "PlantedPushToken", "PlantedAesKey" + "A" * 30

LOGIN = "/sns/jscode2session"
TOKEN = "/cgi-bin/stable_token"
PHONE = "/wxa/business/getuserphonenumber"
TEXT = "/wxa/msg_sec_check"
MEDIA = "/wxa/media_check_async"
SEND = "/cgi-bin/message/subscribe/send"
CODE = "/wxa/getwxacodeunlimit"
LINK = "/wxa/generate_urllink"
QUOTA = "/cgi-bin/openapi/quota/get"


class Clock:
    """One clock for both sides, set by the test."""

    def __init__(self) -> None:
        self.instant = START

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, **delta: float) -> None:
        self.instant += timedelta(**delta)


@dataclass
class Simulated:
    """The running simulator and its control commands, given in this process because thousands are."""

    server: Server
    clock: Clock

    @property
    def url(self) -> str:
        return self.server.url

    def __call__(self, command: str, /, **body: Any) -> dict[str, Any]:
        return control.run(self.server.world, command, body)

    def fault(self, path: str, **fault: Any) -> None:
        self("faults", path=path, **fault)

    def calls(self, path: str) -> int:
        return int(self("calls")["counts"].get(path, 0))

    def login_code(self, user: str = "张队员") -> str:
        return str(self("login", user=user)["code"])

    def phone_code(self, user: str = "张队员") -> str:
        return str(self("phone", user=user)["code"])

    def openid(self, user: str = "张队员") -> str:
        return str(self("login", user=user)["openid"])

    def sent(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = self("sent")["sent"]
        return told

    def message(self, user: str = "张队员", *, granted: int = 1, **data: str) -> SubscribeMessage:
        openid = self.openid(user)
        if granted:
            self("grant", user=user, template_id="T-shift", count=granted)
        return SubscribeMessage(openid, "T-shift", "pages/shift/index?id=1", data or {"thing1": "今晚巡逻"})


@dataclass
class Slept:
    """Takes the place of sleeping: what would have been slept."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def adapter(
    simulated: Simulated,
    *,
    shelf: TokenShelf | None = None,
    slept: Slept | None = None,
    timeouts: tuple[float, float] = (2.0, 4.0),
    once: OnceShelf | None = None,
    secret: str = SECRET,
) -> WeChat:
    """An adapter as a process of a deployment would have it."""
    settings = WeChatSettings(APPID, secret, simulated.url, PUSH_TOKEN, AES_KEY, timeouts=timeouts, development=True)
    return WeChat(settings, shelf or LocalTokenShelf(), simulated.clock, once=once, sleep=slept or Slept())
