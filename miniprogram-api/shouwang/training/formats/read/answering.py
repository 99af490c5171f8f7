"""What each kind of question makes of a draft's answer."""

import re
import unicodedata
from collections.abc import Callable, Mapping

import msgspec

from shouwang.training.formats.found import Column, Draft
from shouwang.training.formats.read import letters
from shouwang.training.models import Accepted, QuestionKind

_BLANK = re.compile(r"_{2,}|＿{2,}|[（(][\s　]*[）)]|【[\s　]*】")


class Refused(Exception):
    """One thing that makes the draft no question."""

    def __init__(self, column: Column, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


class Parts(msgspec.Struct):
    """What is known of a draft so far."""

    stem: str
    options: list[str]
    kind: QuestionKind | None
    accepted: tuple[Accepted, ...] = ()
    prompts: tuple[str, ...] = ()
    key: tuple[int, ...] = msgspec.field(default=())


def _answer_choice(draft: Draft, parts: Parts) -> None:
    if not parts.options:
        raise Refused(Column.OPTIONS, "没有选项")
    named, fault = letters.places(draft.answer, parts.options)
    if fault:
        raise Refused(Column.ANSWER, fault)
    if parts.kind is QuestionKind.SINGLE and len(named) > 1 and not draft.weights:
        raise Refused(Column.ANSWER, f"单选题写了 {len(named)} 个答案")
    parts.key = tuple(sorted(named))


def _answer_verdict(draft: Draft, parts: Parts) -> None:
    if parts.options and not letters.is_verdicts(parts.options):
        parts.kind = QuestionKind.SINGLE  # a choice of two others, such as 同意 and 不同意
        _answer_choice(draft, parts)
        return
    options = parts.options or ["对", "错"]
    told = letters.verdict(draft.answer)
    plain = letters.plain(draft.answer)
    if told is None and plain in {"A", "B"}:
        told = letters.verdict(options["AB".index(plain)])
    if told is None and plain in {"1", "0"}:
        told = plain == "1"
    if told is None:
        said = f"判断题的答案“{draft.answer.strip()[:20]}”看不懂，要写对或错"
        raise Refused(Column.ANSWER, said if plain else "没有答案")
    parts.options = options
    parts.key = (next(place for place, text in enumerate(options) if letters.verdict(text) is told),)


def _answer_text(draft: Draft, parts: Parts) -> None:
    between = r"\n" if draft.exact else r"\|\||[|｜\n]"
    told = [text.strip() for text in re.split(between, draft.answer) if text.strip()]
    if not told:
        raise Refused(Column.ANSWER, "没有答案")
    blanks = len(_BLANK.findall(parts.stem))
    if (
        not draft.exact
        and blanks > 1
        and blanks == len([text for text in re.split(r"[;；|｜、\n]+", draft.answer) if text.strip()])
    ):
        raise Refused(Column.ANSWER, f"一道题有 {blanks} 个空，请拆成 {blanks} 道题")
    parts.options = []
    parts.accepted = tuple(_accepted(text) for text in dict.fromkeys(told))


def _accepted(text: str) -> Accepted:
    share = re.fullmatch(r"%(\d{1,3}(?:\.\d+)?)%(.+)", text, re.DOTALL)  # our own spelling, from GIFT
    return Accepted(share.group(2), share=float(share.group(1)) / 100) if share else Accepted(text)


def _answer_number(draft: Draft, parts: Parts) -> None:
    parts.options = []
    parts.accepted = tuple(_number(text) for text in re.split(r"[|｜\n]+", draft.answer) if text.strip())
    if not parts.accepted:
        raise Refused(Column.ANSWER, "没有答案")


def _number(text: str) -> Accepted:
    found = _accepted(text.strip())
    value, _, tolerance = unicodedata.normalize("NFKC", found.text).replace("+-", "±").partition("±")
    if not re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", value.strip()):
        raise Refused(Column.ANSWER, f"数值题的答案“{text.strip()[:20]}”不是数字")
    return Accepted(value.strip(), tolerance.strip() or "0", found.share)


def _answer_order(draft: Draft, parts: Parts) -> None:
    named, fault = letters.places(draft.answer, parts.options)
    if fault:
        raise Refused(Column.ANSWER, fault)
    parts.key = named


def _answer_pairs(draft: Draft, parts: Parts) -> None:
    """Pairs as `A-C,B-A`: the left side's letter, then the right side's."""
    last = max((letter for letter, text in draft.prompts.items() if text.strip()), default="@")
    wanted = letters.LETTERS[: ord(last) - ord("@")]
    parts.prompts = tuple(draft.prompts.get(letter, "").strip() for letter in wanted)
    pairs = dict(re.findall(r"([A-Z])\s*[-→=:]+>?\s*([A-Z])", letters.plain(draft.answer)))
    if set(pairs) != set(wanted) or not all(letters.LETTERS.index(to) < len(parts.options) for to in pairs.values()):
        raise Refused(Column.ANSWER, "配对题的答案要写成 A-C,B-A，左边每一项都要有")
    parts.key = tuple(letters.LETTERS.index(pairs[letter]) for letter in wanted)


ANSWERS: Mapping[QuestionKind, Callable[[Draft, Parts], None]] = {
    QuestionKind.SINGLE: _answer_choice,
    QuestionKind.MULTIPLE: _answer_choice,
    QuestionKind.TRUE_FALSE: _answer_verdict,
    QuestionKind.NUMERIC: _answer_number,
    QuestionKind.SHORT_TEXT: _answer_text,
    QuestionKind.ORDERING: _answer_order,
    QuestionKind.MATCHING: _answer_pairs,
}
