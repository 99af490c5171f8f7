"""Tables of training and the mapping to its nouns."""

from shouwang.training.store.attempts import (
    Moved,
    NewerKept,
    answers,
    fetch_attempt,
    fetch_standing,
    graded,
    kept_standing,
    new_attempt,
    saved,
    standings,
    tries,
    unfinished,
)
from shouwang.training.store.banks import courses, fetch_course, keep_questions, kept_course, questions

__all__ = [
    "Moved",
    "NewerKept",
    "answers",
    "courses",
    "fetch_attempt",
    "fetch_course",
    "fetch_standing",
    "graded",
    "keep_questions",
    "kept_course",
    "kept_standing",
    "new_attempt",
    "questions",
    "saved",
    "standings",
    "tries",
    "unfinished",
]
