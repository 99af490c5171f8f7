"""Which keys are asked for: units by partition key of a table or an index, as AWS tells by Contributor Insights."""

from collections.abc import Callable

from dynamodb_sqlite.tables.model import Index, Table
from dynamodb_sqlite.values import Item

Watcher = Callable[[str, str, str, str, float], None]
"""Told table, index or nothing, `read` or `write`, the partition key as text (empty where nothing was found), the units."""

watchers: list[Watcher] = []
"""Who wants to know; told of requests that ask for ReturnConsumedCapacity."""


def touched(table: Table, index: Index | None, verb: str, item: Item, units: float) -> None:
    """Tell the watchers of units spent on the key of an item."""
    if not watchers:
        return
    names = [one.name for one in index.hash] if index is not None else [table.hash.name]
    key = "+".join(str(next(iter(item[name].values()))) for name in names if name in item)
    for watcher in watchers:
        watcher(table.name, index.name if index is not None else "", verb, key, units)
