"""GIFT: `::name:: stem {=right ~wrong}`. Source: https://docs.moodle.org/en/GIFT_format"""

import json
import re
from collections.abc import Iterator

import msgspec

from shouwang.training.formats.found import Place, Reading
from shouwang.training.formats.read.giftanswers import Refused, answers
from shouwang.training.formats.read.html import as_text
from shouwang.training.formats.read.keeping import Kept, keep, more_of

_OURS = "// shouwang "
_META = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
# A private character for each escape, so that what was escaped is never taken for a mark.
_ESCAPED = {
    "\\~": "\ue000",
    "\\=": "\ue001",
    "\\#": "\ue002",
    "\\{": "\ue003",
    "\\}": "\ue004",
    "\\:": "\ue005",
    "\\n": "\n",
    "\\\\": "\ue006",
}
_BACK = {"\ue000": "~", "\ue001": "=", "\ue002": "#", "\ue003": "{", "\ue004": "}", "\ue005": ":", "\ue006": "\\"}
_TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)


class _Chunk(msgspec.Struct):
    """The lines of one question, and what the comments before it say."""

    line: int
    lines: list[str] = msgspec.field(default_factory=list)
    comments: list[str] = msgspec.field(default_factory=list)

    @property
    def text(self) -> str:
        """The question as one text, escapes hidden."""
        return _hide("\n".join(self.lines)).strip()


def read(text: str) -> Reading:
    """The questions of a GIFT file."""
    reading, tag = Reading("gift"), ""
    for chunk in _chunks(text.lstrip("\ufeff").split("\n")):
        category = re.match(r"^\$CATEGORY:\s*(.*)$", chunk.text, re.DOTALL)
        if category:
            tag = _category(category.group(1))
            continue
        try:
            _question(chunk, tag, reading)
        except Refused as refused:
            reading.fault(Place(chunk.line), refused.reason)
    return reading


def _chunks(lines: list[str]) -> Iterator[_Chunk]:
    """Questions apart by blank lines, or where a closed one is followed by the next; a category is a chunk of its own.

    A blank line between braces belongs to the question if the brace is closed after it.
    """
    chunk = _Chunk(1)
    for place, line in enumerate(lines):
        told = line.strip()
        if told.startswith("//"):
            if not chunk.lines:
                chunk.comments.append(told)
            continue
        inside = bool(chunk.lines) and _is_open(chunk)
        if chunk.lines and _ends(chunk, told, inside=inside):
            yield chunk
            chunk = _Chunk(place + 1)
        if told or (inside and _closes(lines, place)):
            chunk.line = chunk.line if chunk.lines else place + 1
            chunk.lines.append(line)
        elif chunk.lines:
            yield chunk
            chunk = _Chunk(place + 1)
    if chunk.lines:
        yield chunk


def _ends(chunk: _Chunk, told: str, *, inside: bool) -> bool:
    """Whether a line begins the next question though no blank line stands between."""
    if chunk.lines[0].lstrip().startswith("$CATEGORY:") or told.startswith("$CATEGORY:"):
        return True
    if inside:
        return False
    return told.startswith("::") or (chunk.text.endswith("}") and "{" in _hide(told))


def _is_open(chunk: _Chunk) -> bool:
    text = chunk.text
    return text.count("{") > text.count("}")


def _closes(lines: list[str], place: int) -> bool:
    """Whether after a place a brace closes before another opens, within what one question may be long."""
    ahead = _hide("\n".join(lines[place : place + 60]))
    closing, opening = ahead.find("}"), ahead.find("{")
    return closing >= 0 and (opening < 0 or closing < opening)


def _question(chunk: _Chunk, tag: str, reading: Reading) -> None:
    kept = Kept(place=Place(chunk.line))
    text = chunk.text
    title = _TITLE.match(text)
    if title:
        text = text[title.end() :]
    format_ = _FORMAT.match(text)
    html = bool(format_ and format_.group(1).lower() == "html")
    text = text[format_.end() :] if format_ else text
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise Refused("只有文字，没有花括号里的答案，不是一道题")
    if start < 0 or end < start:
        raise Refused("花括号没有成对")
    before, inside, after = text[:start].strip(), text[start + 1 : end], text[end + 1 :].strip()
    if "{" in inside or "{" in after or "}" in after:
        raise Refused("花括号没有成对，或者一道题里有两处答案")
    blank = " _____ " if after and before and not after.startswith((" ", "\n")) else " _____ " if after else ""
    kept.stem = _shown(before + blank + after if after else before, html=html)
    if not kept.stem and title:
        kept.stem = _shown(title.group(1), html=False)
    answers(inside, kept, lambda part: _shown(part, html=html))
    _comments(chunk, kept)
    kept.tags = kept.tags or ([tag] if tag else [])
    keep(kept, reading)


def _comments(chunk: _Chunk, kept: Kept) -> None:
    for comment in chunk.comments:
        if comment.startswith(_OURS):
            more_of(kept, _json(comment.removeprefix(_OURS)))
        else:
            for name, value in _META.findall(comment):
                plain = re.sub(r"\\(.)", r"\1", value).strip()
                if name == "id":
                    kept.number = plain
                else:
                    kept.tags.append(plain)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _category(path: str) -> str:
    """The last name of a category's path; `$course$/top/法律` is 法律."""
    names = [name.strip() for name in _show_escapes(path).replace("//", "\0").split("/")]
    names = [name.replace("\0", "/") for name in names if name and not name.startswith("$") and name != "top"]
    return names[-1] if names else ""


def _hide(text: str) -> str:
    return re.sub(r"\\[~=#{}:n\\]", lambda match: _ESCAPED[match.group()], text)


def _show_escapes(text: str) -> str:
    return "".join(_BACK.get(character, character) for character in text)


def _shown(text: str, *, html: bool) -> str:
    told = _show_escapes(text)
    return as_text(told) if html else told.strip()
