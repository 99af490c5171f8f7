"""Opening a SQLite file as a store: its settings, its schema, whether it is sound."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APPLICATION_ID = 0x64796E71  # "dynq": how this module tells its stores from other SQLite files
BUSY_S = 10.0  # how long a write waits for another process before it is reported as throttled
_CHECKED_BYTES = 256 * 1024 * 1024  # a larger file is checked in full by `python -m dynamodb_sqlite check` only
_CHECKPOINT_PAGES = 4000

_SCHEMA = (
    """CREATE TABLE tables (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL)""",
    """CREATE TABLE indexes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, tbl INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (tbl, name))""",
    """CREATE TABLE items (
        tbl INTEGER NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL, item TEXT NOT NULL, size INTEGER NOT NULL,
        PRIMARY KEY (tbl, pk, sk)) WITHOUT ROWID""",
    """CREATE TABLE entries (
        ix INTEGER NOT NULL, hk BLOB NOT NULL, rk BLOB NOT NULL, tie BLOB NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL,
        PRIMARY KEY (ix, hk, rk, tie, pk, sk)) WITHOUT ROWID""",
    """CREATE TABLE expiries (
        tbl INTEGER NOT NULL, at INTEGER NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL,
        PRIMARY KEY (tbl, at, pk, sk)) WITHOUT ROWID""",
    """CREATE TABLE tags (
        tbl INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (tbl, name)) WITHOUT ROWID""",
    "CREATE TABLE tokens (token TEXT PRIMARY KEY, hash BLOB NOT NULL, at REAL NOT NULL) WITHOUT ROWID",
    "CREATE INDEX tokens_at ON tokens (at)",
    f"PRAGMA application_id={APPLICATION_ID}",
)


class Damaged(Exception):
    """The file is not a sound store; the message is one line that says what is wrong."""


def connect(path: str) -> sqlite3.Connection:
    """A connection under the store's settings: a commit returns when it is on the disk.

    Raises: Damaged.
    """
    with told(path):
        connection = sqlite3.connect(
            path, timeout=BUSY_S, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def told(path: str) -> Iterator[None]:
    """What SQLite says of a file that cannot be used, in one line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Damaged(f"{path}: cannot be opened: {error}") from error
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{path}: damaged: {error}") from error


def prepare(connection: sqlite3.Connection, path: str) -> None:
    """Make an empty file a store, or see that a store is sound.

    Raises: Damaged.
    """
    with told(path):
        if path != ":memory:":
            _use_wal(connection)
        if not _is_store(connection, path):
            _create(connection)
        elif path != ":memory:" and Path(path).stat().st_size <= _CHECKED_BYTES:
            expect_sound(connection, path)


def expect_store(connection: sqlite3.Connection, path: str) -> None:
    """Refuse a file that is no store, whatever its state.

    Raises: Damaged.
    """
    with told(path):
        if not _is_store(connection, path):
            raise Damaged(f"{path}: an empty file, not a store")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait for another process that is switching at the same moment, so this does."""
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _is_store(connection: sqlite3.Connection, path: str) -> bool:
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found == APPLICATION_ID:
        return True
    (strangers,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if strangers:
        raise Damaged(f"{path}: a SQLite file, but not a store of dynamodb_sqlite")
    return False


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID:  # no other process was quicker
        for statement in _SCHEMA:
            connection.execute(statement)
    connection.execute("COMMIT")


def expect_sound(connection: sqlite3.Connection, path: str) -> None:
    """Look through the file's structure.

    Raises: Damaged.
    """
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise Damaged(f"{path}: damaged: {found.splitlines()[-1]}")
