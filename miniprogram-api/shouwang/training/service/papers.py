"""What a person is shown of an attempt: the paper while it is open, the result once it is graded.

A key or an explanation appears in `Review` only, and a `Review` is made of a graded attempt only.
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from shouwang.training.models import CHOICES, Accepted, Answer, Attempt, Drawn, Question, QuestionKind, Result, Standing


class ShownQuestion(msgspec.Struct, frozen=True):
    """题目 as the paper shows it: options in this attempt's order, what was chosen so far, no key."""

    n: int
    kind: QuestionKind
    stem: str
    options: tuple[str, ...]
    chosen: tuple[int, ...]
    revision: int
    text: str = ""
    prompts: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    option_pictures: tuple[str, ...] = ()
    points: float = 1


class Paper(msgspec.Struct, frozen=True):
    """答卷 while it is open. `now` is the server's clock, the only one that counts."""

    attempt_id: str
    course_id: str
    started_at: datetime
    deadline_at: datetime
    now: datetime
    questions: tuple[ShownQuestion, ...]


class Score(msgspec.Struct, frozen=True):
    """成绩: marks between 0 and 1 by question, in the paper's order."""

    attempt_id: str
    course_id: str
    score: int
    pass_mark: int
    passed: bool
    expired: bool
    finished_at: datetime
    valid_until: date | None
    marks: tuple[float, ...]


class ReviewedQuestion(msgspec.Struct, frozen=True):
    """题目 afterwards: what was chosen, what is right, and why."""

    n: int
    kind: QuestionKind
    stem: str
    options: tuple[str, ...]
    chosen: tuple[int, ...]
    right: tuple[int, ...]
    mark: float
    explanation: str
    source: str
    text: str = ""
    accepted: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    option_pictures: tuple[str, ...] = ()


class Review(msgspec.Struct, frozen=True):
    """成绩 with every question explained."""

    score: Score
    questions: tuple[ReviewedQuestion, ...]


class AttemptView(msgspec.Struct, frozen=True):
    """One of the two: the paper of an open attempt, or the review of a graded one."""

    paper: Paper | None = None
    review: Review | None = None


def paper(attempt: Attempt, questions: Mapping[str, Question], answers: Mapping[int, Answer], now: datetime) -> Paper:
    """The paper of an open attempt."""
    shown = tuple(
        _shown(n, drawn, questions[drawn.question_id], answers.get(n)) for n, drawn in enumerate(attempt.drawn)
    )
    return Paper(attempt.attempt_id, attempt.course_id, attempt.started_at, attempt.deadline_at, now, shown)


def _shown(n: int, drawn: Drawn, question: Question, answer: Answer | None) -> ShownQuestion:
    return ShownQuestion(
        n=n,
        kind=drawn.kind,
        stem=question.stem,
        options=_options(drawn, question),
        chosen=answer.chosen if answer else (),
        revision=answer.revision if answer else -1,
        text=answer.text if answer else "",
        prompts=question.prompts,
        pictures=question.pictures,
        option_pictures=_option_pictures(drawn, question),
        points=drawn.points,
    )


def score(attempt: Attempt, result: Result, standing: Standing) -> Score:
    """The score of a graded attempt."""
    return Score(
        attempt_id=attempt.attempt_id,
        course_id=attempt.course_id,
        score=result.score,
        pass_mark=attempt.pass_mark,
        passed=result.passed,
        expired=result.expired,
        finished_at=result.finished_at,
        valid_until=standing.valid_until,
        marks=result.marks,
    )


def review(attempt: Attempt, result: Result, standing: Standing, questions: Mapping[str, Question]) -> Review:
    """The score and every question explained."""
    lines = tuple(_reviewed(n, drawn, questions[drawn.question_id], result) for n, drawn in enumerate(attempt.drawn))
    return Review(score(attempt, result, standing), lines)


def _reviewed(n: int, drawn: Drawn, question: Question, result: Result) -> ReviewedQuestion:
    return ReviewedQuestion(
        n=n,
        kind=drawn.kind,
        stem=question.stem,
        options=_options(drawn, question),
        chosen=result.answers[n],
        right=_right(drawn),
        mark=result.marks[n],
        explanation=question.explanation,
        source=question.source,
        text=result.texts[n] if result.texts else "",
        accepted=tuple(_accepted(each) for each in drawn.accepted if each.share > 0),
        prompts=question.prompts,
        pictures=question.pictures,
        option_pictures=_option_pictures(drawn, question),
    )


def _right(drawn: Drawn) -> tuple[int, ...]:
    """The right options as shown; in their order where order is what was asked."""
    shown = tuple(drawn.order.index(option) for option in drawn.key)
    return tuple(sorted(shown)) if drawn.kind in CHOICES else shown


def _accepted(each: Accepted) -> str:
    return each.text if each.tolerance == "0" else f"{each.text}±{each.tolerance}"


def _option_pictures(drawn: Drawn, question: Question) -> tuple[str, ...]:
    return tuple(question.option_pictures[option] for option in drawn.order) if question.option_pictures else ()


def _options(drawn: Drawn, question: Question) -> tuple[str, ...]:
    return tuple(question.options[option] for option in drawn.order)
