"""UpdateTimeToLive, DescribeTimeToLive, and the sweep that deletes what has expired."""

import sqlite3
import time

from dynamodb_sqlite.disk import rows
from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.operations.schemas import check_table_name
from dynamodb_sqlite.tables import catalog
from dynamodb_sqlite.tables.model import Table
from dynamodb_sqlite.wire.errors import validation
from dynamodb_sqlite.wire.shapes import Request

LATENESS_S = 120.0  # DynamoDB may take days: whoever reads must look at the expiry himself, and this keeps him to it
_TOO_OLD_S = 5 * 365 * 86400  # what expired longer ago than five years is left alone, as DynamoDB does
_AT_ONCE = 100
_KEPT = "TimeToLive"


def update_time_to_live(context: Context, request: Request) -> Response:
    """UpdateTimeToLive."""
    check_table_name(request)
    context.store.write(lambda connection: _set(context, connection, request))
    return {"TimeToLiveSpecification": request["TimeToLiveSpecification"]}


def _set(context: Context, connection: sqlite3.Connection, request: Request) -> None:
    table = context.store.catalog.named(connection, request["TableName"])
    wanted = request["TimeToLiveSpecification"]
    if wanted["Enabled"] and table.ttl is not None:
        raise validation(
            "TimeToLive is already enabled"
            if table.ttl == wanted["AttributeName"]
            else f"TimeToLive is active on a different AttributeName: current AttributeName is {table.ttl}"
        )
    if not wanted["Enabled"] and table.ttl is None:
        raise validation("TimeToLive is already disabled")
    if not wanted["Enabled"] and table.ttl != wanted["AttributeName"]:
        raise validation(f"TimeToLive is active on a different AttributeName: current AttributeName is {table.ttl}")
    description = {name: value for name, value in table.description.items() if name != _KEPT}
    if wanted["Enabled"]:
        description[_KEPT] = wanted["AttributeName"]
    catalog.save(connection, table.id, description)
    _reschedule(connection, context.store.catalog.named(connection, table.name))


def _reschedule(connection: sqlite3.Connection, table: Table) -> None:
    connection.execute("DELETE FROM expiries WHERE tbl=?", (table.id,))
    if table.ttl is None:
        return
    for key, item in rows.all_items(connection, table):
        moment = table.expiry_of(item)
        if moment is not None:
            rows.schedule(connection, table, key, moment)


def describe_time_to_live(context: Context, request: Request) -> Response:
    """DescribeTimeToLive."""
    check_table_name(request)
    with context.store.reading() as connection:
        attribute = context.store.catalog.named(connection, request["TableName"]).ttl
    if attribute is None:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}
    return {"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": attribute}}


def sweep(context: Context, now: float | None = None) -> int:
    """Delete what expired a while ago, table by table; returns how many items went."""
    moment = (time.time() if now is None else now) - LATENESS_S
    swept = 0
    while True:
        batch = context.store.write(lambda connection: _sweep_some(context, connection, moment))
        swept += batch
        if batch < _AT_ONCE:
            return swept


def _sweep_some(context: Context, connection: sqlite3.Connection, moment: float) -> int:
    tables = {table.id: table for table in context.store.catalog.at(connection).values() if table.ttl is not None}
    due = connection.execute(
        f"SELECT tbl, pk, sk FROM expiries WHERE tbl IN ({','.join(map(str, tables))}) "  # noqa: S608 - our numbers
        "AND at BETWEEN ? AND ? LIMIT ?",
        (moment - _TOO_OLD_S, moment, _AT_ONCE),
    ).fetchall()
    for table_id, pk, sk in due:
        old = rows.fetch(connection, tables[table_id], (pk, sk))
        if old is not None:
            rows.remove(connection, tables[table_id], (pk, sk), old)
    return len(due)
