"""Nouns of training 培训: courses and lessons, questions and banks, attempts, standings.

Units: `_s` seconds, `_min` minutes, scores and pass marks in percent. Shapes: options count from 0 everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"  # 单选
    MULTIPLE = "multiple"  # 多选
    TRUE_FALSE = "true-false"  # 判断


class Policy(StrEnum):
    """How a multiple choice is marked. Source: domain-rules 4.1."""

    EXACT = "exact"  # 全对才得分
    PARTIAL_NO_WRONG = "partial-no-wrong"  # 少选按比例，选错不得分
    WEIGHTED = "weighted"  # 按选项的权重相加


@dataclass(frozen=True, slots=True)
class Question:
    """题目: immutable once its bank is published. `weights` belong to the weighted policy, one for each option."""

    question_id: str
    kind: QuestionKind
    stem: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    explanation: str
    source: str
    tag: str = ""
    difficulty: int = 1
    policy: Policy = Policy.EXACT
    points: int = 1
    weights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """课: a text to read before the quiz, in Markdown."""

    title: str
    minutes: int
    markdown: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """考试设置. `quotas`: how many questions of each tag; what `draw` leaves over comes from any tag."""

    draw: int
    pass_mark: int = 80  # Source: domain-rules 4.1
    time_limit_s: int = 1800
    max_attempts: int = 3  # in a row without a pass, within `cool_down_s` of each other
    cool_down_s: int = 86_400
    quotas: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """A question as the bank's list of contents holds it: enough to draw it."""

    question_id: str
    tag: str
    difficulty: int


@dataclass(frozen=True, slots=True)
class Course:
    """课程. `bank` points to the version of its questions that new attempts draw from, `contents` lists them."""

    course_id: str
    title: str
    summary: str
    lessons: tuple[Lesson, ...]
    quiz: Quiz
    valid_months: int = 12
    bank: str = ""
    contents: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as one attempt froze it: which, in which order its options are shown, and how it will be marked.

    Shapes: `order[shown] = option`; `key` and `weights` in the question's own order.
    """

    question_id: str
    kind: QuestionKind
    order: tuple[int, ...]
    key: tuple[int, ...]
    policy: Policy
    points: int
    weights: tuple[float, ...] = ()


class AttemptState(StrEnum):
    """答卷 moves one way."""

    OPEN = "open"
    GRADED = "graded"


@dataclass(frozen=True, slots=True)
class Answer:
    """作答: the options chosen, as shown, of question `n`. `revision` grows with each change of mind on the phone."""

    n: int
    chosen: tuple[int, ...]
    revision: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """成绩: marks between 0 and 1 by question; `answers` are what was graded (as shown, empty for none)."""

    score: int
    passed: bool
    marks: tuple[float, ...]
    answers: tuple[tuple[int, ...], ...]
    finished_at: datetime
    expired: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a course: tries since the last pass, the open one, the first pass, the best score."""

    person_id: str
    course_id: str
    tries: int = 0
    open_attempt_id: str | None = None
    last_started_at: datetime | None = None
    best_score: int | None = None
    first_passed_at: datetime | None = None
    valid_until: date | None = None
    version: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether the pass counts on a day."""
        return self.valid_until is not None and day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Attempt:
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


@dataclass(frozen=True, slots=True)
class Try:
    """One line of a person's history in a course."""

    attempt_id: str
    started_at: datetime
    state: AttemptState
    result: Result | None
