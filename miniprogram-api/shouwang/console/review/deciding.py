"""The decision bar 判定: what may be decided at a gate, what was written but not kept, who was faster."""

from dataclasses import dataclass, field
from datetime import datetime

from shouwang.console.review.history import GLYPHS, reason_words
from shouwang.console.review.views import Change, Overtaken
from shouwang.console.views import Bar, Note, Reason, State
from shouwang.console.words import EM
from shouwang.kernel.problem import Problem
from shouwang.recruitment.models import Application, Decision, Gate, State as Stands
from shouwang.recruitment.rules.gates import last_record
from shouwang.recruitment.rules.problems import DecidedBefore
from shouwang.recruitment.rules.reasons import reasons_at
from shouwang.recruitment.service import Decided


@dataclass(frozen=True, slots=True)
class Written:
    """What a reviewer wrote on the page: kept on it until it is kept for good."""

    note: str = ""
    reason: str = ""
    cover_until: str = ""
    version: int = 0
    refusal: Problem | None = field(default=None, compare=False)

    @property
    def overtaken(self) -> DecidedBefore | None:
        """The refusal, if somebody was faster."""
        return self.refusal if isinstance(self.refusal, DecidedBefore) else None


def bar(application: Application, written: Written) -> Bar | None:
    """The bar at the application's gate."""
    gate = application.gate
    if gate is None:
        return None
    returns, fails = reasons_at(gate, Decision.RETURN), reasons_at(gate, Decision.FAIL)
    codes = [*returns, *fails]
    choices = [Reason(code, reason.words, codes.index(code) + 1) for code, reason in {**returns, **fails}.items()]
    return Bar(
        action=f"/console/applications/{application.application_id}/decision",
        gate=gate.words,
        passes=_passes(application, gate),
        returns=tuple(choices[: len(returns)]),
        fails=tuple(choices[len(returns) :]),
        takes_note=gate is not Gate.POLITICAL,
        asks_cover=gate is Gate.NUMBER,
        note=written.note,
        chosen=written.reason if written.reason in codes else "",
        cover_until=written.cover_until,
    )


def why_no_bar(application: Application) -> str:
    """Why there is nothing to decide for this person."""
    if application.state is Stands.RETURNED:
        return "退回了，等本人补；补来再判"
    if application.state is Stands.APPEALED:
        return "本人在申诉，要换一个人判"
    if application.state is Stands.PASSED:
        return f"已经入队，编号 {application.volunteer_number}"
    if application.state is not Stands.REVIEW or application.gate is None:
        return "这份报名已经结束"
    return f"{application.gate.words}不归你判，你看得到"


def notes(written: Written, said: str, refused: Problem | None = None) -> tuple[Note, ...]:
    """News of the last decision, and why the one before this page was not taken."""
    news = (Note(said),) if said else ()
    refusal = refused or (None if written.overtaken else written.refusal)
    if refusal is None:
        return news
    faults = EM.join(fault.detail for fault in refusal.faults)
    return (*news, Note(refusal.detail, faults or ("" if refused else "你写的还在"), needs_you=True, glyph="overdue"))


def overtaken(application: Application, written: Written) -> Overtaken | None:
    """What changed meanwhile, beside the words that were not sent."""
    problem = written.overtaken
    if problem is None:
        return None
    versions = f"你打开时是第 {written.version} 版，现在是第 {application.version} 版"
    return Overtaken(
        note=Note(problem.detail, versions, needs_you=True, glyph="overdue"),
        seen_version=written.version,
        now_version=application.version,
        changes=_changes(application, written),
    )


def said(who: str, gate: Gate, decision: Decision, decided: Decided) -> str:
    """What was just done, in one line."""
    if decided.state is Stands.PASSED:
        return f"{who} 入队了，编号 {decided.volunteer_number}"
    if decision is Decision.PASS and decided.gate is gate:
        return f"记下 {who} 实操合格，笔试一过自动往下走"
    return f"已判 {who} {gate.words}「{decision.words}」"


def _passes(application: Application, gate: Gate) -> str:
    if gate is Gate.NUMBER:
        return "发编号"
    if gate is Gate.SKILLS and application.quiz is None:
        return "记实操合格"
    return f"{gate.words}通过"


def _changes(application: Application, written: Written) -> tuple[Change, ...]:
    mine = Change("你的备注", written.note, "未提交，已为你留着") if written.note else None
    last = last_record(application)
    if last is None or last.version < written.version:
        return (mine,) if mine else ()
    now = State(GLYPHS[last.decision], last.decision.words, urgent=last.decision is not Decision.PASS)
    why = "，".join(part for part in (reason_words(last.reason), last.note) if part) or "没有写"
    rows = (Change(last.gate.words, "", "", State("now", "待审"), now), Change("理由", "未填", why))
    return (*rows, mine) if mine else rows


def printed(force: str, actor_name: str, now: datetime) -> str:
    """The first line of a printed sheet."""
    return EM.join((force, "报名表", now.strftime("%Y-%m-%d %H:%M"), f"{actor_name} 打印"))
