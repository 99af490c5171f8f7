"""What is known of a question from everybody's answers, and of attempts that look hurried."""

from datetime import datetime

import msgspec


class Tally(msgspec.Struct, frozen=True):
    """Answers to one question. Shapes: `pairs` are (points got, points of the rest of the attempt, how often), the points
    as exact fractions in words (`3/2`); `chosen` counts each of the question's own options, `blank` those who left it."""

    pairs: tuple[tuple[str, str, int], ...] = ()
    chosen: tuple[tuple[int, int], ...] = ()
    blank: int = 0
    version: int = 0


class OptionShare(msgspec.Struct, frozen=True):
    """How often an option was chosen, and whether it is right."""

    option: int
    chosen: int
    right: bool


class ItemStatistics(msgspec.Struct, frozen=True):
    """题目统计. Units: facility and sd as shares of the points, discrimination and efficiency in percent; None: unknowable."""

    question_id: str
    answers: int
    facility: float | None
    sd: float | None
    discrimination: float | None
    efficiency: float | None
    options: tuple[OptionShare, ...]
    flags: tuple[str, ...]


class Noticed(msgspec.Struct, frozen=True):
    """An attempt that looks hurried, for the trainer to see and no more."""

    attempt_id: str
    course_id: str
    person_id: str
    unit_path: str
    name: str
    score: int
    at: datetime
    reasons: tuple[str, ...]
