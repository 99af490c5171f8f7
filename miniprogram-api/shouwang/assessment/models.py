"""Nouns of assessment 考核: facts, rules, the points ledger, totals, rankings.

A fact is never capped or changed; what it is worth is a fold over one person's month. Every line of the ledger has a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Measure(StrEnum):
    """How a rule turns facts into points."""

    PER_MINUTES = "per-minutes"  # so many points for every so many minutes
    BY_MARK = "by-mark"  # by the leader's last mark
    ONCE = "once"  # a fixed number, once a source


@dataclass(frozen=True, slots=True)
class Rule:
    """积分规则. `every_min` belongs to PER_MINUTES, `marks` to BY_MARK; only `capped` rules count to the caps."""

    rule: str
    name: str
    measure: Measure
    points: int = 0
    every_min: int = 1
    marks: Mapping[int, int] = field(default_factory=dict)
    capped: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """积分办法: one version of all rules, in force for what happens from a day on."""

    version: int
    from_on: date
    rules: tuple[Rule, ...]
    day_cap: int
    month_cap: int
    levels: tuple[int, ...]  # all-time points from which each level begins

    def rule(self, name: str) -> Rule | None:
        """The rule of that name, if this version has it."""
        return next((rule for rule in self.rules if rule.rule == name), None)


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened, once: `source` (a duty session, a course) did `quantity` (minutes, a mark, 1) on a day.

    Facts of one source are ordered by `told_at`, sources by `occurred_at`. `event` makes a fact once.
    """

    rule: str
    source: str
    day: date
    quantity: int
    occurred_at: datetime
    told_at: datetime
    event: str


class Part(StrEnum):
    """Which part of a source's worth a line of the ledger moves."""

    EARNED = "earned"  # 应得
    CAP = "cap"  # 超出上限，冲回


@dataclass(frozen=True, slots=True)
class Line:
    """What the ledger adds up by: one source's part under one rule on one day."""

    day: date
    source: str
    rule: str
    part: Part


@dataclass(frozen=True, slots=True)
class Entry:
    """积分条目: immutable. `fact` is None for an adjusting entry. `revision` counts the entries of one line."""

    person_id: str
    line: Line
    revision: int
    amount: int
    rule_version: int
    reason: str
    recorded_at: datetime
    fact: Fact | None = None

    @property
    def month(self) -> str:
        """The month whose fold it belongs to: `2026-11`."""
        return month_of(self.line.day)

    @property
    def entry_id(self) -> str:
        """Its key, unique for a person; sorts by day."""
        line = self.line
        return f"{self.month}#{line.day}#{line.source}#{line.rule}#{line.part}#{self.revision:03}"


ALL_TIME = "all"


@dataclass(frozen=True, slots=True)
class Totals:
    """积分合计 of one person by book (`all`, `season#2026`); `version` guards the ledger against two writers at once."""

    person_id: str
    sums: Mapping[str, int]
    version: int = 0

    def of(self, book: str) -> int:
        """The sum of a book; 0 for one that is not begun."""
        return self.sums.get(book, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """Who may stand in a ranking."""

    person_id: str
    number: str
    name: str
    unit_path: str


@dataclass(frozen=True, slots=True)
class Place:
    """名次: one row of a board. Equal points share a place; `position` is unique."""

    position: int
    place: int
    person_id: str
    number: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Board:
    """排行榜 of a unit and a season as it was at an instant."""

    unit_path: str
    season: str
    as_of: datetime
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """Where one person stands on one board, and how far the next one above is. `gap` is None at the top."""

    unit_path: str
    place: int
    members: int
    points: int
    gap: int | None
    as_of: datetime


def month_of(day: date) -> str:
    """The month a day belongs to: `2026-11`."""
    return f"{day:%Y-%m}"


def season_of(day: date) -> str:
    """The season 赛季 a day belongs to: its year. Source: domain-rules 5 (1 January to 31 December)."""
    return f"{day:%Y}"


def season_book(season: str) -> str:
    """The book that sums a season."""
    return f"season#{season}"
