"""The members that several requests have in common."""

from dynamodb_sqlite.shapes import ATTRIBUTE, BOOLEAN, INTEGER, ITEM, NAMES, STRING, List, Map, Member, Shape, Structure

NAME = "[a-zA-Z0-9_.-]+"
ARN = "[a-zA-Z0-9_.:/-]+"


def struct(name: str, is_value: bool = False, /, **members: Member | Shape) -> Structure:
    """A structure whose members without constraints are given as mere shapes."""
    wrapped = {key: member if isinstance(member, Member) else Member(member) for key, member in members.items()}
    return Structure(name, wrapped, is_value)


def enum(*options: str, not_null: bool = False) -> Member:
    """A text out of a set."""
    return Member(STRING, not_null=not_null, options=options)


TABLE_NAME = Member(STRING, not_null=True, pattern=ARN, shortest=3, longest=1024)
INDEX = Member(STRING, pattern=NAME, shortest=3, longest=255)
INDEX_DUE = Member(STRING, not_null=True, pattern=NAME, shortest=3, longest=255)
TEXT = Member(STRING)
TEXT_DUE = Member(STRING, not_null=True)
CAPACITY = enum("INDEXES", "TOTAL", "NONE")
METRICS = enum("SIZE", "NONE")
RETURN_VALUES = enum("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")
ON_FAILURE = enum("ALL_OLD", "NONE")
ITEM_DUE = Member(ITEM, not_null=True)
FLAG = Member(BOOLEAN)
OPERATOR = enum("OR", "AND")
COMPARISONS = (
    "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS",
)  # fmt: skip
ATTRIBUTES_TO_GET = Member(List(STRING), shortest=1, longest=255)

CONDITIONS = Map(
    struct(
        "Condition",
        True,
        AttributeValueList=List(ATTRIBUTE),
        ComparisonOperator=Member(STRING, not_null=True, options=COMPARISONS),
    ),
    "com.amazonaws.dynamodb.v20120810.Condition",
)
EXPECTED = Map(
    struct(
        "ExpectedAttributeValue",
        True,
        AttributeValueList=List(ATTRIBUTE),
        ComparisonOperator=Member(STRING, options=COMPARISONS),
        Exists=BOOLEAN,
        Value=ATTRIBUTE,
    ),
    "com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue",
)
UPDATES = Map(
    struct("AttributeValueUpdate", True, Action=STRING, Value=ATTRIBUTE),
    "com.amazonaws.dynamodb.v20120810.AttributeValueUpdate",
)

PLACEHOLDERS: dict[str, Member | Shape] = {"ExpressionAttributeValues": ITEM, "ExpressionAttributeNames": NAMES}
CONDITIONED: dict[str, Member | Shape] = {
    "ReturnConsumedCapacity": CAPACITY,
    "TableName": TABLE_NAME,
    "ReturnItemCollectionMetrics": METRICS,
    "ReturnValues": RETURN_VALUES,
    "ReturnValuesOnConditionCheckFailure": ON_FAILURE,
    "ConditionalOperator": OPERATOR,
    "Expected": EXPECTED,
    "ConditionExpression": TEXT,
    **PLACEHOLDERS,
}
PAGED: dict[str, Member | Shape] = {
    "Select": enum("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"),
    "IndexName": INDEX,
    "ReturnConsumedCapacity": CAPACITY,
    "TableName": TABLE_NAME,
    "ConditionalOperator": OPERATOR,
    "AttributesToGet": ATTRIBUTES_TO_GET,
    "Limit": Member(INTEGER, least=1),
    "ExclusiveStartKey": ITEM,
    "ConsistentRead": FLAG,
    "FilterExpression": TEXT,
    "ProjectionExpression": TEXT,
    **PLACEHOLDERS,
}

BATCH_TABLES = Member(STRING, pattern=ARN, shortest=3, longest=1024)
