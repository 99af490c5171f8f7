"""Nouns of training 培训: courses and lessons, questions and banks, attempts, standings."""

from shouwang.training.models.attempts import Answer, Attempt, AttemptState, Drawn, Result, Standing, Try
from shouwang.training.models.courses import Counted, Course, CourseState, Lesson, Quiz, Quota
from shouwang.training.models.questions import CHOICES, WRITTEN, Accepted, Bank, Listed, Policy, Question, QuestionKind

__all__ = [
    "CHOICES",
    "WRITTEN",
    "Accepted",
    "Answer",
    "Attempt",
    "AttemptState",
    "Bank",
    "Counted",
    "Course",
    "CourseState",
    "Drawn",
    "Lesson",
    "Listed",
    "Policy",
    "Question",
    "QuestionKind",
    "Quiz",
    "Quota",
    "Result",
    "Standing",
    "Try",
]
