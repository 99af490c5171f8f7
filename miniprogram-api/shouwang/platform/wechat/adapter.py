"""The adapter: WeChat's server API as typed functions, each with a named refusal.

Built once a process by `app.py`; nothing is loaded or called before the first use.
"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from shouwang.kernel.clock import Clock
from shouwang.platform.wechat import answers, push
from shouwang.platform.wechat.endings import problem_of, sent_of, verdict_of
from shouwang.platform.wechat.faults import Lost, Refused
from shouwang.platform.wechat.fields import faulty_fields, fit
from shouwang.platform.wechat.memory import LocalOnceShelf
from shouwang.platform.wechat.problems import LoginAgain, PhoneCodeSpent
from shouwang.platform.wechat.reactions import CODE, LINK, LOGIN, MEDIA, PHONE, QUOTA, SEND, TEXT, Call
from shouwang.platform.wechat.values import (
    MediaKind,
    OnceShelf,
    Quota,
    Sent,
    SubscribeMessage,
    TextScene,
    TokenShelf,
    Verdict,
    WeChatSettings,
)

if TYPE_CHECKING:
    from shouwang.platform.wechat.calls import Calls

# Source: reference wechat 3.1; the alphabet is not confirmed there, so only what could never be a code is refused.
_CODE = re.compile(r"[\x21-\x7e]{1,128}")
_T = TypeVar("_T")
_log = logging.getLogger(__name__)

# Source: reference wechat 3.6.
_LONGEST_TEXT = 2500


class WeChat:
    """The mini-program's account at WeChat (微信小程序账号).

    `once` remembers pushes; give it a shared one where several processes serve the same account.
    Raises: subclasses of `Problem` only, see `problems`.
    """

    def __init__(
        self,
        settings: WeChatSettings,
        tokens: TokenShelf,
        now: Clock,
        *,
        once: OnceShelf | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._shelf = tokens
        self._now = now
        self._once = once or LocalOnceShelf(now)
        self._sleep = sleep

    @cached_property
    def _calls(self) -> "Calls":
        # requests and wechatpy cost 60 ms: loaded by the first call, not by the import of a slice.
        from shouwang.platform.wechat.calls import Calls  # noqa: PLC0415

        return Calls(self._settings, self._shelf, self._now, self._sleep)

    def code_to_openid(self, js_code: str) -> str:
        """The openid behind a login code (登录码). The session key is dropped unread.

        Raises: LoginAgain, WeChatBusy, TryInAMinute, AccountBlocked, WeChatMisconfigured.
        """
        if not _CODE.fullmatch(js_code):
            raise LoginAgain
        params = {
            "appid": self._settings.appid,
            "secret": self._settings.secret,
            "js_code": js_code,
            "grant_type": "authorization_code",
        }
        return self._settle(LOGIN, answers.openid, params=params)

    def phone_of(self, code: str) -> str:
        """The mainland phone number (手机号) behind a phone code: eleven digits.

        Raises: PhoneCodeSpent, PhoneNotAccepted, WeChatBusy, TryInAMinute, WeChatMisconfigured, WeChatRejected.
        """
        if not _CODE.fullmatch(code):
            raise PhoneCodeSpent
        return self._settle(
            PHONE, lambda answer: answers.phone(answer, self._settings.appid, self._now()), body={"code": code}
        )

    def check_text(self, text: str, *, openid: str, scene: TextScene) -> Verdict:
        """The verdict on a text (文本检查). Whatever keeps WeChat from answering is REVIEW: never open, never lost.

        Raises: WeChatRejected for a defect of ours.
        """
        if not text.strip():
            return Verdict.PASS
        if len(text) > _LONGEST_TEXT:
            return Verdict.REVIEW
        body = {"content": text, "version": 2, "scene": int(scene), "openid": openid}
        try:
            return self._calls.ask(TEXT, answers.verdict, body=body)
        except (Refused, Lost) as failure:
            return verdict_of(failure)

    def check_media(
        self, url: str, *, openid: str, kind: MediaKind = MediaKind.IMAGE, scene: TextScene = TextScene.PROFILE
    ) -> str:
        """Ask for a check of a picture or sound (媒体检查): the trace id under which the verdict is pushed later.

        Raises: HeldForPerson, WeChatBusy, WeChatMisconfigured, WeChatRejected.
        """
        body = {"media_url": url, "media_type": int(kind), "version": 2, "scene": int(scene), "openid": openid}
        return self._settle(MEDIA, answers.trace_id, body=body)

    def send_notice(self, message: SubscribeMessage) -> Sent:
        """Send a subscribe message (订阅消息), at most once; never raises for what WeChat does."""
        data = {key: fit(key, value) for key, value in message.data.items()}
        faulty = faulty_fields(data)
        if faulty:
            _log.error(
                "message not sent: fields break their rules", extra={"call": SEND.name, "place": ",".join(faulty)}
            )
            return sent_of(Refused(SEND, 47003))
        body = {
            "touser": message.openid,
            "template_id": message.template_id,
            "page": message.page,
            "data": {key: {"value": value} for key, value in data.items()},
            "miniprogram_state": message.miniprogram_state,
            "lang": message.lang,
        }
        try:
            return self._calls.ask(SEND, answers.sent, body=body, channel=message.template_id)
        except (Refused, Lost) as failure:
            return sent_of(failure)

    def code_image(
        self, scene: str, page: str, *, width: int = 430, env_version: str = "release", check_path: bool = True
    ) -> bytes:
        """A permanent mini-program code (小程序码) as JPEG.

        Raises: WeChatBusy, WeChatMisconfigured, WeChatRejected.
        """
        body = {"scene": scene, "page": page, "check_path": check_path, "env_version": env_version, "width": width}
        return self._settle(CODE, answers.picture, body=body)

    def url_link(self, path: str, query: str = "", *, days: int = 30, env_version: str = "release") -> str:
        """A link (URL Link) that opens the mini-program from outside WeChat for up to 30 days.

        Raises: WeChatBusy, WeChatMisconfigured, WeChatRejected.
        """
        body = {"path": path, "query": query, "expire_type": 1, "expire_interval": days, "env_version": env_version}
        return self._settle(LINK, answers.url_link, body=body)

    def quota(self, call: Call) -> Quota:
        """What is left today of a call that has a daily limit (今天的额度), one of `LIMITED_A_DAY`.

        Raises: WeChatBusy, WeChatMisconfigured, WeChatRejected.
        """
        return self._settle(QUOTA, partial(answers.quota, call), body={"cgi_path": call.path})

    def handshake(self, query: Mapping[str, str]) -> str:
        """Answer WeChat's check of the push address (推送地址校验). Raises: PushRefused."""
        return push.handshake(self._settings, query, self._now())

    def open_push(self, query: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """The event inside an encrypted push (消息推送), verified and seen for the first time. Raises: PushRefused."""
        return push.open_push(self._settings, query, body, self._now(), self._once)

    def _settle(self, call: Call, read: Callable[[Any], _T], **ask: Any) -> _T:
        """Ask, and read the answer, or raise the problem its failure ends in."""
        try:
            return self._calls.ask(call, read, **ask)
        except (Refused, Lost) as failure:
            problem = problem_of(call, failure)
        raise problem
