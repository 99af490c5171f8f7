"""Where a Query or Scan reads: a table or one of its indexes, and what may be asked of it."""

import sqlite3

from dynamodb_sqlite import keys
from dynamodb_sqlite.disk.store import Store
from dynamodb_sqlite.tables.model import Attribute, Index, Table
from dynamodb_sqlite.values import Item, check_item
from dynamodb_sqlite.values.wording import Wording
from dynamodb_sqlite.wire.errors import AwsError, invalid, validation
from dynamodb_sqlite.wire.requests import Expressions
from dynamodb_sqlite.wire.shapes import Request

BAD_START = "The provided starting key is invalid"
_TOLD_BARE = ("contains duplicates", "number set", "numeric value", "significant digits", "number with magnitude")


class Source:
    """A table, or one of its indexes."""

    def __init__(self, table: Table, index: Index | None) -> None:
        self.table, self.index = table, index
        self.columns = ("i.pk", "i.sk") if index is None else ("e.hk", "e.rk", "e.tie", "e.pk", "e.sk")
        own_range = () if table.range is None else (table.range,)
        self.hash: tuple[Attribute, ...] = (table.hash,) if index is None else index.hash
        self.range: tuple[Attribute, ...] = own_range if index is None else index.range
        attributes = table.attributes + (index.attributes if index is not None else ())
        self.key_names = tuple(dict.fromkeys(attribute.name for attribute in attributes))

    def position(self, key: Item) -> tuple[bytes, ...]:
        """Where a checked LastEvaluatedKey points, as values of the columns."""
        place = self.table.key_of(key)
        entry = self.index.key_of(key) if self.index is not None else None
        return place if entry is None else (*entry, keys.tie(*place), *place)

    def last_key(self, item: Item) -> Item:
        """The LastEvaluatedKey of an item: the table's key and the index's."""
        return {name: item[name] for name in self.key_names}

    def fetches(self, request: Request, expressions: Expressions) -> bool:
        """Whether a local index must fetch from its table what it does not hold itself."""
        if self.index is None or not self.index.is_local or self.index.projection == "ALL":
            return False
        wanted = [path[0] for path in expressions.projection or ()]
        return request.get("Select") == "ALL_ATTRIBUTES" or any(name not in self.index.kept for name in wanted)


def find_source(store: Store, connection: sqlite3.Connection, request: Request) -> Source:
    """The table or index a request reads.

    Raises: ResourceNotFoundException, ValidationException.
    """
    table = store.catalog.table(connection, request["TableName"])
    name = request.get("IndexName")
    if name is None:
        return Source(table, None)
    index = table.index(name)
    if index is None:
        raise validation(f"The table does not have the specified index: {name}")
    if not index.is_local and request.get("ConsistentRead"):
        raise validation("Consistent reads are not supported on global secondary indexes")
    return Source(table, index)


def check_start_values(request: Request, wording: Wording) -> None:
    """Whether ExclusiveStartKey holds sound values.

    Raises: ValidationException.
    """
    try:
        check_item(request.get("ExclusiveStartKey", {}), wording)
    except AwsError as error:
        if any(part in error.message for part in _TOLD_BARE):
            raise
        raise validation(f"{BAD_START}: {error.message}") from None


def check_select(request: Request) -> None:
    """Whether Select agrees with the other parameters.

    Raises: ValidationException.
    """
    select, projected = request.get("Select"), "ProjectionExpression" in request
    if select == "SPECIFIC_ATTRIBUTES" and not projected and "AttributesToGet" not in request:
        raise validation(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
        )
    if select not in (None, "SPECIFIC_ATTRIBUTES") and projected:
        what = "only the Count" if select == "COUNT" else select
        raise validation(f"Cannot specify the ProjectionExpression when choosing to get {what}")
    if select == "ALL_PROJECTED_ATTRIBUTES" and "IndexName" not in request:
        raise validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")


def check_projection(source: Source, request: Request, expressions: Expressions) -> None:
    """Whether a global index holds what is asked for.

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
    filtered = expressions.filter.paths if expressions.filter is not None else ()
    wanted = [str(path[0]) for path in (*(expressions.projection or ()), *filtered)]
    missing = sorted({name for name in wanted if name not in index.kept})
    if missing:
        raise invalid(f"Global secondary index {index.name} does not project [{', '.join(missing)}]")
