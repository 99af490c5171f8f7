"""点位牌: a page for each point, its words searchable, its code readable; each code asked of WeChat once."""

from io import BytesIO

import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.world import POINT


def test_every_point_has_a_page_with_its_number_name_and_code(watch):
    signs = watch.world.house.signs

    pdf = PdfReader(BytesIO(signs.pdf()))

    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) == 2
    assert ("001" in texts[0], "江岸公园" in texts[0], "江岸中队" in texts[0]) == (True, True, True)
    assert ("042" in texts[1], "南塘夜市" in texts[1], "夜市中队" in texts[1]) == (True, True, True)
    (picture,) = pdf.pages[1].images
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture.data)))
    assert code.text == "p=042&v=1"


def test_a_unit_prints_its_own_and_a_code_is_asked_for_once(watch):
    signs = watch.world.house.signs
    asked = []
    counted = type(signs)(signs.roster, signs.blobs, lambda *at: asked.append(at) or signs.code_image(*at), signs.now)

    pages = [len(PdfReader(BytesIO(counted.pdf("D1/B01"))).pages) for _ in range(2)]

    assert pages == [1, 1]
    assert asked == [("p=042&v=1", "pages/checkin/index")]


def test_the_rotating_code_is_drawn_for_a_screen_and_its_digits_are_read_back(watch):
    path = f"/v1/assembly-points/{POINT}/code"
    told, drawn = watch.leader.get(path).json, watch.leader.get(f"{path}.svg")

    text = drawn.get_data(as_text=True)
    side = int(text.split('viewBox="0 0 ')[1].split()[0])
    plate = Image.new("L", (side, side), 255)
    for square in text.split('"/><path d="M')[1].split('z"')[0].split("zM"):
        x, y = square.partition("h")[0].split()
        plate.putpixel((int(x), int(y)), 0)
    (code,) = zxingcpp.read_barcodes(plate.resize((side * 8, side * 8), Image.Resampling.NEAREST))
    assert code.text == told["code"]
    assert (drawn.mimetype, drawn.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert watch.stranger.get(f"{path}.svg").status_code == 404
