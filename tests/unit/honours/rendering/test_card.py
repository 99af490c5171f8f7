from datetime import date
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from shouwang.honours.rendering import CardText, UndrawableName, WordsDoNotFit, render_card
from shouwang.honours.rendering.card import PHOTO
from shouwang.honours.rendering.gallery import card
from tests.unit.honours.rendering.sample import HARD_NAMES, codes, opened

CARD = CardText(
    holder="李守义",
    number="030427",
    unit="第三大队 湖滨中队",
    issuer="守望义警志愿巡防队",
    valid_until=date(2027, 12, 31),
    code_url="https://v.example.cn/k/" + "7KQ4M2XD9HVTPA3C" * 8,
)
WINDOW = (PHOTO[0], PHOTO[1], PHOTO[0] + PHOTO[2], PHOTO[1] + PHOTO[3])


def photo(size: tuple[int, int] = (600, 800), turned: int = 1, kind: str = "JPEG") -> bytes:
    """A person: blue above, green below; `turned` is how a phone says it was held."""
    picture = Image.new("RGB", size, (20, 40, 200))
    picture.paste((20, 200, 40), (0, size[1] // 2, *size))
    exif = Image.Exif()
    exif[0x0112] = turned
    out = BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def test_a_card_is_a_picture_of_its_size_at_300_dots_with_a_code_to_scan():
    picture = opened(render_card(CARD, photo()))

    assert (picture.format, picture.size, picture.info["dpi"]) == ("JPEG", (1012, 638), (300, 300))
    assert codes(picture) == [CARD.code_url.upper()]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_photo_fills_its_window_upright(kind):
    window = opened(render_card(CARD, photo(kind=kind))).crop(WINDOW)

    above, below = window.getpixel((120, 40)), window.getpixel((120, 300))
    assert above[2] > 150 > above[1] and below[1] > 150 > below[2]


def test_a_photo_taken_upside_down_is_turned():
    window = opened(render_card(CARD, photo(turned=3))).crop(WINDOW)

    assert window.getpixel((120, 40))[1] > 150


@pytest.mark.parametrize("size", [(300, 900), (900, 300), (40, 40)])
def test_a_photo_of_any_shape_is_cut_never_stretched_out_of_its_window(size):
    plain, made = card(2), opened(render_card(CARD, photo(size)))

    beside = (0, 540, 330, 590)
    assert ImageChops.difference(plain.crop(beside), made.crop(beside)).convert("L").getextrema()[1] < 40


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_fit(name):
    assert codes(opened(render_card(replace(CARD, holder=name), photo()))) == [CARD.code_url.upper()]


@pytest.mark.parametrize(
    "text",
    [
        replace(CARD, holder="买" * 70),
        replace(CARD, unit="第三大队" * 20),
        replace(CARD, issuer="守望义警志愿巡防队" * 9),
    ],
    ids=["name", "unit", "issuer"],
)
def test_words_that_do_not_fit_are_refused(text):
    with pytest.raises(WordsDoNotFit):
        render_card(text, photo())


def test_a_code_too_long_for_readable_squares_is_an_error():
    with pytest.raises(ValueError, match="squares"):
        render_card(replace(CARD, code_url=CARD.code_url * 4), photo())


@pytest.mark.parametrize("broken", [b"", b"GIF89a", photo()[:200]])
def test_what_is_no_photo_is_an_error(broken):
    with pytest.raises(ValueError, match="photo"):
        render_card(CARD, broken)


def test_a_photo_that_would_fill_the_memory_is_an_error():
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")

    with pytest.raises(ValueError, match="too large"):
        render_card(CARD, out.getvalue())


def test_a_name_that_cannot_be_drawn_is_refused():
    with pytest.raises(UndrawableName):
        render_card(replace(CARD, holder="𠮷田"), photo())
