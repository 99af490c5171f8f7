"""How much a store holds."""

import contextlib
from pathlib import Path
from typing import Any

from dynamodb_sqlite.disk.backup import existing
from dynamodb_sqlite.disk.files import connect, expect_store
from dynamodb_sqlite.tables.catalog import Catalog


def figures(path: Path) -> dict[str, Any]:
    """Bytes of the file and of its log, and of each table the items, their bytes and what its indexes hold.

    Raises: Unfit when there is no such file; Damaged when it is no store.
    """
    log = path.with_name(f"{path.name}-wal")
    with contextlib.closing(connect(existing(path))) as connection:
        expect_store(connection, str(path))
        connection.execute("BEGIN")
        counted = "SELECT count(*), coalesce(sum(size), 0) FROM items WHERE tbl=?"
        entered = "SELECT count(*) FROM entries WHERE ix=?"
        tables: dict[str, Any] = {}
        for table in Catalog().at(connection).values():
            items, size = connection.execute(counted, (table.id,)).fetchone()
            indexes = {index.name: connection.execute(entered, (index.id,)).fetchone()[0] for index in table.indexes}
            tables[table.name] = {"items": items, "bytes": size, "indexes": indexes}
    return {
        "file_bytes": path.stat().st_size,
        "log_bytes": log.stat().st_size if log.exists() else 0,
        "tables": tables,
    }
