"""The force's rules as a page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from shouwang.console.acts import hidden
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
    Words,
    refilled,
)
from shouwang.console.places import FORCE_PAGE
from shouwang.console.shell import ROLE_WORDS
from shouwang.console.views import Event, Fact, Word
from shouwang.console.volunteers.words import by_words
from shouwang.console.words import moment
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.audit import AuditLine
from shouwang.recruitment.models import Gate
from shouwang.roster.models import Force
from shouwang.roster.rules import KEEPERS

HERE = FORCE_PAGE.href
_TERMS = {
    "youngest": "最小年龄",
    "oldest": "最大年龄",
    "publicity_days": "公示",
    "cover_needed": "要保险",
    "holidays": "放假的工作日",
    "make_up_days": "调休上班的周末",
}


def force_sheet(
    actor: Actor,
    force: Force,
    version: int,
    lines: Sequence[AuditLine],
    now: datetime,
    typed: Mapping[str, str] | None = None,
    no: Problem | None = None,
) -> Sheet:
    """The rules as they are, their past, and the form for who keeps them."""
    left: list[Block] = [_gates(force)]
    if actor.scopes(*KEEPERS):
        left.append(Section("改", (Prose((_FOLLOWS,)), refilled(_form(force, version), typed or {}, no))))
    right = (_numbers(force), _duties(force), _past(lines, now))
    return Sheet(FORCE_PAGE.label, force.name, (Columns(tuple(left), right, halves=True),))


_FOLLOWS = "一分钟内处处照新的算。已经开始的公示照原来的算，做完的关不回头。"


def _gates(force: Force) -> Section:
    heads = (Head("关"), Head("谁来判", second=True), Head("通常", number=True), Head("最多", number=True))
    rows = tuple(
        Row(
            (
                Cell(f"{place}　{Gate(rule.gate).words}"),
                Cell("、".join(ROLE_WORDS[role] for role in rule.deciders)),
                Cell(f"{rule.usual_days} 天"),
                Cell(f"{rule.due_days} 个工作日"),
            )
        )
        for place, rule in enumerate(force.gates, start=1)
    )
    return Section("报名的关", (Table("报名的关", heads, (Rows(rows),)),), remark="照这个次序过")


def _numbers(force: Force) -> Section:
    example = f"02-05{force.number_separator}{137:0{force.number_digits}d}"
    facts = (
        Fact("编号", f"{example}：中队的编号开头，再 {force.number_digits} 位"),
        Fact("年龄", f"{force.youngest} 到 {force.oldest} 岁"),
        Fact("公示", f"{force.publicity_days} 个工作日"),
        Fact("保险", "要有保险才能执勤" if force.cover_needed else "不要求"),
        Fact("放假", _days(force.holidays) or "没有另外登记"),
        Fact("调休", _days(force.make_up_days) or "没有另外登记"),
    )
    return Section("现在", (Facts(facts),), remark="编号发出去就不变，所以办法在这里不能改")


def _days(days: Sequence[date]) -> str:
    return "，".join(day.isoformat() for day in days)


def _duties(force: Force) -> Section:
    heads = (Head("勤务"), Head("代号", second=True), Head("保险"))
    rows = tuple(
        Row((Cell(kind.name), Cell(kind.code), Cell("要" if kind.insured else "不要"))) for kind in force.duty_types
    )
    return Section("勤务的种类", (Table("勤务的种类", heads, (Rows(rows),)),))


def _past(lines: Sequence[AuditLine], now: datetime) -> Section:
    if not lines:
        return Section("改过什么", (Words(Word("还没有改过", "在左边改了，改前改后记在这里。")),))
    events = tuple(Event("sheet", _changed(line), moment(line.at, now), by_words(line.actor_as)) for line in lines)
    return Section("改过什么", (Timeline(events),), remark="新的在上")


def _changed(line: AuditLine) -> str:
    told = []
    for name, value in line.facts.items():
        gate, _, days = name.partition(".")
        words = _TERMS.get(name) or f"{Gate(gate).words}{'通常' if days == 'usual_days' else '最多'}天数"
        told.append(f"{words} {value}")
    return "，".join(told)


def _form(force: Force, version: int) -> Form:
    gates = tuple(
        field
        for rule in force.gates
        for field in (
            _number(f"{rule.gate}.usual_days", f"{Gate(rule.gate).words}通常", rule.usual_days, "天"),
            _number(f"{rule.gate}.due_days", f"{Gate(rule.gate).words}最多", rule.due_days, "个工作日"),
        )
    )
    cover = (Choice("yes", "要有保险才能执勤"), Choice("no", "不要求"))
    return Form(
        HERE,
        (
            _number("youngest", "最小年龄", force.youngest, "岁"),
            _number("oldest", "最大年龄", force.oldest, "岁"),
            _number("publicity_days", "公示", force.publicity_days, "个工作日"),
            Field("cover_needed", "保险", "radio", "yes" if force.cover_needed else "no", choices=cover),
            *gates,
            Field(
                "holidays",
                "放假的工作日",
                "area",
                "\n".join(map(str, force.holidays)),
                hint="一行一天，2027-01-01 这样",
            ),
            Field("make_up_days", "调休上班的周末", "area", "\n".join(map(str, force.make_up_days)), hint="一行一天"),
        ),
        "存下",
        hidden=hidden(version),
        remark="记进审计，改前改后都看得到",
    )


def _number(name: str, label: str, value: int, unit: str) -> Field:
    return Field(name, label, "number", str(value), unit=unit, required=True, least="0")
