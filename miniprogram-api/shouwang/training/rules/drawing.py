"""Which questions an attempt gets, and in which order: chance for the person, and yet re-creatable from one secret.

Everything is sorted by HMAC(secret, attempt, what): nobody can foresee it, and it can always be shown again why it came so.
Source: domain-rules 4.1.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from shouwang.training.models import Drawn, Listed, Question, QuestionKind, Quiz


def draw(contents: Sequence[Listed], quiz: Quiz, secret: bytes, attempt_id: str) -> tuple[str, ...]:
    """The ids of the questions of an attempt, in the order shown: the quotas first, the rest from whatever is left."""
    shuffled = sorted(contents, key=lambda listed: _lot(secret, attempt_id, "draw", listed.question_id))
    chosen: list[str] = []
    for tag, quota in quiz.quotas.items():
        chosen += [listed.question_id for listed in shuffled if listed.tag == tag][:quota]
    left = [listed.question_id for listed in shuffled if listed.question_id not in chosen]
    chosen += left[: quiz.draw - len(chosen)]
    return tuple(sorted(chosen, key=lambda question_id: _lot(secret, attempt_id, "order", question_id)))


def freeze(questions: Iterable[Question], secret: bytes, attempt_id: str) -> tuple[Drawn, ...]:
    """The questions as this attempt keeps them, whatever becomes of the bank."""
    return tuple(_freeze(question, secret, attempt_id) for question in questions)


def _freeze(question: Question, secret: bytes, attempt_id: str) -> Drawn:
    return Drawn(
        question_id=question.question_id,
        kind=question.kind,
        order=_order(question, secret, attempt_id),
        key=question.key,
        policy=question.policy,
        points=question.points,
        weights=question.weights,
    )


def _order(question: Question, secret: bytes, attempt_id: str) -> tuple[int, ...]:
    """The options' order; 对 stays before 错, as everybody expects it."""
    options = range(len(question.options))
    if question.kind is QuestionKind.TRUE_FALSE:
        return tuple(options)
    return tuple(sorted(options, key=lambda option: _lot(secret, attempt_id, question.question_id, str(option))))


def _lot(secret: bytes, *words: str) -> bytes:
    return hmac.digest(secret, "\n".join(words).encode(), hashlib.sha256)
