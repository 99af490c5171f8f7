import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from shouwang.honours.rendering import UndrawableName, UnknownArt, gallery, pdf, render_pdf
from shouwang.kernel.clock import day_start
from tests.unit.honours.rendering.sample import EVERY_KIND, HARD_NAMES, HONOUR, SERVICE


def words(pdf: bytes) -> str:
    """What a reader's search finds, without spaces and line breaks."""
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("text", EVERY_KIND, ids=lambda text: text.kind.value)
def test_every_kind_is_one_searchable_a4_page(text):
    made = render_pdf(text)

    reader = PdfReader(BytesIO(made))
    box = reader.pages[0].mediabox
    assert len(reader.pages) == 1
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    assert len(made) <= 1_800_000
    said = words(made)
    assert text.holder.replace("·", "") in said.replace("·", "")
    assert text.body.replace("\n", "") in said
    assert "二〇二六年十一月二十三日" in said
    assert "7KQ4-M2XD-9HVT-PA3C" in said


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_are_found_by_search(name):
    assert name.replace("·", "") in words(render_pdf(replace(HONOUR, holder=name))).replace("·", "")


def test_the_service_record_holds_every_fact():
    said = words(render_pdf(SERVICE))

    assert [label for label, value in SERVICE.facts if "".join(value.split()) not in said] == []


def test_fonts_are_embedded_and_cut_to_what_is_used():
    page = PdfReader(BytesIO(render_pdf(HONOUR))).pages[0]

    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    faces = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert all("+" in font["/BaseFont"] and "/ToUnicode" in font for font in fonts)
    assert all("/FontFile3" in face["/FontDescriptor"] for face in faces)


def test_it_declares_pdf_a_2b_and_says_who_issued_what():
    reader = PdfReader(BytesIO(render_pdf(HONOUR)))

    declared = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in declared and "<pdfaid:conformance>B</pdfaid:conformance>" in declared
    assert (reader.metadata.title, reader.metadata.author) == ("年度优秀义警", "守望义警志愿巡防队")


def test_the_same_words_give_the_same_bytes():
    assert render_pdf(HONOUR) == render_pdf(HONOUR)


@pytest.mark.parametrize("name", ['#panic("x")', '"; #import "/etc/passwd"', "*粗* _斜_ $x$ <b>", '\\"}'])
def test_markup_in_a_name_stays_words(name):
    assert "".join(name.split()) in words(render_pdf(replace(HONOUR, holder=name)))


def test_threads_may_print_at_once():
    texts = [replace(HONOUR, holder="张守" + character) for character in "甲乙丙丁"]

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(render_pdf, texts * 2))

    assert made == [render_pdf(text) for text in texts] * 2


def test_a_name_that_cannot_be_drawn_whole_is_refused():
    with pytest.raises(UndrawableName):
        render_pdf(replace(HONOUR, holder="𠮷田守"))


def test_a_template_that_was_never_drawn_is_named():
    with pytest.raises(UnknownArt):
        render_pdf(replace(HONOUR, template_version=99))


def test_the_drawing_is_passed_on_as_it_was_kept_and_every_page_has_its_frame():
    drawn = (gallery.page_path("honour", HONOUR.template_version, "a4")).read_bytes()

    pictures = PdfReader(BytesIO(render_pdf(HONOUR))).pages[0].images

    assert render_pdf(HONOUR).count(drawn) == 1
    assert [picture.image.size for picture in pictures] == [(2480, 3508)]
    pages = {path.name.removesuffix("-a4.jpg") for path in (gallery.art_dir() / "pages").glob("*-a4.jpg")}
    frames = {path.stem: path.read_text(encoding="utf-8") for path in (gallery.art_dir() / "print").glob("*.svg")}
    assert frames.keys() == pages
    assert all(f'href="../pages/{name}-a4.jpg"' in frame for name, frame in frames.items())


def test_a_name_drawn_without_the_rare_fonts_is_the_same_with_them():
    text = json.dumps(pdf._inputs([HONOUR]), ensure_ascii=False)
    at = int(day_start(HONOUR.issued_on).timestamp())

    made = pdf._compiler(rare=True).compile(format="pdf", sys_inputs={"data": text}, timestamp=at, pdf_standards="a-2b")

    assert made == render_pdf(HONOUR)
