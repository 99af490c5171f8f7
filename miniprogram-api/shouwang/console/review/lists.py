"""Lists beside the queue: many decided at once 成批判, what is overdue 督办, one found by the card 按证件找."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from shouwang.console.blocks import Cell, Choice, Field, Form, Head, Row, Rows, Section, Sheet, Table, refilled
from shouwang.console.places import APPLICATIONS
from shouwang.console.review.place import Place
from shouwang.console.review.queue import Listed
from shouwang.console.views import Link, State, Word
from shouwang.console.words import waited
from shouwang.kernel.problem import Problem
from shouwang.recruitment.models import Decision, Gate
from shouwang.recruitment.rules.reasons import reasons_at
from shouwang.recruitment.service import Outcome, Overdue

HERE = APPLICATIONS.href
UnitName = Callable[[str], str]


class Picked(msgspec.Struct, frozen=True):
    """What a form of many carried: which ones, and what was written."""

    picks: tuple[str, ...] = ()
    typed: Mapping[str, str] | None = None


def bulk_sheet(
    listed: Listed,
    versions: Mapping[str, int],
    picked: Picked,
    unit_name: UnitName,
    now: datetime,
    refusal: Problem | None = None,
) -> Sheet:
    """One page of a queue with a box before each name. `versions` are those that are looked at now."""
    gate, typed = listed.place.gate, picked.typed or {}
    boxes = tuple(
        Choice(
            f"{line.application_id}.{versions[line.application_id]}",
            f"{line.name}，{unit_name(line.unit_path) or line.number}，等了 {waited(line.since, now).words}",
        )
        for line in listed.waiting
        if line.application_id in versions and not line.claimed(now)
    )
    chosen = Field("picks", f"{gate.words}等人判的", "boxes", values=picked.picks, choices=boxes, wide=True)
    fields = (chosen, _decision(gate, typed), _reason(gate, typed))
    note = (
        ()
        if gate is Gate.POLITICAL
        else (Field("note", "备注，选填；本人看得到", value=typed.get("note", ""), wide=True),)
    )
    typed_in = Form(
        f"{HERE}/bulk",
        (*fields, *note),
        "判选中的",
        hidden=(("gate", gate), ("cursor", listed.place.cursor), ("request_id", typed.get("request_id", ""))),
        remark="每一份各判各的：一份判不了，不耽误别的",
    )
    form = refilled(typed_in, {}, refusal)
    empty = Word(f"{gate.words}没有能成批判的", "都判完了，或者别人正在办。", (Link("回到名单", listed.place.here),))
    return Sheet(
        title="成批判",
        line=f"{gate.words}，等得最久的在前，一次最多 50 份；别人领办的不在里面",
        blocks=(form,) if boxes else (Section("名单", (Table("没有", (), (), empty),)),),
        back=Link("报名审核", listed.place.here),
    )


def outcome_sheet(outcomes: Sequence[Outcome], names: Mapping[str, str], place: Place) -> Sheet:
    """What came of each."""
    done = [it for it in outcomes if it.decided]
    refused = [it for it in outcomes if not it.decided]
    rows = (
        Rows(tuple(_outcome(it, names, place) for it in refused), "没有判成", urgent=True),
        Rows(tuple(_outcome(it, names, place) for it in done), "判了"),
    )
    return Sheet(
        title=f"判了 {len(done)} 份" + (f"，{len(refused)} 份没有判成" if refused else ""),
        line=f"{place.gate.words}",
        blocks=(Table("成批判的结果", (Head("姓名"), Head("结果")), rows),),
        back=Link("接着成批判", f"{HERE}/bulk?gate={place.gate}"),
    )


def overdue_sheet(overdue: Overdue, unit_name: UnitName, more: Link | None) -> Sheet:
    """Whose due day is over, the latest first."""
    rows = tuple(
        Row(
            (
                Cell(
                    line.name, href=f"{HERE}/{line.application_id}?gate={line.gate}", second=unit_name(line.unit_path)
                ),
                Cell(line.gate.words if line.gate else ""),
                Cell(f"{line.due_on.month} 月 {line.due_on.day} 日" if line.due_on else "", urgent=True),
                Cell(time=waited(line.since, overdue.now)),
                Cell(line.claimed(overdue.now) or "没有人领"),
            )
        )
        for line in overdue.waiting.items
    )
    heads = (Head("姓名"), Head("关"), Head("该办完的日子"), Head("等了"), Head("谁在办", second=True))
    empty = Word("没有超期的", "每一关都在期限里。", (Link("回到名单", HERE),))
    return Sheet(
        title="督办",
        line=f"{unit_name(overdue.unit_path) or '全支队'}，过了办理期限还没判的，最久的在前",
        blocks=(Table("过了办理期限的报名", heads, (Rows(rows),), empty, more=more),),
        back=Link("报名审核", HERE),
    )


def find_form() -> Form:
    """The form that finds an application by the number on a card of any age."""
    return Form(
        f"{HERE}/find",
        (
            Field("document_number", "证件号", required=True, most_signs=80, wide=True),
            Field("reason", "为什么找", required=True, most_signs=200, wide=True),
        ),
        "找",
        remark="算作看一项敏感信息，记入审计；本人在导出里看得到",
    )


def _decision(gate: Gate, typed: Mapping[str, str]) -> Field:
    kinds = [Decision.PASS, *(kind for kind in (Decision.RETURN, Decision.FAIL) if reasons_at(gate, kind))]
    choices = tuple(Choice(kind, kind.words) for kind in kinds)
    return Field(
        "decision", "判什么", "radio", value=typed.get("decision", ""), choices=choices, required=True, wide=True
    )


def _reason(gate: Gate, typed: Mapping[str, str]) -> Field:
    reasons = [
        Choice(code, f"{kind.words}：{reason.words}")
        for kind in (Decision.RETURN, Decision.FAIL)
        for code, reason in reasons_at(gate, kind).items()
    ]
    choices = (Choice("", "通过，不用理由"), *reasons)
    return Field("reason", "理由", "select", value=typed.get("reason", ""), choices=choices, wide=True)


def _outcome(it: Outcome, names: Mapping[str, str], place: Place) -> Row:
    name = names.get(it.application_id, it.application_id)
    if it.decided is None:
        return Row((Cell(name, href=place.one(it.application_id)), Cell(it.detail or it.title, urgent=True)))
    state = State("pass", f"编号 {it.decided.volunteer_number}" if it.decided.volunteer_number else "判了")
    return Row((Cell(name, href=place.one(it.application_id)), Cell(state=state)))
