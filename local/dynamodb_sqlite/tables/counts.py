"""How many items tables and indexes hold."""

import sqlite3
import time
from typing import Any

from dynamodb_sqlite.tables.model import INDEX_LISTS, Description, Table

_COUNTED_ROWS = 10_000  # more are counted once in six hours, as DynamoDB does
_COUNTED_EVERY_S = 6 * 3600.0
_KEPT_APART = "TimeToLive"


class Counts:
    """How many items tables and indexes hold, and their bytes: exact for small ones, of some hours ago for large."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[float, int, int]] = {}

    def shown(self, connection: sqlite3.Connection, table: Table) -> Description:
        """A table's description with its counts."""
        description = {name: value for name, value in table.description.items() if name != _KEPT_APART}
        for listed in INDEX_LISTS:
            if listed in description:
                description[listed] = [self._index(connection, table, one) for one in description[listed]]
        count, size = self._count(connection, "items", "tbl", table.id)
        return description | {"ItemCount": count, "TableSizeBytes": size}

    def _index(self, connection: sqlite3.Connection, table: Table, described: Description) -> Description:
        index = table.index(described["IndexName"])
        count, size = self._count(connection, "entries", "ix", index.id) if index is not None else (0, 0)
        return described | {"ItemCount": count, "IndexSizeBytes": size}

    def _count(self, connection: sqlite3.Connection, rows: str, column: str, owner: int) -> tuple[int, int]:
        counted, count, size = self._known.get((rows, owner), (-_COUNTED_EVERY_S, 0, 0))
        if count >= _COUNTED_ROWS and time.monotonic() - counted < _COUNTED_EVERY_S:
            return count, size
        weight = "size" if rows == "items" else "length(hk) + length(rk) + length(pk) + length(sk)"
        sql = f"SELECT count(*), coalesce(sum({weight}), 0) FROM {rows} WHERE {column}=?"  # noqa: S608 - own words
        found: Any = connection.execute(sql, (owner,)).fetchone()
        self._known[rows, owner] = (time.monotonic(), *found)
        return found[0], found[1]
