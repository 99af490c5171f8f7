"""Single items: what is put comes back, what a write returns, what a read may leave out."""

from decimal import Decimal

import pytest

from tests.contract.dynamodb.shorthand import item, plain_item, values, wire

EVERY_TYPE = {
    "text": "守望 \u0000 👮",
    "nothing_said": "",
    "number": Decimal("-12345678901234567890.12345678901234567"),
    "bytes": b"\x00\xff",
    "no_bytes": b"",
    "texts": {"b", "a", ""},
    "numbers": {3, -1, 10},
    "byte_strings": {b"x", b"\x00"},
    "list": [1, "two", [None, {}], []],
    "map": {"deep": {"er": [True, False]}, "": "no"} | {"a.b": 1},
    "yes": True,
    "no": False,
    "null": None,
}
EVERY_TYPE["map"].pop("")
DOCUMENT = {
    "a": 1,
    "ls": [10, [20, 21], {"x": "y", "z": 2}],
    "mp": {"b": {"c": "d", "e": "f"}, "g": [1, 2, 3]},
    "dots.in": 7,
}


def test_every_type_comes_back_as_it_went(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="types", **EVERY_TYPE))

    found = endpoint.call("GetItem", TableName=plain, Key=item(id="types"))["Item"]

    assert plain_item(found) == plain_item(item(id="types", **EVERY_TYPE))


def test_an_item_that_is_not_there_gives_an_answer_without_item(endpoint, plain):
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="nobody")) == {}


def test_a_put_replaces_the_whole_item_and_can_return_the_old_one(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="put", a=1, b=2))

    answer = endpoint.call("PutItem", TableName=plain, Item=item(id="put", c=3), ReturnValues="ALL_OLD")

    assert answer == {"Attributes": item(id="put", a=1, b=2)}
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="put"))["Item"] == item(id="put", c=3)


def test_a_first_put_has_no_old_item_to_return(endpoint, plain):
    assert endpoint.call("PutItem", TableName=plain, Item=item(id="first"), ReturnValues="ALL_OLD") == {}


def test_a_delete_can_be_repeated_and_returns_what_it_took(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="gone", a=1))

    first = endpoint.call("DeleteItem", TableName=plain, Key=item(id="gone"), ReturnValues="ALL_OLD")
    second = endpoint.call("DeleteItem", TableName=plain, Key=item(id="gone"), ReturnValues="ALL_OLD")

    assert first == {"Attributes": item(id="gone", a=1)}
    assert second == {}


def test_numbers_that_are_equal_are_one_key(endpoint, ranged):
    endpoint.call("PutItem", TableName=ranged, Item={"id": wire("n"), "seq": {"N": "100"}, "a": wire(1)})
    endpoint.call("PutItem", TableName=ranged, Item={"id": wire("n"), "seq": {"N": "1e2"}, "a": wire(2)})

    found = endpoint.call("GetItem", TableName=ranged, Key={"id": wire("n"), "seq": {"N": "+100.00"}})["Item"]

    assert found == item(id="n", seq=100, a=2)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("NONE", None),
        ("ALL_OLD", {"id": "rv", "a": 1, "keep": 5, "gone": 9}),
        ("ALL_NEW", {"id": "rv", "a": 2, "keep": 5, "new": 3}),
        ("UPDATED_OLD", {"a": 1, "gone": 9}),
        ("UPDATED_NEW", {"a": 2, "new": 3}),
    ],
)
def test_an_update_returns_the_values_asked_for(endpoint, plain, wanted, expected):
    endpoint.call("PutItem", TableName=plain, Item=item(id="rv", a=1, keep=5, gone=9))

    answer = endpoint.call(
        "UpdateItem",
        TableName=plain,
        Key=item(id="rv"),
        UpdateExpression="SET a = :two, #n = :three REMOVE gone",
        ExpressionAttributeNames={"#n": "new"},
        ExpressionAttributeValues=values(two=2, three=3),
        ReturnValues=wanted,
    )

    assert answer == ({} if expected is None else {"Attributes": item(**expected)})


def test_updated_values_of_paths_come_with_the_structure_around_them(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="paths", m={"a": 1, "b": 2}, l=[1, 2]))

    answer = endpoint.call(
        "UpdateItem",
        TableName=plain,
        Key=item(id="paths"),
        UpdateExpression="SET m.a = :v, l[1] = :v",
        ExpressionAttributeValues=values(v=7),
        ReturnValues="UPDATED_NEW",
    )

    assert answer == {"Attributes": item(m={"a": 7}, l=[7])}


def test_an_update_of_nothing_makes_an_item_of_the_key_alone(endpoint, plain):
    endpoint.call("UpdateItem", TableName=plain, Key=item(id="touch"))

    assert endpoint.call("GetItem", TableName=plain, Key=item(id="touch"))["Item"] == item(id="touch")


def test_an_update_that_only_removes_makes_no_item(endpoint, plain):
    endpoint.call("UpdateItem", TableName=plain, Key=item(id="never"), UpdateExpression="REMOVE a")

    assert endpoint.call("GetItem", TableName=plain, Key=item(id="never")) == {}


@pytest.mark.parametrize("asked", [None, "NONE", "ALL_OLD"])
@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_a_failed_condition_shows_the_old_item_only_if_asked(endpoint, plain, operation, asked):
    endpoint.call("PutItem", TableName=plain, Item=item(id="cond", a=1))
    target = {"Item": item(id="cond", a=2)} if operation == "PutItem" else {"Key": item(id="cond")}
    option = {} if asked is None else {"ReturnValuesOnConditionCheckFailure": asked}

    refusal = endpoint.refusal(
        operation, TableName=plain, ConditionExpression="attribute_not_exists(id)", **target, **option
    )

    assert (refusal.kind, refusal.message) == ("ConditionalCheckFailedException", "The conditional request failed")
    assert refusal.document.get("Item") == (item(id="cond", a=1) if asked == "ALL_OLD" else None)
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="cond"))["Item"] == item(id="cond", a=1)


@pytest.mark.parametrize(
    ("projection", "expected"),
    [
        ("a", {"a": 1}),
        ("nowhere", {}),
        ("a, nowhere, mp.b", {"a": 1, "mp": {"b": {"c": "d", "e": "f"}}}),
        ("mp.b.c", {"mp": {"b": {"c": "d"}}}),
        ("mp.b.c, mp.g[1]", {"mp": {"b": {"c": "d"}, "g": [2]}}),
        ("ls[1][0]", {"ls": [[20]]}),
        ("ls[2].z, ls[0]", {"ls": [10, {"z": 2}]}),
        ("ls[9]", {}),
        ("a.b", {}),
        ("#dots", {"dots.in": 7}),
        ("mp.#b.c", {"mp": {"b": {"c": "d"}}}),
    ],
)
def test_a_projection_keeps_the_paths_it_names(endpoint, plain, projection, expected):
    endpoint.call("PutItem", TableName=plain, Item=item(id="doc", **DOCUMENT))
    aliases = {"#dots": "dots.in", "#b": "b"}
    names = {alias: name for alias, name in aliases.items() if alias in projection}

    answer = endpoint.call(
        "GetItem",
        TableName=plain,
        Key=item(id="doc"),
        ProjectionExpression=projection,
        **({"ExpressionAttributeNames": names} if names else {}),
    )

    assert answer == {"Item": item(**expected)}
