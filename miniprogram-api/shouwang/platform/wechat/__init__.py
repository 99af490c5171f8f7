"""WeChat (微信) behind one adapter: slices see typed functions and named refusals, never a URL, a token or an errcode table.

Importing this package is cheap: requests, wechatpy and cryptography are loaded when WeChat is first spoken to.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.platform.wechat.adapter import WeChat
    from shouwang.platform.wechat.events import GrantChange, MediaVerdict, grant_changes, media_verdict
    from shouwang.platform.wechat.fields import faulty_fields, fit
    from shouwang.platform.wechat.memory import LocalOnceShelf, LocalTokenShelf
    from shouwang.platform.wechat.problems import (
        AccountBlocked,
        HeldForPerson,
        LoginAgain,
        OpenDataInvalid,
        PhoneCodeSpent,
        PhoneNotAccepted,
        PushRefused,
        TryInAMinute,
        WeChatBusy,
        WeChatMisconfigured,
        WeChatRejected,
    )
    from shouwang.platform.wechat.values import (
        OFFICIAL_BASE_URL,
        MediaKind,
        OnceShelf,
        Sent,
        SubscribeMessage,
        TextScene,
        Token,
        TokenShelf,
        Verdict,
        WeChatSettings,
    )

__all__ = [
    "OFFICIAL_BASE_URL",
    "AccountBlocked",
    "GrantChange",
    "HeldForPerson",
    "LocalOnceShelf",
    "LocalTokenShelf",
    "LoginAgain",
    "MediaKind",
    "MediaVerdict",
    "OnceShelf",
    "OpenDataInvalid",
    "PhoneCodeSpent",
    "PhoneNotAccepted",
    "PushRefused",
    "Sent",
    "SubscribeMessage",
    "TextScene",
    "Token",
    "TokenShelf",
    "TryInAMinute",
    "Verdict",
    "WeChat",
    "WeChatBusy",
    "WeChatMisconfigured",
    "WeChatRejected",
    "WeChatSettings",
    "faulty_fields",
    "fit",
    "grant_changes",
    "media_verdict",
]
__getattr__ = front(__name__)
