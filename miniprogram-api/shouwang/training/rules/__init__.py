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
from shouwang.training.rules.banks import answer_of, check_bank, check_quiz, content_id, listed, question_faults
from shouwang.training.rules.drawing import draw, freeze
from shouwang.training.rules.grading import as_options, folded, grade, graded, mark, number
from shouwang.training.rules.merging import Doubled, Merged, merge

__all__ = [
    "GRACE",
    "AnswerRefused",
    "AttemptOver",
    "AttemptsUsedUp",
    "Doubled",
    "Merged",
    "NoSuchAttempt",
    "NoSuchCourse",
    "answer_of",
    "as_options",
    "check_bank",
    "check_quiz",
    "content_id",
    "draw",
    "finish",
    "folded",
    "freeze",
    "grade",
    "graded",
    "has_run_out",
    "listed",
    "mark",
    "merge",
    "number",
    "question_faults",
    "require_open",
    "require_own",
    "require_tryable",
    "save",
    "start",
    "valid_until",
]
