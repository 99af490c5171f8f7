"""Reads the course: six lessons 课, seven topics of questions 题, each question with its explanation and source."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LETTERS = "ABCDEFGH"
TRUE_FALSE = ("对", "错")


class Kind(StrEnum):
    """How a question is answered: 单选, 多选, 判断."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"


@dataclass(frozen=True, slots=True)
class Question:
    """A question 题. Shapes: `key` holds the places of the right options, from 0; difficulty 1 to 3."""

    question_id: str
    topic: str
    kind: Kind
    difficulty: int
    stem: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    explanation: str
    source: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the bank with its Chinese title."""

    topic: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson 课: its title is the first heading of its Markdown."""

    title: str
    minutes: int
    markdown: str


@dataclass(frozen=True, slots=True)
class Course:
    """A course 课程 and the quiz that ends it."""

    course_id: str
    title: str
    summary: str
    lessons: tuple[Lesson, ...]
    draw: int
    pass_mark: int
    time_limit_min: int
    valid_months: int
    quotas: dict[str, int]


# The order in which a new volunteer meets them.
TOPICS = ("law", "patrol", "first_aid", "fire", "mediation", "anti_fraud", "minors")


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def course() -> Course:
    """The course that a volunteer passes before the first patrol."""
    table = _toml(HERE / "course.toml")
    lessons = tuple(_lesson(row["file"], row["minutes"]) for row in table.pop("lessons"))
    return Course(**table, lessons=lessons)


def _lesson(file: str, minutes: int) -> Lesson:
    markdown = (HERE / "lessons" / file).read_text(encoding="utf-8")
    return Lesson(markdown.partition("\n")[0].removeprefix("# "), minutes, markdown)


@cache
def topics() -> tuple[Topic, ...]:
    """The whole bank by topic."""
    return tuple(_topic(topic) for topic in TOPICS)


def questions() -> tuple[Question, ...]:
    """Every question of the bank."""
    return tuple(question for topic in topics() for question in topic.questions)


def _topic(topic: str) -> Topic:
    table = _toml(HERE / "questions" / f"{topic}.toml")
    return Topic(topic, table["title"], tuple(_question(topic, row) for row in table["questions"]))


def _question(topic: str, row: dict[str, Any]) -> Question:
    kind = Kind(row["type"])
    options = TRUE_FALSE if kind is Kind.TRUE_FALSE else tuple(row["options"])
    marks = TRUE_FALSE if kind is Kind.TRUE_FALSE else LETTERS
    return Question(
        question_id=row["id"],
        topic=topic,
        kind=kind,
        difficulty=row["difficulty"],
        stem=row["stem"],
        options=options,
        key=tuple(marks.index(mark) for mark in row["key"]),
        explanation=row["explanation"],
        source=row["source"],
    )
