"""The tree of units, and one unit with its posts, as pages."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Facts,
    Field,
    Folded,
    Form,
    Head,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    refilled,
)
from shouwang.console.places import UNITS
from shouwang.console.views import Fact, Link, State, Word
from shouwang.console.volunteers.words import day_words
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.roster.models import Level, Seat, Unit, UnitKind
from shouwang.roster.rules import KEEPERS
from shouwang.roster.rules.appointing import POSTS, ROLE_TITLES, may_appoint

HERE = UNITS.href
WAITING = HERE + "/waiting"
_LEVELS = {Level.DETACHMENT: "支队", Level.BRIGADE: "大队", Level.SQUADRON: "中队"}
_KINDS = {UnitKind.TERRITORIAL: "管一片地", UnitKind.SPECIALISED: "专管一类事"}


class Sent(msgspec.Struct, frozen=True):
    """A form that was refused: which, what was typed, why."""

    form: str
    typed: Mapping[str, str]
    refusal: Problem


def code_of(path: str) -> str:
    """A unit's path as it stands in addresses: `D1.B02.S05`."""
    return path.replace("/", ".")


def address(path: str) -> str:
    """The page of a unit."""
    return f"{HERE}/{code_of(path)}"


def tabs(waiting: int, here: str) -> tuple[Link, ...]:
    """The pages of this group."""
    return (
        Link("单位", HERE, current=here == HERE),
        Link("等确认的", WAITING, current=here == WAITING, count=waiting),
    )


def tree_sheet(units: Sequence[Unit], seats: Sequence[Seat], waiting: int, today: date) -> Sheet:
    """Every unit, with who leads it."""
    heads = (Head("单位"), Head("做什么", second=True), Head("编号开头", second=True), Head("职务"))
    rows = tuple(
        Row(
            (
                Cell("\u3000" * unit.path.count("/") + unit.name, href=address(unit.path)),
                Cell(_what(unit)),
                Cell(unit.number_prefix),
                _posts(unit, seats, today),
            )
        )
        for unit in units
    )
    table = Table("单位和职务", heads, (Rows(rows),), Word("还没有单位", "管理员建了支队，这里就有。"))
    held = len({(seat.unit_path, seat.post) for seat in seats})
    return Sheet(
        "单位与职务",
        f"{len(units)} 个单位，{held} 个职务有人",
        (Section("单位", (table,), remark="上级在前；空着的职务标出来"),),
        tabs=tabs(waiting, HERE),
    )


def _what(unit: Unit) -> str:
    return unit.speciality or _KINDS[unit.kind]


def _posts(unit: Unit, seats: Sequence[Seat], today: date) -> Cell:
    """Who holds the unit's posts; a unit that nobody leads says so."""
    there = [seat for seat in seats if seat.unit_path == unit.path]
    if not there:
        return Cell(state=State("ahead", "空着"))
    return Cell("，".join(f"{POSTS[seat.post].title} {seat.name}" for seat in there), second=_until(there, today))


def _until(seats: Sequence[Seat], today: date) -> str:
    ends = [seat.until_on for seat in seats if seat.until_on]
    return f"最早到 {day_words(min(ends), today)}" if ends else ""


def unit_sheet(actor: Actor, unit: Unit, seats: Sequence[Seat], today: date, version: int, sent: Sent | None) -> Sheet:
    """One unit: what it is, its posts from day to day, and what this person may change."""
    facts = [
        Fact("级别", _LEVELS[unit.level]),
        Fact("做什么", _what(unit)),
        Fact("代号", unit.path),
        *((Fact("编号开头", unit.number_prefix),) if unit.number_prefix else ()),
    ]
    blocks: list[Block] = [
        Section("单位", (Facts(tuple(facts)), *_edit(actor, unit, version, sent))),
        _held(actor, unit, seats, today, sent),
    ]
    if offered(actor, unit):
        blocks.append(_appoint(actor, unit, today, sent))
    if actor.covers(unit.path, *KEEPERS) and unit.level is not Level.SQUADRON:
        blocks.append(_add(unit, version, sent))
    return Sheet(unit.name, _LEVELS[unit.level], tuple(blocks), back=Link("单位与职务", HERE))


