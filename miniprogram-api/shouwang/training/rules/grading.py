"""What an answer is worth. Exact fractions all the way; only the shown score is rounded, downwards."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from shouwang.training.models import Answer, Attempt, Drawn, Policy, Result


def as_options(drawn: Drawn, shown: Collection[int]) -> frozenset[int]:
    """The question's own options behind those chosen as shown."""
    return frozenset(drawn.order[place] for place in shown)


def mark(drawn: Drawn, chosen: Collection[int]) -> Fraction:
    """The mark of one answer, from 0 to 1; nothing chosen is 0. Source: domain-rules 4.1."""
    options, key = frozenset(chosen), frozenset(drawn.key)
    if not options:
        return Fraction(0)
    if drawn.policy is Policy.WEIGHTED:
        total = sum((Fraction(drawn.weights[option]).limit_denominator(10_000) for option in options), Fraction(0))
        return min(Fraction(1), max(Fraction(0), total))
    if drawn.policy is Policy.PARTIAL_NO_WRONG and options <= key:
        return Fraction(len(options), len(key))
    return Fraction(options == key)


def grade(attempt: Attempt, answers: Mapping[int, Answer], finished_at: datetime, *, expired: bool) -> Result:
    """The result of an attempt from the answers that were saved, by question number."""
    given = tuple(answers[n].chosen if n in answers else () for n in range(len(attempt.drawn)))
    marks = [mark(drawn, as_options(drawn, shown)) for drawn, shown in zip(attempt.drawn, given, strict=True)]
    percent = _percent(attempt.drawn, marks)
    return Result(
        score=int(percent),
        passed=percent >= attempt.pass_mark,
        marks=tuple(float(each) for each in marks),
        answers=given,
        finished_at=finished_at,
        expired=expired,
    )


def _percent(drawn: Sequence[Drawn], marks: Sequence[Fraction]) -> Fraction:
    reached = sum((each.points * got for each, got in zip(drawn, marks, strict=True)), Fraction(0))
    return 100 * reached / sum(each.points for each in drawn)
