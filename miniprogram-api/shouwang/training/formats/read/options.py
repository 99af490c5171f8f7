"""Options written together: `A.xxx B.xxx` on lines or in one, or apart by `|` or `;`."""

import re
from collections.abc import Sequence

from shouwang.training.formats.read.letters import LETTERS

# A letter that labels an option: at the beginning or after a blank or mark, and followed by its own mark; or alone before
# a blank at the beginning of a line; or, in a cell of options only, anywhere before its mark.
_LABEL = re.compile(r"(?:^|(?<=[\s;；,，。?？|）)]))[(（\[【]?([A-ZＡ-Ｚ])[.、．:：)）\]】]", re.MULTILINE)
_LINE = re.compile(r"^[ \t　]*([A-ZＡ-Ｚ])[ \t　]+(?=\S)", re.MULTILINE)
_TIGHT = re.compile(r"([A-ZＡ-Ｚ])[.、．:：)）]")
_OWN = re.compile(r"^[(（\[【]?([A-ZＡ-Ｚ])\s*[.、．:：)）\]】]\s*(?=\S)")


def split_block(block: str) -> list[str]:
    """The options of one cell, without their letters; empty if they cannot be told apart."""
    block = re.sub(r"<br\s*/?>", "\n", block, flags=re.IGNORECASE)
    for pattern in (_LABEL, _LINE, _TIGHT):
        labelled = _labelled(block, pattern)
        if labelled and not labelled[0]:
            return labelled[1]
    for mark in ("\n", "$;$", "||", "|", "｜", "；", ";", "\t"):
        parts = [part.strip() for part in block.split(mark)]
        parts = [part for part in parts if part]
        if len(parts) >= 2:
            return parts
    return []


def labelled_options(text: str) -> tuple[str, list[str]] | None:
    """What stands before option A, and the options A, B, ...; None unless there are at least two, in order."""
    return _labelled(text, _LABEL)


def _labelled(text: str, pattern: re.Pattern[str]) -> tuple[str, list[str]] | None:
    starts = _in_order([(m.start(), m.end(), _latin(m.group(1))) for m in pattern.finditer(text)])
    if len(starts) < 2:
        return None
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    options = [text[after:end].strip().rstrip(";；|").strip() for (_, after, _), end in zip(starts, ends, strict=True)]
    return (text[: starts[0][0]].strip(), options) if all(options) else None


def _in_order(labels: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The labels that follow each other from A on; a letter out of turn is part of a text."""
    kept: list[tuple[int, int, str]] = []
    for label in labels:
        if label[2] == LETTERS[len(kept) : len(kept) + 1]:
            kept.append(label)
    return kept


def without_own_letters(options: Sequence[str]) -> list[str]:
    """Options without `A.` before their text, if every one begins with its own letter."""
    found = [_OWN.match(text) for text in options]
    own = [match is not None and _latin(match.group(1)) == LETTERS[place] for place, match in enumerate(found)]
    if options and all(own):
        return [text[match.end() :].strip() for text, match in zip(options, found, strict=True) if match]
    return list(options)


def _latin(letter: str) -> str:
    return chr(ord(letter) - 0xFEE0) if ord(letter) > 0xFF00 else letter
