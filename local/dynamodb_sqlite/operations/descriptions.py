"""Table descriptions: what a table is kept as, and what DescribeTable makes of it."""

import os
import sqlite3
import time
from typing import Any

from dynamodb_sqlite.tables.model import Description, Table
from dynamodb_sqlite.wire.errors import invalid
from dynamodb_sqlite.wire.requests import Request

REGION, ACCOUNT = "us-east-1", "000000000000"
INDEX_LISTS = ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
_COUNTED_ROWS = 10_000  # more are counted once in six hours, as DynamoDB does
_COUNTED_EVERY_S = 6 * 3600.0
_KEPT_APART = "TimeToLive"
_WARM = {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000}  # of a table on demand, from its first day


def arn(table: str, index: str | None = None) -> str:
    """The ARN of a table or of one of its indexes."""
    tail = f"/index/{index}" if index else ""
    return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table}{tail}"


def describe(request: Request) -> Description:
    """The description of a table that is created."""
    name, now = request["TableName"], round(time.time(), 3)
    description: Description = {
        "AttributeDefinitions": request["AttributeDefinitions"],
        "TableName": name,
        "KeySchema": request["KeySchema"],
        "TableStatus": "ACTIVE",
        "CreationDateTime": now,
        "ProvisionedThroughput": throughput(request.get("ProvisionedThroughput")),
        "TableArn": arn(name),
        "TableId": _unique_id(),
        "DeletionProtectionEnabled": request.get("DeletionProtectionEnabled", False),
        "WarmThroughput": warm(request, request.get("ProvisionedThroughput"), "table"),
    }
    if request.get("BillingMode") == "PAY_PER_REQUEST":
        description |= on_demand(now)
    if "LocalSecondaryIndexes" in request:
        description["LocalSecondaryIndexes"] = [
            index | {"IndexArn": arn(name, index["IndexName"])} for index in request["LocalSecondaryIndexes"]
        ]
    if "GlobalSecondaryIndexes" in request:
        described = [describe_global(name, index) for index in request["GlobalSecondaryIndexes"]]
        description["GlobalSecondaryIndexes"] = described
    return description | settings(request)


def settings(request: Request) -> Description:
    """The members of a description that a request sets outright."""
    found: Description = {}
    if "OnDemandThroughput" in request:
        found["OnDemandThroughput"] = request["OnDemandThroughput"]
    if "TableClass" in request:
        found["TableClassSummary"] = {"TableClass": request["TableClass"]}
    if request.get("SSESpecification", {}).get("Enabled"):
        key = request["SSESpecification"].get("KMSMasterKeyId", "alias/aws/dynamodb")
        key_arn = key if key.startswith("arn:") else f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{key}"
        found["SSEDescription"] = {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key_arn}
    return found


def on_demand(now: float) -> Description:
    """The members of a description of a table without provisioned capacity."""
    summary = {"BillingMode": "PAY_PER_REQUEST", "LastUpdateToPayPerRequestDateTime": now}
    return {"BillingModeSummary": summary}


def warm(request: Request, units: Request | None, owner: str) -> Description:
    """The WarmThroughput of a table or index: what it is provisioned with, or what it asks for above that.

    Raises: ValidationException when it asks for less than there is on demand.
    """
    least = _WARM
    if units is not None:
        least = dict(zip(_WARM, (units["ReadCapacityUnits"], units["WriteCapacityUnits"]), strict=True))
    asked: Request = request.get("WarmThroughput", {})
    for name, value in asked.items():
        if units is None and value < least[name]:
            raise invalid(
                f"Requested {name} for WarmThroughput for {owner} is lower than initial throughput for OnDemand"
            )
    return least | asked | {"Status": "ACTIVE"}


def describe_global(table: str, index: Request) -> Description:
    """The description of a global index."""
    return index | {
        "IndexStatus": "ACTIVE",
        "IndexArn": arn(table, index["IndexName"]),
        "ProvisionedThroughput": throughput(index.get("ProvisionedThroughput")),
        "WarmThroughput": warm(index, index.get("ProvisionedThroughput"), f"index {index['IndexName']}"),
    }


def throughput(given: Request | None) -> Description:
    """The provisioned throughput of a description; none is zero."""
    units = given or {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}
    return {"NumberOfDecreasesToday": 0, **units}


def _unique_id() -> str:
    raw = os.urandom(16).hex()
    return f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-a{raw[17:20]}-{raw[20:]}"


class Counts:
    """How many items tables and indexes hold, and their bytes: exact for small ones, of some hours ago for large."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[float, int, int]] = {}

    def shown(self, connection: sqlite3.Connection, table: Table) -> Description:
        """A table's description with its counts."""
        description = {name: value for name, value in table.description.items() if name != _KEPT_APART}
        for listed in INDEX_LISTS:
            if listed in description:
                description[listed] = [self._index(connection, table, one) for one in description[listed]]
        count, size = self._count(connection, "items", "tbl", table.id)
        return description | {"ItemCount": count, "TableSizeBytes": size}

    def _index(self, connection: sqlite3.Connection, table: Table, described: Description) -> Description:
        index = table.index(described["IndexName"])
        count, size = self._count(connection, "entries", "ix", index.id) if index is not None else (0, 0)
        return described | {"ItemCount": count, "IndexSizeBytes": size}

    def _count(self, connection: sqlite3.Connection, rows: str, column: str, owner: int) -> tuple[int, int]:
        counted, count, size = self._known.get((rows, owner), (-_COUNTED_EVERY_S, 0, 0))
        if count >= _COUNTED_ROWS and time.monotonic() - counted < _COUNTED_EVERY_S:
            return count, size
        weight = "size" if rows == "items" else "length(hk) + length(rk) + length(pk) + length(sk)"
        sql = f"SELECT count(*), coalesce(sum({weight}), 0) FROM {rows} WHERE {column}=?"  # noqa: S608 - own words
        found: Any = connection.execute(sql, (owner,)).fetchone()
        self._known[rows, owner] = (time.monotonic(), *found)
        return found[0], found[1]
