"""Items and index entries as rows."""

import json
import sqlite3
from typing import Any

from dynamodb_sqlite.tables import Index, Table
from dynamodb_sqlite.values import Item

Key = tuple[bytes, bytes]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def fetch(connection: sqlite3.Connection, table: Table, key: Key) -> Item | None:
    """An item by its key."""
    row = connection.execute("SELECT item FROM items WHERE tbl=? AND pk=? AND sk=?", (table.id, *key)).fetchone()
    return None if row is None else json.loads(row[0])


def store(connection: sqlite3.Connection, table: Table, key: Key, old: Item | None, new: Item, size: int) -> None:
    """Write an item and what it changes in the indexes."""
    connection.execute("INSERT OR REPLACE INTO items VALUES (?,?,?,?,?)", (table.id, *key, _encode(new), size))
    for index in table.indexes:
        _reindex(connection, index, key, index.key_of(old) if old else None, index.key_of(new))


def remove(connection: sqlite3.Connection, table: Table, key: Key, old: Item) -> None:
    """Delete an item and its index entries."""
    connection.execute("DELETE FROM items WHERE tbl=? AND pk=? AND sk=?", (table.id, *key))
    for index in table.indexes:
        _reindex(connection, index, key, index.key_of(old), None)


def _reindex(connection: sqlite3.Connection, index: Index, key: Key, before: Key | None, after: Key | None) -> None:
    if before == after:
        return
    if before is not None:
        connection.execute(
            "DELETE FROM entries WHERE ix=? AND hk=? AND rk=? AND pk=? AND sk=?", (index.id, *before, *key)
        )
    if after is not None:
        connection.execute("INSERT INTO entries VALUES (?,?,?,?,?)", (index.id, *after, *key))


def backfill(connection: sqlite3.Connection, table: Table, index: Index) -> None:
    """Enter all items of a table into a new index."""
    rows = connection.execute("SELECT pk, sk, item FROM items WHERE tbl=?", (table.id,))
    for pk, sk, text in rows:
        place = index.key_of(json.loads(text))
        if place is not None:
            connection.execute("INSERT INTO entries VALUES (?,?,?,?,?)", (index.id, *place, pk, sk))


def drop_index(connection: sqlite3.Connection, index: Index) -> None:
    """Delete an index and its entries."""
    connection.execute("DELETE FROM entries WHERE ix=?", (index.id,))
    connection.execute("DELETE FROM indexes WHERE id=?", (index.id,))


def drop_table(connection: sqlite3.Connection, table: Table) -> None:
    """Delete a table, its items and its indexes."""
    for index in table.indexes:
        drop_index(connection, index)
    connection.execute("DELETE FROM items WHERE tbl=?", (table.id,))
    connection.execute("DELETE FROM tables WHERE id=?", (table.id,))


def totals(connection: sqlite3.Connection, table: Table) -> tuple[int, int]:
    """How many items a table holds, and their bytes."""
    row: Any = connection.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM items WHERE tbl=?", (table.id,)
    ).fetchone()
    return row[0], row[1]
