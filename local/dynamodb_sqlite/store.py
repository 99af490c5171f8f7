"""What every operation works with: the storage and the catalog of tables."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from dynamodb_sqlite.catalog import Catalog
from dynamodb_sqlite.storage import Storage

T = TypeVar("T")


class Store:
    """An open store."""

    def __init__(self, path: str | Path) -> None:
        self.storage = Storage(path)
        self.catalog = Catalog()

    def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job in a durable transaction."""
        return self.storage.write(job)

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection that sees one moment."""
        return self.storage.reading()

    def close(self) -> None:
        """Close the file."""
        self.storage.close()
