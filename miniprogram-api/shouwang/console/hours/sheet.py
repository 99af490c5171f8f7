"""服务时长 as blocks: two ledgers side by side, never added."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from shouwang.console.blocks import (
    Block,
    Buttons,
    Cell,
    Choice,
    Field,
    Folded,
    Form,
    Head,
    Hidden,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
)
from shouwang.console.cases.correction import minutes
from shouwang.console.charts import Point, columns
from shouwang.console.places import ATTESTED, HOURS
from shouwang.console.views import Link, Word
from shouwang.console.words import joined
from shouwang.duty.rules.exports import FORMATS, GROUPS
from shouwang.duty.service.records import PersonMonth
from shouwang.platform.dynamo import Page
from shouwang.roster.models import Unit

EXPORTS, PROOFS = f"{HOURS.href}/records", f"{HOURS.href}/proofs"
_FORMATS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


class Asked(msgspec.Struct, frozen=True):
    """Which month of which unit, from where on."""

    month: str
    unit: Unit
    top: str
    cursor: str
    today: date

    def at(self, month: str, unit_path: str) -> str:
        """The address of a month of a unit."""
        return f"{HOURS.href}?month={month}&unit={unit_path}"

    @property
    def words(self) -> str:
        """2026 年 11 月."""
        return f"{self.month[:4]} 年 {int(self.month[5:])} 月"


def beside(month: str, step: int) -> str:
    """The month before or after."""
    first = date.fromisoformat(f"{month}-01")
    other = first - timedelta(days=1) if step < 0 else first + timedelta(days=32)
    return other.isoformat()[:7]


def month_sheet(
    asked: Asked, page: Page[PersonMonth], units: Sequence[Unit], forms: Sequence[Form], *, reads_words: bool
) -> Sheet:
    """A unit's month, person by person."""
    measured, attested = sum(one.measured for one in page.items), sum(one.attested for one in page.items)
    whole = not asked.cursor and page.cursor is None
    says = f"{'一共' if whole else '这一页'}实测 {minutes(measured)}，认定 {minutes(attested)}"
    words = (Link(ATTESTED.label, f"{ATTESTED.href}?month={asked.month}"),) if reads_words else ()
    links = (
        Link("上个月", asked.at(beside(asked.month, -1), asked.unit.path)),
        *_next(asked),
        *words,
        Link("快到期的保险", "/console/volunteers"),
    )
    blocks: tuple[Block, ...] = (
        Buttons(links=links),
        *_chart(page),
        Section("每个人", (_people(asked, page),), remark="实测和认定分开记，不相加"),
        *_take_away(forms),
    )
    return Sheet(HOURS.label, line=joined(asked.unit.name, asked.words, says), tabs=_tabs(asked, units), blocks=blocks)


def _next(asked: Asked) -> tuple[Link, ...]:
    after = beside(asked.month, 1)
    return (Link("下个月", asked.at(after, asked.unit.path)),) if after <= asked.today.isoformat()[:7] else ()


def _tabs(asked: Asked, units: Sequence[Unit]) -> tuple[Link, ...]:
    here = Link(asked.unit.name, asked.at(asked.month, asked.unit.path), current=True)
    above = tuple(
        Link(f"↑ {u.name}", asked.at(asked.month, u.path))
        for u in units
        if u.path == asked.unit.parent_path and len(u.path) >= len(asked.top)
    )
    below = tuple(Link(u.name, asked.at(asked.month, u.path)) for u in units if u.parent_path == asked.unit.path)
    return (*above, here, *below) if above or below else ()


def _chart(page: Page[PersonMonth]) -> tuple[Block, ...]:
    served = sorted(
        (one for one in page.items if one.measured or one.attested), key=lambda one: -one.measured - one.attested
    )
    if len(served) < 2:
        return ()
    points = [Point(one.name, round(one.measured / 60, 1), round(one.attested / 60, 1)) for one in served]
    label = f"{len(served)} 人有时长，最多的 {served[0].name} 实测 {minutes(served[0].measured)}"
    return (
        Section("谁服务了多久", (columns(label, points, legend=(("solid", "实测，小时"), ("hatched", "认定，小时"))),)),
    )


def _people(asked: Asked, page: Page[PersonMonth]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(one.name, href=f"/console/volunteers/{one.volunteer_number}"),
                Cell(one.volunteer_number),
                Cell(minutes(one.measured)),
                Cell(minutes(one.attested) if one.attested else ""),
                Cell(f"{one.patrols:,}"),
            )
        )
        for one in page.items
    )
    heads = (
        Head("谁"),
        Head("编号", second=True),
        Head("实测", number=True),
        Head("认定", number=True),
        Head("次数", number=True),
    )
    here = asked.at(asked.month, asked.unit.path)
    more = Link("后面还有", f"{here}&cursor={page.cursor}") if page.cursor else None
    empty = Word("这个单位还没有队员", "换一个单位看看，或者先把队员编进来。")
    return Table(
        "每个人这个月的时长", heads, (Rows(rows),), empty, more, Link("回到开头", here) if asked.cursor else None
    )


def _take_away(forms: Sequence[Form]) -> tuple[Block, ...]:
    groups = "、".join(GROUPS)
    records = f"按国家的志愿服务记录分组：{groups}。文件在后台做，做好了在进度页取，留 7 天；谁导出的记入审计。"
    proofs = "自己的时长，一条一条带着公开日志的证明，给别人用 verify.py 验。"
    told = {EXPORTS: ("导出服务记录…", records), PROOFS: ("取我自己的时长证明…", proofs)}
    return tuple(
        Folded(told[form.action][0], (Prose((told[form.action][1],)), form), opened=any(f.fault for f in form.fields))
        for form in forms
    )


def records_form(units: Sequence[Unit], asked: Asked, hidden: Hidden) -> Form:
    """Which records are to be exported."""
    choices = tuple(Choice(unit.path, unit.name) for unit in units)
    formats = tuple(Choice(name, _FORMATS.get(name, name)) for name in FORMATS)
    fields = (
        Field("unit_path", "哪个单位", "select", asked.unit.path, choices=choices),
        *_days(asked),
        Field("format", "什么格式", "radio", "xlsx", choices=formats, wide=True),
    )
    return Form(EXPORTS, fields, "开始导出", hidden, tone="plain")


def proofs_form(asked: Asked, hidden: Hidden) -> Form:
    """Of which days the own hours are to be proved."""
    return Form(PROOFS, _days(asked), "开始做证明", hidden, tone="plain")


def _days(asked: Asked) -> tuple[Field, ...]:
    first = date.fromisoformat(f"{asked.month}-01")
    last = min(date.fromisoformat(f"{beside(asked.month, 1)}-01") - timedelta(days=1), asked.today)
    return (
        Field("first", "从哪天", "date", first.isoformat(), required=True),
        Field("last", "到哪天", "date", last.isoformat(), required=True),
    )
