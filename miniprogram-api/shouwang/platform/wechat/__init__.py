"""WeChat (微信) behind one adapter: slices see typed functions and named refusals, never a URL, a token or an errcode table.

Importing this package is cheap: requests, wechatpy and cryptography are loaded when WeChat is first spoken to.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.platform.wechat.adapter import WeChat as WeChat
    from shouwang.platform.wechat.events import (
        GrantChange as GrantChange,
        MediaVerdict as MediaVerdict,
        grant_changes as grant_changes,
        media_verdict as media_verdict,
    )
    from shouwang.platform.wechat.fields import faulty_fields as faulty_fields, fit as fit
    from shouwang.platform.wechat.memory import LocalOnceShelf as LocalOnceShelf, LocalTokenShelf as LocalTokenShelf
    from shouwang.platform.wechat.problems import (
        AccountBlocked as AccountBlocked,
        HeldForPerson as HeldForPerson,
        LoginAgain as LoginAgain,
        OpenDataInvalid as OpenDataInvalid,
        PhoneCodeSpent as PhoneCodeSpent,
        PhoneNotAccepted as PhoneNotAccepted,
        PushRefused as PushRefused,
        TryInAMinute as TryInAMinute,
        WeChatBusy as WeChatBusy,
        WeChatMisconfigured as WeChatMisconfigured,
        WeChatRejected as WeChatRejected,
    )
    from shouwang.platform.wechat.reactions import LIMITED_A_DAY as LIMITED_A_DAY
    from shouwang.platform.wechat.values import (
        OFFICIAL_BASE_URL as OFFICIAL_BASE_URL,
        MediaKind as MediaKind,
        OnceShelf as OnceShelf,
        Quota as Quota,
        Sent as Sent,
        SubscribeMessage as SubscribeMessage,
        TextScene as TextScene,
        Token as Token,
        TokenShelf as TokenShelf,
        Verdict as Verdict,
        WeChatSettings as WeChatSettings,
    )

__getattr__ = front(__name__)
