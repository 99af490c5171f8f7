"""The points ledger: facts that are never capped or changed, entries that each have a reason, books derived from them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec

HOURS, MARK = "hours", "mark"  # kinds of facts that are more than a number told last


class About(msgspec.Struct, frozen=True):
    """What rules may ask about a fact. `level` is a call-out's, a clue's or a commendation's, 1 the lowest."""

    duty_type: str = ""
    unit_path: str = ""
    ledger: str = ""
    level: int = 0
    night: bool = False
    weekend: bool = False
    note: str = ""  # why, in a person's words: of a correction


class Fact(msgspec.Struct, frozen=True):
    """What happened, once: `source` (a duty session, a course) did `quantity` (minutes, a mark, 1) on a day.

    Hours of one source add up; of any other kind the fact told last stands, and quantity 0 takes it back.
    Sources are ordered by `occurred_at`. `event` makes a fact once.
    """

    kind: str
    source: str
    day: date
    quantity: int
    occurred_at: datetime
    told_at: datetime
    event: str
    about: About = About()


class Part(StrEnum):
    """Which part of a source's worth a line of the ledger moves."""

    EARNED = "earned"  # 应得
    CAP = "cap"  # 超出上限，冲回


class Line(msgspec.Struct, frozen=True):
    """What the ledger adds up by: one source's part under one rule on one day."""

    day: date
    source: str
    rule: str
    part: Part


class Entry(msgspec.Struct, frozen=True):
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


class Tally(msgspec.Struct, frozen=True):
    """What a month's facts come to, uncapped. Units: minutes by ledger and duty type (never added up), counts by kind of fact."""

    minutes: Mapping[str, Mapping[str, int]] = msgspec.field(default_factory=dict)
    counts: Mapping[str, int] = msgspec.field(default_factory=dict)
    nights: int = 0  # duties in the night
    weeks: tuple[str, ...] = ()  # with a duty


class Book(msgspec.Struct, frozen=True):
    """账本: a sum derived from entries, and how many they are; the count guards the ledger against two writers at once.

    `all` holds everything, `season#2026` a season, `month#2026-11` a month, by day and with its tally.
    """

    book: str
    sum: int = 0
    entries: int = 0
    days: Mapping[str, int] = msgspec.field(default_factory=dict)
    tally: Tally = Tally()


class Deeds(msgspec.Struct, frozen=True):
    """What a person has done in all, for medals; hours and duties are counted by duty."""

    nights: int
    call_outs: int
    weeks: tuple[str, ...]
    duty_types: tuple[str, ...]


def week_of(day: date) -> str:
    """The week a day belongs to: `2026-W48`, from Monday to Sunday."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def month_of(day: date) -> str:
    """The month a day belongs to: `2026-11`."""
    return f"{day:%Y-%m}"


def season_of(day: date) -> str:
    """The season 赛季 a day belongs to: its year. Source: domain-rules 5 (1 January to 31 December)."""
    return f"{day:%Y}"


def season_book(season: str) -> str:
    """The book that sums a season."""
    return f"season#{season}"


def month_book(month: str) -> str:
    """The book that sums a month."""
    return f"month#{month}"


def books_of(day: date) -> tuple[str, str, str]:
    """The books that an entry of a day counts in."""
    return ALL_TIME, season_book(season_of(day)), month_book(month_of(day))
