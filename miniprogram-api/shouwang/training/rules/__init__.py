"""Decisions of training: what is drawn, what an answer is worth, what an attempt allows. Pure."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.training.rules.attempts import (
        GRACE,
        AnswerRefused,
        AttemptOver,
        AttemptsUsedUp,
        NoSuchAttempt,
        NoSuchCourse,
        NoSuchLesson,
        attended,
        finish,
        has_run_out,
        passed,
        require_open,
        require_own,
        require_tryable,
        save,
        start,
        valid_until,
    )
    from shouwang.training.rules.banks import (
        answer_of,
        answer_words,
        check_bank,
        check_quiz,
        content_id,
        listed,
        question_faults,
    )
    from shouwang.training.rules.classes import (
        CLASS_CODE_S,
        CodeWrong,
        NoSuchClass,
        NotInSession,
        class_code,
        require_code,
        require_held,
    )
    from shouwang.training.rules.courses import (
        COURSE_ID,
        TRAINERS,
        CourseRetired,
        FirstOthers,
        NoQuizHere,
        check_course,
        must_take,
        require_startable,
        required_of,
        required_set,
    )
    from shouwang.training.rules.drawing import draw, freeze
    from shouwang.training.rules.grading import as_options, folded, grade, graded, mark, number
    from shouwang.training.rules.hurry import click_order, hurried
    from shouwang.training.rules.merging import Doubled, Merged, merge
    from shouwang.training.rules.regrading import Regraded, corrected, regrade, restanding
    from shouwang.training.rules.statistics import Contribution, contributions, counted, item_statistics, joined

__all__ = [
    "CLASS_CODE_S",
    "COURSE_ID",
    "GRACE",
    "TRAINERS",
    "AnswerRefused",
    "AttemptOver",
    "AttemptsUsedUp",
    "CodeWrong",
    "Contribution",
    "CourseRetired",
    "Doubled",
    "FirstOthers",
    "Merged",
    "NoQuizHere",
    "NoSuchAttempt",
    "NoSuchClass",
    "NoSuchCourse",
    "NoSuchLesson",
    "NotInSession",
    "Regraded",
    "answer_of",
    "answer_words",
    "as_options",
    "attended",
    "check_bank",
    "check_course",
    "check_quiz",
    "class_code",
    "click_order",
    "content_id",
    "contributions",
    "corrected",
    "counted",
    "draw",
    "finish",
    "folded",
    "freeze",
    "grade",
    "graded",
    "has_run_out",
    "hurried",
    "item_statistics",
    "joined",
    "listed",
    "mark",
    "merge",
    "must_take",
    "number",
    "passed",
    "question_faults",
    "regrade",
    "require_code",
    "require_held",
    "require_open",
    "require_own",
    "require_startable",
    "require_tryable",
    "required_of",
    "required_set",
    "restanding",
    "save",
    "start",
    "valid_until",
]
__getattr__ = front(__name__)
