"""Aiken: a stem, options `A. text` or `A)text`, and `ANSWER: A`. Source: https://docs.moodle.org/en/Aiken_format"""

import re

from shouwang.training.formats.found import Draft, Place, Reading
from shouwang.training.formats.read.judging import judge

_OPTION = re.compile(r"^\s*([A-Z])[.)]\s*(.*)$")
_ANSWER = re.compile(r"^\s*ANSWER\s*[:：]\s*(.*)$", re.IGNORECASE)
_MORE = re.compile(r"^\s*(?:EXPLANATION|FEEDBACK)\s*[:：]\s*(.*)$", re.IGNORECASE)


def read(text: str) -> Reading:
    """The questions of an Aiken file; a question ends with its answer, or where the next begins without one."""
    reading = Reading("aiken")
    draft: Draft | None = None
    answered = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        answer, more = _ANSWER.match(line), _MORE.match(line)
        if more and draft is not None:
            draft.explanation = more.group(1)
            continue
        if draft is None or (answered or (draft.options and not answer and _begins(line, draft))):
            _judge(draft, reading)
            draft, answered = Draft(Place(number), kind="单选题"), False
        if answer:
            draft.answer, answered = answer.group(1), True
        else:
            _add(draft, line)
    _judge(draft, reading)
    return reading


def _begins(line: str, draft: Draft) -> bool:
    """Whether a line after options is a new stem, and the question above lacks its answer."""
    option = _OPTION.match(line)
    return option is None or option.group(1) in draft.options


def _add(draft: Draft, line: str) -> None:
    option = _OPTION.match(line)
    if option and draft.stem and option.group(1) == chr(ord("A") + len(draft.options)):
        draft.options[option.group(1)] = option.group(2).strip()
    else:
        draft.stem = "\n".join(filter(None, [draft.stem, line.strip()]))


def _judge(draft: Draft | None, reading: Reading) -> None:
    if draft is not None:
        if len(draft.answer.strip()) > 1:
            draft.kind = "多选题"
        judge(draft, reading)
