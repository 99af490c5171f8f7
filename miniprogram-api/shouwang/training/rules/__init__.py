"""Decisions of training: what is drawn, what an answer is worth, what an attempt allows. Pure."""

from shouwang.training.rules.attempts import (
    GRACE,
    AnswerRefused,
    AttemptOver,
    AttemptsUsedUp,
    NoSuchAttempt,
    NoSuchCourse,
    finish,
    has_run_out,
    require_open,
    require_own,
    require_tryable,
    save,
    start,
    valid_until,
)
from shouwang.training.rules.banks import check_bank, check_quiz
from shouwang.training.rules.drawing import draw, freeze
from shouwang.training.rules.grading import as_options, grade, mark

__all__ = [
    "GRACE",
    "AnswerRefused",
    "AttemptOver",
    "AttemptsUsedUp",
    "NoSuchAttempt",
    "NoSuchCourse",
    "as_options",
    "check_bank",
    "check_quiz",
    "draw",
    "finish",
    "freeze",
    "grade",
    "has_run_out",
    "mark",
    "require_open",
    "require_own",
    "require_tryable",
    "save",
    "start",
    "valid_until",
]
