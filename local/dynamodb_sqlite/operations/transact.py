"""TransactWriteItems, TransactGetItems."""

import json
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

from dynamodb_sqlite.disk import rows
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.expressions.scope import RealPath
from dynamodb_sqlite.operations import capacity
from dynamodb_sqlite.operations.actions import Action, Decision, action, carry_out, check_against, check_size, decide
from dynamodb_sqlite.operations.context import Context, RawJson, Response
from dynamodb_sqlite.tables.key_checks import check_key, empty_text, is_empty, refuse_empty_index_keys
from dynamodb_sqlite.tables.model import Key, Table
from dynamodb_sqlite.tables.update_checks import check_empty_changes, check_key_paths
from dynamodb_sqlite.values import Item, check_item
from dynamodb_sqlite.values.wording import OLDER
from dynamodb_sqlite.wire.errors import (
    NOT_VALID,
    AwsError,
    token_mismatch,
    transaction_cancelled,
    validation,
)
from dynamodb_sqlite.wire.requests import bind_expressions, check_parameters
from dynamodb_sqlite.wire.shapes import Request

_TOKEN_S = 600.0  # a ClientRequestToken is good for ten minutes
_PURGING = 8  # of 256 transactions
_LARGEST = 4 * 1024 * 1024
_VERBS = ("ConditionCheck", "Put", "Delete", "Update")
_EXPRESSIONS = {"Update": ("UpdateExpression", "ConditionExpression")}
_SAME_ITEM = "Transaction request cannot include multiple operations on one item"
_TOO_LARGE = "Transaction request exceeds the aggregate size limit of 4 MB"
_CODES = {"ValidationException": "ValidationError", "ConditionalCheckFailedException": "ConditionalCheckFailed"}
_NONE = {"Code": "None"}
_CONFLICT = {"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}
Reason = dict[str, Any]
_canonical = json.JSONEncoder(sort_keys=True, check_circular=False).encode


def transact_write_items(context: Context, request: Request) -> Response:
    """TransactWriteItems: all or nothing, across tables."""
    actions = [_action(one) for one in request["TransactItems"]]
    if sum(one.size for one in actions) > _LARGEST:
        raise validation(_TOO_LARGE)
    _strike(context, len(actions))
    context.faults.strike_disk()
    token = request.get("ClientRequestToken")
    digest = _digest(request) if token is not None else b""

    def job(connection: sqlite3.Connection) -> list[Decision] | None:
        if token is None:
            return _commit(context, connection, actions)
        if _is_repeated(connection, token, digest):
            return None
        decisions = _commit(context, connection, actions)
        _keep_token(connection, token, digest)
        return decisions

    decisions = context.store.write(job)
    if decisions is None:
        return _replayed(context, request, actions)
    return capacity.of_writes(request, decisions, transacted=True) | capacity.collections_metrics(request, decisions)


def _strike(context: Context, actions: int) -> None:
    context.faults.strike_read()
    victim = context.faults.conflicting(actions)
    if victim is not None:
        raise transaction_cancelled([_CONFLICT if place == victim else _NONE for place in range(actions)])


def _digest(request: Request) -> bytes:
    return sha256(_canonical(request["TransactItems"]).encode()).digest()


def _action(one: Request) -> Action:
    verbs = [verb for verb in _VERBS if verb in one]
    if not verbs:
        raise validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request")
    if len(verbs) > 1:
        raise validation("TransactItems can only contain one of Check, Put, Update or Delete")
    verb, request = verbs[0], one[verbs[0]]
    if verb == "ConditionCheck" and "ConditionExpression" not in request:
        raise validation("The ConditionExpression parameter is required but was not present in the request")
    check_parameters(request, _EXPRESSIONS.get(verb, ("ConditionExpression",)), OLDER)
    size = check_item(request["Item" if verb == "Put" else "Key"], OLDER)
    if verb == "Put":
        check_size(size)
    expressions = bind_expressions(request, OLDER)
    return action(verb, request, expressions, size)


def _is_repeated(connection: sqlite3.Connection, token: str, digest: bytes) -> bool:
    """Whether the same content came under the token before.

    Raises: IdempotentParameterMismatchException.
    """
    live = time.time() - _TOKEN_S
    row = connection.execute("SELECT hash FROM tokens WHERE token=? AND at>=?", (token, live)).fetchone()
    if row is None:
        return False
    if row[0] != digest:
        raise token_mismatch()
    return True


def _keep_token(connection: sqlite3.Connection, token: str, digest: bytes) -> None:
    """Remember the token of a transaction that was carried out, and now and then forget those of long ago."""
    now = time.time()
    if digest[0] < _PURGING:
        connection.execute("DELETE FROM tokens WHERE at < ?", (now - _TOKEN_S,))
    connection.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", (token, digest, now))


def _replayed(context: Context, request: Request, actions: list[Action]) -> Response:
    """The answer to a repeated request: nothing was written, the items were read."""
    with context.store.reading() as connection:
        tables = context.store.catalog.tables(connection, [one.table_name for one in actions])
        found = [
            (table, rows.fetch(connection, table, table.key_of(one.given)))
            for table, one in zip(tables, actions, strict=True)
        ]
    return capacity.of_transacted_reads(request, found)


def _commit(context: Context, connection: sqlite3.Connection, actions: list[Action]) -> list[Decision]:
    """Decide all actions, then carry them out.

    Raises: ResourceNotFoundException, ValidationException, TransactionCanceledException.
    """
    tables = context.store.catalog.tables(connection, [one.table_name for one in actions])
    targets = list(zip(tables, actions, strict=True))
    for table, one in targets:
        _refuse_empty_keys(table, one)
    unfit = [_refusal(partial(check_against, table, one)) for table, one in targets]
    keys = [
        table.key_of(one.given) if error is None else None for (table, one), error in zip(targets, unfit, strict=True)
    ]
    places = [(table.id, key) for table, key in zip(tables, keys, strict=True) if key is not None]
    if len(set(places)) < len(places):
        raise validation(_SAME_ITEM)
    decisions: list[Decision] = []
    reasons = [
        _reason(error or _refusal(partial(_decide, connection, table, one, key, decisions)))
        for (table, one), key, error in zip(targets, keys, unfit, strict=True)
    ]
    if len(decisions) < len(actions):
        raise transaction_cancelled(reasons)
    if sum(decision.size for decision in decisions) > _LARGEST:
        raise validation(_TOO_LARGE)
    for decision in decisions:
        carry_out(connection, decision)
    return decisions


def _refuse_empty_keys(table: Table, one: Action) -> None:
    """An empty key is refused for the whole request, before the transaction begins.

    Raises: ValidationException.
    """
    for attribute in table.attributes:
        value = one.given.get(attribute.name)
        if value is not None and is_empty(attribute, value):
            raise validation(f"{NOT_VALID}{empty_text(attribute)} Key: {attribute.name}")
    if one.verb == "Put":
        refuse_empty_index_keys(table, one.given)
    check_empty_changes(table, one.expressions.update or ())


def _decide(
    connection: sqlite3.Connection, table: Table, one: Action, key: Key | None, decisions: list[Decision]
) -> None:
    decisions.append(decide(connection, table, one, key))


def _refusal(attempt: Callable[[], None]) -> AwsError | None:
    try:
        attempt()
    except AwsError as error:
        return error
    return None


def _reason(error: AwsError | None) -> Reason:
    """Why an action was not carried out.

    Raises: the error itself when it is none of a single action.
    """
    if error is None:
        return _NONE
    if error.code not in _CODES:
        raise error
    return {"Code": _CODES[error.code], "Message": error.message} | error.more


def transact_get_items(context: Context, request: Request) -> Response:
    """TransactGetItems: all from one moment."""
    gets = [(one["Get"], _check_get(one["Get"])) for one in request["TransactItems"]]
    _strike(context, len(gets))
    with context.store.reading() as connection:
        found = _read(context, connection, gets)
    responses = [
        {} if one is None else {"Item": RawJson(one.text) if paths is None else project(one.item, paths)}
        for (_, one), (_, paths) in zip(found, gets, strict=True)
    ]
    return {"Responses": responses} | capacity.of_transacted_reads(request, found)


def _check_get(get: Request) -> tuple[RealPath, ...] | None:
    check_parameters(get, ("ProjectionExpression",), OLDER)
    check_item(get["Key"], OLDER)
    return bind_expressions(get, OLDER).projection


def _read(
    context: Context, connection: sqlite3.Connection, gets: list[tuple[Request, tuple[RealPath, ...] | None]]
) -> list[tuple[Table, rows.Stored | None]]:
    tables = context.store.catalog.tables(connection, [get["TableName"] for get, _ in gets])
    errors = [
        _refusal(partial(_check_target, table, get["Key"], paths))
        for table, (get, paths) in zip(tables, gets, strict=True)
    ]
    if any(errors):
        raise transaction_cancelled([_reason(error) for error in errors])
    places = [table.key_of(get["Key"]) for table, (get, _) in zip(tables, gets, strict=True)]
    if len({(table.id, *place) for table, place in zip(tables, places, strict=True)}) < len(places):
        raise validation(_SAME_ITEM)
    return [(table, rows.fetch(connection, table, place)) for table, place in zip(tables, places, strict=True)]


def _check_target(table: Table, key: Item, paths: tuple[RealPath, ...] | None) -> None:
    check_key(table, key)
    check_key_paths(table, paths or ())
