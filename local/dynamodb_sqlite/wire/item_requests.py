"""The requests of the operations on items, as data."""

from dynamodb_sqlite.wire.attributes import ATTRIBUTE
from dynamodb_sqlite.wire.fields import (
    ATTRIBUTES_TO_GET,
    CAPACITY,
    CONDITIONS,
    FLAG,
    ITEM_DUE,
    METRICS,
    NAME_PATTERN,
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
from dynamodb_sqlite.wire.rules import of_keys, of_values, rules
from dynamodb_sqlite.wire.shapes import INTEGER, JAVA, NAMES, STRING, List, Map, Member, Structure, bare_name

_BATCH_TABLES = of_keys(rules(pattern=NAME_PATTERN, shortest=3, longest=255), bare_name)
_KEYS = struct(
    "KeysAndAttributes",
    {
        "Keys": Member(List(Map(ATTRIBUTE, reflected=True)), rules(shortest=1, longest=100), not_null=True, terse=True),
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

REQUESTS = {
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
            "Limit": Member(INTEGER, rules(least=1), terse=True),
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
            "TotalSegments": Member(INTEGER, rules(least=1, most=1_000_000)),
            "Segment": Member(INTEGER, rules(least=0, most=999_999)),
        },
    ),
    "BatchGetItem": struct(
        "BatchGetItemInput",
        {
            "RequestItems": Member(
                Map(_KEYS, JAVA + "KeysAndAttributes"), (*rules(longest=100), _BATCH_TABLES), not_null=True
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
                (*rules(longest=25), _BATCH_TABLES, of_values(rules(shortest=1, longest=25))),
                not_null=True,
            ),
        },
    ),
    "TransactGetItems": struct(
        "TransactGetItemsInput",
        {
            "ReturnConsumedCapacity": CAPACITY,
            "TransactItems": Member(List(_GETS), rules(shortest=1, longest=100), not_null=True),
        },
    ),
    "TransactWriteItems": struct(
        "TransactWriteItemsInput",
        {
            "ClientRequestToken": Member(STRING, rules(shortest=1, longest=36)),
            "ReturnConsumedCapacity": CAPACITY,
            "ReturnItemCollectionMetrics": METRICS,
            "TransactItems": Member(List(_ACTIONS), rules(shortest=1, longest=100), not_null=True),
        },
    ),
}
