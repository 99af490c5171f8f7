"""A person's rights over the own data: how long one may think better of it, and what the audit log is called in words."""

from collections.abc import Mapping
from datetime import timedelta

from shouwang.kernel.problem import Fault, Invalid, Problem

COOLING_OFF = timedelta(days=7)  # a phone in somebody else's hand must not be enough to lose everything


class ErasureMoved(Problem):
    """The wish was changed from another device at the same moment."""

    slug, title, status = "erasure-moved", "注销申请刚刚变了，再看一次", 409


class ErasureBlocked(Problem):
    """Something must be finished first; `detail` says what."""

    slug, title, status = "erasure-blocked", "现在还不能注销", 409


class NothingToCancel(Problem):
    """No wish to be erased is open."""

    slug, title, status = "nothing-to-cancel", "没有等着执行的注销申请", 409


class OneWay(Problem):
    """The audit log is looked at by subject, by actor or by day, one of them."""

    slug, title, status = "one-way", "按对象、按人、按天，选一种查", 400


def require_understood(understood: bool) -> None:
    """Let pass who says that they read what goes and what stays. Raises: Invalid."""
    if not understood:
        raise Invalid(faults=[Fault("/understood", "先看清楚会删什么、留什么")])


_ACTS: Mapping[str, str] = {
    "revealed": "看了一项敏感信息",
    "member-viewed": "看了队员资料",
    "name-exported": "导出的名册里有全名",
    "member-transferred": "调动单位",
    "member-status": "改了在队状态",
    "member-cover": "登记了保险",
    "member-also_joined": "加了兼属单位",
    "member-also_left": "去了兼属单位",
    "appointment-asked": "提请任命",
    "appointment-confirmed": "确认任命",
    "appointment-refused": "不同意任命",
    "appointment-withdrawn": "撤回任命",
    "appointment-ended": "免去职务",
    "consents-given": "同意了告知书",
    "consent-withdrawn": "撤回了同意",
    "phone-bound": "绑定了手机号",
    "record-taken-over": "本人用微信认领了登记",
    "grants-set": "改了权限",
    "volunteer-numbered": "发了编号",
    "duty-marked": "给执勤评了分",
    "check-in-reviewed": "核了打卡",
    "complained": "提了投诉",
    "complaint-ruled": "裁定了投诉",
    "complaint-picture-seen": "看了被投诉的照片",
    "copy-asked": "导出了自己的数据",
    "erasure-asked": "申请注销",
    "erasure-cancelled": "撤销注销申请",
    "erased": "注销办完",
}


def act_words(act: str) -> str:
    """What a line of the audit log is called, for people; one without words shows its own name."""
    return _ACTS.get(act, act)
