"""The store's weather: with SHOUWANG_STORE_FAULTS=<seed> every world stands on a store with seeded faults.

Conflicts, throttling and unprocessed keys strike whatever the seed says. The indexes lag as far as they may: a decision sees
them as they were when somebody last looked at a list. A list itself and a worker's sweep see them as they are, because a
person looks again and a sweep comes again; no test could say how often.
"""

import json
import math
import os
from pathlib import Path

from flask import has_request_context, request

from dynamodb_sqlite import Engine, Faults

STORE = "store.db"
SEED = os.environ.get("SHOUWANG_STORE_FAULTS")
_SWEPT = frozenset(
    {"undone", "waiting", "unfinished", "overdue", "by_expiry"}
)  # indexes that only workers read, over and over


class Weather:
    """The faults of one test's store."""

    def __init__(self, seed: int) -> None:
        self.faults = Faults(
            seed, conflicts=0.1, throttling=0.01, unprocessed=0.3, stale_indexes=1.0, staleness_s=math.inf
        )

    def engine(self, folder: Path) -> Engine:
        """A store under this weather; it needs a file, because a store in memory has no past."""
        return Engine(folder / STORE, self.faults)

    def look(self, body: bytes) -> None:
        """Before each request: whether its indexes may lag."""
        looking = has_request_context() and request.method == "GET"
        if looking or json.loads(body).get("IndexName") in _SWEPT:
            self.faults.staleness_s = 0.0
        else:
            self.faults.staleness_s = math.inf


def todays() -> Weather | None:
    """The weather that was asked for; none is fine weather."""
    return Weather(int(SEED)) if SEED else None
