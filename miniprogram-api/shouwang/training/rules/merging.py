"""What becomes of the questions of a file: new, the same as before, or the same question with another answer."""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from shouwang.training.models import Question
from shouwang.training.rules.banks import answer_of, content_id


class Doubled(msgspec.Struct, frozen=True):
    """A question that was there before: which of those handed in, and which other one; None for one of the bank."""

    place: int
    of_place: int | None
    contradicts: bool


class Merged(msgspec.Struct):
    """The bank as it would be: questions by id, those handed in that are new, and those that were there before."""

    questions: dict[str, Question] = msgspec.field(default_factory=dict)
    fresh: list[int] = msgspec.field(default_factory=list)
    doubled: list[Doubled] = msgspec.field(default_factory=list)


def merge(handed_in: Iterable[Question], before: Mapping[str, Question]) -> Merged:
    """Questions joined to a bank. Each gets the id of what it asks; the same twice is kept once.

    A question that asks the same and answers otherwise contradicts the first one and is not taken, whatever the reason.
    """
    merged = Merged(questions=dict(before))
    asked = {content_id(question): question_id for question_id, question in before.items()}
    places: dict[str, int] = {}
    for place, question in enumerate(handed_in):
        content = content_id(question)
        if content not in asked:
            asked[content], places[content] = content, place
            merged.questions[content] = replace(question, question_id=content)
            merged.fresh.append(place)
            continue
        other = merged.questions[asked[content]]
        contradicts = answer_of(other) != answer_of(question)
        merged.doubled.append(Doubled(place, places.get(content), contradicts))
    return merged
