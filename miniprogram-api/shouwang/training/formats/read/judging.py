"""From a draft, all text, to a question: the same judgement for tables and for texts."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shouwang.training.formats.found import Column, Draft, Found, Place, Reading
from shouwang.training.formats.read import letters
from shouwang.training.formats.read.options import labelled_options, split_block, without_own_letters
from shouwang.training.formats.read.words import (
    UNSUPPORTED,
    kind_of,
    leaves_kind_open,
    policy_of,
    read_difficulty,
    read_points,
)
from shouwang.training.models import Accepted, Policy, Question, QuestionKind
from shouwang.training.rules import question_faults

_BLANK = re.compile(r"_{2,}|＿{2,}|[（(][\s　]*[）)]|【[\s　]*】")
_OURS = re.compile(r"[0-9a-f]{32}\.(png|jpg|gif|webp)")
_WHERE: Mapping[str, Column] = {
    "/stem": Column.STEM,
    "/options": Column.OPTIONS,
    "/prompts": Column.OPTIONS,
    "/key": Column.ANSWER,
    "/accepted": Column.ANSWER,
    "/explanation": Column.EXPLANATION,
    "/points": Column.POINTS,
    "/difficulty": Column.DIFFICULTY,
    "/policy": Column.POLICY,
    "/weights": Column.WEIGHTS,
}


class _Refused(Exception):
    """One thing that makes the draft no question."""

    def __init__(self, column: Column, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(slots=True)
class _Parts:
    """What is known of a draft so far."""

    stem: str
    options: list[str]
    kind: QuestionKind | None
    accepted: tuple[Accepted, ...] = ()
    prompts: tuple[str, ...] = ()
    key: tuple[int, ...] = field(default=())


def judge(draft: Draft, reading: Reading) -> None:
    """Add the question of a draft to a reading, or every fault of it by its place."""
    try:
        question = _question(draft, reading)
    except _Refused as refused:
        reading.fault(_place(draft, refused.column), refused.reason)
        return
    faults = list(question_faults(question))
    for fault in faults:
        reading.fault(_place(draft, _WHERE.get(fault.pointer, Column.STEM)), fault.detail)
    if not faults:
        reading.found.append(Found(question, draft.place))


def _question(draft: Draft, reading: Reading) -> Question:
    parts = _Parts(draft.stem.strip(), _options(draft), _kind(draft))
    if not parts.stem:
        raise _Refused(Column.STEM, "没有题干")
    _take_options_from_stem(draft, parts)
    parts.kind = parts.kind or _guess(draft, parts)
    _ANSWERS[parts.kind](draft, parts)
    points = read_points(draft.points)
    if points is None:
        raise _Refused(Column.POINTS, f"分值“{draft.points.strip()[:20]}”看不懂")
    policy, weights = _marking(draft)
    return Question(
        question_id="",
        kind=parts.kind,
        stem=parts.stem,
        options=tuple(parts.options),
        key=parts.key,
        explanation=draft.explanation.strip(),
        source=draft.source.strip(),
        tags=tuple(dict.fromkeys(tag.strip() for tag in draft.tags if tag.strip())),
        difficulty=_difficulty(draft, reading),
        policy=policy,
        points=points,
        weights=weights,
        prompts=parts.prompts,
        accepted=parts.accepted,
        pictures=_pictures(draft, reading),
        option_pictures=_option_pictures(draft, parts.options),
        number=draft.number.strip(),
    )


def _kind(draft: Draft) -> QuestionKind | None:
    """The kind a draft says it is of; None if it does not say. Raises: _Refused."""
    word = draft.kind.strip()
    kind = kind_of(word) if word else kind_of(draft.usual_kind)
    if kind == UNSUPPORTED:
        raise _Refused(Column.KIND, f"{(word or draft.usual_kind)[:20]}不能自动判分，没有收")
    if kind is None and word and not leaves_kind_open(word):
        raise _Refused(Column.KIND, f"题型“{word[:20]}”不认识")
    return kind if isinstance(kind, QuestionKind) else None


def _options(draft: Draft) -> list[str]:
    told = {letter: text.strip() for letter, text in draft.options.items()}
    last = max((letter for letter, text in told.items() if text), default="")
    wanted = letters.LETTERS[: letters.LETTERS.index(last) + 1] if last else ""
    empty = [letter for letter in wanted if not told.get(letter)]
    if empty:
        raise _Refused(Column.OPTIONS, f"选项 {'、'.join(empty)} 是空的，后面的却有内容")
    if wanted:
        texts = [told[letter] for letter in wanted]
        return texts if draft.exact else without_own_letters(texts)
    if not draft.block.strip():
        return []
    options = split_block(draft.block)
    if not options:
        raise _Refused(Column.OPTIONS, f"选项分不开：{draft.block.strip()[:20]}")
    return options


def _take_options_from_stem(draft: Draft, parts: _Parts) -> None:
    """Options that stand in the stem's own cell, where no column holds any and the answer is letters."""
    if parts.options or not re.fullmatch(r"[A-Z、,，\s]{1,30}", letters.plain(draft.answer)):
        return
    together = labelled_options(parts.stem)
    if together and together[0]:
        parts.stem, parts.options = together


