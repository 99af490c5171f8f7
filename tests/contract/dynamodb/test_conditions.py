"""Conditions: what holds of an item and what does not."""

import pytest

from tests.contract.dynamodb.shorthand import item, values

ITEM = {
    "n": 5,
    "s": "hello",
    "b": b"abc",
    "t": True,
    "z": None,
    "l": [1, "x", [2]],
    "m": {"k": "v", "n": 5},
    "e": "",
    "ss": {"a", "b"},
    "ns": {1, 2},
    "same": 5,
}
GIVEN = {
    "n5": 5,
    "n4": 4,
    "n6": 6,
    "n10": 10,
    "sh": "hello",
    "sx": "x",
    "sz": "zzz",
    "pre": "he",
    "mid": "ell",
    "e": "",
    "b": b"b",
    "ab": b"ab",
    "t": True,
    "l": [1, "x", [2]],
    "m": {"n": 5, "k": "v"},
    "ss": {"b", "a"},
    "sa": "a",
    "one": 1,
    "three": 3,
    "five": 5,
    "zero": 0,
    "S": "S",
    "N": "N",
    "L": "L",
    "NULL": "NULL",
    "BOOL": "BOOL",
    "SS": "SS",
    "ns": {2, 1},
    "other": {"a", "c"},
}

HOLD = """
n = :n5
:n5 = n
n = same
s = :sh
l = :l
m = :m
ss = :ss
ns = :ns
n <> :n4
n <> :sh
nowhere <> :n5
n < :n6
n <= :n5
n > :n4
n >= :n5
n < :n10
s < :sz
s > :sx OR s < :sx
b < :b
n BETWEEN :n4 AND :n6
n BETWEEN :n5 AND :n5
s BETWEEN :pre AND :sz
n IN (:n4, :n5)
s IN (:sx, :sh, :n5)
attribute_exists(n)
attribute_exists(m.k)
attribute_exists(l[2][0])
attribute_exists(z)
attribute_not_exists(nowhere)
attribute_not_exists(m.nowhere)
attribute_not_exists(l[7])
attribute_not_exists(n.k)
attribute_type(n, :N)
attribute_type(s, :S)
attribute_type(l, :L)
attribute_type(z, :NULL)
attribute_type(t, :BOOL)
attribute_type(ss, :SS)
begins_with(s, :pre)
begins_with(s, :e)
begins_with(b, :ab)
contains(s, :mid)
contains(b, :b)
contains(ss, :sa)
contains(ns, :one)
contains(l, :sx)
contains(l, :one)
size(s) = :five
size(b) = :three
size(l) = :three
size(ss) > :one
size(e) = :zero
size(m.k) = :one
size(s) > size(b)
NOT n = :n4
NOT (n = :n4 OR n = :n6)
not n = :n4 and n = :n5
n = :n4 OR n = :n5 AND s = :sh
n = :n5 OR n = :n4 AND s = :sx
(n = :n4 OR n = :n5) AND s = :sh
NOT NOT n = :n5
NOT contains(s, :sx)
t = :t
(n) = :n5
m.n = l[9] OR m.n = :n5
"""
FAIL = """
n = :n4
n = :sh
nowhere = :n5
nowhere < :n5
n < :sh
n > :n10
s < :n5
ss = :other
n BETWEEN :n6 AND :n10
n IN (:n4, :n6)
attribute_exists(nowhere)
attribute_exists(l[3])
attribute_not_exists(n)
attribute_type(n, :S)
attribute_type(nowhere, :S)
begins_with(s, :mid)
begins_with(nowhere, :pre)
contains(s, :sz)
contains(ss, :sx)
contains(ns, :sa)
contains(nowhere, :sx)
contains(n, :n5)
size(nowhere) = :zero
size(n) = :one
NOT n = :n5
n = :n5 AND n = :n4
NOT n = :n4 AND n = :n4
(n = :n5 OR n = :n4) AND s = :sx
nowhere = also.nowhere
"""


def _holds(endpoint, table: str, condition: str) -> bool:
    endpoint.call("PutItem", TableName=table, Item=item(id="c", **ITEM))
    used = {name: value for name, value in GIVEN.items() if _mentions(condition, name)}
    request = {"TableName": table, "Key": item(id="c"), "ConditionExpression": condition}
    if used:
        request["ExpressionAttributeValues"] = values(**used)
    found = endpoint.call("Scan", TableName=table, **_as_filter(request))["Count"] == 1
    updated = _succeeds(endpoint, request)
    assert found == updated, "a filter and a condition are one language"
    return found


def _mentions(condition: str, name: str) -> bool:
    words = condition.replace("(", " ").replace(")", " ").replace(",", " ").split()
    return f":{name}" in words


def _as_filter(request: dict) -> dict:
    names = {"ConditionExpression": "FilterExpression"}
    return {names.get(name, name): value for name, value in request.items() if name not in ("TableName", "Key")}


def _succeeds(endpoint, request: dict) -> bool:
    import json

    status, body = endpoint.send("DynamoDB_20120810.DeleteItem", json.dumps(request).encode())
    assert status == 200 or b"ConditionalCheckFailedException" in body, body
    return status == 200


@pytest.fixture(scope="module")
def alone(endpoint, plain):
    return plain


@pytest.mark.parametrize("condition", HOLD.strip().splitlines())
def test_a_condition_holds(endpoint, alone, condition):
    assert _holds(endpoint, alone, condition)


@pytest.mark.parametrize("condition", FAIL.strip().splitlines())
def test_a_condition_does_not_hold(endpoint, alone, condition):
    assert not _holds(endpoint, alone, condition)
