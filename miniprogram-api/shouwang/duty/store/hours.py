"""The hours ledger, its daily sums, and the public log. Each function is one request to the store unless it says otherwise."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from pynamodb.attributes import BinaryAttribute, BooleanAttribute, NumberAttribute, UnicodeAttribute

from shouwang.duty.models import DayTotal, HoursEntry, Ledger, Service, Voucher, WholeSum
from shouwang.duty.rules.log import Root
from shouwang.platform.dynamo import (
    Choice,
    Day,
    Instant,
    Packed,
    Page,
    Table,
    Writes,
    next_page,
    put,
    read_cursor,
)

_LOG = "hours"  # the one log there is


class HoursEntryRow(Table):
    """时长条目: append-only. `entry_id` is `day#source#revision`."""

    TABLE = "hours-entries"

    person_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    ledger = Choice[Ledger](Ledger)
    day = Day()
    minutes = NumberAttribute()
    source = UnicodeAttribute()
    revision = NumberAttribute()
    rule = UnicodeAttribute()
    recorded_at = Instant()
    fold = NumberAttribute(default=1)
    point_number = UnicodeAttribute(default="")
    in_at = Instant(null=True)
    out_at = Instant(null=True)
    vouchers = Packed[tuple[Voucher, ...]](tuple[Voucher, ...], default=())


class DayTotalRow(Table):
    """A person's day: what its fold said last. `folds` moves by one with each fold, so that two never mix."""

    TABLE = "hours-days"

    person_id = UnicodeAttribute(hash_key=True)
    day = Day(range_key=True)
    measured = NumberAttribute()
    attested = NumberAttribute()
    sources = Packed[tuple[str, ...]](tuple[str, ...])
    folds = NumberAttribute()


class WholeSumRow(Table):
    """累计: all of a person's days. Derived from `hours-days`; moves with every fold, or is marked to be added up anew."""

    TABLE = "hours-totals"

    person_id = UnicodeAttribute(hash_key=True)
    service = Packed[Service](Service)
    known = BooleanAttribute()
    version = NumberAttribute()


