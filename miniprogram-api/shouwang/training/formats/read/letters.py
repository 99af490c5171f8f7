"""Answers as people write them: ABC, A,C, 1、3, 对, √, the option's own words."""

import re
import unicodedata
from collections.abc import Sequence

from shouwang.training.models import Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RIGHT_WORDS = frozenset({"对", "正确", "√", "✓", "✔", "☑", "T", "TRUE", "Y", "YES", "是", "真", "对的", "正确的", "V"})
WRONG_WORDS = frozenset(
    {
        "错",
        "错误",
        "×",
        "✗",
        "✘",
        "╳",
        "☒",
        "X",
        "F",
        "FALSE",
        "N",
        "NO",
        "否",
        "假",
        "非",
        "不对",
        "不正确",
        "错的",
        "错误的",
    }
)
_BETWEEN = re.compile(r"[,，、;；|｜/\\&＆+\s]+|和|与|及")
_LEAD = re.compile(r"^(正确|参考|标准)?(答案|选项)?\s*(是|为)?\s*[:：]\s*")
_WRAPPED = re.compile(r"^[\[【(（{「『\"“](.*)[\]】)）}」』\"”]$", re.DOTALL)


def plain(text: str) -> str:
    """An answer without what surrounds it: full width made half, case raised, brackets and `答案：` gone."""
    told = unicodedata.normalize("NFKC", text).strip().upper()
    told = _LEAD.sub("", told).strip()
    wrapped = _WRAPPED.match(told)
    told = wrapped.group(1).strip() if wrapped else told
    return told.rstrip("。.;；,，、").strip()


def verdict(text: str) -> bool | None:
    """Whether a text says 对 or 错; None if it says neither."""
    told = plain(text)
    # U+FE0E and U+FE0F only say how a tick is drawn.
    told = told.replace("\ufe0f", "").replace("\ufe0e", "")
    return True if told in RIGHT_WORDS else False if told in WRONG_WORDS else None


def says_right(question: Question) -> bool:
    """Whether a judgement's right answer is 对, whatever its words and their order."""
    told = verdict(question.options[question.key[0]])
    return question.key == (0,) if told is None else told


def is_verdicts(options: Sequence[str]) -> bool:
    """Whether options are 对 and 错 in some order."""
    return len(options) == 2 and {verdict(text) for text in options} == {True, False}


def places(answer: str, options: Sequence[str]) -> tuple[tuple[int, ...], str]:
    """The options an answer names, in the order it names them, and what is wrong with it (empty if nothing).

    By letters; else by the options' own words; else by numbers from 1.
    """
    told = plain(answer)
    if not told:
        return (), "没有答案"
    tokens = [token for token in _BETWEEN.split(told) if token]
    if tokens and all(re.fullmatch(r"[A-Z]+", token) for token in tokens) and not _is_words(answer, options):
        return _by_letters("".join(tokens), len(options))
    by_words = _by_words(answer, options)
    if by_words is not None:
        return by_words, ""
    if tokens and all(token.isdecimal() and len(token) <= 2 for token in tokens):
        return _by_numbers([int(token) for token in tokens], len(options))
    return (), f"答案“{answer.strip()[:30]}”看不懂，要写选项的字母"


def _by_letters(letters: str, count: int) -> tuple[tuple[int, ...], str]:
    named = tuple(LETTERS.index(letter) for letter in letters)
    if len(set(named)) != len(named):
        return (), f"答案“{letters}”里有重复的字母"
    beyond = [LETTERS[place] for place in named if place >= count]
    if beyond:
        return (), f"答案 {'、'.join(beyond)} 没有对应的选项"
    return named, ""


def _by_numbers(numbers: Sequence[int], count: int) -> tuple[tuple[int, ...], str]:
    if len(set(numbers)) != len(numbers) or not all(1 <= each <= count for each in numbers):
        return (), "答案的序号没有对应的选项，或者重复"
    return tuple(each - 1 for each in numbers), ""


def _is_words(answer: str, options: Sequence[str]) -> bool:
    """Whether an answer made of letters is an option's own text, such as `UHF`, and cannot be meant as letters."""
    told = answer.strip()
    beyond = any(LETTERS.index(letter) >= len(options) for letter in plain(answer) if letter in LETTERS)
    return told in options and (beyond or len(set(told)) != len(told))


def _by_words(answer: str, options: Sequence[str]) -> tuple[int, ...] | None:
    """The options whose own texts an answer repeats: one, or several on lines or between `;` or `|`."""
    told = [_same(text) for text in options]
    with_letter = re.match(r"^\s*([A-Z])\s*[.、．:：)）]\s*(.+)$", answer, re.DOTALL)
    if with_letter and told[LETTERS.index(with_letter.group(1)) :][:1] == [_same(with_letter.group(2))]:
        return (LETTERS.index(with_letter.group(1)),)
    if _same(answer) in told:
        return (told.index(_same(answer)),)
    parts = [_same(part) for part in re.split(r"[\n;；|｜]+", answer) if part.strip()]
    if len(parts) > 1 and len(set(parts)) == len(parts) and set(parts) <= set(told):
        return tuple(told.index(part) for part in parts)
    return None


def _same(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
