"""One SQLite file: its connections, its schema, its transactions."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from dynamodb_sqlite.committer import Committer
from dynamodb_sqlite.errors import AwsError, internal, throttled

T = TypeVar("T")
APPLICATION_ID = 0x64796E71  # "dynq": how `file` and this module tell the store from any other SQLite file
FORMAT = 1
BUSY_S = 10.0  # how long a write waits for another process before it is reported as throttled

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tables (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, tbl INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (tbl, name));
CREATE TABLE IF NOT EXISTS items (
    tbl INTEGER NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL, item TEXT NOT NULL, size INTEGER NOT NULL,
    PRIMARY KEY (tbl, pk, sk)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
    ix INTEGER NOT NULL, hk BLOB NOT NULL, rk BLOB NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL,
    PRIMARY KEY (ix, hk, rk, pk, sk)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, hash BLOB NOT NULL, answer TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tokens_at ON tokens (at);
"""


class Damaged(Exception):
    """The file is not a sound store; the message is one line that says what is wrong."""


class Storage:
    """Connections to one file: one that writes, and one for each reader at work."""

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self.in_memory = self.path == ":memory:"
        self._idle: list[sqlite3.Connection] = []
        self._memory_lock = threading.RLock()
        self._closed = False
        if not self.in_memory:
            Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        self._writer = self._open()
        self._prepare()
        self._committer = Committer(self._begin, self._commit, self._roll_back)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_S, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=4000")
        return connection

    def _prepare(self) -> None:
        """Create the schema, or find that the file is damaged."""
        try:
            if not self.in_memory:
                self._writer.execute("PRAGMA journal_mode=WAL")
            self._expect_ours()
            self._writer.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.split(";\n"):
                self._writer.execute(statement)
            self._writer.execute(f"PRAGMA application_id={APPLICATION_ID}")
            self._writer.execute("INSERT OR IGNORE INTO meta VALUES ('format', ?)", (str(FORMAT),))
            self._writer.execute("COMMIT")
            self._expect_sound()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise Damaged(f"{self.path}: damaged: {error}") from error

    def _expect_ours(self) -> None:
        (found,) = self._writer.execute("PRAGMA application_id").fetchone()
        (tables,) = self._writer.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and found != APPLICATION_ID:
            raise Damaged(f"{self.path}: a SQLite file, but not a store of dynamodb_sqlite")

    def _expect_sound(self) -> None:
        faults = [row[0] for row in self._writer.execute("PRAGMA quick_check(1)")]
        if faults != ["ok"]:
            raise Damaged(f"{self.path}: damaged: {faults[0].splitlines()[-1]}")

    def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job in a write transaction; when this returns, its work is on the disk.

        Raises: what the job raises, its work undone; ThrottlingException or InternalServerError of the store.
        """
        if self.in_memory:
            with self._memory_lock:
                return self._committer.run(lambda: job(self._writer))
        return self._committer.run(lambda: job(self._writer))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection on which every read sees one and the same moment."""
        if self.in_memory:
            with self._memory_lock:
                yield self._writer
            return
        try:
            connection = self._idle.pop() if self._idle else self._open()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")
                self._idle.append(connection)
        except sqlite3.Error as error:
            raise refusal(error) from error

    def _begin(self) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise refusal(error) from error

    def _commit(self) -> None:
        try:
            self._writer.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise refusal(error) from error

    def _roll_back(self) -> None:
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")

    def close(self) -> None:
        """Close every connection; requests still at work end in errors."""
        for connection in [self._writer, *self._idle]:
            connection.close()
        self._idle.clear()


def refusal(error: sqlite3.Error) -> AwsError:
    """What a caller is told when SQLite fails: come again when it is busy, an internal error else."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return throttled()
    return internal(f"The store failed: {error}")
