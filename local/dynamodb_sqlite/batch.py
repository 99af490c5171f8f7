"""BatchGetItem, BatchWriteItem."""

import sqlite3
from typing import Any

from dynamodb_sqlite import capacity, rows
from dynamodb_sqlite.actions import MAX_ITEM, Action, action, carry_out, check_against, check_key_paths, decide
from dynamodb_sqlite.errors import AwsError, validation
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.key_checks import check_key
from dynamodb_sqlite.requests import Expressions, Request, bind_expressions, check_parameters, table_name
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.tables import Table
from dynamodb_sqlite.values import Item, check_all, item_size

READ_LIMIT, WRITE_LIMIT = 100, 25
RESPONSE_LIMIT = 16 * 1024 * 1024
_DUPLICATES = "Provided list of item keys contains duplicates"
_PASSED_ON = ("ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames")
_NO_EXPRESSIONS = Expressions()


def batch_get_item(store: Store, request: Request) -> dict[str, Any]:
    """BatchGetItem: the answer is cut at 16 MB, the rest comes back in UnprocessedKeys."""
    wanted = {name: _check_keys(part) for name, part in request["RequestItems"].items()}
    if sum(len(part["Keys"]) for part in request["RequestItems"].values()) > READ_LIMIT:
        raise validation("Too many items requested for the BatchGetItem call")
    meter, responses, unprocessed = capacity.Meter(), {}, {}
    room = RESPONSE_LIMIT
    with store.reading() as connection:
        tables = {
            name: _table_for_keys(store, connection, name, part) for name, part in request["RequestItems"].items()
        }
        for name, part in request["RequestItems"].items():
            found, left, room = _read_keys(connection, tables[name], part["Keys"], room)
            paths = wanted[name].projection
            check_key_paths(tables[name], paths or ())
            capacity.meter_gets(meter, name, found, bool(part.get("ConsistentRead")))
            items = [item for item in found if item is not None]
            responses[name] = items if paths is None else [project(item, paths) for item in items]
            if left:
                unprocessed[name] = {"Keys": left} | {key: part[key] for key in _PASSED_ON if key in part}
    answer: dict[str, Any] = {"Responses": responses, "UnprocessedKeys": unprocessed}
    reports = meter.reports(request.get("ReturnConsumedCapacity"))
    return answer | ({"ConsumedCapacity": reports} if reports else {})


def _check_keys(part: Request) -> Expressions:
    check_parameters(part, ("ProjectionExpression",))
    expressions = bind_expressions(part)
    for key in part["Keys"]:
        check_all(key)
    return expressions


def _table_for_keys(store: Store, connection: sqlite3.Connection, name: str, part: Request) -> Table:
    table = store.catalog.table(connection, table_name({"TableName": name}))
    for key in part["Keys"]:
        check_key(table, key)
    places = [table.key_of(key) for key in part["Keys"]]
    if len(set(places)) < len(places):
        raise validation(_DUPLICATES)
    return table


def _read_keys(
    connection: sqlite3.Connection, table: Table, keys: list[Item], room: int
) -> tuple[list[Item | None], list[Item], int]:
    """The items found, the keys there was no room for, the room left."""
    found: list[Item | None] = []
    for position, key in enumerate(keys):
        item = rows.fetch(connection, table, table.key_of(key))
        size = item_size(item) if item is not None else 0
        if size > room:
            return found, keys[position:], 0
        room -= size
        found.append(item)
    return found, [], room


def batch_write_item(store: Store, request: Request) -> dict[str, Any]:
    """BatchWriteItem: each write stands alone, none is conditional."""
    actions = [_write_action(name, one) for name, part in request["RequestItems"].items() for one in part]
    if len(actions) > WRITE_LIMIT:
        raise validation("Too many items requested for the BatchWriteItem call")
    decisions = store.write(lambda connection: _write_all(store, connection, actions))
    answer: dict[str, Any] = {"UnprocessedItems": {}}
    reports = capacity.meter_writes(decisions).reports(request.get("ReturnConsumedCapacity"))
    metrics = capacity.collection_metrics_by_table(request, decisions)
    return answer | metrics | ({"ConsumedCapacity": reports} if reports else {})


def _write_action(name: str, one: Request) -> Action:
    if len(one) != 1:
        raise validation(
            "Supplied AttributeValue has more than one datatypes set, "
            "must contain exactly one of the supported datatypes"
        )
    if "PutRequest" in one:
        item = one["PutRequest"]["Item"]
        check_all(item)
        if item_size(item) > MAX_ITEM:
            raise validation("Item size has exceeded the maximum allowed size")
        return action("Put", {"TableName": name, "Item": item}, _NO_EXPRESSIONS)
    check_all(one["DeleteRequest"]["Key"])
    return action("Delete", {"TableName": name, "Key": one["DeleteRequest"]["Key"]}, _NO_EXPRESSIONS)


def _write_all(store: Store, connection: sqlite3.Connection, actions: list[Action]) -> list[Any]:
    _check_all_writes(store, connection, actions)
    decisions = [decide(connection, store.catalog, one) for one in actions]
    for decision in decisions:
        carry_out(connection, decision)
    return decisions


def _check_all_writes(store: Store, connection: sqlite3.Connection, actions: list[Action]) -> None:
    seen = set()
    for one in actions:
        table = store.catalog.table(connection, one.table_name)
        try:
            check_against(table, one)
        except AwsError as error:
            if "Missing the key" in str(error.message) or "Type mismatch for key" in str(error.message):
                raise validation("The provided key element does not match the schema") from None
            raise
        place = (table.id, *table.key_of(one.given))
        if place in seen:
            raise validation(_DUPLICATES)
        seen.add(place)
