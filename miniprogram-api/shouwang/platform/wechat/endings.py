"""How a failed call ends for its caller: as a problem, as a verdict, or as the state of a message."""

from collections.abc import Mapping

from shouwang.kernel.problem import Problem
from shouwang.platform.wechat.faults import Lost, Refused
from shouwang.platform.wechat.problems import (
    AccountBlocked,
    HeldForPerson,
    LoginAgain,
    PhoneCodeSpent,
    TryInAMinute,
    WeChatBusy,
    WeChatMisconfigured,
    WeChatRejected,
)
from shouwang.platform.wechat.reactions import LOGIN, MINUTE_S, PHONE, Call, End
from shouwang.platform.wechat.values import Sent, Verdict

# A one-time code may be spent by a call that failed: the next step always starts with a new one.
_NEXT_STEP = {LOGIN.name: "login", PHONE.name: "press"}
_SOON_S = 5

_PROBLEMS: Mapping[End, type[Problem]] = {
    End.LOGIN: LoginAgain,
    End.PRESS: PhoneCodeSpent,
    End.BLOCKED: AccountBlocked,
    End.BUG: WeChatRejected,
    End.ALARM: WeChatMisconfigured,
    End.HOLD: HeldForPerson,
    End.RISKY: HeldForPerson,
    End.UNSUBSCRIBED: WeChatRejected,
}

_SENT: Mapping[End, Sent] = {
    End.UNSUBSCRIBED: Sent.NOT_SUBSCRIBED,
    End.HOLD: Sent.HELD,
    End.RISKY: Sent.HELD,
    End.BUG: Sent.REFUSED,
    End.BLOCKED: Sent.REFUSED,
}


def problem_of(call: Call, failure: Refused | Lost) -> Problem:
    """The refusal a person sees. The failure may belong to the token, the words belong to the call."""
    if isinstance(failure, Lost):
        return WeChatBusy(next_step=_NEXT_STEP.get(call.name, "wait"), retry_after_s=_SOON_S)
    reaction = failure.reaction
    if reaction.end is End.WAIT:
        return TryInAMinute(retry_after_s=MINUTE_S)
    if reaction.end in (End.BUSY, End.LATER):
        return WeChatBusy(next_step=_NEXT_STEP.get(call.name, "wait"), retry_after_s=reaction.pause_s or _SOON_S)
    return _PROBLEMS[reaction.end]()


def verdict_of(failure: Refused | Lost) -> Verdict:
    """The verdict when WeChat gave none: held for a person. Raises: WeChatRejected for a defect of ours."""
    end = failure.reaction.end if isinstance(failure, Refused) else End.HOLD
    if end is End.BUG:
        raise WeChatRejected from None
    return Verdict.RISKY if end is End.RISKY else Verdict.REVIEW


def sent_of(failure: Refused | Lost) -> Sent:
    """The state of a message whose sending failed; only what surely did not leave may be tried again."""
    if isinstance(failure, Lost):
        unsent = not failure.maybe_done or failure.call.name != "send"
        return Sent(Sent.LATER.outcome, 0, MINUTE_S) if unsent else Sent.UNKNOWN
    reaction = failure.reaction
    outcome = _SENT.get(reaction.end, Sent.LATER).outcome
    return Sent(outcome, failure.errcode, (reaction.pause_s or _SOON_S) if outcome == Sent.LATER.outcome else 0)
