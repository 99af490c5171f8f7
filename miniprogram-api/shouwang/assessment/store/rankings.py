"""Boards as pages, and everybody's own places. Each function is one request to the store unless it says otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.assessment.models import Board, OwnPlace, Place, UnitPlace
from shouwang.assessment.rules import PAGE
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Instant, Packed, Table, Writes, commit, put

BOARD_KEPT = timedelta(days=2)  # an old snapshot lives on for who is paging through it
_BATCH = 90  # rows a transaction, of 100 at most


class RankingRow(Table):
    """A page of a board, or one person's own places.

    Page 0 of `unit#period` is the newest first page; `unit#period#as_of` holds every page of one snapshot, from 1.
    """

    TABLE = "rankings"
    TTL = "expires_at"

    board = UnicodeAttribute(hash_key=True)
    page = NumberAttribute(range_key=True)
    as_of = Instant()
    pages = NumberAttribute(default=0)
    members = NumberAttribute(default=0)
    places = Packed[tuple[Place, ...]](tuple[Place, ...], default=())
    units = Packed[tuple[UnitPlace, ...]](tuple[UnitPlace, ...], default=())
    own = Packed[tuple[OwnPlace, ...]](tuple[OwnPlace, ...], default=())
    expires_at = NumberAttribute(null=True)


class BoardPage(msgspec.Struct, frozen=True):
    """One page of a board as it was at an instant; `page` counts from 1."""

    as_of: datetime
    page: int
    pages: int
    members: int
    places: tuple[Place, ...]
    units: tuple[UnitPlace, ...]


def look(
    person_id: str, unit_path: str, period: str, as_of: str = "", page: int = 0
) -> tuple[BoardPage | None, tuple[OwnPlace, ...]]:
    """A page of a board (the newest first one if none is named) and the person's own places, in one request."""
    own, board = _own_name(person_id, period), f"{unit_path}#{period}" + (f"#{as_of}" if as_of else "")
    rows = {row.board: row for row in RankingRow.batch_get([(board, page), (own, 0)])}
    return _page(rows[board]) if board in rows else None, rows[own].own if own in rows else ()


def keep_boards(boards: Sequence[Board], own: Mapping[str, Sequence[OwnPlace]]) -> None:
    """Write a snapshot and then point to it. Cost: 1 request for each 90 rows (a page of 50 places, or a person)."""
    pages = [row for board in boards for row in _pages(board)]
    owns = [
        put(RankingRow(board=_own_name(person, board.period), page=0, as_of=board.as_of, own=tuple(own[person])))
        for board in boards[:1]
        for person in own
    ]
    heads = [put(_head(board)) for board in boards]
    for rows in (pages, owns, heads):
        for start in range(0, len(rows), _BATCH):
            commit(*rows[start : start + _BATCH])


def _pages(board: Board) -> Iterator[Writes]:
    expires_at = int((board.as_of + BOARD_KEPT).timestamp())
    for page in range(1, _count(board) + 1):
        yield put(_row(board, page, f"{board.unit_path}#{board.period}#{rfc3339(board.as_of)}", page, expires_at))


def _head(board: Board) -> RankingRow:
    return _row(board, 0, f"{board.unit_path}#{board.period}", 1, None)


def _row(board: Board, key: int, name: str, page: int, expires_at: int | None) -> RankingRow:
    shown = slice((page - 1) * PAGE, page * PAGE)
    return RankingRow(
        board=name,
        page=key,
        as_of=board.as_of,
        pages=_count(board),
        members=len(board.places),
        places=board.places[shown],
        units=board.units[shown],
        expires_at=expires_at,
    )


def _count(board: Board) -> int:
    return max(1, -(-len(board.places) // PAGE))


def _page(row: RankingRow) -> BoardPage:
    return BoardPage(row.as_of, int(row.page) or 1, int(row.pages), int(row.members), row.places, row.units)


def _own_name(person_id: str, period: str) -> str:
    return f"person#{person_id}#{period}"
