"""An open store: its connections, its transactions, its catalog of tables."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeVar

from dynamodb_sqlite.disk.committer import Committer
from dynamodb_sqlite.disk.files import connect, prepare
from dynamodb_sqlite.tables.catalog import Catalog
from dynamodb_sqlite.trouble import tell
from dynamodb_sqlite.wire.errors import AwsError, internal, throttled

T = TypeVar("T")
MEMORY = ":memory:"
_NO_WAL = b"\x01\x01"  # a file version without WAL, which memory has not. Source: SQLite, file format 1.3.3


class Store:
    """One file, open: one connection that writes, and one for each reader at work, which waits for no writer."""

    def __init__(self, path: str, content: bytes | None = None) -> None:
        self.path = path
        self.catalog = Catalog()
        self._users = 1
        self._left = False
        self._idle: list[sqlite3.Connection] = []
        self._alone: AbstractContextManager[object] = threading.RLock() if path == MEMORY else nullcontext()
        self._writer = connect(path)
        try:
            if content is not None:
                self._writer.deserialize(content)
            prepare(self._writer, path)
        except BaseException:
            self._writer.close()
            raise
        self._committer = Committer(_Transaction(self._writer))

    def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job in a transaction shared with the writers of the moment; on return its work is on the disk.

        Raises: what the job raises; ProvisionedThroughputExceededException or InternalServerError of the store.
        """
        with self._alone:
            return self._committer.run(lambda: job(self._writer))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection on which every read sees one and the same moment."""
        if self.path == MEMORY:
            with self._alone:
                yield self._writer
            return
        connection = self.borrow()
        try:
            yield connection
        finally:
            self.give_back(connection)

    def content(self) -> bytes:
        """The whole store at this moment, as the bytes of a file."""
        with self.reading() as connection, translated():
            content = connection.serialize()
        return content[:18] + _NO_WAL + content[20:]

    def borrow(self) -> sqlite3.Connection:
        """A connection of its own that stays at this moment until it is given back."""
        with translated():
            if self._left:
                raise sqlite3.ProgrammingError("whoever opened the store has left it")
            connection = self._idle.pop() if self._idle else connect(self.path)
            connection.execute("BEGIN")
            return connection

    def give_back(self, connection: sqlite3.Connection) -> None:
        """Let a borrowed connection go on with time; it ends with the store when that was left meanwhile."""
        connection.execute("ROLLBACK")
        with _registry_lock:
            if not self._left:
                self._idle.append(connection)
                return
        connection.close()

    def leave(self) -> None:
        """One user less; the last one closes the file, when whoever is at work on it in other threads has done.

        SQLite's connection must never be closed under a statement that runs: that is memory used after it was freed.
        """
        with _registry_lock:
            self._users -= 1
            if self._users:
                return
            self._left = True
            _open_stores.pop((os.getpid(), self.path), None)
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        with self._alone:
            self._committer.between(self._writer.close)

    def join(self) -> "Store":
        """One user more."""
        self._users += 1
        return self


class _Transaction:
    """Transactions of the connection that writes."""

    def __init__(self, writer: sqlite3.Connection) -> None:
        self._writer = writer

    def begin(self) -> None:
        with translated():
            self._writer.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        with translated():
            self._writer.execute("COMMIT")

    def roll_back(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # the store was left: there is nothing to undo
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")

    def changes(self) -> int:
        return self._writer.total_changes


_registry_lock = threading.Lock()
_open_stores: dict[tuple[int, str], Store] = {}


def copy_of(content: bytes) -> Store:
    """A store in memory that begins with what another held.

    Raises: Damaged.
    """
    return Store(MEMORY, content)


def open_store(path: str | Path) -> Store:
    """The store of a file: one within a process however often it is asked for, so that its writers share commits.

    A forked process opens its own; `:memory:` is a new store every time.

    Raises: Damaged.
    """
    if str(path) == MEMORY:
        return Store(MEMORY)
    place = Path(path).absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    key = (os.getpid(), str(place.resolve()))
    with _registry_lock:
        if key in _open_stores:
            return _open_stores[key].join()
        store = _open_stores[key] = Store(key[1])
        return store


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's failures as a caller is told of them: come again when it is busy, an internal error else."""
    try:
        yield
    except sqlite3.Error as error:
        raise refusal(error) from error


def refusal(error: sqlite3.Error) -> AwsError:
    """What a caller is told when SQLite fails; the operator reads the reason in the log."""
    if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return throttled()
    tell("the store failed: %s", error)
    return internal()
