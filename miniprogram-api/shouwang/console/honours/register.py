"""荣誉台账 as a page: what a unit was given in a month, or what one volunteer was ever given."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

import msgspec

from shouwang.console.blocks import Cell, Choice, Field, Form, Head, Row, Rows, Section, Sheet, Table
from shouwang.console.honours.words import HERE, KINDS, STATES, tabs
from shouwang.console.views import Link, Word
from shouwang.console.volunteers.words import UnitName
from shouwang.console.words import moment
from shouwang.honours.models import Award, AwardKind, AwardState
from shouwang.honours.rules import LISTERS, standing
from shouwang.honours.service import Wanted
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Page
from shouwang.roster.models import Unit

_HEADS = (Head("荣誉"), Head("谁"), Head("种类", second=True), Head("发的", second=True), Head("现在"))


class RegisterAsk(msgspec.Struct):
    """Which month of which unit, of which kind and state; or whose; and where to go on."""

    month: str = ""
    unit: str = ""
    kind: str = ""
    state: str = ""
    find: str = ""
    cursor: str = ""

    def wanted(self) -> Wanted:
        """Kind and state; words that are none of them ask for all."""
        kind = AwardKind(self.kind) if self.kind in set(AwardKind) else None
        return Wanted(kind, AwardState(self.state) if self.state in set(AwardState) else None)

    def on(self, cursor: str | None) -> str:
        """The address of the same question, from a cursor on."""
        kept = {name: value for name, value in msgspec.structs.asdict(self).items() if value and name != "cursor"}
        return f"{HERE}?{urlencode({**kept, **({'cursor': cursor} if cursor else {})})}"


class Around(msgspec.Struct, frozen=True):
    """What the page is drawn with: who looks, the units, their names, the moment."""

    actor: Actor
    units: Sequence[Unit]
    unit_name: UnitName
    now: datetime


def month_sheet(around: Around, asked: RegisterAsk, page: Page[Award]) -> Sheet:
    """What a unit and all below it were given in a month."""
    where, month = around.unit_name(asked.unit), _month_words(asked.month)
    all_kinds = RegisterAsk(asked.month, asked.unit)
    steps = (Link("看全部", all_kinds.on(None)),) if asked.kind or asked.state else ()
    empty = Word(f"{where}{month}没有这样的荣誉", "勋章按规则自己发；证书和表扬由负责人发。", steps)
    if page.cursor and not page.items:
        empty = Word("这一段里没有", "还没有找完，接着往后找。")
    by_unit = groupby(page.items, key=lambda award: award.unit_path)
    groups = [Rows(tuple(_row(it, around) for it in them), around.unit_name(path) or path) for path, them in by_unit]
    blocks = (_questions(around, asked), _table(asked, groups, page, empty))
    return Sheet(
        "荣誉",
        "一份一份查得到来历；撤销只盖章，不删除",
        (Section("台账", blocks, remark=f"{where}{month}，按单位、时间排"),),
        tabs(around.actor, HERE),
        search=search_form(asked.find),
    )


def found_sheet(around: Around, asked: RegisterAsk, page: Page[Award]) -> Sheet:
    """What one volunteer was ever given, or the award of one code."""
    empty = Word(f"没有找到「{asked.find}」", "编号写全，例如 01-01-0001；验证码是证书上那 16 位。", (_all(),))
    rows = Rows(tuple(_row(it, around) for it in page.items))
    return Sheet(
        f"找「{asked.find}」",
        "新发的在上",
        (Section("找到的", (_table(asked, [rows], page, empty),), remark=f"{len(page.items)} 份"),),
        tabs(around.actor, ""),
        back=_all(),
        search=search_form(asked.find),
    )


def search_form(typed: str) -> Form:
    """Finding by a volunteer's number, or by an award's code."""
    field = Field("find", "编号或验证码", value=typed, most_signs=40)
    return Form(HERE, (field,), "找", method="get", one_line=True, tone="plain")


def _all() -> Link:
    return Link("荣誉台账", HERE)


def _questions(around: Around, asked: RegisterAsk) -> Form:
    units = tuple(
        Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name)
        for unit in around.units
        if around.actor.covers(unit.path, *LISTERS)
    )
    every = Choice("", "全部")
    fields = (
        Field("month", "哪个月", "month", value=asked.month),
        Field("unit", "单位", "select", value=asked.unit, choices=units),
        Field("kind", "种类", "select", value=asked.kind, choices=(every, *(Choice(k, w) for k, w in KINDS.items()))),
        Field("state", "现在", "select", asked.state, choices=(every, *(Choice(s, w.word) for s, w in STATES.items()))),
    )
    return Form(HERE, fields, "看", method="get", one_line=True, tone="plain")


def _table(asked: RegisterAsk, groups: Sequence[Rows], page: Page[Award], empty: Word) -> Table:
    more = Link("后面还有", asked.on(page.cursor)) if page.cursor else None
    start = Link("回到开头", asked.on(None)) if asked.cursor else None
    return Table("荣誉", _HEADS, tuple(groups), empty, more, start)


def _row(award: Award, around: Around) -> Row:
    written = award.inscription
    href = f"{HERE}/{award.award_id}" if around.actor.covers(award.unit_path, *LISTERS) else ""
    return Row(
        (
            Cell(written.title, href=href, second=written.serial),
            Cell(written.name, second=written.number),
            Cell(KINDS[award.kind]),
            Cell(time=moment(award.awarded_at, around.now)),
            Cell(state=STATES[standing(award, local_day(around.now))]),
        )
    )


def _month_words(month: str) -> str:
    return f" {month[:4]} 年 {int(month[5:])} 月"
