"""PutItem, GetItem, UpdateItem, DeleteItem."""

from dynamodb_sqlite.disk import rows
from dynamodb_sqlite.expressions.documents import project
from dynamodb_sqlite.operations import capacity
from dynamodb_sqlite.operations.actions import Decision, action, check_size, write_one
from dynamodb_sqlite.operations.context import Context, RawJson, Response
from dynamodb_sqlite.tables.key_checks import check_key
from dynamodb_sqlite.tables.update_checks import check_key_paths
from dynamodb_sqlite.values import Item, check_item
from dynamodb_sqlite.values.wording import NEWER
from dynamodb_sqlite.wire.errors import enveloped, validation
from dynamodb_sqlite.wire.requests import Expressions, bind_expressions, check_parameters, refuse_legacy
from dynamodb_sqlite.wire.shapes import Request


def put_item(context: Context, request: Request) -> Response:
    """PutItem."""
    with enveloped():
        check_parameters(request, ("ConditionExpression",), NEWER)
        size = check_item(request["Item"], NEWER)
        _expect_old_or_none(request)
    check_size(size)
    return _write(context, "Put", request, _bind(request), size)


def delete_item(context: Context, request: Request) -> Response:
    """DeleteItem."""
    with enveloped():
        check_parameters(request, ("ConditionExpression",), NEWER)
        size = check_item(request["Key"], NEWER)
        _expect_old_or_none(request)
    return _write(context, "Delete", request, _bind(request), size)


def update_item(context: Context, request: Request) -> Response:
    """UpdateItem."""
    with enveloped():
        check_parameters(request, ("UpdateExpression", "ConditionExpression"), NEWER)
        size = check_item(request["Key"], NEWER)
    return _write(context, "Update", request, _bind(request), size)


def _bind(request: Request) -> Expressions:
    with enveloped():
        expressions = bind_expressions(request, NEWER)
        refuse_legacy(request)
    return expressions


def _expect_old_or_none(request: Request) -> None:
    if request.get("ReturnValues", "NONE") not in ("ALL_OLD", "NONE"):
        raise validation("ReturnValues can only be ALL_OLD or NONE")


def _write(context: Context, verb: str, request: Request, expressions: Expressions, size: int) -> Response:
    context.faults.strike_write()
    decision = write_one(context.store, action(verb, request, expressions, size))
    response: Response = {}
    attributes = _returned(request.get("ReturnValues"), expressions, decision)
    if attributes is not None:
        response["Attributes"] = attributes
    return response | capacity.of_write(request, decision) | capacity.collection_metrics(request, decision)


def _returned(wanted: str | None, expressions: Expressions, decision: Decision) -> Item | None:
    """What ReturnValues asks for; None where the answer has no Attributes."""
    old = decision.old.item if decision.old is not None and wanted in ("ALL_OLD", "UPDATED_OLD") else None
    if wanted == "ALL_OLD":
        return old
    if wanted == "ALL_NEW":
        return decision.new
    source = decision.new if wanted == "UPDATED_NEW" else old
    if source is None:
        return None
    return project(source, [change.path for change in expressions.update or ()]) or None


def get_item(context: Context, request: Request) -> Response:
    """GetItem."""
    check_parameters(request, ("ProjectionExpression",), NEWER)
    check_item(request["Key"], NEWER)
    projection = bind_expressions(request, NEWER).projection
    refuse_legacy(request)
    context.faults.strike_read()
    with context.store.reading() as connection:
        table = context.store.catalog.table(connection, request["TableName"])
        check_key(table, request["Key"])
        check_key_paths(table, projection or ())
        found = rows.fetch(connection, table, table.key_of(request["Key"]))
    response: Response = {}
    if found is not None:
        response["Item"] = RawJson(found.text) if projection is None else project(found.item, projection)
    return response | capacity.of_get(request, table, found)
