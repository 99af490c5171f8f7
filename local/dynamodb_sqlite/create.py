"""CreateTable: its checks, and the description of a new table."""

import json
import sqlite3
import time
import uuid
from typing import Any

from dynamodb_sqlite import catalog
from dynamodb_sqlite.errors import in_use, invalid, validation
from dynamodb_sqlite.requests import Request
from dynamodb_sqlite.store import Store
from dynamodb_sqlite.tables import Description

REGION, ACCOUNT = "us-east-1", "000000000000"
MAX_UNITS = 1_000_000_000_000
_LOCAL_LIMIT, _GLOBAL_LIMIT = 5, 20


def arn(table: str, index: str | None = None) -> str:
    """The ARN of a table or of one of its indexes."""
    tail = f"/index/{index}" if index else ""
    return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table}{tail}"


def create_table(store: Store, request: Request) -> dict[str, Any]:
    """CreateTable: the table takes reads and writes when this returns."""
    check_table_name(request)
    _check_billing(request)
    _check_schema(request)
    _check_indexes(request)
    description = store.write(lambda connection: _create(connection, request))
    return {"TableDescription": description}


def check_table_name(request: Request) -> None:
    """Refuse a missing name, or one of the wrong length.

    Raises: ValidationException.
    """
    name = request.get("TableName")
    if name is None:
        raise validation("The parameter 'TableName' is required but was not present in the request")
    if not 3 <= len(name) <= 255:
        raise validation("TableName must be at least 3 characters long and at most 255 characters long")


def _check_billing(request: Request) -> None:
    throughput = request.get("ProvisionedThroughput")
    if request.get("BillingMode") == "PAY_PER_REQUEST":
        if throughput:
            raise invalid(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
            )
        return
    if throughput is None:
        raise invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
    check_units(throughput)


def check_units(throughput: Request) -> None:
    """Refuse more capacity than there is.

    Raises: ValidationException.
    """
    for name in ("ReadCapacityUnits", "WriteCapacityUnits"):
        if throughput[name] > MAX_UNITS:
            raise validation(f"Given value {throughput[name]} for {name} is out of bounds")


def _check_schema(request: Request) -> None:
    defined = [one["AttributeName"] for one in request["AttributeDefinitions"]]
    if len(request["KeySchema"]) > len(defined):
        raise validation("Invalid KeySchema: Some index key attribute have no definition")
    check_key_schema(request["KeySchema"], defined)
    if "LocalSecondaryIndexes" in request or "GlobalSecondaryIndexes" in request:
        return
    if len(request["KeySchema"]) != len(defined):
        raise invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in "
            "AttributeDefinitions"
        )


def check_key_schema(schema: list[dict[str, str]], defined: list[str]) -> None:
    """Refuse a key schema that is not a hash attribute and perhaps a range attribute.

    Raises: ValidationException.
    """
    names = [one["AttributeName"] for one in schema]
    if any(name not in defined for name in names):
        raise invalid(
            "Some index key attributes are not defined in AttributeDefinitions. "
            f"Keys: [{', '.join(names)}], AttributeDefinitions: [{', '.join(defined)}]"
        )
    if len(names) == 2 and names[0] == names[1]:
        raise validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
    if schema[0]["KeyType"] != "HASH":
        raise validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    if len(schema) == 2 and schema[1]["KeyType"] != "RANGE":
        raise validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")


def _check_indexes(request: Request) -> None:
    defined = [one["AttributeName"] for one in request["AttributeDefinitions"]]
    seen: set[str] = set()
    if "LocalSecondaryIndexes" in request:
        _check_local(request, defined, seen)
    if "GlobalSecondaryIndexes" in request:
        _check_global(request, defined, seen)


def _check_local(request: Request, defined: list[str], seen: set[str]) -> None:
    indexes, schema = request["LocalSecondaryIndexes"], request["KeySchema"]
    if not indexes:
        raise invalid("List of LocalSecondaryIndexes is empty")
    if len(schema) != 2:
        raise invalid(
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"
        )
    for index in indexes:
        check_key_schema(index["KeySchema"], defined)
        name, index_hash = index["IndexName"], index["KeySchema"][0]["AttributeName"]
        if len(index["KeySchema"]) != 2:
            raise invalid(f"Index KeySchema does not have a range key for index: {name}")
        if index_hash != schema[0]["AttributeName"]:
            raise invalid(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                f"{name}. index hash key: {index_hash}, table hash key: {schema[0]['AttributeName']}"
            )
        check_projection(index)
        expect_new_name(name, seen)
    if len(indexes) > _LOCAL_LIMIT:
        raise invalid(f"Number of LocalSecondaryIndexes exceeds per-table limit of {_LOCAL_LIMIT}")


