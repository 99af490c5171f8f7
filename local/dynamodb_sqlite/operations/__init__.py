"""The operations, a module for each family; a module is loaded when one of its operations is first asked for."""

from functools import cache
from importlib import import_module
from typing import NamedTuple

from dynamodb_sqlite.operations.context import Operation
from dynamodb_sqlite.wire.shapes import Structure

_ON_ITEMS = {
    "BatchGetItem": "batch",
    "BatchWriteItem": "batch",
    "DeleteItem": "items",
    "GetItem": "items",
    "PutItem": "items",
    "Query": "query",
    "Scan": "scan",
    "TransactGetItems": "transact",
    "TransactWriteItems": "transact",
    "UpdateItem": "items",
}
_ON_TABLES = {
    "CreateTable": "create_table",
    "DeleteTable": "describe_tables",
    "DescribeEndpoints": "describe_tables",
    "DescribeLimits": "describe_tables",
    "DescribeTable": "describe_tables",
    "DescribeTimeToLive": "ttl",
    "ListTables": "describe_tables",
    "ListTagsOfResource": "tags",
    "TagResource": "tags",
    "UntagResource": "tags",
    "UpdateTable": "update_table",
    "UpdateTimeToLive": "ttl",
}
_SILENT = ("TagResource", "UntagResource")


class Served(NamedTuple):
    """An operation that is served: what it takes, what carries it out, and what its answer is like."""

    takes: Structure
    run: Operation
    changes_tables: bool  # its callers know another throttling error
    is_silent: bool  # its answer has no body at all


def on_items(name: str) -> bool:
    """Whether an operation is about items, and not about tables."""
    return name in _ON_ITEMS


@cache
def served(name: str) -> Served | None:
    """An operation by DynamoDB's name for it; None when there is no such operation here."""
    module = _ON_ITEMS.get(name) or _ON_TABLES.get(name)
    if module is None:
        return None
    home = "item_requests" if name in _ON_ITEMS else "table_requests"
    takes = import_module(f"dynamodb_sqlite.wire.{home}").REQUESTS[name]
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]
    run = getattr(import_module(f"dynamodb_sqlite.operations.{module}"), snake)
    return Served(takes, run, name in _ON_TABLES, name in _SILENT)
