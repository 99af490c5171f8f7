"""UpdateTable: capacity and settings, and global indexes that come and go."""

import sqlite3
import time

from dynamodb_sqlite.disk import rows
from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.operations.descriptions import (
    describe_global,
    on_demand,
    settings,
    throughput,
    warm,
)
from dynamodb_sqlite.operations.schemas import (
    GLOBAL_LIMIT,
    check_global_schema,
    check_included,
    check_projection,
    check_table_name,
    check_units,
    refuse_streams,
)
from dynamodb_sqlite.tables import catalog
from dynamodb_sqlite.tables.model import INDEX_LISTS, Description, Table
from dynamodb_sqlite.wire.errors import invalid, limit_exceeded, not_found, validation
from dynamodb_sqlite.wire.shapes import Request

_SETTINGS = (
    "ProvisionedThroughput", "BillingMode", "GlobalSecondaryIndexUpdates", "SSESpecification", "TableClass",
    "StreamSpecification", "DeletionProtectionEnabled", "OnDemandThroughput", "WarmThroughput",
)  # fmt: skip
_GLOBAL = "GlobalSecondaryIndexes"
_VERBS = ("Update", "Create", "Delete")


def update_table(context: Context, request: Request) -> Response:
    """UpdateTable: the answer says UPDATING, and all is done, a new index filled."""
    check_table_name(request)
    if not any(request.get(name) not in (None, []) for name in _SETTINGS):
        raise validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
            "SSESpecification or ReplicaUpdates is required"
        )
    if request.get("BillingMode") == "PROVISIONED" and "ProvisionedThroughput" not in request:
        raise invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
    check_units(request.get("ProvisionedThroughput"))
    refuse_streams(request)
    _check_index_updates(request)
    return {"TableDescription": context.store.write(lambda connection: _update(context, connection, request))}


def _check_index_updates(request: Request) -> None:
    updates = request.get("GlobalSecondaryIndexUpdates", [])
    seen: set[str] = set()
    for update in updates:
        if not any(verb in update for verb in _VERBS):
            raise invalid(
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                "GlobalSecondaryIndexUpdate.Delete must not be null"
            )
        name = next(update[verb]["IndexName"] for verb in _VERBS if verb in update)
        if name in seen:
            raise invalid(f"Only one global secondary index update per index is allowed simultaneously. Index: {name}")
        seen.add(name)
    if sum(1 for update in updates if "Create" in update or "Delete" in update) > 1:
        raise limit_exceeded(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
        )


def _update(context: Context, connection: sqlite3.Connection, request: Request) -> Description:
    table = context.store.catalog.named(connection, request["TableName"])
    description = dict(table.description)
    _set_capacity(description, request)
    _set_warm(description, request)
    description |= settings(request)
    if "DeletionProtectionEnabled" in request:
        description["DeletionProtectionEnabled"] = request["DeletionProtectionEnabled"]
    created: list[str] = []
    for update in request.get("GlobalSecondaryIndexUpdates", []):
        if "Create" in update:
            _add_index(connection, table, description, update["Create"], request)
            created.append(update["Create"]["IndexName"])
        elif "Delete" in update:
            _drop_index(connection, table, description, update["Delete"]["IndexName"])
        else:
            _provision_index(description, update["Update"])
    catalog.save(connection, table.id, description)
    _fill(context, connection, table.name, created)
    return _as_answered(context, connection, table.name, created)


def _set_capacity(description: Description, request: Request) -> None:
    mode = description.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED")
    wanted, units = request.get("BillingMode", mode), request.get("ProvisionedThroughput")
    now = round(time.time(), 3)
    if wanted == "PAY_PER_REQUEST":
        if units is not None:
            raise invalid(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
            )
        if mode != wanted:
            description |= on_demand(now) | {"ProvisionedThroughput": throughput(None)}
            _put_on_demand(description)
        return
    if units is not None:
        if mode == wanted:
            _expect_change(description["ProvisionedThroughput"], units)
        description["ProvisionedThroughput"] = (
            description["ProvisionedThroughput"] | units | _when(description, units, now)
        )
    if mode != wanted:
        description["BillingModeSummary"] = description["BillingModeSummary"] | {"BillingMode": wanted}
        _expect_indexes_provisioned(description, request)


def _set_warm(description: Description, request: Request) -> None:
    if "WarmThroughput" in request or "ProvisionedThroughput" in request or "BillingMode" in request:
        description["WarmThroughput"] = warm(request, _units(description["ProvisionedThroughput"]), "table")


def _units(throughput: Description) -> Description | None:
    """What is provisioned; None on demand, which is kept as zero."""
    return throughput if throughput["ReadCapacityUnits"] else None


def _when(description: Description, units: Request, now: float) -> Description:
    old = description["ProvisionedThroughput"]
    names = ("ReadCapacityUnits", "WriteCapacityUnits")
    marks: Description = {}
    if any(units[name] > old[name] for name in names):
        marks["LastIncreaseDateTime"] = now
    if any(units[name] < old[name] for name in names):
        marks["LastDecreaseDateTime"] = now
        marks["NumberOfDecreasesToday"] = old["NumberOfDecreasesToday"] + 1
    return marks


