"""Acts of the audit log in words; one that has none here is told by its code."""

import re
from collections.abc import Mapping
from typing import Any

from shouwang.platform.audit import AuditLine

ACTS: Mapping[str, str] = {
    "member-viewed": "看了队员的情况",
    "revealed": "看了敏感信息",
    "name-exported": "导出了全名",
    "members-exported": "导出了名册",
    "service-records-exported": "导出了服务记录",
    "check-in-seen": "看了打卡的凭据",
    "complaint-picture-seen": "看了被投诉的图",
    "audit-read": "查了审计",
    "member-transferred": "调动",
    "member-also_joined": "兼入单位",
    "member-also_left": "退出兼属",
    "member-status": "改了在队状态",
    "member-cover": "登记了保险",
    "appointment-asked": "提请任命",
    "appointment-confirmed": "确认了任命",
    "appointment-refused": "没同意任命",
    "appointment-withdrawn": "撤回了任命",
    "appointment-ended": "免去了职务",
    "recovery-asked": "申请找回记录",
    "recovery-vouched": "见过本人",
    "recovery-moved": "移了记录",
    "recovery-refused": "没同意找回记录",
    "unit-kept": "改了单位",
    "point-kept": "改了集结点",
    "points-import-asked": "交了集结点表",
    "points-imported": "导入了集结点",
    "members-import-asked": "交了名册",
    "members-import-committed": "导入了名册",
    "team-check-in": "代点了名",
    "check-in-reviewed": "核了打卡",
    "duty-marked": "评了执勤",
    "shift-created": "排了班",
    "shift-called-off": "取消了班",
    "released-from-shift": "从班里放走",
    "no-show-excused": "免了未到",
    "swap-decided": "定了换班",
    "pattern-created": "加了排班模板",
    "pattern-ended": "停了排班模板",
    "points-corrected": "更正了积分",
    "dispute-answered": "答复了申诉",
    "rules-kept": "改了积分规则",
    "medal-kept": "留下了勋章",
    "honour-revoked": "撤销了荣誉",
    "complaint-ruled": "裁定了投诉",
    "course-kept": "改了课程",
    "bank-kept": "改了题库",
    "attempt-regraded": "重判了卷",
    "force-kept": "改了全队设置",
    "passkey-added": "添了通行密钥",
    "passkey-removed": "删了通行密钥",
    "passkey-sign-in": "用通行密钥登录",
    "emergency-code-made": "开了应急码",
    "emergency-code-used": "用了应急码",
    "event-retried": "重投了死信",
    "cleared-away": "清了到期的资料",
    "erased": "注销了资料",
}

# What a line is about, by the first word of its subject.
SUBJECTS: Mapping[str, str] = {
    "person": "一个人",
    "application": "报名",
    "unit": "单位",
    "point": "集结点",
    "shift": "班次",
    "pattern": "排班模板",
    "import": "导入",
    "bank": "题库",
    "course": "课程",
    "class": "线下课",
    "honour": "荣誉",
    "star": "星级",
    "objection": "异议",
    "complaint": "投诉",
    "award-desk": "年度评选",
    "points-rules": "积分办法",
    "event": "事件",
    "issuer-key": "签发密钥",
    "force": "全队设置",
    "audit": "审计",
}
_SUBJECT = re.compile(r"([a-z-]+)[ #]?(.*)")


def subject_words(subject: str) -> tuple[str, str]:
    """What a line is about in words, and which one it is."""
    kind, which = found.groups() if (found := _SUBJECT.fullmatch(subject)) else ("", "")
    return (SUBJECTS[kind], which) if kind in SUBJECTS else (subject, "")


def act_words(act: str) -> str:
    """An act in words."""
    return ACTS.get(act, act)


def facts_words(line: AuditLine) -> str:
    """What the line knows besides, short: the reason first."""
    facts: dict[str, Any] = dict(line.facts)
    reason = str(facts.pop("reason", "") or facts.pop("why", "") or "")
    rest = "，".join(
        f"{name} {value}" for name, value in facts.items() if isinstance(value, str | int | float) and value
    )
    return "；".join(part for part in (reason, rest) if part)[:160]