class LogRow(Table):
    """A line of the public log, under the day it was recorded."""

    TABLE = "hours-log"

    day = Day(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    line = BinaryAttribute(legacy_encoding=False)


class RootRow(Table):
    """The root of a sealed day, chained to the one before, and its signature."""

    TABLE = "log-roots"

    log = UnicodeAttribute(hash_key=True)
    day = Day(range_key=True)
    root = UnicodeAttribute()
    lines = NumberAttribute()
    previous = UnicodeAttribute()
    sealed_at = Instant()
    key = UnicodeAttribute(default="")
    next_key = UnicodeAttribute(default="")
    signature = UnicodeAttribute()


class SignedRoot(msgspec.Struct, frozen=True):
    """A root and who stands for it."""

    root: Root
    signature: str


class LogLine(msgspec.Struct, frozen=True):
    """A line of the public log."""

    entry_id: str
    line: bytes


def entries_of_day(person_id: str, day: date) -> Sequence[HoursEntry]:
    """A person's entries of a day."""
    of_day = HoursEntryRow.entry_id.startswith(f"{day.isoformat()}#")
    rows = HoursEntryRow.query(person_id, of_day, consistent_read=True)
    return [row.value(HoursEntry) for row in rows]


def entries_between(person_id: str, first: date, last: date) -> Sequence[HoursEntry]:
    """A person's entries of some days, both included. Cost: 1 request a megabyte (about 3,000 entries)."""
    span = HoursEntryRow.entry_id.between(f"{first.isoformat()}#", f"{last.isoformat()}#~")
    return [row.value(HoursEntry) for row in HoursEntryRow.query(person_id, span)]


def fetch_entry(person_id: str, entry_id: str) -> HoursEntry | None:
    """A person's entry."""
    row = HoursEntryRow.fetch(person_id, entry_id)
    return row.value(HoursEntry) if row else None


def fetch_day(person_id: str, day: date) -> DayTotal:
    """A person's day as folded last; a day never folded is empty."""
    row = DayTotalRow.fetch(person_id, day)
    return row.value(DayTotal) if row else DayTotal(day)


def days_between(person_id: str, first: date, last: date) -> Sequence[DayTotal]:
    """A person's days in a span, both included. Cost: 1 request a megabyte (about 5,000 days)."""
    rows = DayTotalRow.query(person_id, DayTotalRow.day.between(first, last), consistent_read=True)
    return [row.value(DayTotal) for row in rows]


def enter(person_id: str, before: DayTotal, after: DayTotal, entries: Iterable[HoursEntry]) -> Writes:
    """A day folded anew: its sum, and the entries that brought it there. Conflicts when another fold was first."""
    seen = DayTotalRow.folds == before.folds if before.folds else DayTotalRow.folds.does_not_exist()
    writes = put(DayTotalRow.of(after, person_id=person_id), seen)
    for entry in entries:
        writes += put(HoursEntryRow.of(entry), HoursEntryRow.entry_id.does_not_exist())
    return writes


def fetch_sum(person_id: str) -> WholeSum:
    """All of a person's days in one row; unknown where there is none."""
    row = WholeSumRow.fetch(person_id)
    return row.value(WholeSum) if row else WholeSum()


def summed(person_id: str, seen: WholeSum, service: Service | None) -> Writes:
    """All of a person's days, moved on from the sum seen; None: to be added up anew. Conflicts when it moved meanwhile."""
    there = WholeSumRow.version == seen.version if seen.version else WholeSumRow.version.does_not_exist()
    after = WholeSum(service or Service(0, 0, 0), known=service is not None, version=seen.version + 1)
    return put(WholeSumRow.of(after, person_id=person_id), there)


def made_again(person_id: str, seen: DayTotal, total: DayTotal) -> Writes:
    """A day's sum as its entries say, in place of the one seen. Conflicts when a fold was faster."""
    there = DayTotalRow.folds == seen.folds if seen.folds else DayTotalRow.folds.does_not_exist()
    return put(DayTotalRow.of(total, person_id=person_id), there)


def log_line(day: date, line_id: str, line: bytes) -> Writes:
    """A line of the public log, once."""
    return put(LogRow(day=day, entry_id=line_id, line=line), LogRow.entry_id.does_not_exist())


def log_page(day: date, cursor: str | None, limit: int) -> Page[LogLine]:
    """A page of the lines recorded on a day, in the order of their ids."""
    rows = LogRow.query(day, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor))
    lines = [LogLine(row.entry_id, row.line) for row in rows]
    return Page(lines, next_page(rows.last_evaluated_key))


def log_lines_of_day(day: date) -> Sequence[LogLine]:
    """Every line recorded on a day, in the order of their ids. Cost: 1 request a megabyte (about 2,500 lines)."""
    return [LogLine(row.entry_id, row.line) for row in LogRow.query(day, consistent_read=True)]


def log_of_day(day: date) -> Sequence[bytes]:
    """The bytes of every line recorded on a day, in the order of their ids. Cost: as `log_lines_of_day`."""
    return [kept.line for kept in log_lines_of_day(day)]


def last_root() -> SignedRoot | None:
    """The day sealed last."""
    rows = RootRow.query(_LOG, scan_index_forward=False, limit=1, consistent_read=True)
    return next((SignedRoot(row.value(Root), row.signature) for row in rows), None)


def new_root(signed: SignedRoot) -> Writes:
    """A sealed day, once."""
    row = RootRow.of(signed.root, log=_LOG, signature=signed.signature)
    return put(row, RootRow.day.does_not_exist())


def roots_page(cursor: str | None, limit: int) -> Page[SignedRoot]:
    """A page of sealed days, the newest first."""
    rows = RootRow.query(
        _LOG, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor)
    )
    roots = [SignedRoot(row.value(Root), row.signature) for row in rows]
    return Page(roots, next_page(rows.last_evaluated_key))


def fetch_root(day: date) -> SignedRoot | None:
    """A sealed day."""
    row = RootRow.fetch(_LOG, day)
    return SignedRoot(row.value(Root), row.signature) if row else None