def _held(actor: Actor, unit: Unit, seats: Sequence[Seat], today: date, sent: Sent | None) -> Section:
    there = [seat for seat in seats if seat.unit_path == unit.path]
    heads = (Head("职务"), Head("谁"), Head("编号", second=True), Head("从"), Head("到"))
    rows = tuple(
        Row(
            (
                Cell(POSTS[seat.post].title),
                Cell(seat.name),
                Cell(seat.volunteer_number or ""),
                Cell(day_words(seat.from_on, today)),
                Cell(day_words(seat.until_on, today) if seat.until_on else "没有定"),
            )
        )
        for seat in there
    )
    table = Table("职务", heads, (Rows(rows),), Word("没有人任职", "提请任命，另一个人确认以后就在这里。"))
    ends = [_end(seat, sent) for seat in there if may_appoint(actor, POSTS[seat.post].role, unit.path)]
    return Section("职务", (table, *ends), remark="到期自己结束；免去马上生效")


def _end(seat: Seat, sent: Sent | None) -> Folded:
    name = f"end-{seat.appointment_id}"
    form = Form(
        f"{HERE}/appointments/{seat.appointment_id}/end",
        (Field("reason", "为什么", "area", required=True, most_signs=200, hint="记入经过"),),
        "免去",
        hidden=hidden(unit=seat.unit_path),
        tone="stop",
        remark="马上生效，本人的权限立刻收回，并收到消息",
    )
    title = f"免去{seat.name}的{POSTS[seat.post].title}…"
    return Folded(title, (_again(form, name, sent),), opened=_was(name, sent), tone="stop")


def offered(actor: Actor, unit: Unit) -> tuple[Choice, ...]:
    """Posts and roles of a unit that this person may ask for."""
    posts = tuple(
        Choice(f"post:{post}", rule.title)
        for post, rule in POSTS.items()
        if rule.level is unit.level and may_appoint(actor, rule.role, unit.path)
    )
    roles = tuple(
        Choice(f"role:{role}", title) for role, title in ROLE_TITLES.items() if may_appoint(actor, role, unit.path)
    )
    return posts + roles


def _appoint(actor: Actor, unit: Unit, today: date, sent: Sent | None) -> Section:
    form = Form(
        f"{address(unit.path)}/appoint",
        (
            Field("title", "职务或身份", "select", choices=offered(actor, unit), required=True),
            Field("volunteer_number", "谁（编号）", required=True, most_signs=40, hint="例如 01-01-0001"),
            Field("from_on", "从哪天", "date", today.isoformat(), required=True, hint="这一天也算"),
            Field("until_on", "到哪天", "date", hint="不填就是没有定"),
            Field("reason", "为什么", "area", required=True, most_signs=200),
        ),
        "提请任命",
        hidden=hidden(),
        remark="等另一个人确认，7 天内不确认就作废",
    )
    return Section("提请任命", (_again(form, "appoint", sent),), remark="一个人提，另一个人确认")


def _fields(unit: Unit) -> tuple[Field, ...]:
    kinds = tuple(Choice(kind, words) for kind, words in _KINDS.items())
    prefix = Field(
        "number_prefix", "编号开头", value=unit.number_prefix, most_signs=12, hint="例如 02-05；只有中队发编号"
    )
    return (
        Field("name", "名称", value=unit.name, required=True, most_signs=40),
        Field("kind", "管什么", "radio", value=unit.kind, choices=kinds),
        Field("speciality", "专业", value=unit.speciality, most_signs=40, hint="专管一类事的写，例如 水上救援"),
        *((prefix,) if unit.level is Level.SQUADRON else ()),
    )


def _edit(actor: Actor, unit: Unit, version: int, sent: Sent | None) -> tuple[Folded, ...]:
    if not actor.covers(unit.path, *KEEPERS):
        return ()
    form = Form(
        f"{address(unit.path)}/keep",
        _fields(unit),
        "存下",
        hidden=hidden(version),
        remark="名称一分钟内处处改过来；发出的编号和证书不变",
    )
    return (Folded("改这个单位…", (_again(form, "keep", sent),), opened=_was("keep", sent)),)


def _add(unit: Unit, version: int, sent: Sent | None) -> Section:
    level = Level.BRIGADE if unit.level is Level.DETACHMENT else Level.SQUADRON
    example = "B02" if level is Level.BRIGADE else "S05"
    code = Field("code", "代号", required=True, most_signs=4, hint=f"一个字母和数字，例如 {example}；定了不改")
    new = Unit(f"{unit.path}/{example}", "")
    form = Form(f"{address(unit.path)}/add", (code, *_fields(new)), "加上", hidden=hidden(version), tone="plain")
    title = f"加一个{_LEVELS[level]}…"
    return Section(f"下面的{_LEVELS[level]}", (Folded(title, (_again(form, "add", sent),), opened=_was("add", sent)),))


def _was(name: str, sent: Sent | None) -> bool:
    return sent is not None and sent.form == name


def _again(form: Form, name: str, sent: Sent | None) -> Form:
    return refilled(form, sent.typed, sent.refusal) if sent and sent.form == name else form
