"""DescribeTable, ListTables, DeleteTable, DescribeLimits, DescribeEndpoints."""

import sqlite3

from dynamodb_sqlite.disk import rows
from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.operations.descriptions import REGION
from dynamodb_sqlite.operations.schemas import check_table_name
from dynamodb_sqlite.tables import catalog
from dynamodb_sqlite.tables.model import INDEX_LISTS, Description
from dynamodb_sqlite.wire.errors import validation
from dynamodb_sqlite.wire.shapes import Request

_PAGE = 100
_OF_A_LIVING_TABLE = (*INDEX_LISTS, "AttributeDefinitions", "KeySchema", "CreationDateTime", "WarmThroughput")
_PROTECTED = (
    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
)
_ACCOUNT_UNITS, _TABLE_UNITS = 80_000, 40_000


def describe_table(context: Context, request: Request) -> Response:
    """DescribeTable."""
    check_table_name(request)
    with context.store.reading() as connection:
        table = context.store.catalog.named(connection, request["TableName"])
        return {"Table": context.counts.shown(connection, table)}


def list_tables(context: Context, request: Request) -> Response:
    """ListTables."""
    limit, after = request.get("Limit", _PAGE), request.get("ExclusiveStartTableName", "")
    with context.store.reading() as connection:
        names = sorted(name for name in context.store.catalog.at(connection) if name > after)
    answer: Response = {"TableNames": names[:limit]}
    if len(names) > limit:
        answer["LastEvaluatedTableName"] = names[limit - 1]
    return answer


def delete_table(context: Context, request: Request) -> Response:
    """DeleteTable: the answer says DELETING, and the table is gone."""
    check_table_name(request)
    return {"TableDescription": context.store.write(lambda connection: _delete(context, connection, request))}


def _delete(context: Context, connection: sqlite3.Connection, request: Request) -> Description:
    table = context.store.catalog.named(connection, request["TableName"])
    if table.description.get("DeletionProtectionEnabled"):
        raise validation(_PROTECTED)
    description = context.counts.shown(connection, table)
    rows.drop_table(connection, table)
    catalog.changed(connection)
    kept = {name: value for name, value in description.items() if name not in _OF_A_LIVING_TABLE}
    return kept | {"TableStatus": "DELETING"}


def describe_limits(context: Context, request: Request) -> Response:
    """DescribeLimits: DynamoDB's default quotas; this store has none."""
    return {
        "AccountMaxReadCapacityUnits": _ACCOUNT_UNITS,
        "AccountMaxWriteCapacityUnits": _ACCOUNT_UNITS,
        "TableMaxReadCapacityUnits": _TABLE_UNITS,
        "TableMaxWriteCapacityUnits": _TABLE_UNITS,
    }


def describe_endpoints(context: Context, request: Request) -> Response:
    """DescribeEndpoints."""
    return {"Endpoints": [{"Address": f"dynamodb.{REGION}.amazonaws.com", "CachePeriodInMinutes": 1440}]}
