"""经过: the audit lines about an application in words, newest first, reveals of data included."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shouwang.console.review.facts import words_of
from shouwang.console.views import Event, Glyph
from shouwang.console.words import joined, moment
from shouwang.platform.audit import AuditLine
from shouwang.recruitment.models import Decision, Gate
from shouwang.recruitment.rules.reasons import REASONS

GLYPHS: Mapping[Decision, Glyph] = {Decision.PASS: "pass", Decision.RETURN: "returned", Decision.FAIL: "failed"}


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
    return ("move", "本人撤回", "") if act == "withdrawn" else ("sheet", "交上报名", "")