def _guess(draft: Draft, parts: _Parts) -> QuestionKind:
    """The kind of a draft that does not say: by its options and its answer."""
    if letters.is_verdicts(parts.options):
        return QuestionKind.TRUE_FALSE
    if parts.options:
        named, fault = letters.places(draft.answer, parts.options)
        if fault:
            raise _Refused(Column.ANSWER, fault)
        return QuestionKind.MULTIPLE if len(named) > 1 else QuestionKind.SINGLE
    if letters.verdict(draft.answer) is not None:
        return QuestionKind.TRUE_FALSE
    if not draft.answer.strip():
        raise _Refused(Column.ANSWER, "没有选项，也没有答案")
    if re.fullmatch(r"[A-Z]{1,8}", letters.plain(draft.answer)):
        raise _Refused(Column.OPTIONS, "答案是字母，却没有选项")
    return QuestionKind.SHORT_TEXT


def _answer_choice(draft: Draft, parts: _Parts) -> None:
    if not parts.options:
        raise _Refused(Column.OPTIONS, "没有选项")
    named, fault = letters.places(draft.answer, parts.options)
    if fault:
        raise _Refused(Column.ANSWER, fault)
    if parts.kind is QuestionKind.SINGLE and len(named) > 1 and not draft.weights:
        raise _Refused(Column.ANSWER, f"单选题写了 {len(named)} 个答案")
    parts.key = tuple(sorted(named))


def _answer_verdict(draft: Draft, parts: _Parts) -> None:
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
        raise _Refused(Column.ANSWER, said if plain else "没有答案")
    parts.options = options
    parts.key = (next(place for place, text in enumerate(options) if letters.verdict(text) is told),)


def _answer_text(draft: Draft, parts: _Parts) -> None:
    between = r"\n" if draft.exact else r"\|\||[|｜\n]"
    told = [text.strip() for text in re.split(between, draft.answer) if text.strip()]
    if not told:
        raise _Refused(Column.ANSWER, "没有答案")
    blanks = len(_BLANK.findall(parts.stem))
    if (
        not draft.exact
        and blanks > 1
        and blanks == len([text for text in re.split(r"[;；|｜、\n]+", draft.answer) if text.strip()])
    ):
        raise _Refused(Column.ANSWER, f"一道题有 {blanks} 个空，请拆成 {blanks} 道题")
    parts.options = []
    parts.accepted = tuple(_accepted(text) for text in dict.fromkeys(told))


def _accepted(text: str) -> Accepted:
    share = re.fullmatch(r"%(\d{1,3}(?:\.\d+)?)%(.+)", text, re.DOTALL)  # our own spelling, from GIFT
    return Accepted(share.group(2), share=float(share.group(1)) / 100) if share else Accepted(text)


