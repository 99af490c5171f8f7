"""Tables as files: CSV that spreadsheets open as it is, XLSX, JSON."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

Row = Mapping[str, str | int | float]

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def written(kind: str, groups: Mapping[str, Sequence[str]], rows: Sequence[Row]) -> bytes:
    """Rows in one of `KINDS`. Shapes: `groups` names the columns under their headings, in order."""
    if kind == "json":
        return json.dumps([_grouped(groups, row) for row in rows], ensure_ascii=False, indent=1).encode()
    columns = [column for group in groups.values() for column in group]
    table: list[Sequence[object]] = [columns, *[[row.get(column, "") for column in columns] for row in rows]]
    return _xlsx(groups, table) if kind == "xlsx" else _csv(table)


def _grouped(groups: Mapping[str, Sequence[str]], row: Row) -> dict[str, dict[str, str | int | float]]:
    return {group: {column: row.get(column, "") for column in columns} for group, columns in groups.items()}


def _csv(table: Sequence[Sequence[object]]) -> bytes:
    """With a byte order mark, so that Chinese opens as it is; text that a spreadsheet would run is quoted."""
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(cell) for cell in row] for row in table])
    return ("\ufeff" + text.getvalue()).encode()


def _xlsx(groups: Mapping[str, Sequence[str]], table: Sequence[Sequence[object]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 -- slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet("服务记录")
    sheet.append([column for group, names in groups.items() for column in (group, *[""] * (len(names) - 1))])
    for row in table:
        sheet.append([_harmless(cell) for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula. Source: OWASP, CSV injection"""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
