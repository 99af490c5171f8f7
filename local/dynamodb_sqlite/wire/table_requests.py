"""The requests of the operations on tables, as data."""

from dynamodb_sqlite.wire.fields import INDEX_NAME_DUE, NAME_PATTERN, Fields, enum, struct
from dynamodb_sqlite.wire.rules import rules
from dynamodb_sqlite.wire.shapes import BOOLEAN, INTEGER, LONG, STRING, TABLE, List, Member

_NAME = Member(TABLE, rules(pattern=NAME_PATTERN, shortest=3, longest=255))
_ATTRIBUTE_NAME = Member(STRING, rules(shortest=1, longest=255), not_null=True)
_UNITS = Member(LONG, rules(least=1), not_null=True)
_THROUGHPUT = struct("ProvisionedThroughput", {"WriteCapacityUnits": _UNITS, "ReadCapacityUnits": _UNITS})
_DEMAND = struct("OnDemandThroughput", {"MaxReadRequestUnits": LONG, "MaxWriteRequestUnits": LONG})
_WARM = struct("WarmThroughput", {"ReadUnitsPerSecond": LONG, "WriteUnitsPerSecond": LONG})
_DEFINITIONS = List(
    struct(
        "AttributeDefinition",
        {"AttributeName": _ATTRIBUTE_NAME, "AttributeType": enum("B", "N", "S", not_null=True)},
        is_value=True,
    )
)
_ELEMENT = struct(
    "KeySchemaElement",
    {"AttributeName": _ATTRIBUTE_NAME, "KeyType": enum("HASH", "RANGE", not_null=True)},
    is_value=True,
)
_SCHEMA = Member(List(_ELEMENT), rules(shortest=1, longest=2), not_null=True)
_GLOBAL_SCHEMA = Member(List(_ELEMENT), rules(shortest=1, longest=8), not_null=True)
_PROJECTION = Member(
    struct(
        "Projection",
        {
            "ProjectionType": enum("ALL", "INCLUDE", "KEYS_ONLY"),
            "NonKeyAttributes": Member(List(STRING), rules(shortest=1, longest=20)),
        },
    ),
    not_null=True,
)
_GLOBAL: Fields = {
    "IndexName": INDEX_NAME_DUE,
    "KeySchema": _GLOBAL_SCHEMA,
    "Projection": _PROJECTION,
    "ProvisionedThroughput": _THROUGHPUT,
    "OnDemandThroughput": _DEMAND,
    "WarmThroughput": _WARM,
}
_LOCAL: Fields = {"IndexName": INDEX_NAME_DUE, "KeySchema": _SCHEMA, "Projection": _PROJECTION}
_STREAM = struct(
    "StreamSpecification",
    {
        "StreamEnabled": Member(BOOLEAN, not_null=True),
        "StreamViewType": enum("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
    },
)
_ENCRYPTION = struct(
    "SSESpecification", {"Enabled": BOOLEAN, "SSEType": enum("AES256", "KMS"), "KMSMasterKeyId": STRING}
)
_SETTINGS: Fields = {
    "BillingMode": enum("PROVISIONED", "PAY_PER_REQUEST"),
    "ProvisionedThroughput": _THROUGHPUT,
    "OnDemandThroughput": _DEMAND,
    "WarmThroughput": _WARM,
    "StreamSpecification": _STREAM,
    "SSESpecification": _ENCRYPTION,
    "TableClass": enum("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
    "DeletionProtectionEnabled": BOOLEAN,
}
_TAGS = List(struct("Tag", {"Key": STRING, "Value": STRING}, is_value=True))
_INDEX_UPDATE = struct(
    "GlobalSecondaryIndexUpdate",
    {
        "Update": struct(
            "UpdateGlobalSecondaryIndexAction",
            {
                "IndexName": INDEX_NAME_DUE,
                "ProvisionedThroughput": _THROUGHPUT,
                "OnDemandThroughput": _DEMAND,
                "WarmThroughput": _WARM,
            },
        ),
        "Create": struct("CreateGlobalSecondaryIndexAction", _GLOBAL),
        "Delete": struct("DeleteGlobalSecondaryIndexAction", {"IndexName": INDEX_NAME_DUE}),
    },
    is_value=True,
)
_TTL = struct(
    "TimeToLiveSpecification",
    {"AttributeName": _ATTRIBUTE_NAME, "Enabled": Member(BOOLEAN, not_null=True)},
)

REQUESTS = {
    "CreateTable": struct(
        "CreateTableInput",
        {
            "AttributeDefinitions": Member(_DEFINITIONS, not_null=True),
            "TableName": _NAME,
            "KeySchema": _SCHEMA,
            "GlobalSecondaryIndexes": List(struct("GlobalSecondaryIndex", _GLOBAL, is_value=True)),
            "LocalSecondaryIndexes": List(struct("LocalSecondaryIndex", _LOCAL, is_value=True)),
            "Tags": _TAGS,
            **_SETTINGS,
        },
    ),
    "UpdateTable": struct(
        "UpdateTableInput",
        {
            "TableName": _NAME,
            "AttributeDefinitions": _DEFINITIONS,
            "GlobalSecondaryIndexUpdates": List(_INDEX_UPDATE),
            **_SETTINGS,
        },
    ),
    "DescribeTable": struct("DescribeTableInput", {"TableName": _NAME}),
    "DeleteTable": struct("DeleteTableInput", {"TableName": _NAME}),
    "ListTables": struct(
        "ListTablesInput",
        {"Limit": Member(INTEGER, rules(least=1, most=100)), "ExclusiveStartTableName": _NAME},
    ),
    "DescribeTimeToLive": struct("DescribeTimeToLiveInput", {"TableName": _NAME}),
    "UpdateTimeToLive": struct(
        "UpdateTimeToLiveInput", {"TableName": _NAME, "TimeToLiveSpecification": Member(_TTL, not_null=True)}
    ),
    "TagResource": struct("TagResourceInput", {"ResourceArn": STRING, "Tags": _TAGS}),
    "UntagResource": struct("UntagResourceInput", {"ResourceArn": STRING, "TagKeys": List(STRING)}),
    "ListTagsOfResource": struct("ListTagsOfResourceInput", {"ResourceArn": STRING, "NextToken": STRING}),
    "DescribeLimits": struct("DescribeLimitsInput", {}),
    "DescribeEndpoints": struct("DescribeEndpointsRequest", {}),
}
