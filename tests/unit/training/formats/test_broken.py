"""Files that are broken, or made to do harm."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from shouwang.training.formats import UnreadableFile, read
from tests.tiers import count
from tests.unit.training.formats.sheets import workbook

ROWS = [["题干", "A", "B", "答案"], ["一", "甲", "乙", "A"]]


@pytest.mark.proof
def test_broken_files_end_as_a_reading_or_a_named_refusal_in_bounded_memory():
    command = [sys.executable, "-m", "tests.unit.training.formats.fuzzing", "7", str(count(300, 20_000))]

    done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert done["others"] == []
    assert done["read"] + done["refused"] == done["rounds"]
    assert min(done["read"], done["refused"]) > done["rounds"] / 20
    assert done["size_mb"] <= 200


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as book:
        return book.read(name)


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl/sharedStrings.xml": b"<sst>" + b" " * 40_000_000 + b"</sst>"}, "这个文件展开后太大"),
        ({f"xl/worksheets/extra{n}.xml": b" " * 5_000_000 for n in range(4)}, "这个文件展开后太大"),
        ({f"x{n}": b"" for n in range(5_000)}, "这个文件展开后太大"),
        ({SHEET: LAUGHS + part(SHEET).partition(b"?>")[2]}, "这个 Excel 文件坏了"),
        ({SHEET: part(SHEET).decode().encode("utf-16")}, "这个 Excel 文件坏了"),
        ({"xl/workbook.xml": b"<workbook>"}, "这个 Excel 文件坏了"),
    ],
)
def test_a_workbook_that_would_swell_is_refused_before_it_does(parts, words):
    with pytest.raises(UnreadableFile) as refused:
        read(packed(parts))

    assert refused.value.detail.startswith(words)


def test_a_word_document_is_told_from_a_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as document:
        document.writestr("word/document.xml", "<w/>")

    with pytest.raises(UnreadableFile) as refused:
        read(out.getvalue())

    assert refused.value.detail.startswith("这是 Word 文档")


def test_rows_far_below_cost_nothing_and_too_many_are_refused():
    def far(sheet):
        sheet.cell(row=1_000_000, column=1).value = None
        sheet.row_dimensions[1_000_000].height = 20

    assert len(read(workbook(ROWS, change=far)).found) == 1


def test_too_many_rows_are_refused_wherever_they_stand():
    def too_far(sheet):
        sheet.cell(row=30_000, column=1).value = "一"

    with pytest.raises(UnreadableFile):
        read(workbook(ROWS, change=too_far))
    with pytest.raises(UnreadableFile) as refused:
        read(("题干,A,B,答案\n" + "一,甲,乙,A\n" * 20_001).encode(), "题库.csv")
    assert refused.value.detail == "超过 20000 行，分成几个文件再传"


def test_pictures_in_a_workbook_are_noted_by_row_and_never_opened():
    relations = b'<Relationships><Relationship Target="../drawings/drawing1.xml"/></Relationships>'
    drawing = (
        b'<xdr:wsDr><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from><a:blip r:embed="rId1"/></xdr:wsDr>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/drawing1.xml": drawing}

    reading = read(packed(parts))

    assert [(note.place.row, note.reason) for note in reading.notes] == [(2, "这里有图片，图片没有带进来")]
    assert len(reading.found) == 1
