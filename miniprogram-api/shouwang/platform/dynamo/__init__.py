"""DynamoDB through PynamoDB: tables, their attributes, one connection a process, and the one way to write.

Usage: a slice declares `class Row(Table)`, reads with `Row.get(...)`/`query(...)`, describes changes as `Writes`
(`put`, `update`, `delete`, `check`) and hands them to `commit`, which makes them happen together or not at all.
"""

from shouwang.platform.dynamo import shards
from shouwang.platform.dynamo.attributes import Choice, Day, Instant, Packed
from shouwang.platform.dynamo.commit import (
    Conflict,
    StoreUnavailable,
    Writes,
    check,
    commit,
    delete,
    meaning_of,
    put,
    update,
)
from shouwang.platform.dynamo.connection import StoreNotAttached, connect, counting, requests_made, use_embedded
from shouwang.platform.dynamo.cursor import Page, next_page, read_cursor
from shouwang.platform.dynamo.expiry import (
    count_expiring,
    expired,
    expiry_index,
    expiry_shard,
    gone,
    is_kept,
    next_expiry,
)
from shouwang.platform.dynamo.table import Table, create_tables, missing_tables, tables

__all__ = [
    "Choice",
    "Conflict",
    "Day",
    "Instant",
    "Packed",
    "Page",
    "StoreNotAttached",
    "StoreUnavailable",
    "Table",
    "Writes",
    "check",
    "commit",
    "connect",
    "count_expiring",
    "counting",
    "create_tables",
    "delete",
    "expired",
    "expiry_index",
    "expiry_shard",
    "gone",
    "is_kept",
    "meaning_of",
    "missing_tables",
    "next_expiry",
    "next_page",
    "put",
    "read_cursor",
    "requests_made",
    "shards",
    "tables",
    "update",
    "use_embedded",
]
