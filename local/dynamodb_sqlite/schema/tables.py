"""The requests of the operations on tables, as data."""

from dynamodb_sqlite.schema.fields import INDEX_DUE, NAME, enum, struct
from dynamodb_sqlite.shapes import BOOLEAN, INTEGER, LONG, STRING, List, Member

TABLE = Member(STRING, pattern=NAME)
_UNITS = Member(LONG, not_null=True, least=1)
_THROUGHPUT = struct("ProvisionedThroughput", False, WriteCapacityUnits=_UNITS, ReadCapacityUnits=_UNITS)
_DEMAND = struct("OnDemandThroughput", False, MaxReadRequestUnits=LONG, MaxWriteRequestUnits=LONG)
_WARM = struct("WarmThroughput", False, ReadUnitsPerSecond=LONG, WriteUnitsPerSecond=LONG)
_DEFINITIONS = List(
    struct(
        "AttributeDefinition",
        True,
        AttributeName=Member(STRING, not_null=True, shortest=1, longest=255),
        AttributeType=enum("B", "N", "S", not_null=True),
    )
)
_ELEMENT = struct(
    "KeySchemaElement",
    True,
    AttributeName=Member(STRING, not_null=True, shortest=1, longest=255),
    KeyType=enum("HASH", "RANGE", not_null=True),
)
_SCHEMA = Member(List(_ELEMENT), not_null=True, shortest=1, longest=2)
_INDEX_SCHEMA = Member(List(_ELEMENT), not_null=True, shortest=1, longest=8)
_PROJECTION = Member(
    struct(
        "Projection",
        False,
        ProjectionType=enum("ALL", "INCLUDE", "KEYS_ONLY"),
        NonKeyAttributes=Member(List(STRING), shortest=1, longest=20),
    ),
    not_null=True,
)
_BILLING = enum("PROVISIONED", "PAY_PER_REQUEST")
_CLASS = enum("STANDARD", "STANDARD_INFREQUENT_ACCESS")
_STREAM = struct(
    "StreamSpecification",
    False,
    StreamEnabled=Member(BOOLEAN, not_null=True),
    StreamViewType=enum("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
)
_ENCRYPTION = struct("SSESpecification", False, Enabled=BOOLEAN, SSEType=enum("AES256", "KMS"), KMSMasterKeyId=STRING)
_TAGS = List(
    struct(
        "Tag",
        True,
        Key=Member(STRING, not_null=True, shortest=1, longest=128),
        Value=Member(STRING, not_null=True, longest=256),
    )
)
_GLOBAL = {
    "IndexName": INDEX_DUE,
    "KeySchema": _INDEX_SCHEMA,
    "Projection": _PROJECTION,
    "ProvisionedThroughput": Member(_THROUGHPUT),
    "OnDemandThroughput": Member(_DEMAND),
    "WarmThroughput": Member(_WARM),
}
_SETTINGS = {
    "BillingMode": _BILLING,
    "ProvisionedThroughput": Member(_THROUGHPUT),
    "OnDemandThroughput": Member(_DEMAND),
    "WarmThroughput": Member(_WARM),
    "StreamSpecification": Member(_STREAM),
    "SSESpecification": Member(_ENCRYPTION),
    "TableClass": _CLASS,
    "DeletionProtectionEnabled": Member(BOOLEAN),
}

TABLES = {
    "CreateTable": struct(
        "CreateTableInput",
        False,
        AttributeDefinitions=Member(_DEFINITIONS, not_null=True),
        TableName=TABLE,
        KeySchema=_SCHEMA,
        LocalSecondaryIndexes=List(
            struct("LocalSecondaryIndex", True, IndexName=INDEX_DUE, KeySchema=_SCHEMA, Projection=_PROJECTION)
        ),
        GlobalSecondaryIndexes=List(struct("GlobalSecondaryIndex", True, **_GLOBAL)),
        Tags=_TAGS,
        **_SETTINGS,
    ),
    "UpdateTable": struct(
        "UpdateTableInput",
        False,
        TableName=TABLE,
        AttributeDefinitions=_DEFINITIONS,
        GlobalSecondaryIndexUpdates=List(
            struct(
                "GlobalSecondaryIndexUpdate",
                True,
                Update=struct(
                    "UpdateGlobalSecondaryIndexAction",
                    False,
                    IndexName=INDEX_DUE,
                    ProvisionedThroughput=_THROUGHPUT,
                    OnDemandThroughput=_DEMAND,
                    WarmThroughput=_WARM,
                ),
                Create=struct("CreateGlobalSecondaryIndexAction", False, **_GLOBAL),
                Delete=struct("DeleteGlobalSecondaryIndexAction", False, IndexName=INDEX_DUE),
            )
        ),
        **_SETTINGS,
    ),
    "DescribeTable": struct("DescribeTableInput", False, TableName=TABLE),
    "DeleteTable": struct("DeleteTableInput", False, TableName=TABLE),
    "ListTables": struct(
        "ListTablesInput",
        False,
        Limit=Member(INTEGER, least=1, most=100),
        ExclusiveStartTableName=Member(STRING, pattern=NAME, shortest=3, longest=255),
    ),
    "DescribeTimeToLive": struct("DescribeTimeToLiveInput", False, TableName=TABLE),
    "UpdateTimeToLive": struct(
        "UpdateTimeToLiveInput",
        False,
        TableName=TABLE,
        TimeToLiveSpecification=Member(
            struct(
                "TimeToLiveSpecification",
                False,
                AttributeName=Member(STRING, not_null=True, shortest=1, longest=255),
                Enabled=Member(BOOLEAN, not_null=True),
            ),
            not_null=True,
        ),
    ),
    "TagResource": struct("TagResourceInput", False, ResourceArn=STRING, Tags=_TAGS),
    "UntagResource": struct("UntagResourceInput", False, ResourceArn=STRING, TagKeys=List(STRING)),
    "ListTagsOfResource": struct("ListTagsOfResourceInput", False, ResourceArn=STRING, NextToken=STRING),
}
