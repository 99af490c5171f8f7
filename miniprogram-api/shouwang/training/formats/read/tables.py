"""Tables: where the header is, which row is a question, which cells belong together."""

import csv
import io
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from shouwang.training.formats.found import Column, Draft, Place, Reading, UnreadableFile
from shouwang.training.formats.read.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row, column_letter
from shouwang.training.formats.read.headers import Header, find_header
from shouwang.training.formats.read.judging import judge
from shouwang.training.formats.read.words import heading_kind, looks_like_heading

_DELIMITERS = ",\t;|"
_FEWEST = 3  # known columns by which a text without a name is taken for a table


def from_xlsx(content: bytes, key_column: str = "") -> Reading:
    """The questions of an Excel workbook (.xlsx). Raises: UnreadableFile."""
    from shouwang.training.formats.read.excel import grids  # noqa: PLC0415 -- a heavy library, for imports only

    return _read("xlsx", grids(content), key_column)


def from_xls(content: bytes, key_column: str = "") -> Reading:
    """The questions of an old Excel workbook (.xls). Raises: UnreadableFile."""
    from shouwang.training.formats.read.old_excel import grids  # noqa: PLC0415 -- as above

    return _read("xls", grids(content), key_column)


def from_csv(text: str, key_column: str = "") -> Reading:
    """The questions of comma, tab or semicolon separated values. Raises: UnreadableFile."""
    best = max((_rows(text, delimiter) for delimiter in _DELIMITERS), key=_likely)
    return _read("csv", [Grid("", best)], key_column)


def has_header(text: str) -> bool:
    """Whether the first lines of a text hold the header of a table, whatever stands between its columns."""
    try:
        return any(_likely(_rows(text, delimiter)) >= _FEWEST for delimiter in _DELIMITERS)
    except UnreadableFile:
        return False


def _rows(text: str, delimiter: str) -> list[Row]:
    rows: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            if number > MOST_ROWS:
                raise UnreadableFile(f"超过 {MOST_ROWS} 行，分成几个文件再传")
            rows.append(Row(number, tuple(cell.strip() for cell in cells[:MOST_COLUMNS])))
    except csv.Error as wrong:
        raise UnreadableFile(f"第 {len(rows) + 1} 行起读不出来，多半是引号没有成对") from wrong
    return rows


def _likely(rows: Sequence[Row]) -> int:
    """How well a delimiter tells columns apart: how many columns of the header it finds are known."""
    header = next((header for row in rows[:30] if (header := find_header(row, None))), None)
    return header.known if header else 0


def _read(format_: str, grids: Sequence[Grid], key_column: str) -> Reading:
    reading = Reading(format_)
    without = []
    for grid in grids:
        for row, words in grid.notes:
            reading.note(Place(row, grid.name), words)
        sheet = _Sheet(grid, reading, key_column)
        if not sheet.read() and any(row.told for row in grid.rows):
            without.append(grid)
    for grid in without:
        if len(without) == len(grids):
            reading.fault(Place(1, grid.name), "没有找到表头：要有一行写着“题干”和“答案”这样的列名")
        else:
            reading.note(Place(1, grid.name), "这张表里没有题目的表头，跳过")
    if key_column:
        _require_keys(reading, key_column)
    return reading


def _require_keys(reading: Reading, key_column: str) -> None:
    """Every question has a number of its own, or it is a bad one."""
    seen: dict[str, Place] = {}
    good = []
    for found in reading.found:
        number = found.question.number
        if not number:
            reading.fault(found.place, f"“{key_column[:20]}”是空的")
        elif number in seen:
            reading.fault(found.place, f"“{key_column[:20]}”{number[:30]} 和第 {seen[number].row} 行重复")
        else:
            seen[number] = found.place
            good.append(found)
    reading.found[:] = good


class _Sheet(msgspec.Struct):
    """Reading one sheet, from the top."""

    grid: Grid
    reading: Reading
    key_column: str
    header: Header | None = None
    section: str = ""
    draft: Draft | None = None

    def read(self) -> bool:
        """Judge every question; whether there was a header at all."""
        self.section = heading_kind(self.grid.name)
        rows = iter(self.grid.rows)
        for row in rows:
            self._take(row)
        self._finish()
        return self.header is not None

    def _take(self, row: Row) -> None:
        if not row.told:
            return
        header = find_header(row, self.header)
        if header is not None:
            self._finish()
            self.header = header
            self._check_key_column(row)
        elif self.header is None or self._is_heading(row):
            self._finish()
            self._head(row)
        elif self._goes_on(row):
            self._add(row)
        else:
            self._finish()
            self._begin(row)

    def _head(self, row: Row) -> None:
        """A row that is no question: it may say of which kind the next ones are."""
        kind = heading_kind(" ".join(row.told))
        self.section = kind or self.section
        if self.header is not None and not kind:
            self.reading.note(Place(row.number, self.grid.name), f"这一行不是题目，跳过：{row.told[0][:20]}")

    def _check_key_column(self, row: Row) -> None:
        if self.header and self.key_column and self.header.key_place(self.key_column) is None:
            self.reading.fault(Place(row.number, self.grid.name), f"没有叫“{self.key_column[:20]}”的列")

    def _is_heading(self, row: Row) -> bool:
        """Whether a row is one text across, such as `二、多选题`, and no question."""
        texts = row.told
        header = self.header
        if header is None or len(texts) != 1 or row.joined:
            return False
        across = sum(bool(cell) for cell in row.cells) > 1
        return looks_like_heading(texts[0]) or across or not header.text(row, Column.STEM)

    def _goes_on(self, row: Row) -> bool:
        """Whether a row belongs to the question above: its stem's cell reaches down here, or only options go on."""
        header = self.header
        if header is None or self.draft is None:
            return False
        stem = header.place(Column.STEM)
        if row.joined.get(stem, row.number) <= self.draft.place.row:
            return True
        return not header.text(row, Column.STEM) and bool(header.text(row, Column.OPTIONS)) and not header.letters(row)

    def _add(self, row: Row) -> None:
        if self.header is None or self.draft is None:
            return
        more = self.header.draft(row, self.grid.name, self.section, self.key_column)
        options = row.joined.get(self.header.place(Column.OPTIONS), row.number) == row.number
        self.draft = replace(
            self.draft,
            block="\n".join(filter(None, [self.draft.block, more.block if options else ""])),
            answer=self.draft.answer or more.answer,
            explanation=self.draft.explanation or more.explanation,
        )

    def _begin(self, row: Row) -> None:
        header = self.header
        if header is None:
            return
        place = Place(row.number, self.grid.name)
        if row.hidden:
            self.reading.note(place, "这一行是隐藏的，照样收了")
        for column, words in row.bad.items():
            if header.uses(column):
                self.reading.fault(replace(place, cell=column_letter(column)), words)
                return
        if not header.says_anything(row):
            self.reading.note(place, "这一行没有题目，跳过")
            return
        self.draft = header.draft(row, self.grid.name, self.section, self.key_column)

    def _finish(self) -> None:
        if self.draft is None:
            return
        draft, self.draft = self.draft, None
        judge(draft, self.reading)
