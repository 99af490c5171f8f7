"""The text of a piece of HTML, and the pictures it shows: nothing else of it is kept."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"}
)
_SILENT = frozenset({"script", "style", "head", "title"})
_UP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class _Text(HTMLParser):
    """Collects text; blocks begin on lines of their own; raised and lowered letters stay so."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self.silent = 0
        self.raised: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in ("sup", "sub"):
            self.raised.append(tag)
        elif tag == "td":
            self.parts.append("\t")
        elif tag == "img":
            self.pictures.append(dict(attrs).get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS and tag != "br":
            self.parts.append("\n")
        elif tag in ("sup", "sub") and self.raised:
            self.raised.pop()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        data = re.sub(r"[ \t\r\n]+", " ", data)
        if self.raised and data.strip():
            up = self.raised[-1] == "sup"
            moved = data.translate(_UP if up else _DOWN)
            plain = any(character == before for character, before in zip(moved, data, strict=True))
            data = f"{'^' if up else '_'}{{{data}}}" if plain else moved
        self.parts.append(data)


def as_text(html: str) -> str:
    """The text of a piece of HTML."""
    return text_and_pictures(html)[0]


def text_and_pictures(html: str) -> tuple[str, list[str]]:
    """The text, and where its pictures come from."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = [re.sub(r" {2,}", " ", line).strip(" ") for line in "".join(parser.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\n\n+", "\n", "\n".join(lines))).strip(), parser.pictures
