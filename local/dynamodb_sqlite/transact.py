"""TransactWriteItems, TransactGetItems."""

import hashlib
import json
import sqlite3
import time
from typing import Any

from dynamodb_sqlite import capacity, rows
from dynamodb_sqlite.actions import (
    MAX_ITEM,
    Action,
    Decision,
    action,
    carry_out,
    check_against,
    check_key_paths,
    decide,
)
from dynamodb_sqlite.errors import AwsError, token_mismatch, transaction_cancelled, validation
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.key_checks import check_key
from dynamodb_sqlite.requests import Request, bind_expressions, check_parameters, table_name
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.values import check_all, item_size

TOKEN_S = 600.0  # a ClientRequestToken is good for ten minutes
MAX_TRANSACTION = 4 * 1024 * 1024
_VERBS = ("Put", "Update", "Delete", "ConditionCheck")
_EXPRESSIONS = {"Update": ("UpdateExpression", "ConditionExpression")}
_SAME_ITEM = "Transaction request cannot include multiple operations on one item"
_TWO_ACTIONS = "TransactItems can only contain one of Check, Put, Update or Delete"
_REASONS = {"ValidationException": "ValidationError", "ConditionalCheckFailedException": "ConditionalCheckFailed"}


def transact_write_items(store: Store, request: Request) -> dict[str, Any]:
    """TransactWriteItems: all or nothing, across tables."""
    actions = [_action(one) for one in request["TransactItems"]]
    token = request.get("ClientRequestToken")
    if token is None:
        decisions = store.write(lambda connection: _commit(store, connection, actions))
    else:
        digest = hashlib.sha256(json.dumps(request["TransactItems"], sort_keys=True).encode()).digest()
        decisions = store.write(lambda connection: _commit_once(store, connection, actions, token, digest))
    reports = capacity.meter_writes(decisions, factor=2).reports(
        request.get("ReturnConsumedCapacity"), "WriteCapacityUnits"
    )
    metrics = capacity.collection_metrics_by_table(request, decisions)
    return metrics | ({"ConsumedCapacity": reports} if reports else {})


def _action(one: Request) -> Action:
    verbs = [verb for verb in _VERBS if verb in one]
    if not verbs:
        raise validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request")
    if len(verbs) > 1:
        raise validation(_TWO_ACTIONS)
    verb, request = verbs[0], one[verbs[0]]
    check_parameters(request, _EXPRESSIONS.get(verb, ("ConditionExpression",)))
    check_all(request["Item" if verb == "Put" else "Key"])
    if verb == "Put" and item_size(request["Item"]) > MAX_ITEM:
        raise validation("Item size has exceeded the maximum allowed size")
    return action(verb, request, bind_expressions(request))


def _commit_once(
    store: Store, connection: sqlite3.Connection, actions: list[Action], token: str, digest: bytes
) -> list[Decision]:
    now = time.time()
    connection.execute("DELETE FROM tokens WHERE at < ?", (now - TOKEN_S,))
    row = connection.execute("SELECT hash FROM tokens WHERE token=?", (token,)).fetchone()
    if row is not None:
        if row[0] != digest:
            raise token_mismatch()
        return []
    decisions = _commit(store, connection, actions)
    connection.execute("INSERT INTO tokens VALUES (?, ?, '', ?)", (token, digest, now))
    return decisions


def _commit(store: Store, connection: sqlite3.Connection, actions: list[Action]) -> list[Decision]:
    _check_targets(store, connection, actions)
    decisions: list[Decision] = []
    reasons: list[dict[str, Any]] = []
    for one in actions:
        try:
            decisions.append(decide(connection, store.catalog, one))
            reasons.append({"Code": "None"})
        except AwsError as error:
            reasons.append(_reason(error))
    if len(decisions) < len(actions):
        raise transaction_cancelled(reasons)
    if sum(decision.size for decision in decisions) > MAX_TRANSACTION:
        raise validation("Transaction request exceeds the aggregate size limit of 4 MB")
    for decision in decisions:
        carry_out(connection, decision)
    return decisions


def _reason(error: AwsError) -> dict[str, Any]:
    code = _REASONS.get(error.code)
    if code is None:
        raise error
    return {"Code": code, "Message": error.message} | error.more


def _check_targets(store: Store, connection: sqlite3.Connection, actions: list[Action]) -> None:
    seen = set()
    for one in actions:
        table = store.catalog.table(connection, one.table_name)
        check_against(table, one)
        place = (table.id, *table.key_of(one.given))
        if place in seen:
            raise validation(_SAME_ITEM)
        seen.add(place)


def transact_get_items(store: Store, request: Request) -> dict[str, Any]:
    """TransactGetItems: all from one moment."""
    gets = [one["Get"] for one in request["TransactItems"]]
    expressions = []
    for get in gets:
        check_parameters(get, ("ProjectionExpression",))
        check_all(get["Key"])
        expressions.append(bind_expressions(get))
    meter, seen = capacity.Meter(), set()
    responses: list[dict[str, Any]] = []
    with store.reading() as connection:
        for get, bound in zip(gets, expressions, strict=True):
            table = store.catalog.table(connection, table_name(get))
            check_key(table, get["Key"])
            check_key_paths(table, bound.projection or ())
            place = table.key_of(get["Key"])
            if (table.id, *place) in seen:
                raise validation(_SAME_ITEM)
            seen.add((table.id, *place))
            item = rows.fetch(connection, table, place)
            capacity.meter_gets(meter, table.name, [item], True, factor=2)
            if item is None:
                responses.append({})
            else:
                responses.append({"Item": item if bound.projection is None else project(item, bound.projection)})
    reports = meter.reports(request.get("ReturnConsumedCapacity"), "ReadCapacityUnits")
    return {"Responses": responses} | ({"ConsumedCapacity": reports} if reports else {})
