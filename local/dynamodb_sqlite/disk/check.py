"""Whether a store is whole: its file, and that every item lies where its key says and every index holds it."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dynamodb_sqlite import keys
from dynamodb_sqlite.disk.backup import existing
from dynamodb_sqlite.disk.files import connect, expect_store
from dynamodb_sqlite.tables.catalog import Catalog
from dynamodb_sqlite.tables.model import Index, Key, Table
from dynamodb_sqlite.values import Item
from dynamodb_sqlite.values.sizes import item_size

_AT_MOST = 20


def faults(path: Path) -> list[str]:
    """What is wrong with a store, a line each, the first twenty; nothing when it is whole.

    Raises: Unfit when there is no such file; Damaged when it is no store.
    """
    with contextlib.closing(connect(existing(path))) as connection:
        expect_store(connection, str(path))
        connection.execute("BEGIN")
        found = _faults(connection)
        return [fault for fault, _ in zip(found, range(_AT_MOST), strict=False)]


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    try:
        for (line,) in connection.execute(f"PRAGMA integrity_check({_AT_MOST})"):
            if line != "ok":
                yield f"file: {line.strip()}"
        for table in Catalog().at(connection).values():
            yield from _of_table(connection, table)
    except sqlite3.DatabaseError as error:
        yield f"file: {error}"


def _of_table(connection: sqlite3.Connection, table: Table) -> Iterator[str]:
    entered = dict.fromkeys((index.id for index in table.indexes), 0)
    scheduled = 0
    for pk, sk, text, size in connection.execute("SELECT pk, sk, item, size FROM items WHERE tbl=?", (table.id,)):
        try:
            item: Item = json.loads(text)
            found = list(_of_item(connection, table, (pk, sk), item, size))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield f"{table.name}: an item cannot be read: {error!r}"
            continue
        yield from found
        scheduled += table.expiry_of(item) is not None
        for index in table.indexes:
            entered[index.id] += index.key_of(item) is not None
    for index in table.indexes:
        yield from _surplus(connection, f"{table.name}.{index.name}", "entries WHERE ix=?", index.id, entered[index.id])
    yield from _surplus(connection, f"{table.name}: expiries", "expiries WHERE tbl=?", table.id, scheduled)


def _of_item(connection: sqlite3.Connection, table: Table, key: Key, item: Item, size: int) -> Iterator[str]:
    name = f"{table.name}: the item {json.dumps({one.name: item.get(one.name) for one in table.attributes})}"
    if table.key_of(item) != key:
        yield f"{name} lies under another key"
    if item_size(item) != size:
        yield f"{name} has {item_size(item)} bytes, noted are {size}"
    for index in table.indexes:
        if not _is_entered(connection, index, key, index.key_of(item)):
            yield f"{name} is not in its index {index.name}"
    moment = table.expiry_of(item)
    if moment is not None and not _one(
        connection, "expiries WHERE tbl=? AND at=? AND pk=? AND sk=?", (table.id, moment, *key)
    ):
        yield f"{name} has no expiry noted"


def _is_entered(connection: sqlite3.Connection, index: Index, key: Key, place: Key | None) -> bool:
    if place is None:
        return True
    where = "entries WHERE ix=? AND hk=? AND rk=? AND tie=? AND pk=? AND sk=?"
    return _one(connection, where, (index.id, *place, keys.tie(*key), *key)) == 1


def _surplus(connection: sqlite3.Connection, name: str, where: str, owner: int, expected: int) -> Iterator[str]:
    found = _one(connection, where, (owner,))
    if found != expected:
        yield f"{name}: {found} rows for {expected} items"


def _one(connection: sqlite3.Connection, where: str, values: tuple[object, ...]) -> int:
    found: int = connection.execute(f"SELECT count(*) FROM {where}", values).fetchone()[0]  # noqa: S608 - own words
    return found
