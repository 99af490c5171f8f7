"""A page of a Query or Scan: rows in order, cut by Limit and by size, then filtered."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from dynamodb_sqlite.disk.rows import Stored, encode
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.operations import capacity, insights
from dynamodb_sqlite.operations.context import Context, RawJson, Response
from dynamodb_sqlite.operations.source import Source
from dynamodb_sqlite.values import Item
from dynamodb_sqlite.values.sizes import item_size
from dynamodb_sqlite.wire.requests import Expressions
from dynamodb_sqlite.wire.shapes import Request

_PAGE = 1024 * 1024


class Bounds(NamedTuple):
    """A part of a WHERE clause and its values."""

    sql: str
    values: tuple[Any, ...]


def moment_of(context: Context, request: Request) -> AbstractContextManager[sqlite3.Connection]:
    """The connection a Query or Scan reads on; that of an index may be made to lag."""
    context.faults.strike_read()
    lagging = context.faults.lagging(context.store) if "IndexName" in request else None
    return lagging or context.store.reading()


def read_page(
    connection: sqlite3.Connection, source: Source, bounds: Bounds, request: Request, expressions: Expressions
) -> Response:
    """The answer to a Query or Scan."""
    limit = request.get("Limit", 0)
    page = _Page(source, request, expressions)
    for row in _rows(connection, source, bounds, backwards=request.get("ScanIndexForward") is False):
        page.take(row)
        if page.scanned == limit or page.bytes >= _PAGE:
            page.last = row.item
            break
    return page.response()


def _rows(connection: sqlite3.Connection, source: Source, bounds: Bounds, *, backwards: bool) -> Iterator[Stored]:
    order = ", ".join(f"{column}{' DESC' if backwards else ''}" for column in source.columns)
    # Nothing of a request is in these texts: columns and bounds are made of our own words and question marks.
    if source.index is None:
        sql = f"SELECT item, size FROM items i WHERE i.tbl=? AND {bounds.sql} ORDER BY {order}"  # noqa: S608
        values: tuple[Any, ...] = (source.table.id, *bounds.values)
    else:
        sql = (
            "SELECT i.item, i.size FROM entries e CROSS JOIN items i ON i.tbl=? AND i.pk=e.pk AND i.sk=e.sk "  # noqa: S608
            f"WHERE e.ix=? AND {bounds.sql} ORDER BY {order}"
        )
        values = (source.table.id, source.index.id, *bounds.values)
    for text, size in connection.execute(sql, values):
        yield Stored(text, size)


class _Page:
    def __init__(self, source: Source, request: Request, expressions: Expressions) -> None:
        self.source, self.request = source, request
        self.filter = expressions.filter
        self.projection = expressions.projection
        self.bytes = self.scanned = 0
        self.fetched: list[int] = []
        self.kept: list[str] = []
        self.last: Item | None = None
        self.some: Item = {}  # any of the rows: all have the partition key that was asked for
        index = source.index
        self.narrow = index if index is not None and index.projection != "ALL" else None
        self.fetches = source.fetches(request, expressions)

    def take(self, row: Stored) -> None:
        """Count a row in, and keep it if it passes the filter."""
        self.scanned += 1
        if insights.watchers:
            self.some = row.item
        if self.narrow is None:
            self.bytes += row.size
            held = None
        else:
            held = self.narrow.project(row.item)
            self.bytes += item_size(held)
            if self.fetches:
                self.fetched.append(row.size)
                held = None
        if self.filter is None or self.filter.test(row.item if held is None else held):
            self._keep(row, held)

    def _keep(self, row: Stored, held: Item | None) -> None:
        if self.projection is not None:
            self.kept.append(encode(project(row.item if held is None else held, self.projection)))
        else:
            self.kept.append(row.text if held is None else encode(held))

    def response(self) -> Response:
        """The answer."""
        answer: Response = {"Count": len(self.kept), "ScannedCount": self.scanned}
        if self.request.get("Select") != "COUNT":
            answer["Items"] = RawJson(f"[{','.join(self.kept)}]")
        if self.last is not None:
            answer["LastEvaluatedKey"] = self.source.last_key(self.last)
        return answer | self._capacity()

    def _capacity(self) -> Response:
        wanted = self.request.get("ReturnConsumedCapacity", "NONE")
        if wanted == "NONE":
            return {}
        consistent = bool(self.request.get("ConsistentRead"))
        units = capacity.read_units(self.bytes, consistent=consistent)
        insights.touched(self.source.table, self.source.index, "read", self.some, units)
        meter = capacity.Meter()
        if self.source.index is None:
            meter.table(self.source.table.name, units)
        else:
            fetched = sum(capacity.read_units(size, consistent=consistent) for size in self.fetched)
            meter.table(self.source.table.name, fetched)
            meter.index(self.source.table.name, self.source.index, units)
        return {"ConsumedCapacity": meter.reports(wanted)[0]}