def _expect_change(old: Description, units: Request) -> None:
    if all(old[name] == units[name] for name in ("ReadCapacityUnits", "WriteCapacityUnits")):
        raise validation(
            "The provisioned throughput for the table will not change. The requested value equals the current value. "
            f"Current ReadCapacityUnits provisioned for the table: {old['ReadCapacityUnits']}. "
            f"Requested ReadCapacityUnits: {units['ReadCapacityUnits']}. "
            f"Current WriteCapacityUnits provisioned for the table: {old['WriteCapacityUnits']}. "
            f"Requested WriteCapacityUnits: {units['WriteCapacityUnits']}. "
            "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
        )


def _expect_indexes_provisioned(description: Description, request: Request) -> None:
    given = {
        update["Update"]["IndexName"]
        for update in request.get("GlobalSecondaryIndexUpdates", [])
        if "ProvisionedThroughput" in update.get("Update", {})
    }
    missing = [index["IndexName"] for index in description.get(_GLOBAL, ()) if index["IndexName"] not in given]
    if missing:
        raise invalid(f"ProvisionedThroughput must be specified for index: {','.join(missing)}")


def _put_on_demand(description: Description) -> None:
    if _GLOBAL in description:
        capacity = {"ProvisionedThroughput": throughput(None), "WarmThroughput": warm({}, None, "index")}
        description[_GLOBAL] = [index | capacity for index in description[_GLOBAL]]


def _provision_index(description: Description, update: Request) -> None:
    names = [index["IndexName"] for index in description.get(_GLOBAL, ())]
    if update["IndexName"] not in names:
        raise not_found()
    units = update.get("ProvisionedThroughput")
    check_units(units)
    place = names.index(update["IndexName"])
    index = description[_GLOBAL][place]
    changed = index | {key: update[key] for key in ("OnDemandThroughput",) if key in update}
    if units is not None:
        changed["ProvisionedThroughput"] = index["ProvisionedThroughput"] | units
    changed["WarmThroughput"] = warm(update, _units(changed["ProvisionedThroughput"]), f"index {update['IndexName']}")
    description[_GLOBAL] = [*description[_GLOBAL][:place], changed, *description[_GLOBAL][place + 1 :]]


def _add_index(
    connection: sqlite3.Connection, table: Table, description: Description, index: Request, request: Request
) -> None:
    definitions = request.get("AttributeDefinitions", [])
    check_global_schema(index, [one["AttributeName"] for one in definitions])
    check_projection(index)
    if table.index(index["IndexName"]) is not None:
        raise validation("Attempting to create an index which already exists")
    present = description.get(_GLOBAL, [])
    if len(present) >= GLOBAL_LIMIT:
        raise limit_exceeded(f"GlobalSecondaryIndex count exceeds the per-table limit of {GLOBAL_LIMIT}")
    provisioned = description.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED") == "PROVISIONED"
    if provisioned and "ProvisionedThroughput" not in index:
        raise invalid(f"ProvisionedThroughput must be specified for index: {index['IndexName']}")
    check_included([*present, *description.get("LocalSecondaryIndexes", ()), index])
    description[_GLOBAL] = [*present, describe_global(table.name, index)]
    _define(description, definitions)
    connection.execute("INSERT INTO indexes (tbl, name) VALUES (?, ?)", (table.id, index["IndexName"]))


def _define(description: Description, definitions: list[Request]) -> None:
    """Take up the definitions of the attributes that are keys, and let go of the others."""
    schemas = [description["KeySchema"]] + [
        one["KeySchema"] for listed in INDEX_LISTS for one in description.get(listed, ())
    ]
    used = {one["AttributeName"] for schema in schemas for one in schema}
    merged = {one["AttributeName"]: one for one in (*definitions, *description["AttributeDefinitions"])}
    description["AttributeDefinitions"] = [one for name, one in merged.items() if name in used]


def _drop_index(connection: sqlite3.Connection, table: Table, description: Description, name: str) -> None:
    index = table.index(name)
    if index is None or index.is_local:
        raise not_found()
    rows.drop_index(connection, index)
    left = [one for one in description[_GLOBAL] if one["IndexName"] != name]
    if left:
        description[_GLOBAL] = left
    else:
        del description[_GLOBAL]
    _define(description, [])


def _fill(context: Context, connection: sqlite3.Connection, name: str, created: list[str]) -> None:
    """Enter the items that are there into a new index; those with an attribute of another type stay out."""
    table = context.store.catalog.named(connection, name)
    for index in table.indexes:
        if index.name in created:
            for key, item in rows.all_items(connection, table):
                place = index.key_of(item)
                if place is not None:
                    rows.enter(connection, index, key, place)


def _as_answered(context: Context, connection: sqlite3.Connection, name: str, created: list[str]) -> Description:
    shown = context.counts.shown(connection, context.store.catalog.named(connection, name))
    for index in shown.get(_GLOBAL, ()):
        index["IndexStatus"] = "CREATING" if index["IndexName"] in created else "ACTIVE"
    return shown | {"TableStatus": "UPDATING"}
