"""Workbooks for tests."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

from shouwang.training.formats import Reading, read


def workbook(rows: Sequence[Sequence[Any]], name: str = "题库", change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet."""
    return workbooks({name: rows}, change)


def workbooks(sheets: dict[str, Sequence[Sequence[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of several sheets; `change` may alter the last one."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(reading: Reading) -> list[tuple[Any, ...]]:
    """The good questions in short: kind, stem, options, key."""
    return [(q.kind.value, q.stem, q.options, q.key) for q in (found.question for found in reading.found)]


def faults(content: bytes, file_name: str = "") -> list[tuple[str, str]]:
    """Every fault of a file by its place."""
    return [(fault.place.pointer, fault.reason) for fault in read(content, file_name).faults]
