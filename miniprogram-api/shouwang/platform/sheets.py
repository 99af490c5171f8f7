"""Tables people bring and take 表格, CSV and Excel: read as text, written so that no cell is a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from shouwang.kernel.problem import Problem

MOST_ROWS = 20_000
MOST_COLUMNS = 40
_MOST_OPEN_BYTES = 64 * 1024 * 1024  # what a workbook may unpack to: 20,000 rows of 40 cells are below
_MOST_CELL = 500
_XLSX = b"PK\x03\x04"
# What makes a spreadsheet program calculate. Source: OWASP, CSV Injection
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetRefused(Problem):
    """The file is no table that can be read."""

    slug, title, status = "sheet-refused", "这个表格读不出来，要 Excel（.xlsx）或 CSV", 400


def read_rows(content: bytes) -> list[tuple[str, ...]]:
    """The rows of the first sheet as tidy text, blank ones kept so that row numbers are the person's own.

    Raises: SheetRefused saying why.
    """
    rows = _xlsx_rows(content) if content.startswith(_XLSX) else _csv_rows(content)
    kept: list[tuple[str, ...]] = []
    for row in rows:
        if len(kept) >= MOST_ROWS:
            raise SheetRefused(f"一次最多 {MOST_ROWS} 行，分成几个文件再导入")
        kept.append(tuple(_text(cell)[:_MOST_CELL] for cell in row[:MOST_COLUMNS]))
    return kept


def render_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV that Excel in China opens as it is (UTF-8 with a mark)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def render_xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as an Excel workbook of one sheet, every cell text."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_safe(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(cell: object) -> str:
    """A cell as text that no spreadsheet program calculates."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv_rows(content: bytes) -> Iterator[Sequence[object]]:
    text = _decoded(content)
    if "\x00" in text:
        raise SheetRefused
    first = text.partition("\n")[0]
    delimiter = max(",\t;，", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as broken:
        raise SheetRefused from broken


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetRefused("文字的编码认不出来，另存为 UTF-8 的 CSV 再试")


def _xlsx_rows(content: bytes) -> Iterator[Sequence[object]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow import

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_OPEN_BYTES:
                raise SheetRefused("这个文件展开以后太大了")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not to be believed
        yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    except SheetRefused:
        raise
    except Exception as broken:  # openpyxl raises whatever the broken part of the file leads it to
        raise SheetRefused from broken


def _text(cell: object) -> str:
    """A cell as a person reads it: days without a time, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
