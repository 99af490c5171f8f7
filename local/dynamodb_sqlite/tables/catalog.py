"""The tables of a store, read once and again when any process has changed them."""

import json
import os
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from dynamodb_sqlite.tables.model import Description, Table
from dynamodb_sqlite.wire.errors import not_found


class Catalog:
    """A cache of tables under the store's version, which every change of a table raises."""

    def __init__(self) -> None:
        self._cached: tuple[int, dict[str, Table]] = (-1, {})

    def at(self, connection: sqlite3.Connection) -> dict[str, Table]:
        """All tables as the connection's transaction sees them."""
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        known, tables = self._cached
        if known != version:
            tables = _load(connection)
            self._cached = (version, tables)
        return tables

    def table(self, connection: sqlite3.Connection, name: str) -> Table:
        """A table that is read or written.

        Raises: ResourceNotFoundException.
        """
        table = self.at(connection).get(name)
        if table is None:
            raise not_found()
        return table

    def tables(self, connection: sqlite3.Connection, names: Iterable[str]) -> list[Table]:
        """Several tables that are read or written, all as of one version.

        Raises: ResourceNotFoundException.
        """
        known = self.at(connection)
        found = [known.get(name) for name in names]
        if None in found:
            raise not_found()
        return [table for table in found if table is not None]

    def named(self, connection: sqlite3.Connection, name: str) -> Table:
        """A table that is described or changed.

        Raises: ResourceNotFoundException, which names it.
        """
        table = self.at(connection).get(name)
        if table is None:
            raise not_found(f"Requested resource not found: Table: {name} not found")
        return table


def changed(connection: sqlite3.Connection) -> None:
    """Note within a transaction that tables have changed.

    The new version is a random one: a count would come again after a transaction that was rolled back.
    """
    connection.execute(f"PRAGMA user_version={int.from_bytes(os.urandom(4)) >> 1}")


def save(connection: sqlite3.Connection, table_id: int, description: Description) -> None:
    """Keep a changed description."""
    connection.execute("UPDATE tables SET description=? WHERE id=?", (json.dumps(description), table_id))
    changed(connection)


def _load(connection: sqlite3.Connection) -> dict[str, Table]:
    index_ids: dict[int, list[tuple[str, int]]] = {}
    for index_id, table_id, name in connection.execute("SELECT id, tbl, name FROM indexes ORDER BY id"):
        index_ids.setdefault(table_id, []).append((name, index_id))
    rows = connection.execute("SELECT id, name, description FROM tables ORDER BY name")
    return {name: _table(key, described, tuple(index_ids.get(key, ()))) for key, name, described in rows}


@lru_cache(maxsize=2048)
def _table(table_id: int, described: str, index_ids: tuple[tuple[str, int], ...]) -> Table:
    """A table from its rows; kept, because one change of a hundred tables leaves ninety-nine as they were."""
    return Table(table_id, json.loads(described), dict(index_ids))
