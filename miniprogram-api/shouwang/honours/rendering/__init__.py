"""Pictures of honours: pure functions from frozen text to JPEG, PDF and PNG bytes; no store, no settings, no clock."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shouwang.honours.rendering.baking import bake_medal, read_credential
    from shouwang.honours.rendering.card import CardText, portrait, render_card
    from shouwang.honours.rendering.certificate import Size, render_certificate, require_renderable
    from shouwang.honours.rendering.fonts import UndrawableName, undrawable
    from shouwang.honours.rendering.gallery import MEDAL_SIZES, UnknownArt, art_digest, medal_kinds, medal_png
    from shouwang.honours.rendering.marks import WordsDoNotFit
    from shouwang.honours.rendering.pdf import render_pdf, render_pdf_sheets
    from shouwang.honours.rendering.qr import squares
    from shouwang.honours.rendering.words import CertificateKind, CertificateText

__all__ = [
    "MEDAL_SIZES",
    "CardText",
    "CertificateKind",
    "CertificateText",
    "Size",
    "UndrawableName",
    "UnknownArt",
    "WordsDoNotFit",
    "art_digest",
    "bake_medal",
    "medal_kinds",
    "medal_png",
    "portrait",
    "read_credential",
    "render_card",
    "render_certificate",
    "render_pdf",
    "render_pdf_sheets",
    "require_renderable",
    "squares",
    "undrawable",
]

# Each from its module when first asked for: a process that draws one certificate imports neither print nor card.
_FROM = {
    "baking": ["bake_medal", "read_credential"],
    "card": ["CardText", "portrait", "render_card"],
    "certificate": ["Size", "render_certificate", "require_renderable"],
    "fonts": ["UndrawableName", "undrawable"],
    "gallery": ["MEDAL_SIZES", "UnknownArt", "art_digest", "medal_kinds", "medal_png"],
    "marks": ["WordsDoNotFit"],
    "pdf": ["render_pdf", "render_pdf_sheets"],
    "qr": ["squares"],
    "words": ["CertificateKind", "CertificateText"],
}


def __getattr__(name: str) -> object:
    """A name of `__all__`. Raises: AttributeError."""
    module = next((module for module, names in _FROM.items() if name in names), None)
    if module is None:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{module}"), name)
