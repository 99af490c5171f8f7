"""One table a kind of record, as its row class declares it: keys, indexes, expiry; and what holds for all of them."""

from typing import Any

from parts.names import logical, tables
from shouwang.platform import dynamo

STREAMED = "outbox"


def resources() -> dict[str, Any]:
    """Every table by its logical id."""
    return {logical(name, "Table"): _resource(table) for name, table in tables().items()}


def _resource(table: type[dynamo.Table]) -> dict[str, Any]:
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {**_shape(table), **_KEPT, **_extras(table)},
    }


_KEPT = {
    "BillingMode": "PAY_PER_REQUEST",
    "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
    "DeletionProtectionEnabled": "${self:custom.stage.protect}",
    "SSESpecification": {
        "SSEEnabled": True,
        "SSEType": "KMS",
        "KMSMasterKeyId": {"Fn::GetAtt": ["DataKey", "Arn"]},
    },
}


def _shape(table: type[dynamo.Table]) -> dict[str, Any]:
    schema = table._get_schema()
    indexes = [
        {"IndexName": index["index_name"], "KeySchema": index["key_schema"], "Projection": index["projection"]}
        for index in schema["global_secondary_indexes"]
    ]
    keyed = {
        key["AttributeName"] for keys in (schema, *schema["global_secondary_indexes"]) for key in keys["key_schema"]
    }
    return {
        "TableName": f"${{self:custom.prefix}}{table.TABLE}",
        "AttributeDefinitions": [one for one in schema["attribute_definitions"] if one["AttributeName"] in keyed],
        "KeySchema": schema["key_schema"],
        **({"GlobalSecondaryIndexes": indexes} if indexes else {}),
    }


def _extras(table: type[dynamo.Table]) -> dict[str, Any]:
    extras: dict[str, Any] = {}
    if table.TTL:
        extras["TimeToLiveSpecification"] = {"AttributeName": table.TTL, "Enabled": True}
    if table.TABLE == STREAMED:
        extras["StreamSpecification"] = {"StreamViewType": "NEW_IMAGE"}
    return extras
