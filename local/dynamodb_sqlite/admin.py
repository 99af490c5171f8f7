"""DescribeTable, ListTables, DeleteTable, and the time to live of a table."""

import sqlite3
from typing import Any

from dynamodb_sqlite import catalog, rows
from dynamodb_sqlite.create import check_table_name
from dynamodb_sqlite.errors import validation
from dynamodb_sqlite.requests import Request
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.tables import Description, Table

_PAGE = 100
_TTL = "TimeToLive"  # where a description keeps it; no answer shows it there


def describe_table(store: Store, request: Request) -> dict[str, Any]:
    """DescribeTable."""
    check_table_name(request)
    with store.reading() as connection:
        table = store.catalog.named(connection, request["TableName"])
        return {"Table": shown(connection, table)}


def shown(connection: sqlite3.Connection, table: Table) -> Description:
    """A table's description with the counts of the moment."""
    count, size = rows.totals(connection, table)
    description = {name: value for name, value in table.description.items() if name != _TTL}
    for listed in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        if listed in description:
            description[listed] = [{"IndexSizeBytes": 0, "ItemCount": 0, **index} for index in description[listed]]
    return description | {"ItemCount": count, "TableSizeBytes": size}


def list_tables(store: Store, request: Request) -> dict[str, Any]:
    """ListTables."""
    limit, after = request.get("Limit", _PAGE), request.get("ExclusiveStartTableName", "")
    with store.reading() as connection:
        names = sorted(name for name in store.catalog.at(connection) if name > after)
    answer: dict[str, Any] = {"TableNames": names[:limit]}
    if len(names) > limit:
        answer["LastEvaluatedTableName"] = names[limit - 1]
    return answer


def delete_table(store: Store, request: Request) -> dict[str, Any]:
    """DeleteTable: gone when this returns."""
    check_table_name(request)
    return {"TableDescription": store.write(lambda connection: _delete(store, connection, request["TableName"]))}


def _delete(store: Store, connection: sqlite3.Connection, name: str) -> Description:
    table = store.catalog.named(connection, name)
    if table.description.get("DeletionProtectionEnabled"):
        raise validation(
            "Resource cannot be deleted as it is currently protected against deletion. "
            "Disable deletion protection first."
        )
    description = shown(connection, table)
    rows.drop_table(connection, table)
    catalog.changed(connection)
    return {key: value for key, value in description.items() if not key.endswith("Indexes")} | {
        "TableStatus": "DELETING"
    }


def update_time_to_live(store: Store, request: Request) -> dict[str, Any]:
    """UpdateTimeToLive."""
    check_table_name(request)
    wanted = request["TimeToLiveSpecification"]
    store.write(lambda connection: _set_ttl(store, connection, request["TableName"], wanted))
    return {"TimeToLiveSpecification": wanted}


def _set_ttl(store: Store, connection: sqlite3.Connection, name: str, wanted: Request) -> None:
    table = store.catalog.named(connection, name)
    current = table.description.get(_TTL)
    if (current is not None) == wanted["Enabled"]:
        raise validation(f"TimeToLive is already {'enabled' if wanted['Enabled'] else 'disabled'}")
    if current is not None and current != wanted["AttributeName"]:
        raise validation(f"TimeToLive is active on a different AttributeName: current AttributeName is {current}")
    description = dict(table.description)
    if wanted["Enabled"]:
        description[_TTL] = wanted["AttributeName"]
    else:
        del description[_TTL]
    catalog.save(connection, table.id, description)


def describe_time_to_live(store: Store, request: Request) -> dict[str, Any]:
    """DescribeTimeToLive."""
    check_table_name(request)
    with store.reading() as connection:
        attribute = store.catalog.named(connection, request["TableName"]).description.get(_TTL)
    if attribute is None:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}
    return {"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": attribute}}
