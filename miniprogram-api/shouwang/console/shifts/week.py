"""The week 周 as a grid: units down, days across; on phones the same shifts by day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from shouwang.console.blocks import (
    Buttons,
    Cell,
    Head,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    Week,
    WeekCell,
    WeekItem,
    WeekRow,
)
from shouwang.console.places import SHIFTS
from shouwang.console.views import Link, Word
from shouwang.console.words import exact, joined
from shouwang.duty.service.views import ShiftView
from shouwang.kernel.actor import within
from shouwang.kernel.clock import local_day
from shouwang.roster.models import Unit

DAYS = "一二三四五六日"


class Plan(msgspec.Struct, frozen=True):
    """A week of a unit and all below it, as it was read."""

    monday: date
    unit: Unit
    units: Sequence[Unit]
    shifts: Sequence[ShiftView]
    top: str
    now: datetime

    @property
    def days(self) -> Sequence[date]:
        """Its seven days."""
        return [self.monday + timedelta(days=n) for n in range(7)]

    @property
    def standing(self) -> Sequence[ShiftView]:
        """What was not called off."""
        return [shift for shift in self.shifts if not shift.cancelled]

    @property
    def short(self) -> Sequence[ShiftView]:
        """Shifts to come with fewer people than a team."""
        return [shift for shift in self.standing if lacks(shift) and shift.starts_at > self.now]


def lacks(shift: ShiftView) -> int:
    """How many people a shift lacks of a team."""
    return max(shift.minimum_team - shift.taken, 0)


def clock(at: datetime) -> str:
    """The time of day in China."""
    return exact(at)[11:16]


def day_words(day: date) -> str:
    """周四 26 日."""
    return f"周{DAYS[day.weekday()]} {day.day} 日"


def week_sheet(plan: Plan, duty: Callable[[str], str]) -> Sheet:
    """The week of a unit."""
    last = plan.days[-1]
    count, short = len(plan.standing), len(plan.short)
    people = sum(lacks(shift) for shift in plan.short)
    says = f"{short} 班不足三人，还缺 {people} 人" if short else "每一班都够人" if count else ""
    return Sheet(
        SHIFTS.label,
        line=joined(
            plan.unit.name,
            f"{plan.monday.month} 月 {plan.monday.day} 日到 {last.month} 月 {last.day} 日",
            f"{count} 班",
            says,
        ),
        tabs=_tabs(plan),
        blocks=(
            _ways(plan),
            *((_short(plan, duty),) if plan.short else ()),
            Section("这一周", (_week(plan, duty),), remark="报了几人 / 要几人"),
        ),
    )


def address(plan: Plan, unit_path: str, monday: date) -> str:
    """Where a unit's week is."""
    return f"{SHIFTS.href}?unit={unit_path}&week={monday.isoformat()}"


def _tabs(plan: Plan) -> tuple[Link, ...]:
    """The unit above, the unit itself, those below."""
    parent = next(
        (unit for unit in plan.units if unit.path == plan.unit.parent_path and within(unit.path, plan.top)), None
    )
    here = Link(plan.unit.name, address(plan, plan.unit.path, plan.monday), current=True)
    below = tuple(
        Link(u.name, address(plan, u.path, plan.monday)) for u in plan.units if u.parent_path == plan.unit.path
    )
    above = (Link(f"↑ {parent.name}", address(plan, parent.path, plan.monday)),) if parent else ()
    return (*above, here, *below) if above or below else ()


def _ways(plan: Plan) -> Buttons:
    before, after = plan.monday - timedelta(days=7), plan.monday + timedelta(days=7)
    return Buttons(
        links=(
            Link("排一个班", f"{SHIFTS.href}/new?unit={plan.unit.path}"),
            Link("每周的模板", f"{SHIFTS.href}/patterns?unit={plan.unit.path}"),
            Link("上一周", address(plan, plan.unit.path, before)),
            Link("下一周", address(plan, plan.unit.path, after)),
        )
    )


