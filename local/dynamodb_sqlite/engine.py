"""The engine: bytes of a request in, bytes of an answer out."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dynamodb_sqlite import admin, batch, create, items, query, scan, transact
from dynamodb_sqlite.constraints import enforce
from dynamodb_sqlite.errors import AwsError, serialization, unknown_operation
from dynamodb_sqlite.schema import OPERATIONS
from dynamodb_sqlite.storage import refusal
from dynamodb_sqlite.store import Store

_VERSIONS = ("DynamoDB_20120810", "DynamoDB_20111205")
Operation = Callable[[Store, dict[str, Any]], dict[str, Any]]

_RUN: dict[str, Operation] = {
    "CreateTable": create.create_table,
    "DescribeTable": admin.describe_table,
    "ListTables": admin.list_tables,
    "DeleteTable": admin.delete_table,
    "UpdateTimeToLive": admin.update_time_to_live,
    "DescribeTimeToLive": admin.describe_time_to_live,
    "PutItem": items.put_item,
    "GetItem": items.get_item,
    "UpdateItem": items.update_item,
    "DeleteItem": items.delete_item,
    "Query": query.query,
    "Scan": scan.scan,
    "BatchGetItem": batch.batch_get_item,
    "BatchWriteItem": batch.batch_write_item,
    "TransactWriteItems": transact.transact_write_items,
    "TransactGetItems": transact.transact_get_items,
}


class Engine:
    """DynamoDB's protocol over one SQLite file.

    Give a path, or `":memory:"` for a store that ends with the process. A process that forks opens its engine
    after the fork.

    Raises: Damaged when the file is not a sound store.
    """

    def __init__(self, path: str | Path) -> None:
        self._store = Store(path)

    def handle(self, target: str, body: bytes) -> tuple[int, bytes]:
        """Answer one request: `DynamoDB_20120810.PutItem` and its JSON. Gives the HTTP status and the JSON of the answer."""
        try:
            answer = self._run(target, body)
        except AwsError as error:
            return error.status, error.body()
        except sqlite3.Error as error:
            failure = refusal(error)
            return failure.status, failure.body()
        return 200, json.dumps(answer, separators=(",", ":"), ensure_ascii=False).encode()

    def _run(self, target: str, body: bytes) -> dict[str, Any]:
        given = _decode(body)
        version, _, name = target.partition(".")
        operation = _RUN.get(name)
        if operation is None or version not in _VERSIONS:
            raise unknown_operation()
        structure = OPERATIONS[name]
        request: dict[str, Any] = structure.read(given)
        enforce(structure, request)
        return operation(self._store, request)

    def close(self) -> None:
        """Close the file."""
        self._store.close()


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is not JSON")


_decoder = json.JSONDecoder(parse_constant=_refuse_constant)


def _decode(body: bytes) -> Any:
    try:
        text = body.decode()
        given = _decoder.decode(text)
        if "\\u" in text:
            json.dumps(given, ensure_ascii=False).encode()  # refuses lone surrogates, which no store can keep
    except (ValueError, RecursionError):
        raise serialization(None) from None
    return given
