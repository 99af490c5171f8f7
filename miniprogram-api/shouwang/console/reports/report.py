"""A finished report as charts and a table, read from what its job told.

The job's table has a head, then a row a unit, a unit above its squadrons; what each column is stands in docs/reports.md.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from shouwang.console.blocks import Block, Cell, Figure, Figures, Head, Row, Rows, Section, Table
from shouwang.console.charts import Legend, Point, columns
from shouwang.console.views import Word

_MEASURED, _ATTESTED = "实测小时·", "认定小时·"
_LEGEND: Legend = (("solid", "实测，小时"), ("hatched", "认定，小时"))


class Line(msgspec.Struct, frozen=True):
    """One unit's month. Units: hours; `share` of those on the roll who were on duty, 0 to 1."""

    path: str
    name: str
    members: int
    active: int
    patrols: int
    points: int
    honours: int
    measured: float
    attested: float
    counts: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """See above."""
        return self.active / self.members if self.members else 0.0

    def count(self, kind: str) -> int:
        """How often something happened."""
        return dict(self.counts).get(kind, 0)


def lines(table: Sequence[Sequence[Any]]) -> list[Line]:
    """The rows of a report's table."""
    head, *rows = [list(row) for row in table] or [[]]
    return [_line(dict(zip(map(str, head), row, strict=True))) for row in rows]


def report_blocks(found: Sequence[Line], unit_path: str, months: Sequence[Line] = ()) -> tuple[Block, ...]:
    """The charts, each with its message, and the table that holds their numbers; of several months also each of them."""
    if not found:
        return (Table("报表", (Head("单位"),), (), Word("这个单位下面没有中队", "换一个单位，或者先建中队。")),)
    whole = next((line for line in found if line.path == unit_path), found[0])
    squads = _lowest(found)
    return (
        Section("合计", (_figures(whole),), remark=whole.name),
        *_monthly(months),
        *_hours(squads),
        *_patrols(squads),
        *_attendance(squads),
        Section("每个单位", (_table("每个单位的数", "单位", found),), remark="上级的数是下面加起来的"),
    )


def _line(row: dict[str, Any]) -> Line:
    fixed = ("单位", "名称", "在册人数", "出勤人数", "执勤次数", "积分", "人均积分", "荣誉")
    counts = tuple(
        (name, int(value))
        for name, value in row.items()
        if name not in fixed and not name.startswith((_MEASURED, _ATTESTED))
    )
    return Line(
        path=row["单位"],
        name=row["名称"],
        members=row["在册人数"],
        active=row["出勤人数"],
        patrols=row["执勤次数"],
        points=row["积分"],
        honours=row["荣誉"],
        measured=_sum(row, _MEASURED),
        attested=_sum(row, _ATTESTED),
        counts=counts,
    )


def _sum(row: dict[str, Any], kind: str) -> float:
    hours = sum(float(value) for name, value in row.items() if name.startswith(kind))
    return round(hours, 1)


def _lowest(found: Sequence[Line]) -> list[Line]:
    """The squadrons: units that no other row is below."""
    above = {line.path.rpartition("/")[0] for line in found}
    return [line for line in found if line.path not in above]


def _figures(whole: Line) -> Figures:
    return Figures(
        (
            Figure(f"{whole.measured:,.1f}", "小时", "实测：两头都有打卡"),
            Figure(f"{whole.attested:,.1f}", "小时", "认定：有一头是人证明的，不与实测相加"),
            Figure(f"{whole.patrols:,}", "次", "有时长的执勤"),
            Figure(f"{whole.share:.0%}", "", f"出勤：在册 {whole.members:,} 人，上过岗的 {whole.active:,} 人"),
            Figure(f"{whole.count('培训合格'):,}", "人次", "培训合格"),
            Figure(f"{whole.honours:,}", "份", "荣誉"),
        )
    )


def _monthly(months: Sequence[Line]) -> tuple[Block, ...]:
    if not months:
        return ()
    most = max(months, key=lambda line: line.measured)
    says = f"最多的是 {most.name}，实测 {most.measured:,.1f} 小时" if most.measured else "这几个月没有实测的时长"
    points = [Point(f"{int(line.path[5:])} 月", line.measured, line.attested) for line in months]
    chart = columns(says, points, legend=_LEGEND)
    return (Section("时长，逐月", (chart, _table("逐月的数", "月", months)), remark=says),)


def _hours(squads: Sequence[Line]) -> tuple[Block, ...]:
    most = max(squads, key=lambda line: line.measured)
    if not most.measured:
        return ()
    points = [Point(_short(line.name), line.measured, line.attested) for line in squads]
    says = f"最多的是{most.name}，实测 {most.measured:,.1f} 小时"
    return (Section("时长，按中队", (columns(says, points, legend=_LEGEND),), remark=says),)


def _patrols(squads: Sequence[Line]) -> tuple[Block, ...]:
    idle = sum(not line.patrols for line in squads)
    if idle == len(squads):
        return ()
    says = f"{len(squads)} 个中队，{f'{idle} 个没有人上岗' if idle else '都有人上岗'}"
    points = [Point(_short(line.name), line.patrols) for line in squads]
    return (Section("执勤次数，按中队", (columns(says, points),), remark=says),)


def _attendance(squads: Sequence[Line]) -> tuple[Block, ...]:
    manned = [line for line in squads if line.members]
    if not any(line.active for line in manned):
        return ()
    least = min(manned, key=lambda line: line.share)
    says = f"最低的是{least.name}，{least.share:.0%}"
    points = [Point(_short(line.name), round(line.share * 100), marked=line is least) for line in manned]
    return (Section("出勤，按中队，每百人", (columns(says, points),), remark=says),)


def _short(name: str) -> str:
    """A squadron's name as it fits below a bar."""
    return name.removesuffix("中队")[-4:]


def _table(caption: str, first: str, found: Sequence[Line]) -> Table:
    numbers = ("在册", "出勤", "实测", "认定", "执勤", "培训合格", "报班未到", "积分", "荣誉")
    heads = (Head(first), *(Head(words, number=True) for words in numbers))
    return Table(caption, heads, (Rows(tuple(_row(line, coded=first == "单位") for line in found)),))


def _row(line: Line, *, coded: bool) -> Row:
    return Row(
        (
            Cell(line.name, second=line.path if coded else ""),
            Cell(f"{line.members:,}"),
            Cell(f"{line.active:,}"),
            Cell(f"{line.measured:,.1f}" if line.measured else ""),
            Cell(f"{line.attested:,.1f}" if line.attested else ""),
            *(Cell(f"{count:,}" if count else "") for count in _counts(line)),
        )
    )


def _counts(line: Line) -> tuple[int, ...]:
    return line.patrols, line.count("培训合格"), line.count("报班未到"), line.points, line.honours
