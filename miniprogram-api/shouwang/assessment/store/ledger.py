"""Rules, entries and books. Each function is one request to the store unless it says otherwise."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.assessment.models import Book, Entry, Fact, Line, RuleSet, Tally
from shouwang.platform.dynamo import (
    Instant,
    Packed,
    Page,
    Table,
    Writes,
    check,
    delete,
    next_page,
    put,
    read_cursor,
)

RULE_SET = "default"  # the hash key of the force's rules


class RuleSetRow(Table):
    """One version of the rules."""

    TABLE = "points-rules"

    rule_set = UnicodeAttribute(hash_key=True)
    version = NumberAttribute(range_key=True)
    rules = Packed[RuleSet](RuleSet)


class EntryRow(Table):
    """积分条目; append-only."""

    TABLE = "points-entries"

    person_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    line = Packed[Line](Line)
    revision = NumberAttribute()
    amount = NumberAttribute()
    rule_version = NumberAttribute()
    reason = UnicodeAttribute()
    recorded_at = Instant()
    fact = Packed[Fact](Fact, null=True)


class TotalsRow(Table):
    """One book of one person, derived from the entries; that of all time guards the person's whole ledger."""

    TABLE = "points-totals"

    person_id = UnicodeAttribute(hash_key=True)
    book = UnicodeAttribute(range_key=True)
    sum = NumberAttribute()
    entries = NumberAttribute()
    days = Packed[Mapping[str, int]](dict[str, int])
    tally = Packed[Tally](Tally)


class Moved(Exception):
    """Somebody else wrote to the person's ledger since it was read: read again and settle again."""

    def __init__(self, _: dict[str, Any] | None = None) -> None:
        super().__init__("moved")


def rule_sets() -> tuple[RuleSet, ...]:
    """Every version of the rules that the force has made."""
    return tuple(row.rules for row in RuleSetRow.query(RULE_SET, consistent_read=True))


def kept_rules(rules: RuleSet) -> Writes:
    """A new version of the rules. Raises (at commit): Conflict for a version that is taken."""
    row = RuleSetRow(rule_set=RULE_SET, version=rules.version, rules=rules)
    return put(row, RuleSetRow.version.does_not_exist())


def fetch_books(person_id: str, books: Collection[str]) -> Mapping[str, Book]:
    """Some of a person's books; one that is not begun is missing."""
    rows = TotalsRow.batch_get([(person_id, book) for book in sorted(books)], consistent_read=True)
    return {row.book: _book(row) for row in rows}


def books_of_everyone(person_ids: Sequence[str], book: str) -> Mapping[str, Book]:
    """The same book of many people; nobody's is empty if missing. Cost: 1 request for each 100 people."""
    rows = TotalsRow.batch_get([(person_id, book) for person_id in person_ids])
    return {row.person_id: _book(row) for row in rows}


def every_book(person_id: str) -> Mapping[str, Book]:
    """All books of a person. Cost: 1 request a megabyte (about 2,000 books)."""
    return {row.book: _book(row) for row in TotalsRow.query(person_id, consistent_read=True)}


def month_books(person_id: str) -> Sequence[Book]:
    """All months of a person. Cost: 1 request a megabyte (about 2,000 months)."""
    rows = TotalsRow.query(person_id, TotalsRow.book.startswith("month#"), consistent_read=True)
    return [_book(row) for row in rows]


def kept_book(person_id: str, seen: Book | None, book: Book) -> Writes:
    """A book as it is now, if it is as it was read. Raises (at commit): Moved."""
    unchanged = (
        (TotalsRow.entries == seen.entries) & (TotalsRow.sum == seen.sum)
        if seen
        else TotalsRow.person_id.does_not_exist()
    )
    return put(TotalsRow.of(book, person_id=person_id), unchanged, Moved)


def same_book(person_id: str, seen: Book) -> Writes:
    """Assert that a book is as it was read. Raises (at commit): Moved."""
    unchanged = (TotalsRow.entries == seen.entries) & (TotalsRow.sum == seen.sum)
    return check(TotalsRow(person_id=person_id, book=seen.book), unchanged, Moved)


def lost_book(person_id: str, book: str) -> Writes:
    """A book that no entry stands behind is removed."""
    return delete(TotalsRow(person_id=person_id, book=book))


def period_entries(person_id: str, period: str) -> Iterator[Entry]:
    """A person's entries of a period (`2026-`, `2026-11#`) in the order of their ids. Cost: 1 request a megabyte."""
    for row in EntryRow.query(person_id, EntryRow.entry_id.startswith(period)):
        yield row.value(Entry)


def every_entry(person_id: str) -> Iterator[Entry]:
    """All entries of a person in the order of their ids, read as they are asked for. Cost: 1 request a megabyte."""
    for row in EntryRow.query(person_id, consistent_read=True):
        yield row.value(Entry)


def month_entries(person_id: str, month: str) -> tuple[Entry, ...]:
    """Every entry of a person's month."""
    rows = EntryRow.query(person_id, EntryRow.entry_id.startswith(f"{month}#"), consistent_read=True)
    return tuple(row.value(Entry) for row in rows)


def entries_page(person_id: str, period: str, cursor: str | None, limit: int) -> Page[Entry]:
    """A person's entries of a period (`2026`, `2026-11`; empty for all), the newest day first."""
    of_period = EntryRow.entry_id.startswith(period) if period else None
    rows = EntryRow.query(
        person_id,
        of_period,
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.value(Entry) for row in rows], next_page(rows.last_evaluated_key))


def fetch_entry(person_id: str, entry_id: str) -> Entry | None:
    """A person's entry."""
    row = EntryRow.fetch(person_id, entry_id)
    return row.value(Entry) if row else None


def entered(person_id: str, seen: Mapping[str, Book], books: Iterable[Book], entries: Iterable[Entry]) -> Writes:
    """Entries and the books with them, if the ledger is as it was read. Raises (at commit): Moved."""
    writes = Writes()
    for book in books:
        writes += kept_book(person_id, seen.get(book.book), book)
    for entry in entries:
        writes += put(EntryRow.of(entry, entry_id=entry.entry_id), EntryRow.entry_id.does_not_exist(), Moved)
    return writes


def _book(row: TotalsRow) -> Book:
    return Book(row.book, int(row.sum), int(row.entries), row.days, row.tally)
