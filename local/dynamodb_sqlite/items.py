"""PutItem, GetItem, UpdateItem, DeleteItem."""

from collections.abc import Iterable
from typing import Any

from dynamodb_sqlite import capacity, rows
from dynamodb_sqlite.actions import MAX_ITEM, Action, Decision, action, carry_out, check_key_paths, decide
from dynamodb_sqlite.errors import validation
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.key_checks import check_key
from dynamodb_sqlite.requests import Request, bind_expressions, check_parameters, table_name
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.values import Item, check_all, item_size

Response = dict[str, Any]


def put_item(store: Store, request: Request) -> Response:
    """PutItem."""
    check_parameters(request, ("ConditionExpression",))
    check_all(request["Item"])
    _expect_old_or_none(request)
    if item_size(request["Item"]) > MAX_ITEM:
        raise validation("Item size has exceeded the maximum allowed size")
    return _write(store, "Put", request)


def delete_item(store: Store, request: Request) -> Response:
    """DeleteItem."""
    check_parameters(request, ("ConditionExpression",))
    check_all(request["Key"])
    _expect_old_or_none(request)
    return _write(store, "Delete", request)


def update_item(store: Store, request: Request) -> Response:
    """UpdateItem."""
    check_parameters(request, ("UpdateExpression", "ConditionExpression"))
    check_all(request["Key"])
    return _write(store, "Update", request)


def _expect_old_or_none(request: Request) -> None:
    if request.get("ReturnValues", "NONE") not in ("ALL_OLD", "NONE"):
        raise validation("ReturnValues can only be ALL_OLD or NONE")


def _write(store: Store, verb: str, request: Request) -> Response:
    one = action(verb, request, bind_expressions(request))
    decision = store.write(lambda connection: _commit_one(store, connection, one))
    response: Response = {}
    attributes = _returned(request.get("ReturnValues"), one, decision)
    if attributes is not None:
        response["Attributes"] = attributes
    return response | capacity.of_write(request, [decision]) | capacity.collection_metrics(request, [decision])


def _commit_one(store: Store, connection: Any, one: Action) -> Decision:
    decision = decide(connection, store.catalog, one)
    carry_out(connection, decision)
    return decision


def _returned(wanted: str | None, one: Action, decision: Decision) -> Item | None:
    """What ReturnValues asks for; None where the answer has no Attributes."""
    if wanted == "ALL_OLD":
        return decision.old
    if wanted == "ALL_NEW":
        return decision.new
    source = {"UPDATED_OLD": decision.old, "UPDATED_NEW": decision.new}.get(wanted or "")
    if source is None:
        return None
    paths: Iterable[Any] = [change.path for change in one.expressions.update or ()]
    return project(source, paths) or None


def get_item(store: Store, request: Request) -> Response:
    """GetItem."""
    check_parameters(request, ("ProjectionExpression",))
    check_all(request["Key"])
    projection = bind_expressions(request).projection
    with store.reading() as connection:
        table = store.catalog.table(connection, table_name(request))
        check_key(table, request["Key"])
        check_key_paths(table, projection or ())
        item = rows.fetch(connection, table, table.key_of(request["Key"]))
    response: Response = {}
    if item is not None:
        response["Item"] = item if projection is None else project(item, projection)
    return response | capacity.of_reads(request, table.name, [item], bool(request.get("ConsistentRead")))
