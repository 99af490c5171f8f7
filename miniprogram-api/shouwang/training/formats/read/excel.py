"""Excel workbooks (.xlsx) as grids: values as they are shown, merged cells, hidden rows and sheets, pictures by name.

Only XML parts that are needed are opened, none beyond bounds, none with a document type: what expands is refused.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from shouwang.training.formats.found import UnreadableFile
from shouwang.training.formats.read.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row
from shouwang.training.formats.read.showing import show_date, show_number

MOST_XML = 16 * 1024 * 1024  # of all parts that are read; 5,000 questions need less than half
_MOST_PARTS = 4_000
_BROKEN = "这个 Excel 文件坏了，打开另存一份再传"
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ERRORS = "单元格是错误值"


class _Marks(msgspec.Struct):
    """What openpyxl's light mode leaves out of a sheet."""

    merges: list[tuple[int, int, int, int]] = msgspec.field(
        default_factory=list
    )  # top, left, bottom, right, from 1 and 0
    hidden: set[int] = msgspec.field(default_factory=set)
    unsolved: set[tuple[int, int]] = msgspec.field(default_factory=set)  # formulas without a value
    last: int = 0  # the last row that holds anything


def grids(content: bytes) -> list[Grid]:
    """Every sheet of a workbook. Raises: UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: drawings, validations, extensions
            _check(packed)
            return list(_sheets(content, packed))
    except UnreadableFile:
        raise
    except Exception as wrong:  # whatever a library makes of a broken file, it is one
        raise UnreadableFile(_BROKEN) from wrong


def _check(packed: zipfile.ZipFile) -> None:
    """Raises: UnreadableFile for what is no workbook, or would not stay small when opened."""
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(_instead(names))
    read = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in read) > MOST_XML:
        raise UnreadableFile("这个文件展开后太大，分成几个再传")
    if len(names) != len(parts) or any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("文件加了密码或者坏了，去掉密码另存一份再传")
    for part in read:
        head = packed.read(part)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:64]:
            raise UnreadableFile(_BROKEN)


def _instead(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "这是 Word 文档。请把题目放进 Excel，或者另存为纯文本（.txt）再传"
    return "这是压缩包，解开再传里面的文件" if names else _BROKEN


def _sheets(content: bytes, packed: zipfile.ZipFile) -> Iterator[Grid]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow import, for workbooks only

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            part = str(sheet._worksheet_path)
            marks = _marks(packed, part)
            rows = _rows(sheet, marks)
            hidden = sheet.sheet_state != "visible"
            notes = [(row, "这里有图片，图片没有带进来") for row in _picture_rows(packed, part)]
            if hidden and any(row.told for row in rows):
                notes.insert(0, (1, "这张工作表是隐藏的，照样读了"))
            yield Grid(sheet.title, rows, hidden, notes)
    finally:
        book.close()


def _rows(sheet: Any, marks: _Marks) -> list[Row]:
    if marks.last > MOST_ROWS:
        raise UnreadableFile(f"超过 {MOST_ROWS} 行，分成几个文件再传")
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > marks.last:
            break
        rows.append(_row(number, cells, marks))
    while rows and not rows[-1].told and not rows[-1].bad:
        rows.pop()
    return merged(rows, marks.merges)


def _row(number: int, cells: Sequence[Any], marks: _Marks) -> Row:
    texts, bad = [], {}
    for place, cell in enumerate(cells):
        text = _text(cell)
        if (number, place) in marks.unsolved and not text:
            bad[place] = "单元格是公式，没有算好的值：在 Excel 里打开保存一次再传"
        elif cell.value is not None and cell.data_type == "e":
            bad[place] = f"{_ERRORS} {text}"
        texts.append(text)
    while texts and not texts[-1]:
        texts.pop()
    return Row(number, tuple(texts), number in marks.hidden, bad)


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return show_date(value, str(cell.number_format))
    if isinstance(value, int | float):
        return show_number(value, str(cell.number_format))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def merged(rows: list[Row], merges: Sequence[tuple[int, int, int, int]]) -> list[Row]:
    """Rows in which every cell of a merged range has the range's text."""
    changed: dict[int, tuple[list[str], dict[int, int]]] = {}
    for top, left, bottom, right in merges:
        if not 1 <= top <= len(rows) or left >= MOST_COLUMNS:
            continue
        text = rows[top - 1].cells[left] if left < len(rows[top - 1].cells) else ""
        for number in range(top, min(bottom, len(rows)) + 1) if text else ():
            cells, joined = changed.setdefault(number, (list(rows[number - 1].cells), {}))
            cells.extend([""] * (min(right, MOST_COLUMNS - 1) + 1 - len(cells)))
            for place in range(left, min(right, MOST_COLUMNS - 1) + 1):
                cells[place] = text
                if number > top:
                    joined[place] = top
    return [
        Row(row.number, tuple(changed[row.number][0]), row.hidden, row.bad, changed[row.number][1])
        if row.number in changed
        else row
        for row in rows
    ]


def _marks(packed: zipfile.ZipFile, part: str) -> _Marks:
    marks = _Marks()
    with packed.open(part) as file:
        for node in _ends(file):
            tag = node.tag.rpartition("}")[2]
            if tag == "row":
                if node.get("hidden") in ("1", "true"):
                    marks.hidden.add(int(node.get("r", "0")))
                node.clear()
            elif tag == "c":
                _mark_cell(node, marks)
            elif tag == "mergeCell" and len(marks.merges) < MOST_ROWS:
                found = _REF.findall(node.get("ref", ""))
                if len(found) == 2:
                    (left, top), (right, bottom) = found
                    marks.merges.append((int(top), _place(left), int(bottom), _place(right)))
    return marks


def _mark_cell(node: Any, marks: _Marks) -> None:
    kinds = {child.tag.rpartition("}")[2]: child for child in node}
    where = _REF.fullmatch(node.get("r", ""))
    if not kinds or not where:
        marks.last = marks.last + 1 if kinds else marks.last  # a cell without its place stands in the next row at most
        return
    row = int(where.group(2))
    marks.last = max(marks.last, row)
    if "f" in kinds and not (kinds["v"].text if "v" in kinds else None):
        marks.unsolved.add((row, _place(where.group(1))))


def _picture_rows(packed: zipfile.ZipFile, part: str) -> list[int]:
    """The rows of a sheet where pictures stand, as far as its drawing says."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in packed.namelist():
        return []
    drawings = re.findall(r"drawings/(drawing\d+\.xml)", packed.read(relations).decode("utf-8", "replace"))
    rows: set[int] = set()
    for drawing in drawings:
        path = f"xl/drawings/{drawing}"
        if path not in packed.namelist():
            continue
        text = packed.read(path).decode("utf-8", "replace")
        if "blip" in text:
            rows |= {int(row) + 1 for row in re.findall(r"<(?:\w+:)?from>.*?<(?:\w+:)?row>(\d{1,7})<", text, re.DOTALL)}
    return sorted(rows)[:MOST_ROWS]


def _ends(file: Any) -> Iterator[Any]:
    try:
        for _, node in iterparse(file, events=("end",)):
            yield node
    except (DefusedXmlException, ParseError) as wrong:
        raise UnreadableFile(_BROKEN) from wrong


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
