"""A short course that many have taken, so that its questions have statistics, and an older one that is given no longer."""

from dataclasses import replace
from typing import Any

from shouwang.training.models import Course, Lesson, Question, Quiz
from shouwang_local.force.course.in_training import first_course
from shouwang_local.seed.life.cast import squads
from shouwang_local.seed.life.telling import Telling

COURSE, OLD_COURSE = "first-aid-refresher", "first-aid-2024"
TAKERS = 32  # statistics are told from 30 answers on
_QUESTIONS = 6
_HARDNESS = (0, 1, 2, 3, 5, 6)  # of each question; who is abler than that knows it
_LEVELS = 8
_TEXT = "# 先看现场，再看人\n\n到场先看有没有危险，再叫、再摸、再打 120。不会的不做，做了的说清楚。\n"
_LESSON = Lesson("先看现场，再看人", 5, _TEXT)


def tell(telling: Telling) -> None:
    """The whole chapter."""
    questions = _questions()
    quiz = Quiz(draw=_QUESTIONS, pass_mark=60, time_limit_s=600)
    telling.back(days=60)
    old = Course(OLD_COURSE, "急救复训（2024 版）", "换成新版了", (_LESSON,), quiz, valid_months=12)
    telling.told.courses.publish(old, questions, by="demo force")
    telling.back(days=20)
    telling.told.courses.retire(telling.actor("trainer-1"), OLD_COURSE)
    telling.told.courses.publish(
        replace(old, course_id=COURSE, title="急救复训", summary="每年一次，十分钟"), questions, by="demo force"
    )
    people = [member.number for squad in squads(telling.at).values() for member in squad.people[2:4]]
    for n, number in enumerate(people[:TAKERS]):
        telling.back(days=15, minutes=-n)
        _take(telling, number, n % _LEVELS, questions)


def _questions() -> tuple[Question, ...]:
    """Six questions of the first course about first aid, which begin a bank of their own."""
    _, every = first_course()
    return tuple(question for question in every if "first_aid" in question.tags)[:_QUESTIONS]


def _take(telling: Telling, number: str, level: int, questions: tuple[Question, ...]) -> None:
    """One person's paper, as well as they know it."""
    hardness = {question.stem: _HARDNESS[n] for n, question in enumerate(questions)}
    known = {question.stem: question for question in questions}
    paper = telling.post(number, f"/v1/courses/{COURSE}/attempts")
    path = f"/v1/attempts/{paper['attempt_id']}"
    for shown in paper["questions"]:
        right = _right(known[shown["stem"]], shown)
        missed = [next(place for place in range(len(shown["options"])) if place not in right)]
        chosen = right if level >= hardness[shown["stem"]] else missed
        telling.ask(number, "PUT", f"{path}/answers/{shown['n']}", {"chosen": chosen, "revision": 0})
    telling.post(number, f"{path}/submit")


def _right(question: Question, shown: dict[str, Any]) -> list[int]:
    """The places of the right options as this paper shows them."""
    return sorted(shown["options"].index(question.options[place]) for place in question.key)
