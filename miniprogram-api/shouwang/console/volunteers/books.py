"""A volunteer's hours and points, each with its why."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from shouwang.assessment.models import Dispute, DisputeState, Entry, Part
from shouwang.assessment.service import Points
from shouwang.console.blocks import Block, Cell, Figure, Figures, Folded, Head, Row, Rows, Section, Table
from shouwang.console.charts import Legend, Point, columns
from shouwang.console.views import Link, State, Word
from shouwang.console.volunteers.words import day_words, hours_words
from shouwang.duty.rules.records import MonthRecord, ServiceRecord

_MONTHS_DRAWN = 24
_LEGEND: Legend = (("solid", "实测"), ("hatched", "认定"))
_DISPUTES = {
    DisputeState.OPEN: State("now", "申诉中", urgent=True),
    DisputeState.UPHELD: State("pass", "申诉成立"),
    DisputeState.REJECTED: State("failed", "申诉不成立"),
}


def hours_section(record: ServiceRecord) -> Section:
    """The two ledgers side by side, the months as a chart, every month in a table."""
    figures = Figures(
        (
            Figure(*_figure(record.minutes_measured), "实测：两头都有打卡"),
            Figure(*_figure(record.minutes_attested), "认定：有一头是人证明的，不与实测相加"),
            Figure(f"{record.patrols:,}", "次", "有时长的执勤"),
        )
    )
    if not record.months:
        return Section("服务时长", (figures,), remark="还没有执过勤")
    drawn = record.months[:_MONTHS_DRAWN][::-1]  # the record has the newest first
    points = [Point(month.month, month.minutes_measured / 60, month.minutes_attested / 60) for month in drawn]
    most = max(drawn, key=lambda month: month.minutes_measured)
    says = f"最多的是 {most.month}，实测 {hours_words(most.minutes_measured)}"
    chart = columns(says, points, legend=_LEGEND)
    return Section("服务时长", (figures, chart, _months(record.months)), remark=f"每月多少小时，{says}")


def _figure(minutes: int) -> tuple[str, str]:
    hours, rest = divmod(minutes, 60)
    return f"{hours:,}", f"小时 {rest} 分" if rest else "小时"


def _months(months: Sequence[MonthRecord]) -> Block:
    heads = (Head("月"), *(Head(words, number=True) for words in ("实测", "认定", "执勤", "哪些天")))
    rows = tuple(
        Row(
            (
                Cell(month.month),
                Cell(hours_words(month.minutes_measured)),
                Cell(hours_words(month.minutes_attested)),
                Cell(f"{month.patrols} 次"),
                Cell(f"{month.days} 天"),
            )
        )
        for month in months
    )
    return Folded(f"看每个月的数（{len(months)} 个月）", (Table("每个月的时长", heads, (Rows(rows),)),))


def points_section(
    points: Points, disputes: Mapping[str, Dispute], today: date, here: str, total: int | None = None
) -> Section:
    """Why the points are what they are: entries with rule, version, running total, and what is disputed of them."""
    first = points.all_time if total is None else total
    heads = (
        Head("哪天"),
        Head("为什么"),
        Head("得分", number=True),
        Head("累计", number=True),
        Head("申诉", second=True),
    )
    rows, left = [], first
    for entry in points.page.items:
        rows.append(_entry(entry, left, disputes.get(entry.entry_id), today))
        left -= entry.amount
    onward = urlencode({"cursor": points.page.cursor or "", "total": left})
    more = Link("更早的", f"{here}/points?{onward}") if points.page.cursor else None
    start = Link("回到最近的", f"{here}/points") if total is not None else None
    table = Table(
        "积分条目", heads, (Rows(tuple(rows)),), Word("还没有积分", "执勤、培训、响应召集以后会有。"), more, start
    )
    ahead = f"{points.standing.level} 级"
    if points.standing.to_next is not None:
        ahead += f"，离下一级还差 {points.standing.to_next:,}"
    remark = f"本季 {number(points.season_points)}，本月 {number(points.month_points)}，{ahead}"
    return Section(f"积分为什么是 {number(points.all_time)}", (table,), remark=remark)


def _entry(entry: Entry, total: int, dispute: Dispute | None, today: date) -> Row:
    told = [f"规则 {entry.line.rule}，第 {entry.rule_version} 版"]
    if entry.line.part is Part.CAP:
        told.append("超出上限，冲回")
    if entry.fact and entry.fact.about.note:
        told.append(entry.fact.about.note)
    return Row(
        (
            Cell(day_words(entry.line.day, today)),
            Cell(entry.reason, second="，".join(told)),
            Cell(signed(entry.amount)),
            Cell(number(total)),
            Cell(state=_DISPUTES[dispute.state], second=dispute.answer or dispute.text) if dispute else Cell(),
        )
    )


def signed(amount: int) -> str:
    """Points with their sign; a minus is U+2212."""
    return f"+{amount:,}" if amount > 0 else number(amount)


def number(amount: int) -> str:
    """A sum; a minus is U+2212."""
    return f"\u2212{-amount:,}" if amount < 0 else f"{amount:,}"
