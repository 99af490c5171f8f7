from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace
from PIL import ImageChops

from shouwang.honours.rendering import UnknownArt, WordsDoNotFit, render_certificate, require_renderable
from shouwang.honours.rendering.gallery import page
from shouwang.honours.rules import MOST_TYPES
from tests.tiers import count
from tests.unit.honours.rendering.sample import EVERY_KIND, HARD_NAMES, HONOUR, SERVICE, battered, codes, opened

NAME_BOX = (150, 610, 930, 800)
SEAL_BOX = (776, 1236, 920, 1380)
RED = (150, 22, 20)


def kind(text):
    return text.kind.value


@pytest.mark.parametrize("text", EVERY_KIND, ids=kind)
def test_the_shared_picture_is_a_small_baseline_jpeg_with_unthinned_colours(text):
    made = render_certificate(text)

    picture = opened(made)
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1080, 1528), "RGB")
    assert len(made) <= 550_000
    assert not picture.info.get("progressive")
    assert {(h, v) for _, h, v, _ in picture.layer} == {(1, 1)}


def test_the_record_with_the_most_lines_is_as_small():
    first, *_ = (place for place, (name, _) in enumerate(SERVICE.facts) if name == "治安巡逻")
    lines = tuple((f"第{n}类勤务", f"实测{60 + n}.{n} 认定{n}.5") for n in range(MOST_TYPES))
    fullest = replace(SERVICE, facts=(*SERVICE.facts[:first], *lines, *SERVICE.facts[first + 3 :]))

    assert len(render_certificate(fullest)) <= 550_000


@pytest.mark.parametrize("text", EVERY_KIND, ids=kind)
def test_the_print_is_a4_at_300_dots_an_inch(text):
    picture = opened(render_certificate(text, "a4"))

    assert (picture.size, picture.info["dpi"]) == ((2480, 3508), (300, 300))


@pytest.mark.parametrize("text", EVERY_KIND, ids=kind)
@pytest.mark.parametrize("size", ["share", "a4"])
def test_a_stranger_can_scan_the_code_even_after_a_group_chat_had_the_picture(text, size):
    read = codes(battered(render_certificate(text, size)))

    assert read == ["HTTPS://V.EXAMPLE.CN/C/7KQ4M2XD9HVTPA3C"]


@pytest.mark.proof
def test_any_code_can_be_scanned_from_a_battered_picture():
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    addresses = [
        f"https://{host}/c/{''.join(alphabet[(number * 7919 + place * place * 31) % 32] for place in range(16))}"
        for number in range(count(4, 150))
        for host in ("v.example.cn", "localhost:8000", "yijing.zhengxiang-district.example.cn")
    ]

    read = [codes(battered(render_certificate(replace(HONOUR, verify_url=address)))) for address in addresses]

    assert read == [[address.upper()] for address in addresses]


def test_an_address_too_long_for_readable_squares_is_an_error():
    with pytest.raises(ValueError, match="squares"):
        render_certificate(replace(HONOUR, verify_url="https://v.example.cn/c/" + "A" * 400))


def test_threads_may_draw_at_once():
    texts = [replace(HONOUR, holder="张守" + character) for character in "甲乙丙丁"]

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(render_certificate, texts * 2))

    assert made == [render_certificate(text) for text in texts] * 2


def test_the_same_words_give_the_same_bytes():
    assert render_certificate(HONOUR) == render_certificate(HONOUR)


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_hard_name_stands_in_red_within_its_place(name):
    picture = opened(render_certificate(replace(HONOUR, holder=name)))

    changed = ImageChops.difference(picture, page("honour", 2, "share")).convert("L").point(lambda v: 255 * (v > 60))
    left, top, right, bottom = changed.crop((0, 600, 1080, 1110)).getbbox()
    reds = sum(1 for pixel in picture.crop(NAME_BOX).get_flattened_data() if near(pixel, RED))
    assert left >= 150 and right <= 930 and top >= 20 and bottom <= 510
    assert reds > 300


def test_different_names_give_different_pictures():
    drawn = {picture.crop(NAME_BOX).tobytes() for picture in map(opened, map(rendered, ("张守", "张望", "张")))}

    assert len(drawn) == 3


def test_no_word_crosses_the_seal():
    plain, written = page("honour", 2, "share"), opened(render_certificate(HONOUR))

    difference = ImageChops.difference(plain.crop(SEAL_BOX), written.crop(SEAL_BOX)).convert("L")
    assert max(difference.get_flattened_data()) < 60


def test_the_service_record_says_every_fact_and_has_a_place_for_the_official_seal():
    bare = opened(render_certificate(replace(SERVICE, facts=())))
    full = opened(render_certificate(SERVICE))

    table = (150, 610, 930, 1000)
    assert darkness(full.crop(table)) > darkness(bare.crop(table)) * 1.5


@pytest.mark.parametrize(
    "text",
    [
        replace(HONOUR, body="守望相助，" * 200),
        replace(SERVICE, facts=tuple((f"第{n}项", "很长" * 15) for n in range(20))),
        replace(SERVICE, facts=(("服务内容", "治安巡逻、" * 30),)),
        replace(HONOUR, holder="买" * 60),
    ],
    ids=["body", "facts", "fact", "name"],
)
def test_words_that_do_not_fit_are_refused_before_issue_and_never_run_off_the_page(text):
    with pytest.raises(WordsDoNotFit, match="words-do-not-fit"):
        require_renderable(text)


def test_a_template_that_was_never_drawn_is_named():
    with pytest.raises(UnknownArt):
        render_certificate(replace(HONOUR, template_version=99))


def rendered(name: str) -> bytes:
    return render_certificate(replace(HONOUR, holder=name))


def near(pixel, colour) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def darkness(picture) -> float:
    return sum(255 - value for value in picture.convert("L").get_flattened_data() if value < 128)


def test_the_code_holds_the_same_as_one_made_by_another_maker() -> None:
    import segno
    import zxingcpp
    from PIL import Image

    from shouwang.honours.rendering import qr

    def read(rows):
        side = len(rows) + 2 * qr.QUIET
        sheet = Image.new("L", (side, side), 255)
        for y, row in enumerate(rows):
            for x, bit in enumerate(row):
                if bit:
                    sheet.putpixel((x + qr.QUIET, y + qr.QUIET), 0)
        (found,) = zxingcpp.read_barcodes(sheet.resize((side * 4, side * 4), Image.Resampling.NEAREST))
        return found.text, len(rows)

    theirs = segno.make_qr(qr.payload(HONOUR.verify_url), error="m").matrix

    assert read(qr.squares(HONOUR.verify_url)) == read(theirs) == (HONOUR.verify_url.upper(), 29)
