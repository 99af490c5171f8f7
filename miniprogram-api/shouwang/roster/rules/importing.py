"""Reading a member list 名册 row by row, every fault found; and which numbers its rows get."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from shouwang.kernel.actor import Status, within
from shouwang.kernel.identity_number import read_for_lookup
from shouwang.kernel.names import read_name
from shouwang.kernel.problem import Problem
from shouwang.roster.models import Force, Unit
from shouwang.roster.models.imports import MemberRow, Read, RowFault
from shouwang.roster.rules.members import STATUS_TITLES, looks_like_number
from shouwang.roster.rules.units import next_number

NAME, PHONE, UNIT, NUMBER, DOCUMENT = "姓名", "手机号", "中队", "编号", "证件号码"
JOINED, COVER, STATUS, SKILLS = "入队日期", "保险到期日", "状态", "资质"
COLUMNS = (NAME, PHONE, UNIT, NUMBER, DOCUMENT, JOINED, COVER, STATUS, SKILLS)
_NEEDED = (NAME, PHONE, UNIT)
_ALIASES: Mapping[str, str] = {
    "手机": PHONE, "电话": PHONE, "手机号码": PHONE, "联系电话": PHONE,
    "单位": UNIT, "所属中队": UNIT, "所在中队": UNIT,
    "队员编号": NUMBER, "义警编号": NUMBER,
    "身份证号": DOCUMENT, "身份证号码": DOCUMENT, "证件号": DOCUMENT,
    "入队时间": JOINED, "加入日期": JOINED, "保险到期": COVER, "技能": SKILLS, "特长": SKILLS,
}  # fmt: skip
_STATUSES = {title: status for status, title in STATUS_TITLES.items()}
_PHONE = re.compile(r"1[3-9]\d{9}", re.ASCII)  # Source: reference domain-rules 3.2
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?", re.ASCII)
_OLDEST = date(1949, 1, 1)


class ImportRefused(Problem):
    """The list has faults, or people and numbers that are here already; nothing was written."""

    slug, title, status = "import-refused", "名册有问题，一行也没有导入", 422


def read_members(table: Sequence[Sequence[str]], units: Sequence[Unit], scope: str, today: date) -> Read:
    """The rows of a member list, and every fault. The first row names the columns.

    Units outside the scope are as if they were not there.
    """
    if not table:
        return Read(faults=(RowFault(1, "", "表格是空的"),))
    columns = [_ALIASES.get(_plain(cell), _plain(cell)) for cell in table[0]]
    missing = [RowFault(1, column, f"第一行缺少“{column}”这一列") for column in _NEEDED if column not in columns]
    if missing:
        return Read(faults=tuple(missing))
    reader = _Reader(_by_name(units, scope), today)
    for row, cells in enumerate(table[1:], start=2):
        if any(cells):
            reader.read(row, dict(zip(columns, cells, strict=False)))
    return Read(tuple(reader.rows), tuple(reader.faults))


def _by_name(units: Sequence[Unit], scope: str) -> dict[str, Unit]:
    named: dict[str, Unit] = {}
    for unit in units:
        if within(unit.path, scope) and unit.number_prefix:
            named |= {unit.name: unit, unit.path: unit, unit.number_prefix: unit}
    return named


class _Reader:
    """Reads rows and remembers what it has met, so that the same person twice is found."""

    def __init__(self, units: Mapping[str, Unit], today: date) -> None:
        self.units = units
        self.today = today
        self.rows: list[MemberRow] = []
        self.faults: list[RowFault] = []
        self.met: dict[tuple[str, str], int] = {}

    def read(self, row: int, cells: Mapping[str, str]) -> None:
        """Read one row: into `rows`, or its faults into `faults`."""
        before = len(self.faults)

        def cell(column: str, reading: Callable[[str], Any], default: Any = None) -> Any:
            text = cells.get(column, "")
            try:
                return reading(text) if text or default is None else default
            except ValueError as wrong:
                self.faults.append(RowFault(row, column, str(wrong)))
                return None

        # None only stands beside a fault, and then the row is dropped.
        read = MemberRow(
            row,
            name=cell(NAME, _name),
            phone=cell(PHONE, _phone),
            unit_path=cell(UNIT, self._unit),
            joined_on=cell(JOINED, self._past_day, self.today),
            number=cell(NUMBER, _number, ""),
            document=cell(DOCUMENT, self._document, ""),
            cover_until=cell(COVER, _day) if cells.get(COVER) else None,
            status=cell(STATUS, _status, Status.ACTIVE),
            qualifications=_skills(cells.get(SKILLS, "")),
        )
        for column, value in ((PHONE, read.phone), (NUMBER, read.number), (DOCUMENT, read.document)):
            self._meet(row, column, value)
        if len(self.faults) == before:
            self.rows.append(read)

    def _meet(self, row: int, column: str, value: str | None) -> None:
        if not value:
            return
        first = self.met.setdefault((column, value), row)
        if first != row:
            self.faults.append(RowFault(row, column, f"和第 {first} 行的{column}一样"))

    def _unit(self, text: str) -> str:
        unit = self.units.get(_plain(text))
        if unit is None:
            raise ValueError("没有填" if not text else f"没有“{text}”这个中队，或者不归你管")
        return unit.path

    def _document(self, text: str) -> str:
        try:
            return read_for_lookup(text, self.today).digits
        except Problem as wrong:
            raise ValueError(wrong.detail) from wrong

    def _past_day(self, text: str) -> date:
        day = _day(text)
        if not _OLDEST <= day <= self.today:
            raise ValueError("入队的日子不对，不能在今天以后")
        return day


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("*")


def _name(text: str) -> str:
    try:
        return read_name(text)
    except Problem as wrong:
        raise ValueError(wrong.detail) from wrong


def _phone(text: str) -> str:
    digits = _plain(text).replace("-", "").removeprefix("+86")
    if not _PHONE.fullmatch(digits):
        raise ValueError("没有填" if not text else "不是 11 位的手机号")
    return digits


def _number(text: str) -> str:
    number = _plain(text).upper()
    if not looks_like_number(number):
        raise ValueError("编号要写成 02-05-0137 这样")
    return number


def _day(text: str) -> date:
    found = _DAY.fullmatch(_plain(text))
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise ValueError("日期要写成 2026-01-31 这样")


def _status(text: str) -> Status:
    status = _STATUSES.get(_plain(text))
    if status is None:
        raise ValueError(f"状态只有{'、'.join(_STATUSES)}")
    return status


def _skills(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip()[:20] for part in re.split(r"[,，、;；/\s]+", text) if part.strip()))[:10]


def number_plan(
    rows: Sequence[MemberRow], units: Mapping[str, Unit], force: Force, seen: Mapping[str, int]
) -> tuple[dict[int, str], dict[str, tuple[int, int]]]:
    """The number of every row by its row, and for each unit the counter's value seen and the one to move it to.

    Numbers that the list brings are read only so far that the counter never gives one of them again.
    """
    given: dict[int, str] = {}
    counters: dict[str, tuple[int, int]] = {}
    for path in sorted({row.unit_path for row in rows} | _prefixed(rows, units, force)):
        unit, last = units[path], seen.get(path, 0)
        brought = (sequence_in(unit, force, row.number) for row in rows if row.number)
        at = max([last, *(n for n in brought if n is not None)])
        for row in rows:
            if row.unit_path == path and not row.number:
                given[row.row] = next_number(unit, force, at)
                at += 1
        if at > last:
            counters[path] = (last, at)
    given |= {row.row: row.number for row in rows if row.number}
    return given, counters


def _prefixed(rows: Sequence[MemberRow], units: Mapping[str, Unit], force: Force) -> set[str]:
    """Units whose way of numbering a brought number follows, whoever has it now."""
    by_prefix = {
        f"{unit.number_prefix}{force.number_separator}": path for path, unit in units.items() if unit.number_prefix
    }
    heads = {row.number.rpartition(force.number_separator)[0] + force.number_separator for row in rows if row.number}
    return {by_prefix[head] for head in heads if head in by_prefix}


def sequence_in(unit: Unit, force: Force, number: str) -> int | None:
    """The sequence of a number that this unit's scheme could have given."""
    head = f"{unit.number_prefix}{force.number_separator}"
    rest = number.removeprefix(head)
    fits = unit.number_prefix and number.startswith(head) and rest.isascii() and rest.isdecimal()
    return int(rest) if fits else None


def told(faults: Sequence[RowFault], most: int = 200) -> list[dict[str, object]]:
    """Faults for people, in the order of the rows, the first of them."""
    ordered: Iterator[RowFault] = iter(sorted(faults, key=lambda fault: fault.row))
    return [{"row": f.row, "column": f.column, "detail": f.detail} for f, _ in zip(ordered, range(most), strict=False)]
