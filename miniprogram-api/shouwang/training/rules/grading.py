"""What an answer is worth. Exact fractions all the way; only the shown score is rounded, downwards.

Source of the policies: domain-rules 4.1.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from msgspec.structs import replace

from shouwang.training.models import Answer, Attempt, Drawn, Policy, QuestionKind, Result

# What counts as a number: digits with at most one point; thousands may be set off by commas. Bounded, so that none is huge.
_NUMBER = re.compile(r"[+-]?(\d{1,30}|\d{1,3}(,\d{3}){1,9})?(\.\d{1,30})?(e[+-]?\d{1,2})?", re.IGNORECASE)
_FINEST = 10_000  # weights are told with at most four decimals


def as_options(drawn: Drawn, shown: Sequence[int]) -> tuple[int, ...]:
    """The question's own options behind places as shown, in the order given; -1 stays: nothing chosen there."""
    return tuple(drawn.order[place] if place >= 0 else -1 for place in shown)


def number(text: str) -> Decimal | None:
    """The number a text writes, full-width digits and thousands' commas too; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if not _NUMBER.fullmatch(plain) or not any(character.isdigit() for character in plain):
        return None
    return Decimal(plain.replace(",", ""))


def folded(text: str) -> str:
    """A text as it is compared: NFKC, trimmed, blanks as one, case folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def mark(drawn: Drawn, chosen: Sequence[int], text: str = "") -> Fraction:
    """The mark of one answer (the question's own options, or a text), from 0 to 1; none given is 0."""
    return _MARKS[drawn.kind](drawn, chosen, text)


def _choice(drawn: Drawn, chosen: Sequence[int], _: str) -> Fraction:
    options, key = frozenset(chosen), frozenset(drawn.key)
    if not options:
        return Fraction(0)
    if drawn.policy is Policy.WEIGHTED:
        total = sum((exact(drawn.weights[option]) for option in options), Fraction(0))
        return min(Fraction(1), max(Fraction(0), total))
    if options == key:
        return Fraction(1)
    if not options <= key:
        return Fraction(0)
    shares = {Policy.PARTIAL_NO_WRONG: Fraction(len(options), len(key)), Policy.HALF_NO_WRONG: Fraction(1, 2)}
    return shares.get(drawn.policy, Fraction(0))


def _number(drawn: Drawn, _: Sequence[int], text: str) -> Fraction:
    given = number(text)
    if given is None:
        return Fraction(0)
    shares = [
        exact(each.share)
        for each in drawn.accepted
        if abs(Fraction(given) - Fraction(each.text)) <= Fraction(each.tolerance)
    ]
    return max(shares, default=Fraction(0))


def _short_text(drawn: Drawn, _: Sequence[int], text: str) -> Fraction:
    given = folded(text)
    shares = [exact(each.share) for each in drawn.accepted if given and folded(each.text) == given]
    return max(shares, default=Fraction(0))


def _ordering(drawn: Drawn, chosen: Sequence[int], _: str) -> Fraction:
    if sorted(chosen) != sorted(drawn.key):
        return Fraction(0)
    if drawn.policy is not Policy.PAIRWISE:
        return Fraction(tuple(chosen) == tuple(drawn.key))
    place = {option: n for n, option in enumerate(chosen)}
    pairs = list(combinations(drawn.key, 2))
    return Fraction(sum(place[first] < place[second] for first, second in pairs), len(pairs))


def _matching(drawn: Drawn, chosen: Sequence[int], _: str) -> Fraction:
    if len(chosen) != len(drawn.key):
        return Fraction(0)
    right = sum(got == wanted for got, wanted in zip(chosen, drawn.key, strict=True))
    if drawn.policy is Policy.PARTIAL_NO_WRONG:
        return Fraction(right, len(drawn.key))
    return Fraction(right == len(drawn.key))


_MARKS: Mapping[QuestionKind, Callable[[Drawn, Sequence[int], str], Fraction]] = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.TRUE_FALSE: _choice,
    QuestionKind.NUMERIC: _number,
    QuestionKind.SHORT_TEXT: _short_text,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.MATCHING: _matching,
}


def grade(attempt: Attempt, answers: Mapping[int, Answer], finished_at: datetime, *, expired: bool) -> Result:
    """The result of an attempt from the answers that were saved, by question number."""
    given = tuple(answers[n].chosen if n in answers else () for n in range(len(attempt.drawn)))
    texts = tuple(answers[n].text if n in answers else "" for n in range(len(attempt.drawn)))
    millis = tuple(
        _millis(attempt, answers[n]) if n in answers and (answers[n].chosen or answers[n].text) else -1
        for n in range(len(attempt.drawn))
    )
    return replace(graded(attempt, given, texts, finished_at, expired=expired), millis=millis)


def _millis(attempt: Attempt, answer: Answer) -> int:
    """How long after the start an answer was last changed."""
    return int((answer.saved_at - attempt.started_at).total_seconds() * 1000)


def graded(
    attempt: Attempt, given: Sequence[tuple[int, ...]], texts: Sequence[str], finished_at: datetime, *, expired: bool
) -> Result:
    """The result of an attempt for answers as shown; also for an attempt whose key was corrected."""
    marks = [
        mark(drawn, as_options(drawn, shown), text)
        for drawn, shown, text in zip(attempt.drawn, given, texts, strict=True)
    ]
    percent = _percent(attempt.drawn, marks)
    return Result(
        score=int(percent),
        passed=percent >= attempt.pass_mark,
        marks=tuple(float(each) for each in marks),
        answers=tuple(given),
        finished_at=finished_at,
        expired=expired,
        texts=tuple(texts) if any(texts) else (),
    )


def _percent(drawn: Sequence[Drawn], marks: Sequence[Fraction]) -> Fraction:
    reached = sum((exact(each.points) * got for each, got in zip(drawn, marks, strict=True)), Fraction(0))
    return 100 * reached / sum(exact(each.points) for each in drawn)


def exact(told: float) -> Fraction:
    """A weight, share or points as the fraction it was told as."""
    return Fraction(told).limit_denominator(_FINEST)
