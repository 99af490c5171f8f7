"""What goes into the WeChat adapter and comes out of it: frozen values, no behaviour that reaches outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

import msgspec

# Source: reference wechat 1. AppSecret and tokens go to this host only.
OFFICIAL_BASE_URL = "https://api.weixin.qq.com"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class WeChatSettings:
    """The mini-program's account (小程序账号).

    `base_url` is locked to the official host; in development it may be a simulator on this machine, nothing else.
    Units: `timeouts` are seconds to connect and to read. Raises: ValueError for a base URL that is not allowed.
    """

    appid: str
    secret: str = field(repr=False)
    base_url: str = OFFICIAL_BASE_URL
    push_token: str = field(default="", repr=False)
    push_aes_key: str = field(default="", repr=False)
    # Source: reference wechat 9.1.
    timeouts: tuple[float, float] = (2.0, 4.0)
    development: bool = False

    def __post_init__(self) -> None:
        if self.base_url.rstrip("/") == OFFICIAL_BASE_URL:
            return
        if not self.development:
            raise ValueError("the WeChat base URL is locked to the official host")
        if urlsplit(self.base_url).hostname not in _LOOPBACK:
            raise ValueError("in development the WeChat base URL must be a loopback address")


@dataclass(frozen=True, slots=True)
class Token:
    """An access token (接口调用凭据) and the instant it ends."""

    value: str = field(repr=False)
    expires_at: datetime


class TokenShelf(Protocol):
    """Where all processes share the access token. A shelf that fails costs one more call to WeChat, nothing else."""

    def fetch(self, appid: str) -> Token | None:
        """The token kept for an account, if any; it may be old."""

    def keep(self, appid: str, token: str, expires_at: datetime) -> None:
        """Keep the token for all processes."""


class OnceShelf(Protocol):
    """The memory of what may happen only once: the same push."""

    def claim(self, key: str, until: datetime) -> bool:
        """Whether this is the first claim of `key`; remembered until the instant given, at least."""


class TextScene(IntEnum):
    """Where a text will be shown (文本场景). Source: reference wechat 3.6."""

    PROFILE = 1
    COMMENT = 2
    FORUM = 3
    SOCIAL_LOG = 4


class MediaKind(IntEnum):
    """What a media check looks at (媒体类型). Source: reference wechat 3.7."""

    AUDIO = 1
    IMAGE = 2


class Verdict(StrEnum):
    """What became of a content check (内容检查结论): REVIEW is held for a person."""

    PASS = "pass"  # noqa: S105 -- a verdict
    REVIEW = "review"
    RISKY = "risky"


class Quota(msgspec.Struct, frozen=True):
    """How often a call may be made today, was made, and may still be (额度). `call` is the call's name here."""

    call: str
    limit: int
    used: int
    left: int


class Picture(msgspec.Struct, frozen=True):
    """Image bytes in place of JSON: how WeChat answers with a code."""

    content: bytes


@dataclass(frozen=True, slots=True)
class SubscribeMessage:
    """One subscribe message (订阅消息) to one person; `data` maps template keys such as `thing1` to plain text."""

    openid: str = field(repr=False)
    template_id: str
    page: str
    data: Mapping[str, str] = field(repr=False)
    miniprogram_state: str = "formal"
    lang: str = "zh_CN"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message (发送结果). Compare with `==`: the errcode takes no part in it.

    SENT: accepted. NOT_SUBSCRIBED: no grant left. LATER: not sent, may be tried again after `retry_after_s`.
    UNKNOWN: the answer was lost, it may have been sent: never resend. REFUSED: our fault. HELD: a person must look.
    """

    outcome: str
    errcode: int = field(default=0, compare=False)
    retry_after_s: int = field(default=0, compare=False)

    SENT: ClassVar["Sent"]
    NOT_SUBSCRIBED: ClassVar["Sent"]
    LATER: ClassVar["Sent"]
    UNKNOWN: ClassVar["Sent"]
    REFUSED: ClassVar["Sent"]
    HELD: ClassVar["Sent"]


Sent.SENT = Sent("sent")
Sent.NOT_SUBSCRIBED = Sent("not_subscribed")
Sent.LATER = Sent("later")
Sent.UNKNOWN = Sent("unknown")
Sent.REFUSED = Sent("refused")
Sent.HELD = Sent("held")
