"""CreateTable."""

import json
import sqlite3
from typing import Any

from dynamodb_sqlite.operations import tags
from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.operations.descriptions import describe
from dynamodb_sqlite.operations.schemas import (
    GLOBAL_LIMIT,
    as_set,
    check_global_schema,
    check_included,
    check_key_schema,
    check_local_indexes,
    check_projection,
    check_table_name,
    check_units,
    expect_new_name,
    refuse_streams,
)
from dynamodb_sqlite.tables import catalog
from dynamodb_sqlite.tables.model import INDEX_LISTS, Description
from dynamodb_sqlite.wire.errors import in_use, invalid, validation
from dynamodb_sqlite.wire.shapes import Request


def create_table(context: Context, request: Request) -> Response:
    """CreateTable: the answer says CREATING, and the table takes reads and writes."""
    check_table_name(request)
    _check_billing(request)
    _check_schemas(request)
    refuse_streams(request)
    tags.check(request.get("Tags", []))
    description = context.store.write(lambda connection: _create(connection, request))
    indexes = [index | {"IndexStatus": "CREATING"} for index in description.get("GlobalSecondaryIndexes", ())]
    answer = description | {"TableStatus": "CREATING", "ItemCount": 0, "TableSizeBytes": 0}
    return {"TableDescription": answer | ({"GlobalSecondaryIndexes": indexes} if indexes else {})}


def _check_billing(request: Request) -> None:
    throughput = request.get("ProvisionedThroughput")
    if request.get("BillingMode") != "PAY_PER_REQUEST":
        if throughput is None:
            raise invalid(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
            )
        check_units(throughput)
    elif throughput is not None:
        raise invalid(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
        )


def _check_schemas(request: Request) -> None:
    defined = [one["AttributeName"] for one in request["AttributeDefinitions"]]
    if len(request["KeySchema"]) > len(defined):
        raise validation("Invalid KeySchema: Some index key attribute have no definition")
    repeated = next((name for place, name in enumerate(defined) if name in defined[:place]), None)
    if repeated is not None:
        raise invalid(f"Duplicate AttributeName in AttributeDefinitions: {repeated}")
    check_key_schema(request["KeySchema"], defined)
    seen: set[str] = set()
    if "LocalSecondaryIndexes" in request:
        check_local_indexes(request, defined, seen)
    if "GlobalSecondaryIndexes" in request:
        _check_global_indexes(request, defined, seen)
    _expect_all_used(request, defined)
    check_included([index for listed in INDEX_LISTS for index in request.get(listed, ())])


def _check_global_indexes(request: Request, defined: list[str], seen: set[str]) -> None:
    indexes = request["GlobalSecondaryIndexes"]
    if not indexes:
        raise invalid("List of GlobalSecondaryIndexes is empty")
    for index in indexes:
        check_global_schema(index, defined)
        check_projection(index)
        _check_index_billing(request, index)
        expect_new_name(index["IndexName"], seen)
    if len(indexes) > GLOBAL_LIMIT:
        raise invalid(f"GlobalSecondaryIndex count exceeds the per-table limit of {GLOBAL_LIMIT}")


def _check_index_billing(request: Request, index: Request) -> None:
    provisioned = request.get("BillingMode") != "PAY_PER_REQUEST"
    if not provisioned and "ProvisionedThroughput" in index:
        raise invalid(
            f"ProvisionedThroughput should not be specified for index: {index['IndexName']} when BillingMode is "
            "PAY_PER_REQUEST"
        )
    if provisioned and "ProvisionedThroughput" not in index:
        raise invalid(f"ProvisionedThroughput must be specified for index: {index['IndexName']}")
    check_units(index.get("ProvisionedThroughput"))


def _expect_all_used(request: Request, defined: list[str]) -> None:
    schemas = [request["KeySchema"]] + [
        index["KeySchema"] for listed in INDEX_LISTS for index in request.get(listed, ())
    ]
    used = list(dict.fromkeys(one["AttributeName"] for schema in schemas for one in schema))
    if set(defined) == set(used):
        return
    if len(schemas) == 1:
        raise invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in "
            "AttributeDefinitions"
        )
    raise invalid(
        f"Some AttributeDefinitions are not used. AttributeDefinitions: {as_set(defined)}, keys used: {as_set(used)}"
    )


def _create(connection: sqlite3.Connection, request: Request) -> Description:
    name = request["TableName"]
    if connection.execute("SELECT 1 FROM tables WHERE name=?", (name,)).fetchone():
        raise in_use(f"Table already exists: {name}")
    description = describe(request)
    cursor = connection.execute("INSERT INTO tables (name, description) VALUES (?, ?)", (name, json.dumps(description)))
    owner: Any = cursor.lastrowid
    for listed in INDEX_LISTS:
        for index in description.get(listed, ()):
            connection.execute("INSERT INTO indexes (tbl, name) VALUES (?, ?)", (owner, index["IndexName"]))
    tags.add(connection, owner, request.get("Tags", []))
    catalog.changed(connection)
    return description
