"""Attempts that look hurried. Shown to the trainer, never held against anybody by itself."""

import hashlib
from collections.abc import Iterator

from shouwang.training.models import Attempt, Result
from shouwang.training.rules.grading import as_options

FEWEST = 10  # answers: fewer say nothing
# Thirty questions in twenty seconds: nobody reads that fast. Units: milliseconds an answer.
TOO_FAST_MS = 20_000 / 30


def hurried(result: Result) -> Iterator[str]:
    """Why an attempt looks hurried, in words."""
    answered = [millis for millis in result.millis if millis >= 0]
    if len(answered) >= FEWEST and max(answered) <= TOO_FAST_MS * len(answered):
        yield f"{len(answered)} 道题只用了 {max(answered) / 1000:.0f} 秒"


def click_order(attempt: Attempt, result: Result) -> str | None:
    """A name for the questions and options an attempt chose, in the order of the clicks; None for too few.

    Each paper has its questions and options in an order of its own, so that two people cannot come to the same by chance.
    """
    clicks = [
        (millis, drawn.question_id, as_options(drawn, shown))
        for drawn, shown, millis in zip(attempt.drawn, result.answers, result.millis or (), strict=False)
        if millis >= 0
    ]
    if len(clicks) < FEWEST:
        return None
    told = "\n".join(f"{question_id}:{options}" for _, question_id, options in sorted(clicks))
    return hashlib.sha256(told.encode()).hexdigest()[:32]
