"""A page of a Query or Scan: rows in order, cut by Limit and by size, then filtered."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from dynamodb_sqlite import capacity
from dynamodb_sqlite.errors import AwsError, invalid, validation
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.requests import Expressions, Request, table_name
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.tables import Index, Table
from dynamodb_sqlite.values import Item, check_all, item_size

PAGE = 1024 * 1024
_UNPREFIXED = ("contains duplicates", "number set", "numeric value", "significant digits", "number with magnitude")
BAD_START = "The provided starting key is invalid"


class Bounds(NamedTuple):
    """A part of a WHERE clause and its values."""

    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page is read from: a table, or one of its indexes."""

    table: Table
    index: Index | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that order the rows."""
        return ("pk", "sk") if self.index is None else ("hk", "rk", "pk", "sk")

    def position(self, key: Item) -> tuple[bytes, ...]:
        """Where a LastEvaluatedKey points."""
        place = self.table.key_of(key)
        if self.index is None:
            return place
        entry = self.index.key_of(key)
        assert entry is not None  # `checks of the start` saw every key attribute
        return (*entry, *place)

    def last_key(self, item: Item) -> Item:
        """The LastEvaluatedKey of an item: the table's key and the index's."""
        return {name: item[name] for name in self.key_names()}

    def key_names(self) -> list[str]:
        """The attributes a LastEvaluatedKey has."""
        attributes = self.table.attributes + (self.index.attributes if self.index else ())
        return list(dict.fromkeys(attribute.name for attribute in attributes))


class Row(NamedTuple):
    """An item and its size in the table."""

    item: Item
    size: int


def check_start_values(request: Request) -> None:
    """Whether ExclusiveStartKey holds sound values.

    Raises: ValidationException.
    """
    try:
        check_all(request.get("ExclusiveStartKey", {}))
    except AwsError as error:
        message = str(error.message)
        if any(part in message for part in _UNPREFIXED):
            raise
        raise validation(f"{BAD_START}: {message}") from None


def find_source(store: Store, connection: sqlite3.Connection, request: Request) -> Source:
    """The table or index a request reads.

    Raises: ResourceNotFoundException, ValidationException.
    """
    table = store.catalog.table(connection, table_name(request))
    name = request.get("IndexName")
    if name is None:
        return Source(table, None)
    index = table.index(name)
    if index is None:
        raise validation(f"The table does not have the specified index: {name}")
    if not index.is_local and request.get("ConsistentRead"):
        raise validation("Consistent reads are not supported on global secondary indexes")
    return Source(table, index)


def check_projection(source: Source, request: Request, expressions: Expressions) -> None:
    """Whether the source can give what is asked for.

    Raises: ValidationException.
    """
    index = source.index
    if index is None or index.is_local or index.projection == "ALL":
        return
    if request.get("Select") == "ALL_ATTRIBUTES":
        raise invalid(
            f"Select type ALL_ATTRIBUTES is not supported for global secondary index {index.name} "
            "because its projection type is not ALL"
        )
    wanted = [str(path[0]) for path in expressions.projection or ()]
    missing = sorted({name for name in wanted if name not in index.kept})
    if missing:
        raise invalid(f"Global secondary index {index.name} does not project [{', '.join(missing)}]")


def check_select(request: Request) -> None:
    """Whether Select agrees with the other parameters.

    Raises: ValidationException.
    """
    select, projected = request.get("Select"), "ProjectionExpression" in request
    if select == "SPECIFIC_ATTRIBUTES" and not projected:
        raise validation(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
        )
    if select not in (None, "SPECIFIC_ATTRIBUTES") and projected:
        what = "only the Count" if select == "COUNT" else select
        raise validation(f"Cannot specify the ProjectionExpression when choosing to get {what}")
    if select == "ALL_PROJECTED_ATTRIBUTES" and "IndexName" not in request:
        raise validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")


def read_page(
    connection: sqlite3.Connection, source: Source, bounds: Bounds, request: Request, expressions: Expressions
) -> dict[str, Any]:
    """The answer to a Query or Scan."""
    limit = request.get("Limit", 0)
    page = _Page(source, request, expressions)
    backwards = request.get("ScanIndexForward") is False
    for row in _rows(connection, source, bounds, backwards):
        page.take(row)
        if page.scanned == limit or page.bytes >= PAGE:
            page.last = row.item
            break
    return page.response()


def _rows(connection: sqlite3.Connection, source: Source, bounds: Bounds, backwards: bool) -> Iterator[Row]:
    turn = " DESC" if backwards else ""
    if source.index is None:
        sql = f"SELECT item, size FROM items i WHERE tbl=? AND {bounds.sql} ORDER BY pk{turn}, sk{turn}"
        values: tuple[Any, ...] = (source.table.id, *bounds.values)
    else:
        order = ", ".join(f"e.{column}{turn}" for column in source.columns)
        sql = (
            "SELECT i.item, i.size FROM entries e CROSS JOIN items i ON i.tbl=? AND i.pk=e.pk AND i.sk=e.sk "
            f"WHERE e.ix=? AND {bounds.sql} ORDER BY {order}"
        )
        values = (source.table.id, source.index.id, *bounds.values)
    for text, size in connection.execute(sql, values):
        yield Row(json.loads(text), size)


class _Page:
    def __init__(self, source: Source, request: Request, expressions: Expressions) -> None:
        self.source, self.request, self.expressions = source, request, expressions
        self.bytes = self.scanned = 0
        self.fetched: list[int] = []
        self.items: list[Item] = []
        self.last: Item | None = None
        index = source.index
        self.narrow = index if index is not None and index.projection != "ALL" else None
        self.whole = self.narrow is not None and self.narrow.is_local and self._needs_table()

    def _needs_table(self) -> bool:
        """Whether a local index must fetch from its table what it does not hold."""
        assert self.narrow is not None
        wanted = [path[0] for path in self.expressions.projection or ()]
        return self.request.get("Select") == "ALL_ATTRIBUTES" or any(name not in self.narrow.kept for name in wanted)

    def take(self, row: Row) -> None:
        """Count a row in, and keep it if it passes the filter."""
        item, size = row
        if self.narrow is not None:
            held = self.narrow.project(item)
            if self.whole:
                self.fetched.append(size)
            else:
                item = held
            size = item_size(held)
        self.bytes += size
        self.scanned += 1
        tested = self.expressions.filter
        if tested is None or tested.test(item):
            self.items.append(item)

    def response(self) -> dict[str, Any]:
        """The answer."""
        projection = self.expressions.projection
        answer: dict[str, Any] = {"Count": len(self.items), "ScannedCount": self.scanned}
        if self.request.get("Select") != "COUNT":
            answer["Items"] = [item if projection is None else project(item, projection) for item in self.items]
        if self.last is not None:
            answer["LastEvaluatedKey"] = self.source.last_key(self.last)
        return answer | self._capacity()

    def _capacity(self) -> dict[str, Any]:
        wanted = self.request.get("ReturnConsumedCapacity", "NONE")
        if wanted == "NONE":
            return {}
        consistent = bool(self.request.get("ConsistentRead"))
        meter = capacity.Meter()
        units = capacity.read_units(max(self.bytes, 1), consistent)
        if self.source.index is None:
            meter.table(self.source.table.name, units)
        else:
            fetched = sum(capacity.read_units(size, consistent) for size in self.fetched)
            meter.table(self.source.table.name, fetched)
            meter.index(self.source.table.name, self.source.index, units)
        return {"ConsumedCapacity": meter.reports(wanted)[0]}
