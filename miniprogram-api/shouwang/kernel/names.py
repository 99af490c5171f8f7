"""People's names (姓名) as their cards spell them, not as keyboards happen to type them.

Source: 民委发〔2016〕33号 (the dot is U+00B7, at least 50 characters must fit); reference domain-rules 3.3, imaging 1.4.
"""

import re
import unicodedata
from collections.abc import Iterator

from shouwang.kernel.problem import Fault, Problem

LONGEST_NAME = 50
MIDDLE_DOT = "\N{MIDDLE DOT}"

_OTHER_DOTS = re.compile(
    "[\N{BULLET}\N{KATAKANA MIDDLE DOT}\N{HALFWIDTH KATAKANA MIDDLE DOT}\N{BULLET OPERATOR}\u2027]"
)
# A full stop after a Latin letter ends an initial; anywhere else it was typed for the dot.
_STOP_FOR_DOT = re.compile(r"(?<![A-Za-z])[.．]")
_SPACES_NEXT_TO_HAN = re.compile("(?<=[^ -\u024f]) +| +(?=[^ -\u024f])")
_SPACES_NEXT_TO_DOT = re.compile(f" *{MIDDLE_DOT} *")

# Ideographs: 〇, Extension A, URO, what NFC leaves of the compatibility block, Extensions B, C to F, I, G and H.
# Written as blocks because an older Python does not know the newest of them.
_HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\ufa0e-\ufa29"
    "\U00020000-\U0002a6df\U0002a700-\U0002ebe0\U0002ebf0-\U0002ee5d\U00030000-\U000323af"
)
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_ALLOWED = re.compile(f"[{_HAN}{_LATIN}{MIDDLE_DOT} '.-]")
_LETTER = re.compile(f"[{_HAN}{_LATIN}]")


def _gb18030_private_use() -> dict[int, str]:
    """Where GBK fonts put 80 characters before Unicode had them, and where they live now.

    The bytes FE50-FEA0 were private use U+E815-U+E864 in row order; the codec knows most of today's places.
    Source: GB 18030-2022, table of changed mappings (14 places the codec of Python 3.11 does not know).
    """
    moved = {
        0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
        0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9,
        0xE854: 0x9FBA, 0xE864: 0x9FBB,
    }  # fmt: skip
    trail_bytes = [byte for byte in range(0x50, 0xA1) if byte != 0x7F]
    today = {0xE815 + row: bytes([0xFE, byte]).decode("gb18030") for row, byte in enumerate(trail_bytes)}
    return today | {private: chr(assigned) for private, assigned in moved.items()}


_GB18030_PRIVATE_USE = _gb18030_private_use()


class NameRefused(Problem):
    """It cannot be a name; every reason is listed."""

    slug, title, status = "name-refused", "姓名写得不对", 400


def read_name(text: str, pointer: str = "") -> str:
    """A name as typed, in its one true spelling. Raises: NameRefused with what is wrong."""
    name = tidy_name(text)
    reasons = list(_reasons(name))
    if reasons:
        raise NameRefused("；".join(reasons), faults=[Fault(pointer, reason) for reason in reasons])
    return name


def tidy_name(text: str) -> str:
    """A name in its one spelling, whatever was typed: NFC, one middle dot, no stray spaces; it may still be no name."""
    name = unicodedata.normalize("NFC", text.translate(_GB18030_PRIVATE_USE))
    name = _STOP_FOR_DOT.sub(MIDDLE_DOT, _OTHER_DOTS.sub(MIDDLE_DOT, name))
    name = _SPACES_NEXT_TO_HAN.sub("", " ".join(re.split("[ \u3000\u00a0]+", name)).strip())
    return _SPACES_NEXT_TO_DOT.sub(MIDDLE_DOT, name)


def _reasons(name: str) -> Iterator[str]:
    if not name:
        yield "姓名没有填"
        return
    if len(name) > LONGEST_NAME:
        yield f"姓名最多 {LONGEST_NAME} 个字，现在是 {len(name)} 个"
    yield from (_why_not(place, character) for place, character in enumerate(name, 1) if not _ALLOWED.match(character))
    if name.startswith(MIDDLE_DOT) or name.endswith(MIDDLE_DOT) or MIDDLE_DOT * 2 in name:
        yield f"间隔点 {MIDDLE_DOT} 只能单个放在两个字中间"
    if not _LETTER.search(name):
        yield "姓名里没有一个字"


def _why_not(place: int, character: str) -> str:
    match unicodedata.category(character):
        case "Co":
            return f"第 {place} 个字是输入法自造的字，别的手机上看不到，要换成标准字"
        case "Cc" | "Cf" | "Cn" | "Cs" | "Mn" | "Zl" | "Zp":
            return f"第 {place} 个字看不见，删掉再打一遍"
        case "Nd" | "No" | "Nl":
            return f"第 {place} 个字「{character}」是数字，姓名里不能有"
    return f"第 {place} 个字「{character}」不能用在姓名里"
