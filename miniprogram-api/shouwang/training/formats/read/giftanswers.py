"""What stands between the braces of a GIFT question."""

import re
from collections.abc import Callable

from shouwang.training.formats.read.keeping import Kept
from shouwang.training.models import Accepted, Policy, QuestionKind

Show = Callable[[str], str]


class Refused(Exception):
    """What makes the text no question of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_PART = re.compile(r"([=~])\s*(?:%(-?\d{1,3}(?:\.\d{1,7})?)%)?([^=~]*)", re.DOTALL)
_VERDICT = re.compile(r"^\s*(T|TRUE|F|FALSE)\s*(?:#(.*))?$", re.IGNORECASE | re.DOTALL)


def answers(inside: str, kept: Kept, show: Show) -> None:
    """Add the answers to a question. Raises: Refused."""
    general, inside = _general(inside)
    kept.explanation = show(general)
    told = inside.strip()
    if not told:
        raise Refused("问答题（花括号是空的）不能自动判分，没有收")
    verdict = _VERDICT.match(told)
    if verdict:
        _verdict(verdict, kept, show)
    elif told.startswith("#"):
        _numeric(told[1:], kept, show)
    else:
        _parts(told, kept, show)


def _general(inside: str) -> tuple[str, str]:
    """General feedback after `####`, and the rest."""
    rest, mark, general = inside.partition("####")
    return (general.strip(), rest) if mark else ("", inside)


def _verdict(match: re.Match[str], kept: Kept, show: Show) -> None:
    kept.kind = QuestionKind.TRUE_FALSE
    kept.options = ["对", "错"]
    kept.key = (0,) if match.group(1)[0] in "Tt" else (1,)
    for words in (match.group(2) or "").split("#"):
        kept.tell(show(words))


def _numeric(told: str, kept: Kept, show: Show) -> None:
    kept.kind = QuestionKind.NUMERIC
    parts = _PART.findall(told) if told.strip().startswith(("=", "~")) else [("=", "", told)]
    for _, share, text in parts:
        value, _, feedback = text.partition("#")
        kept.tell(show(feedback))
        if value.strip() and (share == "" or float(share) > 0):
            kept.accepted.append(_number(value.strip(), float(share or 100) / 100))
    if not kept.accepted:
        raise Refused("数值题没有答案")


def _number(text: str, share: float) -> Accepted:
    """`3.14`, `3.14:0.01` (tolerance) or `3.13..3.15` (range), as written."""
    number = r"[+-]?\d{1,30}(?:\.\d{1,30})?"
    match = re.fullmatch(rf"({number})\s*(?:(?::|\ue005)\s*({number}))?", text)
    if match:
        return Accepted(match.group(1), match.group(2) or "0", share)
    between = re.fullmatch(rf"({number})\s*\.\.\s*({number})", text)
    if between:
        return between_(between.group(1), between.group(2), share)
    raise Refused(f"数值“{text[:20]}”看不懂")


def between_(low: str, high: str, share: float) -> Accepted:
    """A range as its middle and half its width, exactly."""
    from decimal import Decimal  # noqa: PLC0415 -- rarely

    first, last = Decimal(low), Decimal(high)
    if first > last:
        raise Refused(f"范围 {low}..{high} 颠倒了")
    return Accepted(format((first + last) / 2, "f"), format((last - first) / 2, "f"), share)


def _parts(told: str, kept: Kept, show: Show) -> None:
    parts = _PART.findall(told)
    if not parts or not told.startswith(("=", "~")):
        raise Refused("花括号里没有 = 或 ~ 开头的答案")
    if any("->" in text for mark, _, text in parts if mark == "="):
        _pairs([text for _, _, text in parts], kept, show)
        return
    read = [(mark, float(share) / 100 if share else None, *_feedback(text, show)) for mark, share, text in parts]
    for _, _, text, feedback in read:
        kept.tell(feedback, text)
    if any(mark == "~" for mark, *_ in read):
        _choice([(mark, share, text) for mark, share, text, _ in read], kept)
    else:
        kept.kind = QuestionKind.SHORT_TEXT
        kept.accepted = [Accepted(text, share=1.0 if share is None else share) for _, share, text, _ in read]


def _feedback(text: str, show: Show) -> tuple[str, str]:
    words, _, feedback = text.partition("#")
    return show(words), show(feedback)


def _choice(read: list[tuple[str, float | None, str]], kept: Kept) -> None:
    kept.options = [text for _, _, text in read]
    weights = [1.0 if mark == "=" and share is None else share or 0.0 for mark, share, _ in read]
    kept.key = tuple(place for place, weight in enumerate(weights) if weight > 0)
    if not kept.key:
        raise Refused("没有一个选项是对的")
    single = any(mark == "=" for mark, *_ in read)
    kept.kind = QuestionKind.SINGLE if single else QuestionKind.MULTIPLE
    kept.weigh(weights)


def _pairs(texts: list[str], kept: Kept, show: Show) -> None:
    kept.kind, kept.policy = QuestionKind.MATCHING, Policy.PARTIAL_NO_WRONG
    key = []
    for text in texts:
        left, arrow, right = text.partition("#")[0].partition("->")
        prompt, option = show(left), show(right)
        if not arrow or not option:
            raise Refused("配对题有一项没有写成 左 -> 右")
        if option not in kept.options:
            kept.options.append(option)
        if prompt:
            kept.prompts.append(prompt)
            key.append(kept.options.index(option))
    kept.key = tuple(key)
