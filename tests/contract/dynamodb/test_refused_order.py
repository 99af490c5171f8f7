"""The order in which DynamoDB checks a request, and what it refuses before it looks at any of its values."""

import json

import pytest

from tests.contract.dynamodb.asking import KEY, put, update
from tests.contract.dynamodb.shorthand import item

ORDER = {
    "a value before the table": (put(Item=KEY | {"a": {}}), "ValidationException"),
    "an expression before the table": (update("SET"), "ValidationException"),
    "an item's size before the table": (put(Item=KEY | item(a="x" * 410_000)), "ValidationException"),
    "the table before the key": (put(Item={"wrong": {"S": "x"}}), "ResourceNotFoundException"),
    "the table before the index": (("Scan", {"IndexName": "none"}), "ResourceNotFoundException"),
    "a missing member before the table": (("PutItem", {}), "ValidationException"),
}


@pytest.mark.parametrize("case", ORDER)
def test_checks_come_in_dynamodbs_order(endpoint, case):
    (operation, request), kind = ORDER[case]

    assert endpoint.refusal(operation, TableName="no-such-table", **request).kind == kind


def test_every_breach_of_a_constraint_is_told(endpoint):
    refusal = endpoint.refusal("Scan", TableName="no/such", Limit=0, ReturnConsumedCapacity="ALL")

    assert refusal.message.startswith("3 validation errors detected: ")
    assert (
        "at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set"
        in refusal.message
    )
    assert (
        "at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern" in refusal.message
    )
    assert (
        "at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1" in refusal.message
    )


SHAPES = {
    "a number for a name": ("GetItem", {"TableName": 5}, "NUMBER_VALUE cannot be converted to String"),
    "a list for a key": (
        "GetItem",
        {"TableName": "ttt", "Key": []},
        "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
    ),
    "a text for a value": ("GetItem", {"TableName": "ttt", "Key": {"id": "x"}}, "Unexpected value type in payload"),
    "a number for a text": (
        "GetItem",
        {"TableName": "ttt", "Key": {"id": {"S": 1}}},
        "NUMBER_VALUE cannot be converted to String",
    ),
    "a text for a flag": (
        "GetItem",
        {"TableName": "ttt", "ConsistentRead": "maybe"},
        "Unexpected token received from parser",
    ),
    "an object for a text": (
        "GetItem",
        {"TableName": "ttt", "Key": {"id": {"S": {}}}},
        "Start of structure or map found where not expected",
    ),
    "no base64": ("GetItem", {"TableName": "ttt", "Key": {"id": {"B": "?aaa"}}}, "Invalid Base64 character: '?'"),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_request_of_the_wrong_shape_is_refused_before_all_else(endpoint, case):
    operation, request, message = SHAPES[case]

    refusal = endpoint.refusal(operation, **request)

    assert (refusal.kind, refusal.message) == ("SerializationException", message)


@pytest.mark.parametrize("target", ["DynamoDB_20120810.GetNothing", "DynamoDB_20990101.GetItem", "", "GetItem"])
def test_an_unknown_operation_is_refused(endpoint, target):
    status, body = endpoint.send(target, b"{}")

    assert (status, json.loads(body)) == (400, {"__type": "com.amazon.coral.service#UnknownOperationException"})


@pytest.mark.parametrize("body", [b"{", b"[1", b"\xff", b'{"a": NaN}', b"nothing"])
def test_what_is_not_json_is_refused(endpoint, body):
    status, answer = endpoint.send("DynamoDB_20120810.ListTables", body)

    assert (status, json.loads(answer)["__type"]) == (400, "com.amazon.coral.service#SerializationException")


KEY_IS = {"id": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "k"}]}}
LEGACY = {
    "Expected": ("PutItem", {"Item": KEY, "Expected": {"a": {"Exists": False}}}),
    "AttributeUpdates": ("UpdateItem", {"Key": KEY, "AttributeUpdates": {"a": {"Value": {"S": "x"}}}}),
    "AttributesToGet": ("GetItem", {"Key": KEY, "AttributesToGet": ["a"]}),
    "KeyConditions": ("Query", {"KeyConditions": KEY_IS}),
    # Alone it is refused for want of a key condition, beside an expression for mixing: as DynamoDB does.
    "QueryFilter": ("Query", {"KeyConditions": KEY_IS, "QueryFilter": {"a": {"ComparisonOperator": "NOT_NULL"}}}),
    "ScanFilter": ("Scan", {"ScanFilter": {"a": {"ComparisonOperator": "NOT_NULL"}}}),
}


@pytest.mark.parametrize("name", LEGACY)
def test_a_legacy_parameter_is_refused_by_its_name(endpoint, ranged, name):
    if endpoint.name not in ("in-process", "http"):
        pytest.skip("a choice of the embedded store; DynamoDB still takes them")
    operation, request = LEGACY[name]

    refusal = endpoint.refusal(operation, TableName=ranged, **request)

    assert refusal.kind == "ValidationException"
    assert f"The legacy parameter {name} is not supported by this store" in refusal.message
