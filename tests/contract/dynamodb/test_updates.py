"""Update expressions: what an item is afterwards, and what an update refuses."""

from decimal import Decimal

import pytest

from tests.contract.dynamodb.shorthand import item, plain_item, values

BEFORE = {"a": 1, "b": 2, "s": "x", "l": [1, 2, 3], "m": {"x": 1, "y": {"z": 2}}, "set": {"p", "q"}, "ns": {1, 2}}
GIVEN = {
    "one": 1,
    "two": 2,
    "half": Decimal("0.5"),
    "t": "text",
    "list": ["n"],
    "set": {"q", "r"},
    "p": {"p", "q"},
    "ns": {2, 3},
    "map": {"new": 1},
    "null": None,
}

# An expression, and what it changes: a name alone is gone afterwards.
CHANGES = {
    "SET a = :two": {"a": 2},
    "SET a = b": {"a": 2},
    "SET a = b, b = a": {"a": 2, "b": 1},
    "set a = a + :half": {"a": Decimal("1.5")},
    "SET a = b - a": {"a": 1},
    "SET a = :one + :two": {"a": 3},
    "SET c = if_not_exists(c, :t)": {"c": "text"},
    "SET a = if_not_exists(a, :t)": {"a": 1},
    "SET a = if_not_exists(c, b) + :one": {"a": 3},
    "SET l = list_append(l, :list)": {"l": [1, 2, 3, "n"]},
    "SET l = list_append(:list, l)": {"l": ["n", 1, 2, 3]},
    "SET l = list_append(if_not_exists(c, :list), l)": {"l": ["n", 1, 2, 3]},
    "SET l[1] = :t": {"l": [1, "text", 3]},
    "SET l[99] = :t": {"l": [1, 2, 3, "text"]},
    "SET l[9] = :one, l[7] = :two": {"l": [1, 2, 3, 2, 1]},
    "SET m.x = :t": {"m": {"x": "text", "y": {"z": 2}}},
    "SET m.#new = :t, m.y.z = :one": {"m": {"x": 1, "y": {"z": 1}, "new": "text"}},
    "SET m = :map": {"m": {"new": 1}},
    "SET a = :null": {"a": None},
    "SET a = m.y.z": {"a": 2},
    "SET a = l[2]": {"a": 3},
    "SET s = (:t)": {"s": "text"},
    "REMOVE a": {"a": ...},
    "REMOVE a, b": {"a": ..., "b": ...},
    "REMOVE nothing": {},
    "REMOVE m.x, l[0]": {"m": {"y": {"z": 2}}, "l": [2, 3]},
    "REMOVE l[0], l[2]": {"l": [2]},
    "REMOVE l[7]": {},
    "REMOVE m.y.nothing": {},
    "ADD a :two": {"a": 3},
    "ADD c :two": {"c": 2},
    "ADD m.x :one": {"m": {"x": 2, "y": {"z": 2}}},
    "ADD #set :set": {"set": {"p", "q", "r"}},
    "ADD ns :ns": {"ns": {1, 2, 3}},
    "ADD c :set": {"c": {"q", "r"}},
    "DELETE #set :set": {"set": {"p"}},
    "DELETE #set :p": {"set": ...},
    "DELETE c :set": {},
    "SET a = :two REMOVE b ADD c :one DELETE #set :set": {"a": 2, "b": ..., "c": 1, "set": {"p"}},
    "DELETE #set :set SET a = :two": {"set": {"p"}, "a": 2},
}
NOT_THERE = "The provided expression refers to an attribute that does not exist in the item"
BAD_PATH = "The document path provided in the update expression is invalid for update"
BAD_TYPE = "An operand in the update expression has an incorrect data type"
REFUSED = {
    "SET a = nowhere": NOT_THERE,
    "SET a = nowhere + :one": NOT_THERE,
    "SET a = m.nowhere": NOT_THERE,
    "SET nowhere.x = :one": BAD_PATH,
    "SET a.x = :one": BAD_PATH,
    "SET l.x = :one": BAD_PATH,
    "SET m[0] = :one": BAD_PATH,
    "REMOVE nowhere.x": BAD_PATH,
    "SET a = s + :one": BAD_TYPE,
    "SET a = list_append(s, :list)": BAD_TYPE,
    "ADD s :one": BAD_TYPE,
    "ADD ns :set": BAD_TYPE,
    "DELETE a :set": BAD_TYPE,
    "DELETE ns :set": BAD_TYPE,
}


def _request(table: str, expression: str) -> dict:
    request = {"TableName": table, "Key": item(id="u"), "UpdateExpression": expression}
    words = expression.replace("(", " ").replace(")", " ").replace(",", " ").split()
    used = {name: value for name, value in GIVEN.items() if f":{name}" in words}
    names = {alias: alias[1:] for alias in ("#new", "#set") if alias in expression}
    if used:
        request["ExpressionAttributeValues"] = values(**used)
    if names:
        request["ExpressionAttributeNames"] = names
    return request


@pytest.mark.parametrize("expression", CHANGES)
def test_an_update_changes_what_it_says_and_nothing_else(endpoint, plain, expression):
    endpoint.call("PutItem", TableName=plain, Item=item(id="u", **BEFORE))
    expected = {name: value for name, value in (BEFORE | CHANGES[expression]).items() if value is not ...}

    endpoint.call("UpdateItem", **_request(plain, expression))

    found = endpoint.call("GetItem", TableName=plain, Key=item(id="u"))["Item"]
    assert plain_item(found) == plain_item(item(id="u", **expected))


@pytest.mark.parametrize("expression", REFUSED)
def test_an_update_that_does_not_fit_the_item_is_refused(endpoint, plain, expression):
    endpoint.call("PutItem", TableName=plain, Item=item(id="u", **BEFORE))

    refusal = endpoint.refusal("UpdateItem", **_request(plain, expression))

    found = endpoint.call("GetItem", TableName=plain, Key=item(id="u"))["Item"]
    assert (refusal.kind, refusal.message) == ("ValidationException", REFUSED[expression])
    assert plain_item(found) == plain_item(item(id="u", **BEFORE))


def test_a_sum_is_exact_to_38_digits(endpoint, plain):
    endpoint.call(
        "PutItem", TableName=plain, Item={"id": {"S": "u"}, "a": {"N": "99999999999999999999999999999999999998"}}
    )

    endpoint.call(
        "UpdateItem",
        TableName=plain,
        Key=item(id="u"),
        UpdateExpression="SET a = a + :one",
        ExpressionAttributeValues=values(one=1),
    )

    found = endpoint.call("GetItem", TableName=plain, Key=item(id="u"))["Item"]
    assert found["a"] == {"N": "9" * 38}


def test_a_condition_is_asked_of_the_item_as_it_was(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="u", version=1))
    request = {
        "TableName": plain,
        "Key": item(id="u"),
        "UpdateExpression": "SET version = version + :one",
        "ConditionExpression": "version = :one",
        "ExpressionAttributeValues": values(one=1),
    }

    endpoint.call("UpdateItem", **request)
    second = endpoint.refusal("UpdateItem", **request)

    assert second.kind == "ConditionalCheckFailedException"
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="u"))["Item"] == item(id="u", version=2)
