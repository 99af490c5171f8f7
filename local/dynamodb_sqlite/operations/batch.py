"""BatchGetItem, BatchWriteItem."""

import sqlite3
from typing import Any

from dynamodb_sqlite.disk import rows
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.operations import capacity
from dynamodb_sqlite.operations.actions import (
    Action,
    Decision,
    action,
    carry_out,
    check_against,
    check_size,
    decide,
)
from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.tables.key_checks import check_key
from dynamodb_sqlite.tables.model import Table
from dynamodb_sqlite.tables.update_checks import check_key_paths
from dynamodb_sqlite.values import Item, check_item
from dynamodb_sqlite.values.wording import NEWER, OLDER
from dynamodb_sqlite.wire.errors import WRONG_KEY, AwsError, validation
from dynamodb_sqlite.wire.requests import (
    NO_EXPRESSIONS,
    Expressions,
    bind_expressions,
    check_parameters,
    refuse_legacy,
)
from dynamodb_sqlite.wire.shapes import Request, bare_name

_READ_LIMIT, _WRITE_LIMIT = 100, 25
_RESPONSE_LIMIT = 16 * 1024 * 1024
_DUPLICATES = "Provided list of item keys contains duplicates"
_PASSED_ON = ("ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames")
_TOO_MANY = "Too many items requested for the {} call"


def batch_get_item(context: Context, request: Request) -> Response:
    """BatchGetItem: the answer is cut at 16 MB, the rest comes back in UnprocessedKeys."""
    parts: dict[str, Request] = _given(request, "BatchGetItem")
    expressions = {name: _check_part(part) for name, part in parts.items()}
    if sum(len(part["Keys"]) for part in parts.values()) > _READ_LIMIT:
        raise validation(_TOO_MANY.format("BatchGetItem"))
    context.faults.strike_read()
    meter, batch = capacity.Meter(), _Batch(context)
    responses: dict[str, list[Item]] = {}
    unprocessed: dict[str, Request] = {}
    with context.store.reading() as connection:
        tables = {name: _table_for(context, connection, name, part, expressions[name]) for name, part in parts.items()}
        for name, part in parts.items():
            found, left = batch.read(connection, tables[name], part["Keys"])
            for one in found:
                meter.get(tables[name], one, consistent=bool(part.get("ConsistentRead")))
            paths = expressions[name].projection
            items = [one.item for one in found if one is not None]
            responses[name] = items if paths is None else [project(item, paths) for item in items]
            if left:
                unprocessed[name] = {"Keys": left} | {key: part[key] for key in _PASSED_ON if key in part}
    reports = meter.reports(request.get("ReturnConsumedCapacity"))
    answer: Response = {"Responses": responses, "UnprocessedKeys": unprocessed}
    return answer | ({"ConsumedCapacity": reports} if reports else {})


def _given(request: Request, operation: str) -> Request:
    parts: Request = request["RequestItems"]
    if not parts:
        raise validation(f"The requestItems parameter is required for {operation}")
    return parts


def _check_part(part: Request) -> Expressions:
    check_parameters(part, ("ProjectionExpression",), NEWER)
    expressions = bind_expressions(part, NEWER)
    for key in part["Keys"]:
        check_item(key, NEWER)
    refuse_legacy(part)
    return expressions


def _table_for(
    context: Context, connection: sqlite3.Connection, name: str, part: Request, expressions: Expressions
) -> Table:
    table = context.store.catalog.table(connection, bare_name(name))
    for key in part["Keys"]:
        check_key(table, key)
    if len({table.key_of(key) for key in part["Keys"]}) < len(part["Keys"]):
        raise validation(_DUPLICATES)
    check_key_paths(table, expressions.projection or ())
    return table


class _Batch:
    """Reads of a batch, as far as there is room in the answer."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.room = _RESPONSE_LIMIT

    def read(
        self, connection: sqlite3.Connection, table: Table, keys: list[Item]
    ) -> tuple[list[rows.Stored | None], list[Item]]:
        """What lies at the keys, and the keys that were not read."""
        wanted, left = self.context.faults.spared(keys)
        found: list[rows.Stored | None] = []
        for key in wanted:
            one = rows.fetch(connection, table, table.key_of(key)) if self.room > 0 else None
            size = one.size if one is not None else 0
            if size > self.room or self.room <= 0:
                self.room = 0
                left.append(key)
                continue
            self.room -= size
            found.append(one)
        return found, left


def batch_write_item(context: Context, request: Request) -> Response:
    """BatchWriteItem: each write stands alone, none is conditional."""
    actions = [
        (name, one, _write_action(name, one))
        for name, part in _given(request, "BatchWriteItem").items()
        for one in part
    ]
    if len(actions) > _WRITE_LIMIT:
        raise validation(_TOO_MANY.format("BatchWriteItem"))
    context.faults.strike_read()
    context.faults.strike_disk()
    done, left = context.faults.spared(actions)

    def job(connection: sqlite3.Connection) -> list[Decision]:
        return _write_all(context, connection, [one for _, _, one in actions], [one for _, _, one in done])

    decisions = context.store.write(job)
    unprocessed: dict[str, list[Any]] = {}
    for name, one, _ in left:
        unprocessed.setdefault(name, []).append(one)
    answer: Response = {"UnprocessedItems": unprocessed}
    return (
        answer
        | capacity.of_writes(request, decisions, transacted=False)
        | capacity.collections_metrics(request, decisions)
    )


def _write_action(name: str, one: Request) -> Action:
    if len(one) != 1:
        raise validation(
            "Supplied AttributeValue has more than one datatypes set, "
            "must contain exactly one of the supported datatypes"
        )
    if "PutRequest" in one:
        item = one["PutRequest"]["Item"]
        size = check_item(item, OLDER)
        check_size(size)
        return action("Put", {"TableName": bare_name(name), "Item": item}, NO_EXPRESSIONS, size)
    key = one["DeleteRequest"]["Key"]
    size = check_item(key, OLDER)
    return action("Delete", {"TableName": bare_name(name), "Key": key}, NO_EXPRESSIONS, size)


def _write_all(
    context: Context, connection: sqlite3.Connection, asked: list[Action], done: list[Action]
) -> list[Decision]:
    """Check everything that was asked for, then do what is to be done."""
    seen = set()
    for one in asked:
        table = context.store.catalog.table(connection, one.table_name)
        _check(table, one)
        place = (table.id, *table.key_of(one.given))
        if place in seen:
            raise validation(_DUPLICATES)
        seen.add(place)
    decisions = [decide(connection, context.store.catalog.table(connection, one.table_name), one) for one in done]
    for decision in decisions:
        carry_out(connection, decision)
    return decisions


def _check(table: Table, one: Action) -> None:
    try:
        check_against(table, one)
    except AwsError as error:
        if "Missing the key" in error.message or "Type mismatch for key" in error.message:
            raise validation(WRONG_KEY) from None
        raise
