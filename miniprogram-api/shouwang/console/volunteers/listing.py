"""The register 名册 and what a search found, as pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

import msgspec

from shouwang.console.blocks import Cell, Choice, Field, Form, Head, Row, Rows, Section, Sheet, Table
from shouwang.console.places import VOLUNTEERS
from shouwang.console.views import Link, Word
from shouwang.console.volunteers.words import STATES, UnitName, day_words
from shouwang.honours.models import Rack
from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.dynamo import Page
from shouwang.roster.models import Unit, Volunteer

HERE = VOLUNTEERS.href
FOUND = HERE + "/found"
_MEDALS = Head("勋章", second=True)
_STARS = ("", "一星", "二星", "三星", "四星", "五星")
_HEADS = (Head("姓名"), Head("编号", second=True), Head("状态"), Head("入队", second=True), Head("保险到", second=True))


class Listed(msgspec.Struct, frozen=True):
    """One page of volunteers as it was read; `find` is what was typed, `unit_path` whose list it is.

    `racks` are everybody's medals in one line; None where they were not read.
    """

    page: Page[Volunteer]
    today: date
    unit_name: UnitName
    cover_needed: bool
    unit_path: str = ""
    find: str = ""
    cursor: str = ""
    racks: Mapping[str, Rack] | None = None


def search_form(typed: str = "") -> Form:
    """Finding by number, name or the phone's last four digits."""
    field = Field("find", "编号、姓名、手机尾号", value=typed, most_signs=60)
    return Form(FOUND, (field,), "找", tone="plain", method="get", one_line=True)


def register_sheet(actor: Actor, units: Sequence[Unit], listed: Listed) -> Sheet:
    """The register of a unit and all below it."""
    here = listed.unit_name(listed.unit_path)
    empty = Word(f"{here}还没有队员", "编号通过的报名人、导入名册里的人会列在这里。")
    return Sheet(
        "队员",
        f"{here}，照单位和编号排",
        (Section("名册", (_units(actor, units, listed.unit_path), _table(listed, empty, unit=listed.unit_path))),),
        search=search_form(),
    )


def found_sheet(listed: Listed, scope: str) -> Sheet:
    """What a search found."""
    nobody = Word(
        f"没有「{listed.find}」",
        f"在{scope}的编号、姓名、手机尾号里找过。姓名从第一个字起写，手机写最后四位。",
        (Link("看名册", HERE),),
    )
    remark = "名字从第一个字起相同的，或者编号、手机尾号相同的"
    return Sheet(
        f"找「{listed.find}」" if listed.find else "找队员",
        f"在{scope}里",
        (Section("找到的", (_table(listed, nobody, find=listed.find),), remark=remark),),
        back=Link("名册", HERE),
        search=search_form(listed.find),
    )


def _units(actor: Actor, units: Sequence[Unit], chosen: str) -> Form:
    """Whose list to see: the units within the actor's scopes."""
    choices = tuple(
        Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name)
        for unit in units
        if actor.covers(unit.path, *STAFF)
    )
    field = Field("unit", "单位", "select", value=chosen, choices=choices)
    return Form(HERE, (field,), "看", tone="plain", method="get", one_line=True)


def _table(listed: Listed, empty: Word, **where: str) -> Table:
    groups = groupby(listed.page.items, key=lambda volunteer: volunteer.unit_path)
    rows = tuple(
        Rows(tuple(_row(volunteer, listed) for volunteer in them), title=listed.unit_name(path) or path)
        for path, them in groups
    )
    path = FOUND if "find" in where else HERE
    onward = {**where, "cursor": listed.page.cursor or ""}
    more = Link("后面还有", f"{path}?{urlencode(onward)}") if listed.page.cursor else None
    start = Link("回到开头", f"{path}?{urlencode(where)}") if listed.cursor else None
    heads = _HEADS if listed.racks is None else (*_HEADS, _MEDALS)
    return Table("队员", heads, rows, empty=empty, more=more, start=start)


def _row(volunteer: Volunteer, listed: Listed) -> Row:
    return Row(
        (
            Cell(volunteer.name, href=f"{HERE}/{volunteer.volunteer_number}"),
            Cell(volunteer.volunteer_number),
            Cell(state=STATES[volunteer.status]),
            Cell(day_words(volunteer.joined_on, listed.today)),
            cover_cell(volunteer, listed.today, needed=listed.cover_needed),
            *([] if listed.racks is None else [Cell(_medals(listed.racks[volunteer.person_id]))]),
        )
    )


def _medals(rack: Rack) -> str:
    """How many, and the highest star."""
    return "，".join(part for part in (f"{rack.medals} 枚" * bool(rack.medals), _STARS[rack.star]) if part)


def cover_cell(volunteer: Volunteer, today: date, *, needed: bool) -> Cell:
    """The insurance's last day; red where it has ended and a duty asks for it."""
    if volunteer.cover_until is None:
        return Cell("没有登记", urgent=needed)
    over = volunteer.cover_until < today
    words = day_words(volunteer.cover_until, today)
    return Cell(f"{words}，过期了" if over else words, urgent=over and needed)
