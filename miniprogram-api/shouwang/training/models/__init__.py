"""Nouns of training 培训: courses and lessons, questions and banks, attempts, standings."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.training.models.attempts import Answer, Attempt, AttemptState, Drawn, Result, Standing, Try
    from shouwang.training.models.classes import Attendance, OfflineClass
    from shouwang.training.models.courses import (
        Counted,
        Course,
        CourseState,
        FileKind,
        Learner,
        Lesson,
        LessonFile,
        Quiz,
        Quota,
        RequiredSet,
    )
    from shouwang.training.models.questions import (
        CHOICES,
        WRITTEN,
        Accepted,
        Bank,
        Listed,
        Policy,
        Question,
        QuestionKind,
    )
    from shouwang.training.models.statistics import ItemStatistics, Noticed, OptionShare, Tally

__all__ = [
    "CHOICES",
    "WRITTEN",
    "Accepted",
    "Answer",
    "Attempt",
    "AttemptState",
    "Attendance",
    "Bank",
    "Counted",
    "Course",
    "CourseState",
    "Drawn",
    "FileKind",
    "ItemStatistics",
    "Learner",
    "Lesson",
    "LessonFile",
    "Listed",
    "Noticed",
    "OfflineClass",
    "OptionShare",
    "Policy",
    "Question",
    "QuestionKind",
    "Quiz",
    "Quota",
    "RequiredSet",
    "Result",
    "Standing",
    "Tally",
    "Try",
]
__getattr__ = front(__name__)
