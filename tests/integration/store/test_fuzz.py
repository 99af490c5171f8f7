"""No text, no request and no bytes bring anything but an error of DynamoDB's; numbers keep their value and order."""

import json
import math
from decimal import Decimal

import pytest
from hypothesis import example, given, settings, strategies as st

from dynamodb_sqlite import Engine
from dynamodb_sqlite.values import numbers
from tests.tiers import count

WORDS = ["a", "b1", "Cc_d", "#x", "#y_2", "size_of", "z"]


@pytest.fixture(scope="module")
def engine():
    made = Engine(":memory:")
    table = {
        "TableName": "any",
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
    }
    assert made.handle("DynamoDB_20120810.CreateTable", json.dumps(table).encode())[0] == 200
    yield made
    made.close()


TOKENS = st.sampled_from(
    [
        *WORDS,
        ":v",
        ":w",
        "=",
        "<>",
        "<=",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "0",
        "9" * 400,
        "+",
        "-",
        "AND",
        "OR",
        "NOT",
        "IN",
        "BETWEEN",
        "SET",
        "REMOVE",
        "ADD",
        "DELETE",
        "size",
        "contains",
        "list_append",
        "if_not_exists",
        "\x00",
        "守",
        "'",
        "#",
        ":",
        "NOT (" * 200,
    ]
)
TEXTS = st.text(max_size=40) | st.lists(TOKENS, max_size=25).map(" ".join)
EXPRESSIONS = {
    "ConditionExpression": "PutItem",
    "UpdateExpression": "UpdateItem",
    "FilterExpression": "Scan",
    "KeyConditionExpression": "Query",
    "ProjectionExpression": "GetItem",
}
KEY = {"a": {"S": "x"}}
NAMES = {"#x": "x", "#y_2": "y"}


def answered(engine: Engine, operation: str, body: bytes) -> None:
    """Anything but a fault of the engine."""
    status, answer = engine.handle(f"DynamoDB_20120810.{operation}", body)
    document = json.loads(answer or b"{}")
    assert status in (200, 400), answer
    assert (status == 400) == ("__type" in document)


@settings(max_examples=count(120, 20_000))
@given(st.sampled_from(list(EXPRESSIONS)), TEXTS, st.booleans())
@example("ConditionExpression", "(" * 4000, True)
@example("ConditionExpression", "NOT " * 1000 + "a = :v", True)
@example("FilterExpression", "a" + "[0]" * 1300 + " = :v", True)
@example("ProjectionExpression", "a" + ".b" * 2000, False)
@example("UpdateExpression", "SET a[" + "9" * 4000 + "] = :v", True)
def test_no_expression_brings_anything_but_an_error_of_dynamodb(engine, name: str, text: str, named: bool) -> None:
    operation = EXPRESSIONS[name]
    request: dict = {"TableName": "any", name: text}
    request |= {"PutItem": {"Item": KEY}, "UpdateItem": {"Key": KEY}, "GetItem": {"Key": KEY}}.get(operation, {})
    if named:
        request["ExpressionAttributeNames"] = {alias: of for alias, of in NAMES.items() if alias in text}
        request["ExpressionAttributeValues"] = {":v": {"N": "1"}} if ":v" in text else {}
    request = {member: value for member, value in request.items() if value != {}}

    answered(engine, operation, json.dumps(request).encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["S", "N", "B", "M", "L", "SS", "NS", "BS", "NULL", "BOOL", "a", ""]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
MEMBERS = [
    "TableName",
    "Item",
    "Key",
    "KeySchema",
    "AttributeDefinitions",
    "RequestItems",
    "TransactItems",
    "Limit",
    "Select",
    "IndexName",
    "ExclusiveStartKey",
    "ConsistentRead",
    "Segment",
    "TotalSegments",
    "ReturnValues",
    "BillingMode",
    "ProvisionedThroughput",
    "Tags",
    "ResourceArn",
    "TagKeys",
    "TimeToLiveSpecification",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "GlobalSecondaryIndexUpdates",
    "ClientRequestToken",
]
OPERATIONS = [
    "BatchGetItem",
    "BatchWriteItem",
    "CreateTable",
    "DeleteItem",
    "DescribeTable",
    "DescribeTimeToLive",
    "GetItem",
    "ListTables",
    "ListTagsOfResource",
    "PutItem",
    "Query",
    "Scan",
    "TagResource",
    "TransactGetItems",
    "TransactWriteItems",
    "UntagResource",
    "UpdateItem",
    "UpdateTable",
    "UpdateTimeToLive",
]


@settings(max_examples=count(120, 20_000))
@given(
    st.sampled_from(OPERATIONS),
    st.dictionaries(st.sampled_from(MEMBERS), JSON | st.just("any") | st.just(KEY), max_size=5),
)
def test_no_request_brings_anything_but_an_error_of_dynamodb(engine, operation: str, request: dict) -> None:
    answered(engine, operation, json.dumps(request).encode())


@settings(max_examples=count(100, 5000))
@given(st.binary(max_size=60))
def test_no_bytes_bring_anything_but_an_error_of_dynamodb(engine, body: bytes) -> None:
    answered(engine, "GetItem", body)


DECIMALS = st.builds(
    lambda sign, digits, exponent: Decimal((sign, tuple(map(int, str(digits))), exponent - len(str(digits)) + 1)),
    st.integers(0, 1),
    st.integers(1, 10**38 - 1),
    st.integers(-130, 125).flatmap(lambda far: st.sampled_from([far, far // 20])),
).filter(lambda number: number.adjusted() >= -130 and number == number.normalize().__class__(str(number)))


@settings(max_examples=count(150, 20_000))
@given(DECIMALS, DECIMALS)
def test_numbers_lie_in_their_order_and_come_back_exactly(one: Decimal, other: Decimal) -> None:
    left, right = (numbers.canonical(str(number)) for number in (one, other))

    assert (Decimal(left), Decimal(right)) == (one, other)
    assert numbers.canonical(left) == left
    assert (numbers.encode(left) < numbers.encode(right)) == (one < other)
    assert (numbers.encode(left) == numbers.encode(right)) == (one == other)
    assert math.isfinite(one)
