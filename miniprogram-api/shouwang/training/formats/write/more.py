"""What a form has no place for, as JSON beside the question, which other readers pass over."""

import json
from typing import Any

import msgspec

from shouwang.training.models import Question, QuestionKind

_ORDERED = (QuestionKind.ORDERING, QuestionKind.MATCHING, QuestionKind.TRUE_FALSE)


def more(question: Question) -> str:
    """One line of JSON; reading it back with the question gives the same question."""
    arrow = question.kind is QuestionKind.SHORT_TEXT and any("->" in each.text for each in question.accepted)
    arrow = arrow or (question.kind is QuestionKind.MATCHING and "->" in "".join(question.prompts))
    told: dict[str, Any] = {
        "source": question.source,
        "difficulty": question.difficulty,
        "points": question.points,
        "number": question.number,
        "tags": list(question.tags),
        "kind": question.kind,
        "policy": question.policy,
        "options": list(question.options) if question.kind in _ORDERED else [],
        "prompts": list(question.prompts) if arrow else [],
        "key": list(question.key) if arrow else [],
        "accepted": [msgspec.structs.asdict(each) for each in question.accepted] if arrow else [],
        "pictures": list(question.pictures),
        "option_pictures": list(question.option_pictures),
    }
    return json.dumps({name: value for name, value in told.items() if value not in ("", [])}, ensure_ascii=False)
