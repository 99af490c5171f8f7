"""A bank as GIFT; what GIFT has no place for stands in a comment before each question."""

import re
from collections.abc import Callable, Mapping, Sequence

from shouwang.training.formats.read.letters import says_right
from shouwang.training.formats.write.more import more
from shouwang.training.models import Accepted, Policy, Question, QuestionKind


def write_gift(questions: Sequence[Question]) -> bytes:
    """The file, in UTF-8."""
    return "\n\n".join(_question(question) for question in questions).encode() + b"\n"


def _question(question: Question) -> str:
    explanation = f" ####{_escape(question.explanation)}" if question.explanation else ""
    told = more(question)
    return f"// shouwang {told}\n{_escape(question.stem)} {{{_ANSWERS[question.kind](question)}{explanation}}}"


def _choice(question: Question) -> str:
    shares = _shares(question)
    parts = []
    for place, text in enumerate(question.options):
        mark = "=" if question.kind is QuestionKind.SINGLE and place == _best(question) else "~"
        share = "" if mark == "=" and shares[place] == 1 else _percent(shares[place])
        parts.append(f"{mark}{share}{_escape(text)}")
    return "\n".join(["", *parts, ""])


def _best(question: Question) -> int:
    """The option that bears the `=`, so that a choice of one stays one."""
    shares = _shares(question)
    return max(range(len(shares)), key=lambda place: shares[place])


def _shares(question: Question) -> Sequence[float]:
    if question.policy is Policy.WEIGHTED:
        return question.weights
    return [1 / len(question.key) if place in question.key else 0 for place in range(len(question.options))]


def _percent(share: float) -> str:
    return f"%{share * 100:.7g}%" if share else ""


def _verdict(question: Question) -> str:
    return "TRUE" if says_right(question) else "FALSE"


def _number(question: Question) -> str:
    return "#" + "".join(f"\n={_share(each)}{each.text}:{each.tolerance}" for each in question.accepted) + "\n"


def _short(question: Question) -> str:
    return "".join(f"={_share(each)}{_escape(each.text)} " for each in question.accepted)


def _share(each: Accepted) -> str:
    return "" if each.share == 1 else _percent(each.share) or "%0%"


def _pairs(question: Question) -> str:
    used = [question.options[place] for place in question.key]
    pairs = list(zip(question.prompts, used, strict=True))
    pairs += [("", text) for text in question.options if text not in used]
    return "\n".join(["", *(f"={_escape(left)} -> {_escape(right)}" for left, right in pairs), ""])


def _order(question: Question) -> str:
    """GIFT has no ordering: as pairs of a place and what stands there; the comment says what it is."""
    return "\n".join(
        ["", *(f"={n} -> {_escape(question.options[place])}" for n, place in enumerate(question.key, 1)), ""]
    )


_ANSWERS: Mapping[QuestionKind, Callable[[Question], str]] = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.TRUE_FALSE: _verdict,
    QuestionKind.NUMERIC: _number,
    QuestionKind.SHORT_TEXT: _short,
    QuestionKind.MATCHING: _pairs,
    QuestionKind.ORDERING: _order,
}


def _escape(text: str) -> str:
    """Text with every mark of the format escaped; line breaks as `\\n`, so that none ends the question."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", text).replace("\n", "\\n")
