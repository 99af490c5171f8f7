"""The requests of the operations on items, as data."""

from dynamodb_sqlite.wire.fields import (
    ATTRIBUTES_TO_GET,
    BATCH_TABLE,
    CAPACITY,
    CONDITIONS,
    FLAG,
    ITEM_DUE,
    METRICS,
    ON_FAILURE,
    PAGE,
    PLACEHOLDERS,
    TABLE_NAME,
    TEXT,
    UPDATES,
    WRITE,
    Fields,
    struct,
)
from dynamodb_sqlite.wire.shapes import ATTRIBUTE, INTEGER, JAVA, NAMES, STRING, List, Map, Member, Structure

_KEYS = struct(
    "KeysAndAttributes",
    {
        "Keys": Member(List(Map(ATTRIBUTE, reflected=True)), not_null=True, terse=True, shortest=1, longest=100),
        "AttributesToGet": ATTRIBUTES_TO_GET,
        "ConsistentRead": FLAG,
        "ProjectionExpression": TEXT,
        "ExpressionAttributeNames": NAMES,
    },
    is_value=True,
)
_WRITE_REQUEST = struct(
    "WriteRequest",
    {
        "PutRequest": struct("PutRequest", {"Item": ITEM_DUE}),
        "DeleteRequest": struct("DeleteRequest", {"Key": ITEM_DUE}),
    },
    is_value=True,
)
_GET = struct(
    "Get",
    {"Key": ITEM_DUE, "TableName": TABLE_NAME, "ProjectionExpression": TEXT, "ExpressionAttributeNames": NAMES},
)


def _action(name: str, members: Fields) -> Structure:
    common: Fields = {
        "TableName": TABLE_NAME,
        "ConditionExpression": TEXT,
        "ReturnValuesOnConditionCheckFailure": ON_FAILURE,
        **PLACEHOLDERS,
    }
    return struct(name, members | common)


_ACTIONS = struct(
    "TransactWriteItem",
    {
        "ConditionCheck": _action("ConditionCheck", {"Key": ITEM_DUE}),
        "Put": _action("Put", {"Item": ITEM_DUE}),
        "Delete": _action("Delete", {"Key": ITEM_DUE}),
        "Update": _action("Update", {"Key": ITEM_DUE, "UpdateExpression": Member(STRING, not_null=True)}),
    },
    is_value=True,
)
_GETS = struct("TransactGetItem", {"Get": Member(_GET, not_null=True)}, is_value=True)

ITEM_REQUESTS = {
    "PutItem": struct("PutItemInput", WRITE | {"Item": ITEM_DUE}),
    "DeleteItem": struct("DeleteItemInput", WRITE | {"Key": ITEM_DUE}),
    "UpdateItem": struct(
        "UpdateItemInput", WRITE | {"Key": ITEM_DUE, "AttributeUpdates": UPDATES, "UpdateExpression": TEXT}
    ),
    "GetItem": struct(
        "GetItemInput",
        {
            "ReturnConsumedCapacity": CAPACITY,
            "TableName": TABLE_NAME,
            "Key": ITEM_DUE,
            "AttributesToGet": ATTRIBUTES_TO_GET,
            "ConsistentRead": FLAG,
            "ProjectionExpression": TEXT,
            "ExpressionAttributeNames": NAMES,
        },
    ),
    "Query": struct(
        "QueryInput",
        PAGE
        | {
            "Limit": Member(INTEGER, terse=True, least=1),
            "QueryFilter": CONDITIONS,
            "KeyConditions": CONDITIONS,
            "ScanIndexForward": FLAG,
            "KeyConditionExpression": TEXT,
        },
    ),
    "Scan": struct(
        "ScanInput",
        PAGE
        | {
            "ScanFilter": CONDITIONS,
            "TotalSegments": Member(INTEGER, least=1, most=1_000_000),
            "Segment": Member(INTEGER, least=0, most=999_999),
        },
    ),
    "BatchGetItem": struct(
        "BatchGetItemInput",
        {
            "RequestItems": Member(
                Map(_KEYS, JAVA + "KeysAndAttributes"), not_null=True, shortest=1, longest=100, keys=BATCH_TABLE
            ),
            "ReturnConsumedCapacity": CAPACITY,
        },
    ),
    "BatchWriteItem": struct(
        "BatchWriteItemInput",
        {
            "ReturnConsumedCapacity": CAPACITY,
            "ReturnItemCollectionMetrics": METRICS,
            "RequestItems": Member(
                Map(List(_WRITE_REQUEST, reflected=True), f"java.util.List<{JAVA}WriteRequest>"),
                not_null=True,
                shortest=1,
                longest=25,
                keys=BATCH_TABLE,
                values=Member(STRING, shortest=1, longest=25),
            ),
        },
    ),
    "TransactGetItems": struct(
        "TransactGetItemsInput",
        {
            "ReturnConsumedCapacity": CAPACITY,
            "TransactItems": Member(List(_GETS), not_null=True, shortest=1, longest=100),
        },
    ),
    "TransactWriteItems": struct(
        "TransactWriteItemsInput",
        {
            "ClientRequestToken": Member(STRING, shortest=1, longest=36),
            "ReturnConsumedCapacity": CAPACITY,
            "ReturnItemCollectionMetrics": METRICS,
            "TransactItems": Member(List(_ACTIONS), not_null=True, shortest=1, longest=100),
        },
    ),
}
