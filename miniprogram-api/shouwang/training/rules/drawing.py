"""Which questions an attempt gets, and in which order: chance for the person, and yet re-creatable from one secret.

Everything is sorted by HMAC(secret, attempt, what): nobody can foresee it, and it can always be shown again why it came so.
Source: domain-rules 4.1.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from shouwang.training.models import Drawn, Listed, Question, QuestionKind, Quiz, Quota

# Kinds whose options keep their order: 对 stays before 错, as everybody expects it; where one writes there is none.
_IN_ORDER = frozenset({QuestionKind.TRUE_FALSE, QuestionKind.NUMERIC, QuestionKind.SHORT_TEXT})


def draw(contents: Sequence[Listed], quiz: Quiz, secret: bytes, attempt_id: str) -> tuple[str, ...]:
    """The ids of the questions of an attempt, in the order shown: the quotas first, the rest from whatever is left."""
    shuffled = sorted(contents, key=lambda listed: _lot(secret, attempt_id, "draw", listed.question_id))
    chosen = dict.fromkeys(fill(shuffled, quiz.quotas))
    for listed in shuffled:
        if len(chosen) >= quiz.draw:
            break
        chosen.setdefault(listed.question_id)
    return tuple(sorted(chosen, key=lambda question_id: _lot(secret, attempt_id, "order", question_id)))


def fill(shuffled: Sequence[Listed], quotas: Sequence[Quota]) -> tuple[str, ...]:
    """Questions for every place of the quotas, each once, as many places as can be filled at all.

    A question may suit several quotas: a place that finds all its questions taken asks the holder of one to take another
    (augmenting paths), so that a quota is only left short when no choice could fill it.
    """
    places = [quota for quota in quotas for _ in range(quota.count)]
    suits = {quota: [listed.question_id for listed in shuffled if quota.takes(listed)] for quota in set(quotas)}
    holder: dict[str, int] = {}

    def settle(place: int, asked: set[str]) -> bool:
        for question_id in suits[places[place]]:
            if question_id in asked:
                continue
            asked.add(question_id)
            if question_id not in holder or settle(holder[question_id], asked):
                holder[question_id] = place
                return True
        return False

    for place in range(len(places)):
        settle(place, set())
    return tuple(holder)


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
        accepted=question.accepted,
    )


def _order(question: Question, secret: bytes, attempt_id: str) -> tuple[int, ...]:
    options = range(len(question.options))
    if question.kind in _IN_ORDER:
        return tuple(options)
    return tuple(sorted(options, key=lambda option: _lot(secret, attempt_id, question.question_id, str(option))))


def _lot(secret: bytes, *words: str) -> bytes:
    return hmac.digest(secret, "\n".join(words).encode(), hashlib.sha256)
