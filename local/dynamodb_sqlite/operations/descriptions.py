"""Table descriptions: what a table is kept as, and what DescribeTable makes of it."""

import os
import time

from dynamodb_sqlite.tables.model import Description
from dynamodb_sqlite.wire.errors import invalid
from dynamodb_sqlite.wire.shapes import Request

REGION, ACCOUNT = "us-east-1", "000000000000"
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
