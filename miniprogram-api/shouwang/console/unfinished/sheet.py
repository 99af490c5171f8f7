"""没学完的 as pages: which courses are required and until when; of one course, who has not finished it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Cell,
    Choice,
    Columns,
    Field,
    Form,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    refilled,
)
from shouwang.console.places import UNFINISHED, VOLUNTEERS
from shouwang.console.views import Link, State, Word
from shouwang.console.volunteers.words import UnitName, day_words
from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Page
from shouwang.roster.models import Unit
from shouwang.training.models import Course
from shouwang.training.service import Unfinished

HERE = UNFINISHED.href
_SOON = timedelta(days=7)


def required_sheet(courses: Sequence[Course], today: date) -> Sheet:
    """The courses that somebody must take, the earliest day first."""
    heads = (Head("课"), Head("最晚哪天"), Head("还有几天"))
    ordered = sorted(courses, key=lambda course: (course.due_on or date.max, course.title))
    rows = tuple(
        Row(
            (
                Cell(course.title, href=f"{HERE}?{urlencode({'course': course.course_id})}"),
                Cell(day_words(course.due_on, today) if course.due_on else "不限哪天"),
                Cell(state=left_state(course.due_on, today)),
            )
        )
        for course in ordered
    )
    empty = Word("没有必修的课", "教官在课程里写上谁必修、最晚哪天，会列在这里。")
    table = Table("必修的课", heads, (Rows(rows),), empty)
    return Sheet(UNFINISHED.label, "点一门，看谁还没有学完", (table,))


def left_state(due_on: date | None, today: date) -> State:
    """How long there is left until a day."""
    if due_on is None:
        return State("clock", "不限")
    left = (due_on - today).days
    if left < 0:
        return State("overdue", f"过了 {-left} 天", urgent=True)
    return State("now" if due_on - today <= _SOON else "clock", f"还有 {left} 天" if left else "今天为止")


def unfinished_sheet(
    course: Course,
    page: Page[Unfinished],
    units: Sequence[Unit],
    unit: str,
    unit_name: UnitName,
    today: date,
    form: Form,
) -> Sheet:
    """Who has not finished one course; one page of a unit's volunteers was looked at."""
    until = f"最晚 {day_words(course.due_on, today)}学完" if course.due_on else "不限哪天学完"
    onward = urlencode({"course": course.course_id, "unit": unit, "cursor": page.cursor or ""})
    table = Table(
        f"没学完「{course.title}」的人",
        (Head("谁"), Head("单位"), Head("到哪里了"), Head("最好成绩", number=True)),
        (Rows(tuple(_row(line, unit_name) for line in page.items)),),
        Word("这里都学完了", "这一页的人都有合格，今天还管用。" if page.cursor else "这个单位没有人欠这门课。"),
        more=Link("后面的人", f"{HERE}?{onward}") if page.cursor else None,
    )
    told = "一页看一个单位的 50 个人，只列没学完的；要一整张表，在后台列。"
    right: tuple[Block, ...] = (Section("要一整张表", (Prose((told,)), form), remark="文件留 7 天"),)
    left: tuple[Block, ...] = (table,)
    where = _where(course, units, unit)
    return Sheet(
        f"没学完的：{course.title}", until, (Columns(left, right),), back=Link(UNFINISHED.label, HERE), search=where
    )


def export_form(
    course: Course, units: Sequence[Unit], unit: str, typed: Mapping[str, str] | None = None, no: Problem | None = None
) -> Form:
    """The whole list of a unit as a file."""
    fields = (
        Field("unit", "哪个单位", "select", value=unit, choices=_choices(units), required=True, wide=True),
        Field(
            "format",
            "哪种表",
            "radio",
            value="xlsx",
            choices=(Choice("xlsx", "Excel"), Choice("csv", "CSV")),
            wide=True,
        ),
    )
    form = Form(f"{HERE}/export", fields, "列出来", hidden(course=course.course_id))
    return refilled(form, typed, no) if typed is not None else form


def _where(course: Course, units: Sequence[Unit], unit: str) -> Form:
    field = Field("unit", "哪个单位", "select", value=unit, choices=_choices(units))
    return Form(HERE, (field,), "看", (("course", course.course_id),), tone="plain", method="get", one_line=True)


def _choices(units: Sequence[Unit]) -> tuple[Choice, ...]:
    return tuple(Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name) for unit in units)


def _row(line: Unfinished, unit_name: UnitName) -> Row:
    until = f"合格到 {line.valid_until:%Y-%m-%d}" if line.valid_until else ""
    return Row(
        (
            Cell(line.name, href=f"{VOLUNTEERS.href}/{line.volunteer_number}", second=line.volunteer_number),
            Cell(unit_name(line.unit_path)),
            Cell(line.state, second=until),
            Cell("" if line.best_score is None else f"{line.best_score} 分"),
        )
    )
