"""Tables of assessment and the mapping to its nouns. Each function is one request unless it says otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.assessment.models import ALL_TIME, Board, Entry, Fact, Line, OwnPlace, Place, RuleSet, Totals
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Instant, Packed, Page, Table, Writes, commit, next_page, put, read_cursor

RULE_SET = "default"  # the hash key of the force's rules
BOARD_KEPT = timedelta(days=2)  # an old snapshot lives on for who is paging through it
_BATCH = 90  # rows a transaction, of 100 at most


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
    """One book's sum; `version` lives in the row of all time and guards the person's whole ledger."""

    TABLE = "points-totals"

    person_id = UnicodeAttribute(hash_key=True)
    book = UnicodeAttribute(range_key=True)
    sum = NumberAttribute()
    version = NumberAttribute(default=0)


class RankingRow(Table):
    """A place on a board; rank 0 holds what a board or a person points to."""

    TABLE = "rankings"
    TTL = "expires_at"

    board = UnicodeAttribute(hash_key=True)
    rank = NumberAttribute(range_key=True)
    place = Packed[Place](Place, null=True)
    as_of = Instant(null=True)
    own = Packed[tuple[OwnPlace, ...]](tuple[OwnPlace, ...], null=True)
    expires_at = NumberAttribute(null=True)


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


def fetch_totals(person_id: str) -> Totals:
    """A person's sums by book."""
    rows = list(TotalsRow.query(person_id, consistent_read=True))
    version = max((int(row.version) for row in rows), default=0)
    return Totals(person_id, {row.book: int(row.sum) for row in rows}, version)


def sums(person_ids: Sequence[str], book: str) -> Mapping[str, int]:
    """The sums of many people in one book; nobody's is 0 if missing. Cost: 1 request for each 100 people."""
    rows = TotalsRow.batch_get([(person_id, book) for person_id in person_ids])
    return {row.person_id: int(row.sum) for row in rows}


def month_entries(person_id: str, month: str) -> tuple[Entry, ...]:
    """Every entry of a person's month."""
    rows = EntryRow.query(person_id, EntryRow.entry_id.startswith(f"{month}#"), consistent_read=True)
    return tuple(row.value(Entry) for row in rows)


def entries_page(person_id: str, cursor: str | None, limit: int) -> Page[Entry]:
    """A person's entries, the newest day first."""
    rows = EntryRow.query(
        person_id, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor)
    )
    return Page([row.value(Entry) for row in rows], next_page(rows.last_evaluated_key))


def entered(seen: Totals, after: Totals, entries: Iterable[Entry]) -> Writes:
    """Entries and the sums with them, if the ledger is as it was read. Raises (at commit): Moved."""
    unchanged = (TotalsRow.version == seen.version) if seen.version else TotalsRow.person_id.does_not_exist()
    head = TotalsRow(person_id=after.person_id, book=ALL_TIME, sum=after.of(ALL_TIME), version=after.version)
    writes = put(head, unchanged, Moved)
    for book in after.sums.keys() - {ALL_TIME}:
        if after.of(book) != seen.of(book) or book not in seen.sums:
            writes += put(TotalsRow(person_id=after.person_id, book=book, sum=after.of(book), version=0))
    for entry in entries:
        writes += put(EntryRow.of(entry, entry_id=entry.entry_id), EntryRow.entry_id.does_not_exist(), Moved)
    return writes


def keep_boards(boards: Sequence[Board], own: Mapping[str, Sequence[OwnPlace]]) -> None:
    """Write a snapshot and then point to it. Cost: 1 request for each 90 rows."""
    places = [put(_place_row(board, place)) for board in boards for place in board.places]
    pointers = [put(RankingRow(board=_name(board), rank=0, as_of=board.as_of)) for board in boards]
    season = boards[0].season if boards else ""
    owns = [put(RankingRow(board=_own_name(person, season), rank=0, own=tuple(own[person]))) for person in own]
    for rows in (places, [*owns, *pointers]):
        for start in range(0, len(rows), _BATCH):
            commit(*rows[start : start + _BATCH])


def board_as_of(unit_path: str, season: str) -> datetime | None:
    """When the newest snapshot of a board was made."""
    row = RankingRow.fetch(f"{unit_path}#{season}", 0, consistent=False)
    return row.as_of if row else None


def board_page(unit_path: str, season: str, as_of: datetime, after: int, limit: int) -> tuple[Place, ...]:
    """Places of one snapshot after a position."""
    name = f"{unit_path}#{season}#{rfc3339(as_of)}"
    rows = RankingRow.query(name, RankingRow.rank > after, limit=limit, page_size=limit)
    return tuple(row.place for row in rows if row.place is not None)


def own_places(person_id: str, season: str) -> tuple[OwnPlace, ...]:
    """A person's places in the newest snapshot, widest unit first."""
    row = RankingRow.fetch(_own_name(person_id, season), 0, consistent=False)
    return row.own if row is not None and row.own is not None else ()


def _place_row(board: Board, place: Place) -> RankingRow:
    return RankingRow(
        board=f"{_name(board)}#{rfc3339(board.as_of)}",
        rank=place.position,
        place=place,
        expires_at=int((board.as_of + BOARD_KEPT).timestamp()),
    )


def _name(board: Board) -> str:
    return f"{board.unit_path}#{board.season}"


def _own_name(person_id: str, season: str) -> str:
    return f"person#{person_id}#{season}"
