"""From a draft, all text, to a question: the same judgement for tables and for texts."""

import re
from collections.abc import Mapping

from shouwang.training.formats.found import Column, Draft, Found, Place, Reading
from shouwang.training.formats.read import letters
from shouwang.training.formats.read.answering import ANSWERS, Parts, Refused
from shouwang.training.formats.read.options import labelled_options, split_block, without_own_letters
from shouwang.training.formats.read.words import (
    UNSUPPORTED,
    kind_of,
    leaves_kind_open,
    policy_of,
    read_difficulty,
    read_points,
)
from shouwang.training.models import Policy, Question, QuestionKind
from shouwang.training.rules import question_faults

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


def judge(draft: Draft, reading: Reading) -> None:
    """Add the question of a draft to a reading, or every fault of it by its place."""
    try:
        question = _question(draft, reading)
    except Refused as refused:
        reading.fault(_place(draft, refused.column), refused.reason)
        return
    faults = list(question_faults(question))
    for fault in faults:
        reading.fault(_place(draft, _WHERE.get(fault.pointer, Column.STEM)), fault.detail)
    if not faults:
        reading.found.append(Found(question, draft.place))


def _question(draft: Draft, reading: Reading) -> Question:
    parts = Parts(draft.stem.strip(), _options(draft), _kind(draft))
    if not parts.stem:
        raise Refused(Column.STEM, "没有题干")
    _take_options_from_stem(draft, parts)
    parts.kind = parts.kind or _guess(draft, parts)
    ANSWERS[parts.kind](draft, parts)
    points = read_points(draft.points)
    if points is None:
        raise Refused(Column.POINTS, f"分值“{draft.points.strip()[:20]}”看不懂")
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
    """The kind a draft says it is of; None if it does not say. Raises: Refused."""
    word = draft.kind.strip()
    kind = kind_of(word) if word else kind_of(draft.usual_kind)
    if kind == UNSUPPORTED:
        raise Refused(Column.KIND, f"{(word or draft.usual_kind)[:20]}不能自动判分，没有收")
    if kind is None and word and not leaves_kind_open(word):
        raise Refused(Column.KIND, f"题型“{word[:20]}”不认识")
    return kind if isinstance(kind, QuestionKind) else None


def _options(draft: Draft) -> list[str]:
    told = {letter: text.strip() for letter, text in draft.options.items()}
    last = max((letter for letter, text in told.items() if text), default="")
    wanted = letters.LETTERS[: letters.LETTERS.index(last) + 1] if last else ""
    empty = [letter for letter in wanted if not told.get(letter)]
    if empty:
        raise Refused(Column.OPTIONS, f"选项 {'、'.join(empty)} 是空的，后面的却有内容")
    if wanted:
        texts = [told[letter] for letter in wanted]
        return texts if draft.exact else without_own_letters(texts)
    if not draft.block.strip():
        return []
    options = split_block(draft.block)
    if not options:
        raise Refused(Column.OPTIONS, f"选项分不开：{draft.block.strip()[:20]}")
    return options


def _take_options_from_stem(draft: Draft, parts: Parts) -> None:
    """Options that stand in the stem's own cell, where no column holds any and the answer is letters."""
    if parts.options or not re.fullmatch(r"[A-Z、,，\s]{1,30}", letters.plain(draft.answer)):
        return
    together = labelled_options(parts.stem)
    if together and together[0]:
        parts.stem, parts.options = together


def _guess(draft: Draft, parts: Parts) -> QuestionKind:
    """The kind of a draft that does not say: by its options and its answer."""
    if letters.is_verdicts(parts.options):
        return QuestionKind.TRUE_FALSE
    if parts.options:
        named, fault = letters.places(draft.answer, parts.options)
        if fault:
            raise Refused(Column.ANSWER, fault)
        return QuestionKind.MULTIPLE if len(named) > 1 else QuestionKind.SINGLE
    if letters.verdict(draft.answer) is not None:
        return QuestionKind.TRUE_FALSE
    if not draft.answer.strip():
        raise Refused(Column.ANSWER, "没有选项，也没有答案")
    if re.fullmatch(r"[A-Z]{1,8}", letters.plain(draft.answer)):
        raise Refused(Column.OPTIONS, "答案是字母，却没有选项")
    return QuestionKind.SHORT_TEXT


def _marking(draft: Draft) -> tuple[Policy, tuple[float, ...]]:
    policy = policy_of(draft.policy)
    if policy is None:
        raise Refused(Column.POLICY, f"计分方式“{draft.policy.strip()[:20]}”不认识")
    try:
        weights = tuple(float(each) / 100 for each in re.split(r"[,，\s]+", draft.weights.strip()) if each)
    except ValueError as wrong:
        raise Refused(Column.WEIGHTS, "权重要写百分数，用逗号隔开") from wrong
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
