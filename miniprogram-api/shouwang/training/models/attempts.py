"""Attempts 答卷, answers, results, standings. Units: scores in percent."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from shouwang.training.models.courses import Counted
from shouwang.training.models.questions import Accepted, Policy, QuestionKind


class Drawn(msgspec.Struct, frozen=True):
    """A question as one attempt froze it: which, in which order its options are shown, and how it will be marked.

    Shapes: `order[shown] = option`; `key` and `weights` in the question's own order.
    """

    question_id: str
    kind: QuestionKind
    order: tuple[int, ...]
    key: tuple[int, ...]
    policy: Policy
    points: float
    weights: tuple[float, ...] = ()
    accepted: tuple[Accepted, ...] = ()


class AttemptState(StrEnum):
    """答卷 moves one way."""

    OPEN = "open"
    GRADED = "graded"


class Answer(msgspec.Struct, frozen=True):
    """作答 to question `n`: places of options as shown, or a text. `revision` grows with each change on the phone.

    Shapes: an ordering's places in the order given; a matching's one for each prompt, -1 where none is chosen.
    """

    n: int
    chosen: tuple[int, ...]
    revision: int
    saved_at: datetime
    text: str = ""


class Result(msgspec.Struct, frozen=True):
    """成绩: marks between 0 and 1 by question; `answers` are what was graded (as shown, empty for none)."""

    score: int
    passed: bool
    marks: tuple[float, ...]
    answers: tuple[tuple[int, ...], ...]
    finished_at: datetime
    expired: bool
    texts: tuple[str, ...] = ()
    millis: tuple[int, ...] = ()  # after the start, when each was last changed; -1 where nothing was


class Standing(msgspec.Struct, frozen=True):
    """Where a person stands in a course: tries since the last pass, the open one, the first pass, the best score."""

    person_id: str
    course_id: str
    tries: int = 0
    open_attempt_id: str | None = None
    last_started_at: datetime | None = None
    best_score: int | None = None
    counted_score: int | None = None
    first_passed_at: datetime | None = None
    valid_until: date | None = None
    version: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether the pass counts on a day."""
        return self.valid_until is not None and day <= self.valid_until


class Attempt(msgspec.Struct, frozen=True):
    """答卷: one try at a course's quiz, with everything that decides it frozen at its start.

    `standing` is the person's as this attempt left it; only this attempt can move it while it is open.
    `saves` counts answers saved, so that none slips in between reading them and grading.
    """

    attempt_id: str
    person_id: str
    course_id: str
    bank: str
    drawn: tuple[Drawn, ...]
    pass_mark: int
    valid_months: int
    started_at: datetime
    deadline_at: datetime
    standing: Standing
    state: AttemptState = AttemptState.OPEN
    saves: int = 0
    result: Result | None = None
    counted: Counted = Counted.BEST
    title: str = ""  # of the course


class Try(msgspec.Struct, frozen=True):
    """One line of a person's history in a course."""

    attempt_id: str
    started_at: datetime
    state: AttemptState
    result: Result | None
