"""Old Excel workbooks (.xls) as grids."""

import io
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from shouwang.training.formats.found import UnreadableFile
from shouwang.training.formats.read.excel import merged
from shouwang.training.formats.read.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row
from shouwang.training.formats.read.showing import by_builtin, show_date, show_number

_BROKEN = "这个 .xls 文件读不出来，请用表格软件打开，另存为 Excel 工作簿（.xlsx）"


def grids(content: bytes) -> list[Grid]:
    """Every sheet of a workbook. Raises: UnreadableFile."""
    if "WordDocument".encode("utf-16-le") in content:
        raise UnreadableFile("这是 Word 文档。请把题目放进 Excel，或者另存为纯文本（.txt）再传")
    try:
        return list(_sheets(content))
    except UnreadableFile:
        raise
    except Exception as wrong:  # whatever the library makes of a broken file, it is one
        raise UnreadableFile(_BROKEN) from wrong


def _sheets(content: bytes) -> Iterator[Grid]:
    import xlrd  # noqa: PLC0415 -- for old workbooks only

    quiet = io.StringIO()
    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True, logfile=quiet
    )
    for place in range(book.nsheets):
        sheet = book.sheet_by_index(place)
        if sheet.nrows > MOST_ROWS:
            raise UnreadableFile(f"超过 {MOST_ROWS} 行，分成几个文件再传")
        rows = [_row(book, sheet, number) for number in range(sheet.nrows)]
        merges = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells]
        notes = [(1, "这张工作表是隐藏的，照样读了")] if sheet.visibility and any(row.told for row in rows) else []
        yield Grid(sheet.name, merged(rows, merges), bool(sheet.visibility), notes)
        book.unload_sheet(place)


def _row(book: Any, sheet: Any, number: int) -> Row:
    texts, bad = [], {}
    for place, cell in enumerate(sheet.row(number)[:MOST_COLUMNS]):
        text, fault = _text(book, cell)
        texts.append(text)
        if fault:
            bad[place] = fault
    info = sheet.rowinfo_map.get(number)
    return Row(number + 1, tuple(texts), bool(info and info.hidden), bad)


def _text(book: Any, cell: Any) -> tuple[str, str]:
    import xlrd  # noqa: PLC0415 -- as above

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "", "单元格是错误值"
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return ("TRUE" if cell.value else "FALSE"), ""
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
        format_ = book.format_map[code].format_str if code in book.format_map else "General"
        if cell.ctype == xlrd.XL_CELL_NUMBER:
            return show_number(cell.value, format_), ""
        at = xlrd.xldate_as_datetime(cell.value, book.datemode)
        shown: datetime | time = at if cell.value >= 1 else at.time()
        return show_date(shown, by_builtin(code) or format_), ""
    return str(cell.value).replace("\r\n", "\n").replace("\r", "\n").strip(), ""
