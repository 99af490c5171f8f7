"""The members that several requests have in common."""

from dynamodb_sqlite.wire.attributes import ATTRIBUTE, ITEM
from dynamodb_sqlite.wire.rules import rules
from dynamodb_sqlite.wire.shapes import (
    BOOLEAN,
    INTEGER,
    JAVA,
    NAMES,
    STRING,
    TABLE,
    List,
    Map,
    Member,
    Shape,
    Structure,
)

NAME_PATTERN = "[a-zA-Z0-9_.-]+"
Fields = dict[str, Member | Shape]


def struct(name: str, members: Fields, *, is_value: bool = False) -> Structure:
    """A structure whose members without constraints are given as mere shapes."""
    wrapped = {key: member if isinstance(member, Member) else Member(member) for key, member in members.items()}
    return Structure(name, wrapped, is_value=is_value)


def enum(*options: str, not_null: bool = False) -> Member:
    """A text out of a set."""
    return Member(STRING, rules(options=options), not_null=not_null)


TABLE_NAME = Member(TABLE, rules(pattern=NAME_PATTERN, shortest=1, longest=255), not_null=True)
INDEX_NAME = Member(STRING, rules(pattern=NAME_PATTERN, shortest=3, longest=255))
INDEX_NAME_DUE = Member(STRING, rules(pattern=NAME_PATTERN, shortest=3, longest=255), not_null=True)
TEXT = Member(STRING)
FLAG = Member(BOOLEAN)
ITEM_DUE = Member(ITEM, not_null=True)
CAPACITY = enum("INDEXES", "TOTAL", "NONE")
METRICS = enum("SIZE", "NONE")
RETURN_VALUES = enum("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")
ON_FAILURE = enum("ALL_OLD", "NONE")
ATTRIBUTES_TO_GET = Member(List(STRING), rules(shortest=1, longest=255))
_OPERATOR = enum("OR", "AND")
_COMPARISONS = (
    "IN NULL BETWEEN LT NOT_CONTAINS EQ GT NOT_NULL NE LE BEGINS_WITH GE CONTAINS".split()  # noqa: SIM905
)

CONDITIONS = Map(
    struct(
        "Condition",
        {"AttributeValueList": List(ATTRIBUTE), "ComparisonOperator": enum(*_COMPARISONS, not_null=True)},
        is_value=True,
    ),
    JAVA + "Condition",
)
_EXPECTED = Map(
    struct(
        "ExpectedAttributeValue",
        {
            "AttributeValueList": List(ATTRIBUTE),
            "ComparisonOperator": enum(*_COMPARISONS),
            "Exists": BOOLEAN,
            "Value": ATTRIBUTE,
        },
        is_value=True,
    ),
    JAVA + "ExpectedAttributeValue",
)
UPDATES = Map(
    struct("AttributeValueUpdate", {"Action": STRING, "Value": ATTRIBUTE}, is_value=True),
    JAVA + "AttributeValueUpdate",
)

PLACEHOLDERS: Fields = {"ExpressionAttributeValues": ITEM, "ExpressionAttributeNames": NAMES}
WRITE: Fields = {
    "ReturnConsumedCapacity": CAPACITY,
    "TableName": TABLE_NAME,
    "ReturnValues": RETURN_VALUES,
    "ReturnItemCollectionMetrics": METRICS,
    "ReturnValuesOnConditionCheckFailure": ON_FAILURE,
    "ConditionalOperator": _OPERATOR,
    "Expected": _EXPECTED,
    "ConditionExpression": TEXT,
    **PLACEHOLDERS,
}
PAGE: Fields = {
    "ReturnConsumedCapacity": CAPACITY,
    "TableName": TABLE_NAME,
    "Select": enum("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"),
    "IndexName": INDEX_NAME,
    "ConditionalOperator": _OPERATOR,
    "AttributesToGet": ATTRIBUTES_TO_GET,
    "Limit": Member(INTEGER, rules(least=1)),
    "ExclusiveStartKey": ITEM,
    "ConsistentRead": FLAG,
    "FilterExpression": TEXT,
    "ProjectionExpression": TEXT,
    **PLACEHOLDERS,
}
