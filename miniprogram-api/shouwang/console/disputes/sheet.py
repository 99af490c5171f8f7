"""积分申诉 as pages: who waits for an answer, and one dispute with the form that answers it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from shouwang.assessment.models import Dispute, DisputeState
from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Columns,
    Facts,
    Field,
    Form,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    Timeline,
)
from shouwang.console.places import DISPUTES, VOLUNTEERS
from shouwang.console.views import Event, Fact, Link, Word
from shouwang.console.words import moment, waited

HERE = DISPUTES.href
LATE_AFTER = timedelta(days=7)
MINUS = "\u2212"


def waiting_sheet(disputes: Sequence[Dispute], unit: str, more: Link | None, now: datetime) -> Sheet:
    """Open disputes, the longest waiting first."""
    late = tuple(_row(it, now) for it in disputes if now - it.asked_at > LATE_AFTER)
    soon = tuple(_row(it, now) for it in disputes if now - it.asked_at <= LATE_AFTER)
    groups = (Rows(late, "等了七天以上", urgent=True), Rows(soon, "不到七天"))
    heads = (Head("谁"), Head("哪一笔"), Head("分", number=True), Head("等了"))
    empty = Word("没有等答复的", "队员对一笔积分有话说，会列在这里。")
    return Sheet(
        title="积分申诉",
        line=f"{unit}，等得最久的在前；一笔只能申诉一次，问和答都留着",
        blocks=(Table("等答复的积分申诉", heads, groups, empty, more=more),),
    )


def one_sheet(it: Dispute, unit: str, filled: Callable[[Form], Form], now: datetime) -> Sheet:
    """One dispute. `filled` puts back what was typed into the form before."""
    facts = (
        Fact("队员", f"{it.name} {it.volunteer_number}", link=Link("", f"{VOLUNTEERS.href}/{it.volunteer_number}")),
        Fact("单位", unit),
        Fact("哪一天", f"{it.day.year} 年 {it.day.month} 月 {it.day.day} 日"),
        Fact("记了", f"{points(it.amount)} 分"),
        Fact("当时的理由", it.reason),
        Fact("申诉的", moment(it.asked_at, now).words),
    )
    left: tuple[Block, ...] = (Section("队员说", (Prose((it.text,)),)), Section("那一笔", (Facts(facts),)))
    right = (Section("答复", (filled(_form(it)),)),) if it.state is DisputeState.OPEN else _answered(it, now)
    return Sheet(
        title=f"{it.name}：{it.reason}",
        line=f"{points(it.amount)} 分，{waited(it.asked_at, now).words}以前申诉的",
        blocks=(Columns(left, right, halves=True),),
        back=Link("积分申诉", HERE),
    )


def points(amount: int) -> str:
    """Points with their sign; thousands with a comma, a real minus."""
    return f"+{amount:,}" if amount > 0 else f"{MINUS}{-amount:,}" if amount else "0"


def _form(it: Dispute) -> Form:
    fields = (
        Field(
            "upheld",
            "结论",
            "radio",
            required=True,
            wide=True,
            choices=(Choice("true", "成立，改多少写在下面"), Choice("false", "不成立，原来那笔不动")),
        ),
        Field("correction", "改多少", "number", value="0", unit="分", hint="补是正数，扣是负数；另记一笔，原来的不改"),
        Field("text", "答复，队员看得到", "area", required=True, most_signs=300),
    )
    return Form(f"{HERE}/{it.dispute_id}/answer", fields, "这样答复", remark="答复只有一次，自己的申诉自己不能答")


def _answered(it: Dispute, now: datetime) -> tuple[Block, ...]:
    upheld = it.state is DisputeState.UPHELD
    when = moment(it.answered_at or it.asked_at, now)
    what = f"成立，另记 {points(it.correction)} 分" if upheld and it.correction else "成立" if upheld else "不成立"
    return (
        Section(
            "答复", (Timeline((Event("pass" if upheld else "failed", what, when, note=it.answer),)),), remark="答过了"
        ),
    )


def _row(it: Dispute, now: datetime) -> Row:
    who = Cell(it.name or it.volunteer_number, href=f"{HERE}/{it.dispute_id}", second=it.volunteer_number)
    excerpt = it.text if len(it.text) <= 40 else it.text[:39] + "…"
    return Row((who, Cell(it.reason, second=excerpt), Cell(points(it.amount)), Cell(time=waited(it.asked_at, now))))
