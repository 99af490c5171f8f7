"""What the adapter says no with: every text is for the person, and none carries a code, a token or an address.

`next_step` in `extra` tells the mini-program what to do: `login` (call wx.login again), `press` (press the phone
button again), `wait` (`retry_after_s`), `manual` (the channel through people).
"""

from typing import ClassVar

from shouwang.kernel.problem import Problem


class _Refusal(Problem):
    """A refusal with its own words and its own next step."""

    says: ClassVar[str]
    next_step: ClassVar[str] = ""

    def __init__(self, *, next_step: str = "", **extra: object) -> None:
        step = next_step or self.next_step
        super().__init__(self.says, faults=(), **(extra | {"next_step": step} if step else extra))


class LoginAgain(_Refusal):
    """The login code is bad, old or used (登录码失效)."""

    slug, title, status = "login-again", "要重新登录一次", 401
    says, next_step = "这次的登录码不能用了，重新登录一次就好", "login"


class WeChatBusy(_Refusal):
    """WeChat gave no usable answer (微信没答上来); a one-time code may be spent, so a new one is needed."""

    slug, title, status = "wechat-busy", "微信这会儿没答上来", 503
    says = "微信这会儿没答上来，过一会儿再来一次"


class PhoneCodeSpent(_Refusal):
    """The phone code is bad, old or used (手机号授权失效)."""

    slug, title, status = "phone-code-spent", "这次的手机号授权已经用过", 409
    says, next_step = "这次的手机号授权不能用了，再按一次「获取手机号」", "press"


class PhoneNotAccepted(_Refusal):
    """The number bound to WeChat is not one of mainland China (非内地手机号)."""

    slug, title, status = "phone-not-accepted", "这个号码收不了", 422
    says, next_step = "微信绑的不是中国内地的手机号。换一个绑了内地号码的微信，或者到队里登记", "manual"


class TryInAMinute(_Refusal):
    """Too many calls in this minute (太频繁)."""

    slug, title, status = "try-in-a-minute", "来得太密了", 429
    says, next_step = "这一分钟里来得太密，过一分钟再试", "wait"


class AccountBlocked(_Refusal):
    """WeChat refuses this person's account (微信拦下的账号)."""

    slug, title, status = "account-blocked", "微信没有让这个账号登录", 403
    says, next_step = "微信拦下了这个账号的登录，我们改不了。到队里可以人工登记", "manual"


class WeChatMisconfigured(_Refusal):
    """The account or its settings are at fault; the operator has been told (微信接入故障)."""

    slug, title, status = "wechat-misconfigured", "微信接入出了故障", 503
    says = "微信接入出了故障，不是你的问题，已经记下要管理员处理"


class WeChatRejected(_Refusal):
    """Our own request was wrong: a defect, logged and never retried (请求有误)."""

    slug, title, status = "wechat-rejected", "这一步没办成", 500
    says = "这一步没办成，是我们的差错，已经记下"


class HeldForPerson(_Refusal):
    """No machine can decide this now, a person must look (转人工)."""

    slug, title, status = "held-for-person", "要由人来看一下", 409
    says = "这一项机器现在判不了，要由人来看一下"


class OpenDataInvalid(_Refusal):
    """Encrypted data of the mini-program that cannot be trusted (开放数据无效)."""

    slug, title, status = "open-data-invalid", "微信给的数据读不出来", 400
    says, next_step = "微信给的数据读不出来，重新登录一次再试", "login"


class PushRefused(_Refusal):
    """A push that is not WeChat's, or came too late, too big or twice (推送不收)."""

    slug, title, status = "push-refused", "这条推送不收", 403
    says = "这条推送不收"
