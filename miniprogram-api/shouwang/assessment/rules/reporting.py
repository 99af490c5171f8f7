"""Monthly reports 考核报表: a squadron's figures from its members' books, and their sums for the units above."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from shouwang.assessment.models import HOURS, Book, month_of
from shouwang.assessment.rules.defaults import KINDS
from shouwang.kernel.problem import Fault, Invalid

MEASURED, ATTESTED = "measured", "attested"
MOST_MONTHS = 12  # of one report
_UNTYPED = "未分类"


class Figures(msgspec.Struct, frozen=True):
    """What the members of a unit did in a month. Units: minutes by duty type, the ledgers side by side; counts by fact."""

    members: int = 0
    active: int = 0
    measured: Mapping[str, int] = msgspec.field(default_factory=dict)
    attested: Mapping[str, int] = msgspec.field(default_factory=dict)
    counts: Mapping[str, int] = msgspec.field(default_factory=dict)
    points: int = 0
    honours: int = 0

    def plus(self, other: "Figures") -> "Figures":
        """Both together."""
        return Figures(
            self.members + other.members,
            self.active + other.active,
            _sum(self.measured, other.measured),
            _sum(self.attested, other.attested),
            _sum(self.counts, other.counts),
            self.points + other.points,
            self.honours + other.honours,
        )


def was_active(book: Book) -> bool:
    """Whether somebody had a duty with credited minutes in a month."""
    return book.tally.counts.get(HOURS, 0) > 0


def months_of(first: str, last: str) -> list[str]:
    """The months from one to another, both included. Raises: Invalid where they run backwards, or are more than 12."""
    begins, ends = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    if not 0 <= ends - begins < MOST_MONTHS:
        raise Invalid(faults=[Fault("/until", f"从开头那个月起，最多 {MOST_MONTHS} 个月")])
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(begins, ends + 1)]


def season_span(season: str, today: date) -> tuple[str, str]:
    """The first and the last month of a season 赛季; of the one under way, the month under way."""
    return f"{season}-01", min(f"{season}-12", month_of(today))


def by_month(each: Iterable[tuple[str, Figures]]) -> list[list[str | int | float]]:
    """A row a month, in the columns of the table of units."""
    return table((month, f"{month[:4]} 年 {int(month[5:])} 月", found) for month, found in each)


def figures(members: int, books: Iterable[Book], honours: int = 0) -> Figures:
    """A squadron's figures. Shapes: `books` holds the month's book of each member who has one."""
    every = list(books)
    active = sum(map(was_active, every))
    total = Figures(members=members, active=active, honours=honours)
    for book in every:
        minutes = book.tally.minutes
        total = total.plus(
            Figures(
                measured=minutes.get(MEASURED, {}),
                attested=minutes.get(ATTESTED, {}),
                counts=book.tally.counts,
                points=book.sum,
            )
        )
    return total


def table(named: Iterable[tuple[str, str, Figures]]) -> list[list[str | int | float]]:
    """A head and a row for each unit. Units: hours to two decimals; every figure is explained in docs/reports.md."""
    rows = list(named)
    types = {
        MEASURED: _types(each.measured for _, _, each in rows),
        ATTESTED: _types(each.attested for _, _, each in rows),
    }
    kinds = [kind for kind in KINDS if kind not in (HOURS, "mark", "correction")]
    head: list[str | int | float] = ["单位", "名称", "在册人数", "出勤人数", "执勤次数", "积分", "人均积分", "荣誉"]
    head += [f"实测小时·{each or _UNTYPED}" for each in types[MEASURED]]
    head += [f"认定小时·{each or _UNTYPED}" for each in types[ATTESTED]]
    head += [KINDS[kind].split("（")[0] for kind in kinds]
    return [head, *(_row(path, name, each, types, kinds) for path, name, each in rows)]


def _row(
    path: str, name: str, each: Figures, types: Mapping[str, list[str]], kinds: Iterable[str]
) -> list[str | int | float]:
    a_head = round(each.points / each.members, 2) if each.members else 0
    row: list[str | int | float] = [
        path,
        name,
        each.members,
        each.active,
        each.counts.get(HOURS, 0),
        each.points,
        a_head,
        each.honours,
    ]
    row += [round(each.measured.get(kind, 0) / 60, 2) for kind in types[MEASURED]]
    row += [round(each.attested.get(kind, 0) / 60, 2) for kind in types[ATTESTED]]
    return row + [each.counts.get(kind, 0) for kind in kinds]


def _types(minutes: Iterable[Mapping[str, int]]) -> list[str]:
    return sorted({kind for each in minutes for kind in each})


def _sum(some: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    summed = Counter(some)
    summed.update(others)
    return dict(sorted(summed.items()))
