"""The forms of 排班: a shift to be made, a weekly pattern."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from shouwang.console.blocks import (
    Act,
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
from shouwang.console.places import SHIFTS
from shouwang.console.shifts.week import DAYS
from shouwang.console.views import Link, Word
from shouwang.console.words import joined
from shouwang.duty.models import Holidays, Pattern
from shouwang.kernel.clock import SHANGHAI
from shouwang.roster.models import AssemblyPoint, DutyType, Unit

NEW, PATTERNS = f"{SHIFTS.href}/new", f"{SHIFTS.href}/patterns"
_HOLIDAYS = (Choice(Holidays.AS_USUAL, "照常"), Choice(Holidays.SKIP, "不排"), Choice(Holidays.ONLY, "只在假日排"))


class Offered(msgspec.Struct, frozen=True):
    """What may be chosen: units that are led, points, kinds of duty."""

    units: Sequence[Unit]
    points: Sequence[AssemblyPoint]
    duties: Sequence[DutyType]
    unit_path: str
    now: datetime


def _where(offered: Offered) -> tuple[Field, ...]:
    units = tuple(Choice(unit.path, unit.name) for unit in offered.units)
    own = [p for p in offered.points if p.unit_path.startswith(offered.unit_path)]
    points = tuple(Choice(p.number, f"{p.number} {p.name}") for p in (own or offered.points))
    duties = tuple(Choice(kind.code, kind.name) for kind in offered.duties)
    return (
        Field("unit_path", "哪个单位", "select", offered.unit_path, choices=units, hint="这个单位和下面的人都能报"),
        Field("point_number", "集结点", "select", choices=points),
        Field("duty_type", "任务", "select", choices=duties),
    )


def _people() -> tuple[Field, ...]:
    return (
        Field("capacity", "要几人", "number", "6", least="1", most="200", unit="人", required=True),
        Field(
            "minimum_team", "最少几人", "number", "3", hint="不到这个数就算缺人", least="1", unit="人", required=True
        ),
        Field("qualification", "要先学的课", hint="课程编号，不要就空着", most_signs=40),
    )


def shift_form(offered: Offered, hidden: Hidden) -> Form:
    """A shift to be made; tomorrow evening to begin with."""
    start = (offered.now + timedelta(days=1)).astimezone(SHANGHAI).replace(hour=19, minute=0)
    fields = (
        *_where(offered),
        Field("starts_at", "从", "datetime-local", f"{start:%Y-%m-%dT%H:%M}", required=True),
        Field(
            "ends_at",
            "到",
            "datetime-local",
            f"{start + timedelta(hours=3):%Y-%m-%dT%H:%M}",
            hint="最长 12 小时",
            required=True,
        ),
        *_people(),
    )
    return Form(NEW, fields, "排这个班", hidden, remark="排好队员就能报；时刻定了不改，要改就取消了重排")


def new_sheet(form: Form, unit: Unit) -> Sheet:
    """The page of a shift to be made."""
    return Sheet("排一个班", line=unit.name, blocks=(form,), back=Link("排班", f"{SHIFTS.href}?unit={unit.path}"))


def pattern_form(offered: Offered, hidden: Hidden, days: Sequence[str] = ()) -> Form:
    """A weekly pattern to be made; `days` are those that were ticked."""
    today = offered.now.astimezone(SHANGHAI).date()
    week = tuple(Choice(str(n), f"周{day}") for n, day in enumerate(DAYS, 1))
    fields = (
        *_where(offered),
        Field("begins", "几点开始", "time", "19:00", required=True),
        Field("lasts_min", "多长", "number", "180", unit="分钟", least="30", most="720", required=True),
        Field("days", "哪几天", "boxes", values=tuple(days), choices=week, wide=True),
        Field("holidays", "假日", "radio", Holidays.AS_USUAL, choices=_HOLIDAYS, wide=True),
        *_people(),
        Field("first", "从哪天", "date", today.isoformat(), required=True),
        Field("last", "到哪天", "date", hint="空着就一直排"),
    )
    return Form(PATTERNS, fields, "建这个模板", hidden, remark="往后两周的班当时就排出来，每天夜里再排一天")


def patterns_sheet(
    patterns: Sequence[Pattern], form: Form, offered: Offered, unit: Unit, hidden: Hidden, *, opened: bool = False
) -> Sheet:
    """A unit's weekly patterns, and one to be made."""
    rows = tuple(_row(pattern, offered, hidden) for pattern in patterns if not pattern.ended)
    heads = (
        Head("每周"),
        Head("集结点", second=True),
        Head("任务", second=True),
        Head("几人", number=True),
        Head("排到", number=True),
        Head(""),
    )
    empty = Word("还没有模板", "每周固定的班建成模板，往后两周的班当时就排出来，不用一个个排。")
    return Sheet(
        "每周的模板",
        line=joined(unit.name, f"{len(rows)} 个在用"),
        blocks=(
            Section(
                "在用的",
                (Table("每周的模板", heads, (Rows(rows),), empty),),
                remark="停了以后，已经排出来的班还在，要一个个取消",
            ),
            Folded("建一个模板…", (Prose(("一天里的一班建一个。",)), form), opened=opened or not rows, tone="main"),
        ),
        back=Link("排班", f"{SHIFTS.href}?unit={unit.path}"),
    )


def _row(pattern: Pattern, offered: Offered, hidden: Hidden) -> Row:
    start = timedelta(minutes=pattern.begins_min)
    end = start + timedelta(minutes=pattern.lasts_min)
    days = "每天" if len(pattern.weekdays) == 7 else "周" + "、".join(DAYS[day - 1] for day in pattern.weekdays)
    days = "只在假日" if pattern.holidays is Holidays.ONLY else days
    skip = "，假日不排" if pattern.holidays is Holidays.SKIP else ""
    point = next((p.name for p in offered.points if p.number == pattern.point_number), "")
    duty = next((kind.name for kind in offered.duties if kind.code == pattern.duty_type), pattern.duty_type)
    until = pattern.planned_until
    stop = Act(
        "停用",
        f"{PATTERNS}/end",
        (*hidden, ("pattern_id", pattern.pattern_id), ("unit_path", pattern.unit_path)),
        name=f"停用 {days}{_time(start)} 的模板",
    )
    return Row(
        (
            Cell(f"{days}{skip}", second=f"{_time(start)} 至 {_time(end)}"),
            Cell(f"{pattern.point_number} {point}"),
            Cell(duty),
            Cell(str(pattern.capacity)),
            Cell(f"{until.month} 月 {until.day} 日" if until else "还没排"),
            Cell(acts=(stop,)),
        )
    )


def _time(since_midnight: timedelta) -> str:
    minutes = since_midnight // timedelta(minutes=1)
    return f"{'次日 ' if minutes >= 1440 else ''}{minutes // 60 % 24:02}:{minutes % 60:02}"
