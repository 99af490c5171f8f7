"""经过: the audit lines about an application in words, newest first, reveals of data included."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shouwang.console.review.facts import words_of
from shouwang.console.views import Event, Glyph
from shouwang.console.words import joined, moment
from shouwang.platform.audit import AuditLine
from shouwang.recruitment.models import Decision, Gate
from shouwang.recruitment.rules.appeals import REOPENINGS
from shouwang.recruitment.rules.reasons import REASONS

GLYPHS: Mapping[Decision, Glyph] = {Decision.PASS: "pass", Decision.RETURN: "returned", Decision.FAIL: "failed"}

# What an act of two endings is called: the fact that tells which, and the words for no and for yes.
_RULED: Mapping[str, tuple[str, tuple[str, str]]] = {
    "appeal-ruled": ("granted", ("申诉没有成立", "申诉成立")),
    "objection-ruled": ("upheld", ("异议不成立", "异议成立")),
}
_PLAIN: Mapping[str, tuple[Glyph, str]] = {
    "submitted": ("sheet", "交上报名"),
    "withdrawn": ("move", "本人撤回"),
    "appealed": ("returned", "本人申诉"),
    "objected": ("returned", "有人提出异议"),
    "document-settled": ("seen", "见过证件，是本人的"),
    "found": ("seen", "按证件号找到"),
}


def events(lines: Sequence[AuditLine], now: datetime) -> tuple[Event, ...]:
    """The timeline."""
    return tuple(_event(line, now) for line in lines)


def reason_words(code: str) -> str:
    """A reason in words."""
    return REASONS[code].words if code in REASONS else ""


def _event(line: AuditLine, now: datetime) -> Event:
    glyph, what, note = _told(line.act, line.facts)
    return Event(glyph, what, moment(line.at, now), line.facts.get("by_name", ""), note)


def _told(act: str, facts: Mapping[str, Any]) -> tuple[Glyph, str, str]:
    if act == "decided":
        decision = Decision(facts["decision"])
        why = "，".join(part for part in (reason_words(facts["reason"]), facts["note"]) if part)
        return GLYPHS[decision], f"{Gate(facts['gate']).words} {decision.words}", why
    if act == "revealed":
        return "seen", f"看了{words_of(facts['field'])}", facts["reason"]
    if act == "quiz-passed":
        return "pass", joined("笔试过了", f"{facts['score']} 分" if "score" in facts else ""), ""
    if act in _RULED:
        key, words = _RULED[act]
        return ("pass" if facts[key] else "failed"), words[bool(facts[key])], facts["note"]
    if act == "undone":
        return "move", "撤回了刚才的判定", ""
    if act == "reopened":
        return "move", "重开了", "，".join(part for part in (REOPENINGS[facts["reason"]], facts["note"]) if part)
    glyph, what = _PLAIN[act]
    return glyph, what, facts.get("reason", "")