def _short(plan: Plan, duty: Callable[[str], str]) -> Section:
    rows = tuple(_line(shift, duty, _name(plan, shift)) for shift in plan.short[:12])
    more = len(plan.short) - len(rows)
    table = Table("不足的班", _HEADS, (Rows(rows),))
    return Section("先补这些", (table,), remark=f"还有 {more} 班在下面的表里" if more else "最早开班的在前")


_HEADS = (
    Head("几点"),
    Head("任务", second=True),
    Head("集结点", second=True),
    Head("单位", second=True),
    Head("报了", number=True),
)


def _line(shift: ShiftView, duty: Callable[[str], str], unit: str) -> Row:
    lack = lacks(shift)
    people = (
        f"{shift.taken} / {shift.capacity}"
        + (f"，缺 {lack}" if lack else "")
        + (f"，候补 {shift.waiting}" if shift.waiting else "")
    )
    return Row(
        (
            Cell(
                f"{day_words(local_day(shift.starts_at))} {clock(shift.starts_at)}",
                href=f"{SHIFTS.href}/{shift.shift_id}",
            ),
            Cell(duty(shift.duty_type)),
            Cell(f"{shift.point_number} {shift.point_name}"),
            Cell(unit),
            Cell("取消了" if shift.cancelled else people, urgent=bool(lack) and not shift.cancelled),
        )
    )


def _name(plan: Plan, shift: ShiftView) -> str:
    return next((unit.name for unit in plan.units if unit.path == shift.unit_path), "")


def _week(plan: Plan, duty: Callable[[str], str]) -> Week:
    today = local_day(plan.now)
    rows = [
        _row(plan, plan.unit, own=True),
        *(_row(plan, unit) for unit in plan.units if unit.parent_path == plan.unit.path),
    ]
    by_day = tuple(
        Rows(
            tuple(_line(s, duty, _name(plan, s)) for s in plan.shifts if local_day(s.starts_at) == day), day_words(day)
        )
        for day in plan.days
    )
    empty = Word(
        "这一周还没有排班",
        "排一个班，或者建一个每周的模板，往后两周的班当时就排出来。",
        (Link("排一个班", f"{SHIFTS.href}/new?unit={plan.unit.path}"),),
    )
    return Week(
        label=f"{plan.unit.name}的一周",
        days=tuple((day_words(day), day == today) for day in plan.days),
        rows=tuple(row for row in rows if row is not None),
        phone=Table("这一周的班，按天", _HEADS, by_day, empty),
    )


def _row(plan: Plan, unit: Unit, *, own: bool = False) -> WeekRow | None:
    """A unit's week: each of its shifts; for a unit with others below it how many there are."""
    mine = [s for s in plan.shifts if (s.unit_path == unit.path if own else within(s.unit_path, unit.path))]
    folded = not own and any(u.parent_path == unit.path for u in plan.units)
    if own and not mine and any(u.parent_path == unit.path for u in plan.units):
        return None
    cells = []
    for day in plan.days:
        today = [s for s in mine if local_day(s.starts_at) == day]
        cells.append(_sum(plan, unit, today) if folded else WeekCell(tuple(_item(s) for s in today)))
    return WeekRow(unit.name, "" if own else address(plan, unit.path, plan.monday), tuple(cells))


def _sum(plan: Plan, unit: Unit, shifts: Sequence[ShiftView]) -> WeekCell:
    standing = [s for s in shifts if not s.cancelled]
    if not standing:
        return WeekCell(())
    lack = sum(lacks(s) for s in standing if s.starts_at > plan.now)
    return WeekCell(
        (
            WeekItem(
                address(plan, unit.path, plan.monday),
                f"{len(standing)} 班",
                "",
                f"缺 {lack}" if lack else "够人",
                lack > 0,
            ),
        )
    )


def _item(shift: ShiftView) -> WeekItem:
    lack = lacks(shift)
    count = "取消了" if shift.cancelled else f"{shift.taken} / {shift.capacity}" + (f"，缺 {lack}" if lack else "")
    return WeekItem(
        f"{SHIFTS.href}/{shift.shift_id}",
        f"{clock(shift.starts_at)} 至 {clock(shift.ends_at)}",
        f"{shift.point_number} {shift.point_name}",
        count,
        short=bool(lack) and not shift.cancelled,
        off=shift.cancelled,
    )
