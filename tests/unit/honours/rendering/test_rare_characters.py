"""The whole chain as it was built on this machine, with the rare fonts or without: drawn or refused, never a box."""

import random

import pytest
from msgspec.structs import replace

from shouwang.honours.rendering import UndrawableName, fonts, gallery, render_certificate, render_pdf, undrawable
from shouwang.honours.rendering.fonts import face_of, font_chain
from tests.tiers import count
from tests.unit.honours.rendering.conftest import forget
from tests.unit.honours.rendering.sample import HONOUR
from tests.unit.honours.rendering.test_fonts import mask

# Blocks of GB 18030-2022's third level. Source: Unicode 16.0, Blocks.txt; as ranged in reference imaging.md 1.2.
BLOCKS = {
    "unified": range(0x4E00, 0xA000),
    "A": range(0x3400, 0x4DC0),
    "B": range(0x20000, 0x2A6E0),
    "C": range(0x2A700, 0x2B73A),
    "D": range(0x2B740, 0x2B81E),
    "E": range(0x2B820, 0x2CEA2),
    "F": range(0x2CEB0, 0x2EBE1),
}
BUILT = gallery.rare_fonts_dir()


@pytest.fixture(autouse=True)
def the_chain_of_this_machine(only_the_default_font, monkeypatch):
    monkeypatch.setattr(fonts, "rare_fonts_dir", lambda: BUILT)
    forget()


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("block", BLOCKS)
def test_a_character_is_drawn_with_ink_or_refused_and_never_a_box(block):
    points = BLOCKS[block]
    chosen = random.Random(block).sample(points, min(len(points), count(150, len(points))))
    boxes = {face.path: mask(face, "\U0010ffff") for face in font_chain()}

    drawn = {chr(point): face_of(chr(point)) for point in chosen}

    bad = [
        character
        for character, face in drawn.items()
        if face is not None and mask(face, character) in (boxes[face.path], bytes(64 * 64))
    ]
    refused = undrawable("".join(drawn))
    assert bad == []
    assert set(refused) == {character for character, face in drawn.items() if face is None}
    if len(font_chain()) == 3:
        assert refused == ""


def test_a_rare_name_is_drawn_where_its_font_was_built_and_refused_where_not():
    text = replace(HONOUR, holder="𠮷田守")

    if BUILT is None:
        with pytest.raises(UndrawableName):
            render_certificate(text)
    else:
        assert render_certificate(text) != render_certificate(replace(text, holder="吉田守"))
        assert render_pdf(text).startswith(b"%PDF")
