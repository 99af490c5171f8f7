"""Rows that may be kept until an instant and no longer: how the night finds them, counts them and removes them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from shouwang.platform.dynamo.commit import Writes, delete
from shouwang.platform.dynamo.shards import shard_of, shards
from shouwang.platform.dynamo.table import Table


def expiry_index() -> GlobalSecondaryIndex[Any]:
    """The index of a table whose rows have `expires_at` (epoch seconds) and `expiry_shard`; keys only."""
    meta = type("Meta", (), {"index_name": "by_expiry", "projection": KeysOnlyProjection()})
    keys = {"expiry_shard": UnicodeAttribute(hash_key=True), "expires_at": NumberAttribute(range_key=True)}
    made: GlobalSecondaryIndex[Any] = type("ExpiryIndex", (GlobalSecondaryIndex,), {"Meta": meta, **keys})()
    return made


def expiry_shard(*key: str) -> str:
    """Under which of the index's keys a row stands, by its own key."""
    return str(shard_of("#".join(key)))


def is_kept(row: Any, now: datetime) -> bool:
    """Whether a row may still be read: the clock decides, not whether the night has been here. What is not, `expired` finds."""
    return int(row.expires_at) >= int(now.timestamp())


def expired(table: Any, before: datetime, most: int) -> Sequence[Table]:
    """Rows that were to go before an instant, by their keys alone. Cost: 1 request a shard."""
    due = table.expires_at < int(before.timestamp())
    return list(islice(_of_all_shards(table, due, limit=most), most))


def gone(table: Any, row: Table, before: datetime) -> Writes:
    """The removal of one of them. A Conflict at commit if it was written anew meanwhile."""
    return delete(row, table.expires_at < int(before.timestamp()))


def count_expiring(table: Any, first: datetime | None, before: datetime) -> int:
    """How many rows go between two instants, or before one. Cost: 1 request a shard, more for many."""
    start, end = int(first.timestamp()) if first else 0, int(before.timestamp())
    span = table.expires_at.between(start, end - 1)
    return sum(table.by_expiry.count(str(shard), span) for shard in shards())


def next_expiry(table: Any) -> datetime | None:
    """When the oldest row that is left is to go; None when no row is. Cost: 1 request a shard."""
    ends = [int(row.expires_at) for row in _of_all_shards(table, None, limit=1)]
    return datetime.fromtimestamp(min(ends), UTC) if ends else None


def _of_all_shards(table: Any, condition: Any, limit: int) -> Iterator[Any]:
    for shard in shards():
        yield from table.by_expiry.query(str(shard), condition, limit=limit, page_size=min(limit, 500))