def _check_global(request: Request, defined: list[str], seen: set[str]) -> None:
    indexes = request["GlobalSecondaryIndexes"]
    if not indexes:
        raise invalid("List of GlobalSecondaryIndexes is empty")
    for index in indexes:
        check_key_schema(index["KeySchema"], defined)
        check_projection(index)
        if request.get("BillingMode") == "PAY_PER_REQUEST" and "ProvisionedThroughput" in index:
            raise invalid(
                f"ProvisionedThroughput should not be specified for index: {index['IndexName']} when BillingMode is "
                "PAY_PER_REQUEST"
            )
        expect_new_name(index["IndexName"], seen)
    if len(indexes) > _GLOBAL_LIMIT:
        raise invalid(f"GlobalSecondaryIndex count exceeds the per-table limit of {_GLOBAL_LIMIT}")


def check_projection(index: Request) -> None:
    """Refuse a projection without a type, or with attributes it does not take.

    Raises: ValidationException.
    """
    kind = index["Projection"].get("ProjectionType")
    if kind is None:
        raise invalid("Unknown ProjectionType: null")
    if kind != "INCLUDE" and "NonKeyAttributes" in index["Projection"]:
        raise invalid(f"ProjectionType is {kind}, but NonKeyAttributes is specified")
    if kind == "INCLUDE" and "NonKeyAttributes" not in index["Projection"]:
        raise invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")


def expect_new_name(name: str, seen: set[str]) -> None:
    """Refuse an index name that was used before."""
    if name in seen:
        raise invalid(f"Duplicate index name: {name}")
    seen.add(name)


def _create(connection: sqlite3.Connection, request: Request) -> Description:
    name = request["TableName"]
    if connection.execute("SELECT 1 FROM tables WHERE name=?", (name,)).fetchone():
        raise in_use(f"Table already exists: {name}")
    description = _describe(request)
    cursor = connection.execute("INSERT INTO tables (name, description) VALUES (?, ?)", (name, json.dumps(description)))
    for listed in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        for index in description.get(listed, ()):
            connection.execute("INSERT INTO indexes (tbl, name) VALUES (?, ?)", (cursor.lastrowid, index["IndexName"]))
    catalog.changed(connection)
    return description | {"TableStatus": "ACTIVE", "ItemCount": 0, "TableSizeBytes": 0}


def _describe(request: Request) -> Description:
    name, now = request["TableName"], round(time.time(), 3)
    on_demand = request.get("BillingMode") == "PAY_PER_REQUEST"
    description: Description = {
        "AttributeDefinitions": request["AttributeDefinitions"],
        "TableName": name,
        "KeySchema": request["KeySchema"],
        "TableStatus": "ACTIVE",
        "CreationDateTime": now,
        "ProvisionedThroughput": throughput(request.get("ProvisionedThroughput")),
        "TableArn": arn(name),
        "TableId": str(uuid.uuid4()),
        "DeletionProtectionEnabled": request.get("DeletionProtectionEnabled", False),
    }
    if on_demand:
        description["BillingModeSummary"] = {
            "BillingMode": "PAY_PER_REQUEST",
            "LastUpdateToPayPerRequestDateTime": now,
        }
    if "LocalSecondaryIndexes" in request:
        description["LocalSecondaryIndexes"] = [
            index | {"IndexArn": arn(name, index["IndexName"])} for index in request["LocalSecondaryIndexes"]
        ]
    if "GlobalSecondaryIndexes" in request:
        description["GlobalSecondaryIndexes"] = [
            describe_global(name, index) for index in request["GlobalSecondaryIndexes"]
        ]
    return description


def describe_global(table: str, index: Request) -> Description:
    """The description of a global index."""
    return index | {
        "IndexStatus": "ACTIVE",
        "IndexArn": arn(table, index["IndexName"]),
        "ProvisionedThroughput": throughput(index.get("ProvisionedThroughput")),
    }


def throughput(given: Request | None) -> Description:
    """The provisioned throughput of a description; none is zero."""
    units = given or {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}
    return {"NumberOfDecreasesToday": 0, **units}
