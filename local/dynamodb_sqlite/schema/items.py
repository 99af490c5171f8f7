"""The requests of the operations on items, as data."""

from dynamodb_sqlite.schema.fields import (
    ATTRIBUTES_TO_GET,
    BATCH_TABLES,
    CAPACITY,
    CONDITIONED,
    CONDITIONS,
    FLAG,
    ITEM_DUE,
    METRICS,
    ON_FAILURE,
    PAGED,
    PLACEHOLDERS,
    TABLE_NAME,
    TEXT,
    TEXT_DUE,
    UPDATES,
    struct,
)
from dynamodb_sqlite.shapes import ATTRIBUTE, INTEGER, NAMES, STRING, List, Map, Member, Shape, Structure


def _transact(name: str, **members: Member | Shape) -> Structure:
    return struct(
        name,
        False,
        TableName=TABLE_NAME,
        ConditionExpression=TEXT,
        ReturnValuesOnConditionCheckFailure=ON_FAILURE,
        **PLACEHOLDERS,
        **members,
    )


ITEMS = {
    "PutItem": struct("PutItemInput", False, Item=ITEM_DUE, **CONDITIONED),
    "DeleteItem": struct("DeleteItemInput", False, Key=ITEM_DUE, **CONDITIONED),
    "UpdateItem": struct(
        "UpdateItemInput", False, Key=ITEM_DUE, AttributeUpdates=UPDATES, UpdateExpression=TEXT, **CONDITIONED
    ),
    "GetItem": struct(
        "GetItemInput",
        False,
        ReturnConsumedCapacity=CAPACITY,
        TableName=TABLE_NAME,
        Key=ITEM_DUE,
        AttributesToGet=ATTRIBUTES_TO_GET,
        ConsistentRead=FLAG,
        ProjectionExpression=TEXT,
        ExpressionAttributeNames=NAMES,
    ),
    "Query": struct(
        "QueryInput",
        False,
        QueryFilter=CONDITIONS,
        KeyConditions=CONDITIONS,
        ScanIndexForward=FLAG,
        KeyConditionExpression=TEXT,
        **PAGED,
    ),
    "Scan": struct(
        "ScanInput",
        False,
        ScanFilter=CONDITIONS,
        TotalSegments=Member(INTEGER, least=1, most=1_000_000),
        Segment=Member(INTEGER, least=0, most=999_999),
        **PAGED,
    ),
    "BatchGetItem": struct(
        "BatchGetItemInput",
        False,
        ReturnConsumedCapacity=CAPACITY,
        RequestItems=Member(
            Map(
                struct(
                    "KeysAndAttributes",
                    True,
                    Keys=Member(List(Map(ATTRIBUTE, reflected=True)), not_null=True, shortest=1, longest=100),
                    AttributesToGet=ATTRIBUTES_TO_GET,
                    ConsistentRead=FLAG,
                    ProjectionExpression=TEXT,
                    ExpressionAttributeNames=NAMES,
                ),
                "com.amazonaws.dynamodb.v20120810.KeysAndAttributes",
            ),
            not_null=True,
            shortest=1,
            longest=100,
            keys=BATCH_TABLES,
        ),
    ),
    "BatchWriteItem": struct(
        "BatchWriteItemInput",
        False,
        ReturnConsumedCapacity=CAPACITY,
        ReturnItemCollectionMetrics=METRICS,
        RequestItems=Member(
            Map(
                List(
                    struct(
                        "WriteRequest",
                        True,
                        DeleteRequest=struct("DeleteRequest", False, Key=ITEM_DUE),
                        PutRequest=struct("PutRequest", False, Item=ITEM_DUE),
                    ),
                    reflected=True,
                ),
                "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>",
            ),
            not_null=True,
            shortest=1,
            longest=25,
            keys=BATCH_TABLES,
            values=Member(STRING, shortest=1, longest=25),
        ),
    ),
    "TransactGetItems": struct(
        "TransactGetItemsInput",
        False,
        ReturnConsumedCapacity=CAPACITY,
        TransactItems=Member(
            List(
                struct(
                    "TransactGetItem",
                    True,
                    Get=Member(
                        struct(
                            "Get",
                            False,
                            Key=ITEM_DUE,
                            TableName=TABLE_NAME,
                            ProjectionExpression=TEXT,
                            ExpressionAttributeNames=NAMES,
                        ),
                        not_null=True,
                    ),
                )
            ),
            not_null=True,
            shortest=1,
            longest=100,
        ),
    ),
    "TransactWriteItems": struct(
        "TransactWriteItemsInput",
        False,
        ReturnConsumedCapacity=CAPACITY,
        ReturnItemCollectionMetrics=METRICS,
        ClientRequestToken=Member(STRING, shortest=1, longest=36),
        TransactItems=Member(
            List(
                struct(
                    "TransactWriteItem",
                    True,
                    ConditionCheck=_transact("ConditionCheck", Key=ITEM_DUE),
                    Put=_transact("Put", Item=ITEM_DUE),
                    Delete=_transact("Delete", Key=ITEM_DUE),
                    Update=_transact("Update", Key=ITEM_DUE, UpdateExpression=TEXT_DUE),
                )
            ),
            not_null=True,
            shortest=1,
            longest=100,
        ),
    ),
}
