"""Certificates for print: vector words over the A4 drawing, fonts embedded and subset, searchable, PDF/A."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from shouwang.honours.rendering import gallery, qr
from shouwang.honours.rendering.certificate import require_renderable
from shouwang.honours.rendering.fonts import face_of, font_chain
from shouwang.honours.rendering.layout import QR_AT, QR_SIDE
from shouwang.honours.rendering.marks import Words
from shouwang.honours.rendering.pen import is_dense
from shouwang.honours.rendering.typesetting import Glyph
from shouwang.honours.rendering.words import CertificateText
from shouwang.kernel.clock import day_start

if TYPE_CHECKING:
    from typst import Compiler

# A compiler refuses a second thread ("Already borrowed") while it works.
_one_at_a_time = Lock()
FAMILIES = ("Noto Serif SC", "HanaMinB", "LXGW WenKai")


def render_pdf(data: CertificateText) -> bytes:
    """A certificate as a PDF/A-2b of one A4 page; the same inputs always give the same bytes.

    Raises: UndrawableName, WordsDoNotFit, UnknownArt.
    """
    return render_pdf_sheets([data])


def render_pdf_sheets(texts: Sequence[CertificateText]) -> bytes:
    """Certificates as one PDF/A-2b, an A4 page each, in their order; drawing and fonts are in it once.

    Raises: UndrawableName, WordsDoNotFit, UnknownArt.
    """
    data = texts[0]
    inputs = {"data": json.dumps(_inputs(texts), ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler(rare=any(_is_rare(text.all_text) for text in texts)).compile(
            format="pdf",
            sys_inputs=inputs,
            timestamp=int(day_start(data.issued_on).timestamp()),
            pdf_standards="a-2b",
        )
    return cast(bytes, made)


def _is_rare(text: str) -> bool:
    """Whether a text needs more than the default font."""
    default = font_chain()[0]
    return any(face_of(character) not in (default, None) for character in text)


@cache
def _compiler(*, rare: bool) -> "Compiler":
    """The typst compiler with its fonts open, once a process; with the rare ones only for who needs them: 30 ms at first."""
    import typst  # noqa: PLC0415 - 80 MB that only a print needs
    from pylopdf_fonts_zh_cn import serif_path  # noqa: PLC0415 - with it

    more = gallery.rare_fonts_dir() if rare else None
    folders = [Path(str(serif_path())).parent, *([more] if more else [])]
    root = gallery.art_dir()
    return typst.Compiler(root / "print" / "certificate.typ", root=root, font_paths=folders, ignore_system_fonts=True)


def _inputs(texts: Sequence[CertificateText]) -> dict[str, Any]:
    """All that the typst page places, as plain values."""
    first = texts[0]
    return {
        "heading": first.title,
        "issuer": first.issuer,
        "keywords": [first.serial] if len(texts) == 1 else [],
        "fonts": FAMILIES,
        "sheets": [_sheet(data) for data in texts],
    }


def _sheet(data: CertificateText) -> dict[str, Any]:
    layout = require_renderable(data)
    code = qr.bars(data.verify_url)
    return {
        "page": gallery.framed_path(data.kind.value, data.template_version).name,
        "words": [_words(words) for words in layout.words],
        "rules": [rule._asdict() for rule in layout.rules],
        "qr": {"x": QR_AT[0], "y": QR_AT[1], "side": QR_SIDE, "squares": code.side, "runs": code.runs},
    }


def _look(glyph: Glyph) -> tuple[bool, bool]:
    return glyph.marked, glyph.marked and not is_dense(glyph.character)


def _words(words: Words) -> dict[str, Any]:
    pieces = [
        {"marked": marked, "heavy": heavy, "text": "".join(glyph.character for glyph in glyphs)}
        for (marked, heavy), glyphs in groupby(words.glyphs, key=_look)
    ]
    first = words.glyphs[0].x if words.glyphs else 0.0
    return {
        "pieces": pieces,
        "x": words.x + first,
        "y": words.y,
        "size": words.size,
        "tone": words.tone.value,
        "width": words.width - first if words.stretched else None,
    }
