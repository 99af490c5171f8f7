"""Items as rows, and what their indexes and their expiry hold of them."""

import json
import sqlite3
from typing import Any

from dynamodb_sqlite import keys
from dynamodb_sqlite.tables.model import Index, Key, Table
from dynamodb_sqlite.values import Item

encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class Stored:
    """An item as it lies in the store: its JSON, and the item when somebody asks for it."""

    __slots__ = ("_item", "size", "text")

    def __init__(self, text: str, size: int) -> None:
        self.text = text
        self.size = size
        self._item: Item | None = None

    @property
    def item(self) -> Item:
        """The item."""
        if self._item is None:
            self._item = json.loads(self.text)
        return self._item


def fetch(connection: sqlite3.Connection, table: Table, key: Key) -> Stored | None:
    """An item by its key."""
    row = connection.execute("SELECT item, size FROM items WHERE tbl=? AND pk=? AND sk=?", (table.id, *key)).fetchone()
    return None if row is None else Stored(row[0], row[1])


def put(connection: sqlite3.Connection, table: Table, key: Key, old: Stored | None, item: Item, size: int) -> None:
    """Write an item, and what it changes in the indexes."""
    connection.execute("INSERT OR REPLACE INTO items VALUES (?,?,?,?,?)", (table.id, *key, encode(item), size))
    _follow(connection, table, key, old, item)


def remove(connection: sqlite3.Connection, table: Table, key: Key, old: Stored) -> None:
    """Delete an item, and its index entries."""
    connection.execute("DELETE FROM items WHERE tbl=? AND pk=? AND sk=?", (table.id, *key))
    _follow(connection, table, key, old, None)


def _follow(connection: sqlite3.Connection, table: Table, key: Key, old: Stored | None, new: Item | None) -> None:
    for index in table.indexes:
        before = index.key_of(old.item) if old is not None else None
        after = index.key_of(new) if new is not None else None
        if before != after:
            _move(connection, index, key, before, after)
    if table.ttl is not None:
        expired = table.expiry_of(old.item) if old is not None else None
        expires = table.expiry_of(new) if new is not None else None
        if expired != expires:
            _reschedule(connection, table, key, expired, expires)


def _move(connection: sqlite3.Connection, index: Index, key: Key, before: Key | None, after: Key | None) -> None:
    if before is not None:
        connection.execute(
            "DELETE FROM entries WHERE ix=? AND hk=? AND rk=? AND tie=? AND pk=? AND sk=?",
            (index.id, *before, keys.tie(*key), *key),
        )
    if after is not None:
        enter(connection, index, key, after)


def enter(connection: sqlite3.Connection, index: Index, key: Key, place: Key) -> None:
    """Enter an item into an index."""
    connection.execute("INSERT INTO entries VALUES (?,?,?,?,?,?)", (index.id, *place, keys.tie(*key), *key))


def _reschedule(connection: sqlite3.Connection, table: Table, key: Key, before: int | None, after: int | None) -> None:
    if before is not None:
        connection.execute("DELETE FROM expiries WHERE tbl=? AND at=? AND pk=? AND sk=?", (table.id, before, *key))
    if after is not None:
        schedule(connection, table, key, after)


def schedule(connection: sqlite3.Connection, table: Table, key: Key, moment: int) -> None:
    """Note when an item expires."""
    connection.execute("INSERT INTO expiries VALUES (?,?,?,?)", (table.id, moment, *key))


def all_items(connection: sqlite3.Connection, table: Table) -> Any:
    """Every item of a table with its key, for whoever must look at all."""
    rows = connection.execute("SELECT pk, sk, item FROM items WHERE tbl=?", (table.id,))
    return (((pk, sk), json.loads(text)) for pk, sk, text in rows)


def drop_index(connection: sqlite3.Connection, index: Index) -> None:
    """Delete an index and its entries."""
    connection.execute("DELETE FROM entries WHERE ix=?", (index.id,))
    connection.execute("DELETE FROM indexes WHERE id=?", (index.id,))


def drop_table(connection: sqlite3.Connection, table: Table) -> None:
    """Delete a table and all that hangs on it."""
    for index in table.indexes:
        drop_index(connection, index)
    for name in ("items", "expiries", "tags"):
        connection.execute(f"DELETE FROM {name} WHERE tbl=?", (table.id,))  # noqa: S608 - three names of our own
    connection.execute("DELETE FROM tables WHERE id=?", (table.id,))
