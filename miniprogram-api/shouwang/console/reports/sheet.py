"""报表 as pages: what to ask for, who waits at which gate, and a report that is being made or is made."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from shouwang.assessment.models import month_of, season_of
from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Buttons,
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
from shouwang.console.charts import Point, columns
from shouwang.console.hours.sheet import beside
from shouwang.console.jobs import job_sheet
from shouwang.console.places import HOURS, REPORTS
from shouwang.console.reports.report import lines, report_blocks
from shouwang.console.views import Link
from shouwang.kernel.problem import Problem
from shouwang.platform.jobs import Job, JobState
from shouwang.roster.models import Unit

HERE = REPORTS.href
_MONTHS = 24  # back from this one


class AtGate(msgspec.Struct, frozen=True):
    """Who waits at a gate. `more`: there are more than were counted."""

    words: str
    waiting: int
    overdue: int
    more: bool


def reports_sheet(form: Form, gates: Sequence[AtGate]) -> Sheet:
    """What may be asked for, and the way through the gates as it stands."""
    told = "时长、执勤、出勤、培训、积分、荣誉，按单位。后台做，做好了画成图，也有 CSV 和 Excel，文件留 7 天。"
    left: tuple[Block, ...] = (Section("一个单位一个月、几个月，或者一个赛季", (Prose((told,)), form)),)
    other = Buttons(links=(Link("一个人一行的服务记录", HOURS.href),))
    right = (*_funnel(gates), Section("别的表", (other,)))
    return Sheet(REPORTS.label, "要了在后台做，看的时候不等", (Columns(left, right, halves=True),))


def report_form(
    units: Sequence[Unit], today: date, typed: Mapping[str, str] | None = None, no: Problem | None = None
) -> Form:
    """Which unit; which season or month, by default the one under way."""
    choices = tuple(Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name) for unit in units)
    month, months = month_of(today), []
    for _ in range(_MONTHS):
        months.append(Choice(month, f"{month[:4]} 年 {int(month[5:])} 月"))
        month = beside(month, -1)
    this, last = season_of(today), str(int(season_of(today)) - 1)
    seasons = (Choice(this, f"本赛季，{this} 年到现在"), Choice(last, f"上赛季，{last} 年"))
    fields = (
        Field("unit", "哪个单位", "select", choices=choices, required=True),
        Field("month", "哪个赛季或哪个月", "select", value=month_of(today), choices=(*seasons, *months), required=True),
        Field(
            "until",
            "到哪个月",
            "select",
            choices=(Choice("", "只要上面选的"), *months),
            hint="最多 12 个月，一起比；赛季不用选",
        ),
    )
    form = Form(HERE, fields, "做报表", hidden=hidden())
    return refilled(form, typed, no) if typed is not None else form


def one_sheet(job: Job, unit_name: str) -> Sheet:
    """A report on its way, or made."""
    back = Link(REPORTS.label, HERE)
    sheet = job_sheet(job, back)
    if job.state is not JobState.DONE:
        return sheet
    asked = job.arguments
    months = lines(job.result.get("months", ()))
    when = (asked["month"], *([asked["until"]] if months else []))
    title = f"{unit_name}，{'到 '.join(f'{month[:4]} 年 {int(month[5:])} 月' for month in when)}"
    files = sheet.blocks[1:]
    blocks = (*report_blocks(lines(job.result.get("table", ())), asked["unit"], months), *files)
    return Sheet(title, "数是做报表那一刻的；这个地址一直能回来看", blocks, back=back)


def _funnel(gates: Sequence[AtGate]) -> tuple[Block, ...]:
    """Who waits where on the way to a number."""
    if not gates:
        return ()
    most = max(gates, key=lambda gate: gate.waiting)
    says = f"{most.words}等的人最多，{_many(most)}" if most.waiting else "现在没有人在等"
    points = [Point(gate.words, gate.waiting - gate.overdue, gate.overdue) for gate in gates]
    chart = columns(says, points, legend=(("solid", "在期限里"), ("hatched", "过了通常的天数")))
    heads = (Head("关"), Head("在等", number=True), Head("过了天数", number=True))
    rows = tuple(Row((Cell(gate.words), Cell(_many(gate)), Cell(f"{gate.overdue:,}"))) for gate in gates)
    return (Section("招录走到哪里", (chart, Table("每一关在等的人", heads, (Rows(rows),))), remark=says),)


def _many(gate: AtGate) -> str:
    return f"{gate.waiting:,} 人{'以上' if gate.more else ''}"
