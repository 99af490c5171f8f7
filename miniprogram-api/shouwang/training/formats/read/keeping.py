"""A question as GIFT and Moodle XML tell it, on its way into a reading."""

from collections.abc import Sequence

import msgspec

from shouwang.training.formats.found import Found, Place, Reading
from shouwang.training.formats.read import letters
from shouwang.training.models import Accepted, Policy, Question, QuestionKind
from shouwang.training.rules import question_faults


class More(msgspec.Struct, omit_defaults=True):
    """What these formats have no place for; our own files say it beside the question."""

    source: str = ""
    difficulty: int = 1
    points: float = 1
    number: str = ""
    tags: list[str] = []
    kind: QuestionKind | None = None
    policy: Policy | None = None
    options: list[str] = []
    prompts: list[str] = []
    key: list[int] = []
    accepted: list[Accepted] = []
    pictures: list[str] = []
    option_pictures: list[str] = []


class Kept(msgspec.Struct):
    """A question while it is read."""

    place: Place
    kind: QuestionKind = QuestionKind.SINGLE
    stem: str = ""
    options: list[str] = msgspec.field(default_factory=list)
    key: tuple[int, ...] = ()
    explanation: str = ""
    tags: list[str] = msgspec.field(default_factory=list)
    policy: Policy = Policy.EXACT
    points: float = 1
    weights: tuple[float, ...] = ()
    prompts: list[str] = msgspec.field(default_factory=list)
    accepted: list[Accepted] = msgspec.field(default_factory=list)
    pictures: list[str] = msgspec.field(default_factory=list)
    option_pictures: list[str] = msgspec.field(default_factory=list)
    number: str = ""
    source: str = ""
    difficulty: int = 1

    def tell(self, feedback: str, about: str = "") -> None:
        """Add the feedback of an answer to the explanation."""
        if feedback.strip():
            line = f"{about}：{feedback.strip()}" if about else feedback.strip()
            self.explanation = "\n".join(filter(None, [self.explanation, line]))

    def weigh(self, weights: Sequence[float]) -> None:
        """Mark by these weights, unless they say no more than which options are right."""
        only_right = self.kind is QuestionKind.SINGLE and sorted(weights, reverse=True)[:2] == [1.0, 0.0]
        if only_right and min(weights) >= 0 and sum(weights) == 1:
            return
        self.policy, self.weights = Policy.WEIGHTED, tuple(weights)


def more_of(kept: Kept, told: object) -> None:
    """Add what one of our own files says beside a question; anything else is passed over."""
    try:
        more = msgspec.convert(told, More)
    except msgspec.ValidationError:
        return
    kept.source, kept.difficulty, kept.points = more.source, more.difficulty, more.points
    kept.number, kept.tags = more.number, list(more.tags)
    kept.pictures = kept.pictures or list(more.pictures)
    kept.option_pictures = kept.option_pictures or list(more.option_pictures)
    _settle_kind(kept, more)
    if more.policy:
        kept.policy = more.policy
        kept.weights = kept.weights if more.policy is Policy.WEIGHTED else ()


def _settle_kind(kept: Kept, more: More) -> None:
    if more.kind is QuestionKind.TRUE_FALSE and letters.is_verdicts(more.options):
        right = letters.verdict(kept.options[kept.key[0]])
        kept.options = list(more.options)
        kept.key = tuple(place for place, text in enumerate(more.options) if letters.verdict(text) is right)
    elif more.accepted:
        kept.kind, kept.accepted = QuestionKind.SHORT_TEXT, list(more.accepted)
        kept.options, kept.prompts, kept.key = [], [], ()
    elif more.prompts:
        kept.options, kept.prompts, kept.key = list(more.options), list(more.prompts), tuple(more.key)
    elif more.options and sorted(more.options) == sorted(kept.options):
        kept.key = tuple(more.options.index(kept.options[place]) for place in kept.key)
        kept.options = list(more.options)
    if more.kind is QuestionKind.ORDERING and kept.kind is QuestionKind.MATCHING:
        kept.prompts = []
    kept.kind = more.kind or kept.kind


def keep(kept: Kept, reading: Reading) -> None:
    """Add a question to a reading, or every fault of it."""
    has_pictures = any(kept.option_pictures)
    question = Question(
        question_id="",
        kind=kept.kind,
        stem=kept.stem,
        options=tuple(kept.options),
        key=kept.key,
        explanation=kept.explanation,
        source=kept.source,
        tags=tuple(dict.fromkeys(tag for tag in kept.tags if tag)),
        difficulty=kept.difficulty,
        policy=kept.policy,
        points=kept.points,
        weights=kept.weights,
        prompts=tuple(kept.prompts),
        accepted=tuple(kept.accepted),
        pictures=tuple(kept.pictures),
        option_pictures=tuple(kept.option_pictures) if has_pictures else (),
        number=kept.number,
    )
    faults = list(question_faults(question))
    for fault in faults:
        reading.fault(kept.place, fault.detail)
    if not faults:
        reading.found.append(Found(question, kept.place))
