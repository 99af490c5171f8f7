"""换班点头: whose place goes to whom, and what follows."""

from datetime import datetime

from shouwang.console.blocks import Cell, Head, Prose, Row, Rows, Section, Table
from shouwang.console.cases.case import Told, Written, bar
from shouwang.console.views import State
from shouwang.console.words import joined, moment
from shouwang.duty.models import Swap, SwapState
from shouwang.duty.rules.signups import spoken
from shouwang.kernel.actor import Actor

STATES = {
    SwapState.ASKED: State("ahead", "等对方答应"),
    SwapState.AGREED: State("now", "待点头"),
    SwapState.DONE: State("pass", "换成了"),
    SwapState.DECLINED: State("failed", "对方没有答应"),
    SwapState.WITHDRAWN: State("move", "撤回了"),
    SwapState.REFUSED: State("failed", "没有同意"),
}
REASONS = ("换了以后这一班不足三人", "对方没有这一班要的资格", "离开班太近，来不及告诉大家")
DEFAULT = "同意换班"
_FOLLOWS = (
    "点头：位子当场换过去，两边都会收到消息。对方的资格、保险、别的班再查一遍，有一样不合就不换。",
    "不同意：谁的班还是谁的，两边都会收到你写的理由。",
)


def told(swap: Swap, actor: Actor, written: Written, now: datetime) -> Told:
    """One swap."""
    action = f"/console/swaps/{swap.from_person}/{swap.swap_id}"
    rows = [_row(swap.from_name, swap.from_number, swap.to_name, swap.starts_at, swap.point_number)]
    if swap.in_return_starts_at:
        rows.append(_row(swap.to_name, swap.to_number, swap.from_name, swap.in_return_starts_at, ""))
    heads = (Head("谁的班"), Head("编号", second=True), Head("哪一班"), Head("换给"))
    own = actor.person_id in {swap.from_person, swap.to_person}
    why_not = (
        f"这一件已经有了结果：{STATES[swap.state].word}"
        if swap.state is not SwapState.AGREED
        else "自己的换班请别的队长点头"
        if own
        else ""
    )
    hint = f"说明，两边都看得到；不写就记「{DEFAULT}」"
    means = "位子不动，两边都会收到理由"
    return Told(
        title=f"{swap.from_name}，换给{swap.to_name}",
        line=joined(swap.from_number, f"{spoken(swap.starts_at)} 的班", swap.point_number),
        side=f"{moment(swap.asked_at, now).words} 提的",
        left=(Section("换什么", (Table("换班的位子", heads, (Rows(tuple(rows)),)),)),),
        right=(Section("判了会怎样", (Prose(_FOLLOWS),)),),
        bar=None if why_not else bar(f"{action}/decision", "点头换班", "不同意", means, REASONS, written, hint),
        why_no_bar=why_not,
    )


def _row(name: str, number: str, to: str, starts_at: datetime, point: str) -> Row:
    return Row((Cell(name), Cell(number), Cell(f"{spoken(starts_at)} {point}".strip()), Cell(to)))
