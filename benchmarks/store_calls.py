"""What the embedded store adds to a PynamoDB call in process, and what importing it takes.

The yardstick in the same run is the whole call as PynamoDB makes it: botocore writes HTTP and reads it, and the store is asked
where it would be sent. Beside it stands the call as it is since the store answers before that (decision 0165), which is
cheaper, so that the store's share of it is larger. CPU of the calling thread, on a folder in memory where there is one, so that
an fsync takes none; rounds of all calls in turn, the median counts. The import's yardstick is that of `sqlite3`, `json` and
`decimal`, which the store stands on; CPU of compiled modules in a process of its own, the least counts.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from botocore import handlers
from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.connection import Connection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from dynamodb_sqlite import Engine, attach_all

ROUNDS, CALLS, IMPORTS = 30, 40, 15
SHARE_BAR, IMPORT_BAR_MS = 1 / 3, 30.0
IMPORT = "import time; t = time.process_time(); import {}; print(time.process_time() - t)"
MEMORY = Path("/dev/shm")
EARLY = "before-call.dynamodb"  # where the store answers before botocore makes HTTP


class Note(Model):
    """An item of nine attributes."""

    class Meta:
        table_name, region, host = "notes", "cn-northwest-1", "http://local.invalid"
        aws_access_key_id = aws_secret_access_key = "local"
        billing_mode = "PAY_PER_REQUEST"

    who = UnicodeAttribute(hash_key=True)
    seq = NumberAttribute(range_key=True)
    title, text, state, place = UnicodeAttribute(), UnicodeAttribute(), UnicodeAttribute(), UnicodeAttribute()
    points = NumberAttribute()
    at = UTCDateTimeAttribute()
    more = JSONAttribute()


class Metered:
    """The engine, and the CPU it has used."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.spent = 0.0

    def handle(self, target: str, body: bytes) -> tuple[int, bytes]:
        """Answer a request."""
        started = time.thread_time()
        try:
            return self.engine.handle(target, body)
        finally:
            self.spent += time.thread_time() - started


def main() -> int:
    """Measure; 1 when a bar is missed."""
    os.environ |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else Path.cwd()) as folder:
        base, own = _import_ms("sqlite3, json, decimal", folder), _import_ms("dynamodb_sqlite", folder)
        engine = Engine(f"{folder}/store.db")
        metered = Metered(engine)
        attach_all(metered)  # type: ignore[arg-type]
        Note.create_table()
        shares = _shares(metered)
        engine.close()
    met = all(share <= SHARE_BAR for share in shares)
    print(f"{'import':<22}{own:>9.1f} ms{base:>9.1f} ms of sqlite3, json, decimal{IMPORT_BAR_MS:>9.0f} ms at most")
    return 0 if met and own <= IMPORT_BAR_MS else 1


def _shares(metered: Metered) -> list[float]:
    connection, numbers = Connection(region="cn-northwest-1", host="http://local.invalid"), count()

    def note() -> Note:
        from datetime import UTC, datetime

        words = {"title": "a note", "text": "x" * 120, "state": "open", "place": "here"}
        return Note("a", next(numbers), points=7, at=datetime(2026, 1, 1, tzinfo=UTC), more={"k": [1, 2]}, **words)

    def transact() -> None:
        with TransactWrite(connection=connection) as writes:
            for _ in range(4):
                writes.save(note())

    note().save()
    calls: dict[str, Callable[[], Any]] = {
        "get": lambda: Note.get("a", 0, consistent_read=True),
        "put": lambda: note().save(Note.who.does_not_exist()),
        "transaction of 4": transact,
    }
    hooks = [client.meta.events for client in (Note._get_connection().connection.client, connection.client)]
    early = next(entry[1] for entry in reversed(handlers.BUILTIN_HANDLERS) if entry[0] == EARLY)
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            for each in hooks:
                each.unregister(EARLY, early)
            engine, whole = _round(metered, call)
            for each in hooks:
                each.register_last(EARLY, early)
            taken[name].append((engine, whole, _round(metered, call)[1]))
    print(f"{'CPU of a call':<22}{'engine':>12}{'with HTTP':>12}{'share':>9}{'bar':>9}{'as it is':>12}")
    return [_told(name, rounds) for name, rounds in taken.items()]


def _round(metered: Metered, call: Callable[[], Any]) -> tuple[float, float]:
    metered.spent, started = 0.0, time.thread_time()
    for _ in range(CALLS):
        call()
    return metered.spent / CALLS, (time.thread_time() - started) / CALLS


def _told(name: str, rounds: list[tuple[float, float, float]]) -> float:
    engine, whole, now = (statistics.median(column) * 1e6 for column in zip(*rounds, strict=True))
    share = statistics.median(own / all_ for own, all_, _ in rounds)
    print(f"{name:<22}{engine:>9.0f} us{whole:>9.0f} us{share:>9.2f}{SHARE_BAR:>9.2f}{now:>9.0f} us")
    return share


def _import_ms(what: str, folder: str) -> float:
    """CPU of an import, the first time left out, which compiles."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", IMPORT.format(what)]
    taken = [
        subprocess.run(
            command, env=environment | {"PYTHONPYCACHEPREFIX": folder}, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(IMPORTS)
    ]
    return min(map(float, taken[1:])) * 1000


if __name__ == "__main__":
    sys.exit(main())
