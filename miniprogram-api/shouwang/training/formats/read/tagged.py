"""Questions as tagged lines, one part a line: `[I]` number, `[P]` chapter, `[Q]` stem, `[T]` answer, `[A]` to `[H]` options.

Where no question of a file has `[T]`, option A is the right one: that is this form's convention, and options are shuffled
before anybody sees them. Source: domain-rules 4.3 (the right options come first).
"""

import re

from shouwang.training.formats.found import Draft, Place, Reading
from shouwang.training.formats.read.judging import judge

_TAG = re.compile(r"^\s*[\[【]([A-Z])[\]】]\s*(.*)$")
_FIRST = frozenset("JI")
_NOT_OPTIONS = frozenset("JPIQTF")


def is_tagged(text: str) -> bool:
    """Whether a text is in this form."""
    return bool(re.search(r"^\s*\[Q\]", text, re.MULTILINE)) and bool(re.search(r"^\s*\[B\]", text, re.MULTILINE))


def read_tagged(text: str) -> Reading:
    """The questions of a tagged text."""
    reading, drafts = Reading("text"), _drafts(text)
    told = any(draft.answer for draft in drafts)
    if not told:
        reading.note(Place(1), "没有一道题写了 [T] 答案：按这种格式的惯例，选项 A 是正确答案")
    for draft in drafts:
        if not told:
            draft.answer = "A"
        judge(draft, reading)
    return reading


def _drafts(text: str) -> list[Draft]:
    drafts: list[Draft] = []
    seen: set[str] = set()
    last = ""
    for number, line in enumerate(text.split("\n"), 1):
        tag = _TAG.match(line)
        if tag:
            last = tag.group(1)
            if not drafts or (last in _FIRST and "Q" in seen) or last == "Q" in seen:
                drafts.append(Draft(Place(number)))
                seen = set()
            seen.add(last)
            _keep(drafts[-1], last, tag.group(2).strip())
        elif line.strip() and drafts and last:
            _keep(drafts[-1], last, line.strip())
    return [draft for draft in drafts if draft.stem or draft.options]


def _keep(draft: Draft, tag: str, text: str) -> None:
    if not text:
        return
    if tag == "P":
        draft.tags.append(text)
    elif tag in _NOT_OPTIONS:
        part = {"J": "number", "I": "number", "Q": "stem", "T": "answer", "F": "picture"}[tag]
        before = getattr(draft, part) if part == "stem" else ""
        setattr(draft, part, "\n".join(filter(None, [before, text])))
    else:
        draft.options[tag] = "\n".join(filter(None, [draft.options.get(tag, ""), text]))
