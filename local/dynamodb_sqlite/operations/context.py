"""What every operation gets: the store, and the faults it is to suffer."""

from collections.abc import Callable
from typing import Any, NamedTuple

from dynamodb_sqlite.disk.store import Store
from dynamodb_sqlite.faults import Faults
from dynamodb_sqlite.tables.counts import Counts
from dynamodb_sqlite.wire.shapes import Request

Response = dict[str, Any]


class Context(NamedTuple):
    """An engine as its operations see it."""

    store: Store
    faults: Faults
    counts: Counts


class RawJson(str):
    """JSON that goes into an answer as it is: items travel from the file to the wire without being parsed."""

    __slots__ = ()


Operation = Callable[[Context, Request], Response]
