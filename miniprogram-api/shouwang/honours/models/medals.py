"""Medals 勋章: what they are given for, the way to the next, the ones in doubt."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

import msgspec


class Fact(StrEnum):
    """What a medal can be given for; each is a whole number of `MedalFacts`."""

    MINUTES_MEASURED = "minutes_measured"  # 实测时长
    PATROLS = "patrols"  # 执勤次数
    NIGHTS = "nights"  # 夜班次数
    CALL_OUTS = "call_outs"  # 出警次数
    COURSES = "courses"  # 必修课中合格、有效的门数
    STREAK_WEEKS = "streak_weeks"  # 不间断周数
    YEARS = "years"  # 在队年数


class MedalFacts(Protocol):
    """What a person has done so far. Units: minutes; duties that were credited; weeks in a row; whole years, if looked at."""

    @property
    def minutes_measured(self) -> int:
        """Service measured at both ends."""
        ...

    @property
    def patrols(self) -> int:
        """Duties that ended with credited time."""
        ...

    @property
    def nights(self) -> int:
        """Duties in the night."""
        ...

    @property
    def call_outs(self) -> int:
        """Call-outs answered with arrival."""
        ...

    @property
    def courses(self) -> int | None:
        """Of the courses required of the person, those whose pass holds; None where nobody looked."""
        ...

    @property
    def courses_required(self) -> int:
        """How many courses are required of the person."""
        ...

    @property
    def streak_weeks(self) -> int:
        """The most weeks in a row with a duty each."""
        ...

    @property
    def years(self) -> int | None:
        """Whole years since joining; None where nobody looked."""
        ...

    @property
    def joined_on(self) -> date | None:
        """Since when; None where nobody looked."""
        ...


class Done(msgspec.Struct, frozen=True):
    """What a person has done so far, counted."""

    minutes_measured: int = 0
    patrols: int = 0
    nights: int = 0
    call_outs: int = 0
    courses: int | None = None
    courses_required: int = 0
    streak_weeks: int = 0
    years: int | None = None
    joined_on: date | None = None


class MedalRule(msgspec.Struct, frozen=True):
    """A medal 勋章 and its ground, as data. `deed` completes the certificate's sentence; `art` names the drawing.

    `at_least` 0: as many as are required of the person, and at least one. `stays`: once given, a ground that ran out since
    takes nothing back.
    """

    medal: str
    title: str
    family: str
    fact: Fact
    at_least: int
    deed: str
    art: str
    stays: bool = False


class Progress(msgspec.Struct, frozen=True):
    """How far a person is on the way to the next medal of a family; `on` is the day it comes by itself, if it does."""

    rule: MedalRule
    have: int
    need: int
    on: date | None = None

    @property
    def missing(self) -> int:
        """What is still to be done, in the fact's unit."""
        return self.need - self.have


class Rack(msgspec.Struct, frozen=True):
    """A person's medals in one line: how many hold, and the highest star among them, 0 for none."""

    medals: int = 0
    star: int = 0


class Look(msgspec.Struct, frozen=True):
    """The last look at a person's medals: how many there were, and which medals are in doubt (by award)."""

    person_id: str
    looks: int = 0
    doubts: Mapping[str, str] = msgspec.field(default_factory=dict)


class Doubt(msgspec.Struct, frozen=True):
    """存疑: a medal whose ground is gone while its certificate is in somebody's hand; a person decides."""

    award_id: str
    person_id: str
    name: str
    volunteer_number: str
    unit_path: str
    medal: str
    title: str
    why: str
    at: datetime