def _answer_number(draft: Draft, parts: _Parts) -> None:
    parts.options = []
    parts.accepted = tuple(_number(text) for text in re.split(r"[|｜\n]+", draft.answer) if text.strip())
    if not parts.accepted:
        raise _Refused(Column.ANSWER, "没有答案")


def _number(text: str) -> Accepted:
    found = _accepted(text.strip())
    value, _, tolerance = unicodedata.normalize("NFKC", found.text).replace("+-", "±").partition("±")
    if not re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", value.strip()):
        raise _Refused(Column.ANSWER, f"数值题的答案“{text.strip()[:20]}”不是数字")
    return Accepted(value.strip(), tolerance.strip() or "0", found.share)


def _answer_order(draft: Draft, parts: _Parts) -> None:
    named, fault = letters.places(draft.answer, parts.options)
    if fault:
        raise _Refused(Column.ANSWER, fault)
    parts.key = named


def _answer_pairs(draft: Draft, parts: _Parts) -> None:
    """Pairs as `A-C,B-A`: the left side's letter, then the right side's."""
    last = max((letter for letter, text in draft.prompts.items() if text.strip()), default="@")
    wanted = letters.LETTERS[: ord(last) - ord("@")]
    parts.prompts = tuple(draft.prompts.get(letter, "").strip() for letter in wanted)
    pairs = dict(re.findall(r"([A-Z])\s*[-→=:]+>?\s*([A-Z])", letters.plain(draft.answer)))
    if set(pairs) != set(wanted) or not all(letters.LETTERS.index(to) < len(parts.options) for to in pairs.values()):
        raise _Refused(Column.ANSWER, "配对题的答案要写成 A-C,B-A，左边每一项都要有")
    parts.key = tuple(letters.LETTERS.index(pairs[letter]) for letter in wanted)


_ANSWERS: Mapping[QuestionKind, Callable[[Draft, _Parts], None]] = {
    QuestionKind.SINGLE: _answer_choice,
    QuestionKind.MULTIPLE: _answer_choice,
    QuestionKind.TRUE_FALSE: _answer_verdict,
    QuestionKind.NUMERIC: _answer_number,
    QuestionKind.SHORT_TEXT: _answer_text,
    QuestionKind.ORDERING: _answer_order,
    QuestionKind.MATCHING: _answer_pairs,
}


def _marking(draft: Draft) -> tuple[Policy, tuple[float, ...]]:
    policy = policy_of(draft.policy)
    if policy is None:
        raise _Refused(Column.POLICY, f"计分方式“{draft.policy.strip()[:20]}”不认识")
    try:
        weights = tuple(float(each) / 100 for each in re.split(r"[,，\s]+", draft.weights.strip()) if each)
    except ValueError as wrong:
        raise _Refused(Column.WEIGHTS, "权重要写百分数，用逗号隔开") from wrong
    return policy, weights


def _difficulty(draft: Draft, reading: Reading) -> int:
    level = read_difficulty(draft.difficulty)
    if level is None:
        reading.note(_place(draft, Column.DIFFICULTY), f"难度“{draft.difficulty.strip()[:20]}”看不懂，当作 1")
        return 1
    return level


def _pictures(draft: Draft, reading: Reading) -> tuple[str, ...]:
    """Pictures named in a table are kept if they are ours; any other is named and left out."""
    names = draft.picture.split()
    for name in names:
        if not _OURS.fullmatch(name):
            reading.note(_place(draft, Column.PICTURE), f"图片“{name[:40]}”没有带进来，题目收了")
    return tuple(name for name in names if _OURS.fullmatch(name))


def _option_pictures(draft: Draft, options: list[str]) -> tuple[str, ...]:
    """Pictures of the options, `-` where there is none; only our own files name them."""
    names = tuple("" if name == "-" else name for name in draft.option_pictures.split())
    ours = all(_OURS.fullmatch(name) for name in names if name)
    return names if ours and len(names) == len(options) else ()


def _place(draft: Draft, column: Column) -> Place:
    return Place(draft.place.row, draft.place.sheet, draft.cells.get(column, column.value))
