import random
import shutil
import struct
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw
from pylopdf_fonts_zh_cn import sans_path

from shouwang.honours.rendering import UndrawableName, fonts, render_certificate, undrawable
from shouwang.honours.rendering.fonts import Face, font_chain, read_coverage, require_drawable, sized
from tests.tiers import count
from tests.unit.honours.rendering.sample import HARD_NAMES, HONOUR

URO = range(0x4E00, 0x9FA6)
EXTENSION_A = range(0x3400, 0x4DB6)


def mask(face: Face, character: str) -> bytes:
    square = Image.new("L", (64, 64), 0)
    ImageDraw.Draw(square).text((8, 48), character, fill=255, font=sized(face.path, 40), anchor="ls")
    return square.tobytes()


def codec(name: str, leads: range, trails: range) -> str:
    """Every character of a double-byte character set."""
    return "".join(bytes((a, b)).decode(name, "ignore") for a in leads for b in trails)


def test_the_default_font_draws_every_character_of_the_old_sets_and_extension_a():
    gb2312 = codec("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    everything = gb2312 + "".join(map(chr, URO)) + "".join(map(chr, EXTENSION_A))

    assert len(gb2312) == 6763
    assert undrawable(everything) == ""


@pytest.mark.parametrize("name", HARD_NAMES)
def test_names_of_the_reference_are_drawn(name):
    assert undrawable(name) == ""


def test_what_no_font_has_is_named_once_each_in_order():
    assert undrawable("𠮷田𠮷守𪚥\U000f0000") == "𠮷𪚥\U000f0000"


def test_spaces_and_line_breaks_need_no_glyph():
    assert undrawable(" \n\u3000") == ""


def test_a_name_that_cannot_be_drawn_whole_is_refused_with_its_characters():
    with pytest.raises(UndrawableName) as refused:
        render_certificate(replace(HONOUR, holder="𠮷田守"))

    assert (refused.value.slug, refused.value.status) == ("undrawable-name", 422)
    assert refused.value.extra == {"characters": "𠮷"}
    assert "𠮷" in refused.value.detail


def test_a_second_font_steps_in_character_by_character(a_rare_font):
    require_drawable("李" + a_rare_font)

    face = next(face for face in font_chain() if face.has(a_rare_font))
    assert not font_chain()[0].has(a_rare_font)
    assert mask(face, a_rare_font) != mask(font_chain()[0], "\U0010ffff")


@pytest.mark.proof
def test_what_a_font_claims_it_draws_with_ink_and_not_as_a_box():
    face = font_chain()[0]
    claimed = [c for start, end in zip(face.starts, face.ends, strict=True) for c in range(start, end + 1)]
    ideographs = [chr(c) for c in claimed if 0x3400 <= c < 0xA000 or c >= 0x20000]
    box = mask(face, "\U0010ffff")

    chosen = random.Random(1).sample(ideographs, count(1500, len(ideographs)))
    drawn = {character: mask(face, character) for character in chosen}

    assert len(ideographs) > 27_000
    assert [character for character, ink in drawn.items() if ink == box or not any(ink)] == []


def test_a_font_without_a_full_character_map_is_an_error(tmp_path):
    cmap = struct.pack(">HH", 0, 1) + struct.pack(">HHI", 3, 1, 12) + struct.pack(">H", 4)
    font = struct.pack(">4sH6x", b"true", 1) + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap
    (tmp_path / "old.ttf").write_bytes(font)

    with pytest.raises(ValueError, match="character map"):
        read_coverage(tmp_path / "old.ttf")


def test_only_the_rare_fonts_that_were_built_are_asked(tmp_path, monkeypatch):
    shutil.copyfile(str(sans_path()), tmp_path / fonts.RARE_FONTS[0])
    monkeypatch.setattr(fonts, "rare_fonts_dir", lambda: tmp_path)
    font_chain.cache_clear()

    assert [Path(face.path).name for face in font_chain()] == ["NotoSerifSC-Regular.otf", fonts.RARE_FONTS[0]]
