"""Limits, to the byte: 400 KB an item, 38 digits, keys of 2,048 and 1,024 bytes."""

from decimal import Decimal

import pytest

from tests.contract.dynamodb.shorthand import item, plain_item

LARGEST = 400 * 1024


def _padded(total: int, **values) -> dict:
    """An item of exactly so many bytes: `pad` is filled up with one-byte letters; the values are texts."""
    given = item(id="s", **values)
    used = sum(len(name) + len(value["S"].encode()) for name, value in given.items()) + len("pad")
    return given | item(pad="x" * (total - used))


def test_an_item_of_the_largest_size_is_kept_and_one_byte_more_is_not(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=_padded(LARGEST, wide="守望"))

    refusal = endpoint.refusal("PutItem", TableName=plain, Item=_padded(LARGEST + 1, wide="守望"))

    assert (refusal.kind, refusal.message) == ("ValidationException", "Item size has exceeded the maximum allowed size")


@pytest.mark.parametrize(
    ("number", "size"),
    [
        ("0", 1),
        ("7", 2),
        ("10", 2),
        ("99", 2),
        ("101", 3),
        ("-7", 3),
        ("1E100", 2),
        ("1E-100", 2),
        ("0.5", 2),
        ("1.5", 3),
        ("12345678901234567890123456789012345678", 20),
        ("1000000", 2),
        ("-0.1", 3),
    ],
)
def test_a_number_weighs_by_its_digits(endpoint, plain, number, size):
    rest = _padded(LARGEST - size - len("n"))

    endpoint.call("PutItem", TableName=plain, Item=rest | {"n": {"N": number}})
    refusal = endpoint.refusal(
        "PutItem", TableName=plain, Item=_padded(LARGEST - size - len("n") + 1) | {"n": {"N": number}}
    )

    assert refusal.message == "Item size has exceeded the maximum allowed size"


def test_containers_weigh_three_bytes_and_one_for_each_member(endpoint, plain):
    document = {"M": {"k": {"L": [{"BOOL": True}, {"NULL": True}, {"S": "ab"}]}}}
    weight = 3 + 1 + len("k") + 3 + 3 + 1 + 1 + 2

    endpoint.call("PutItem", TableName=plain, Item=_padded(LARGEST - weight - 1) | {"d": document})
    refusal = endpoint.refusal("PutItem", TableName=plain, Item=_padded(LARGEST - weight) | {"d": document})

    assert refusal.kind == "ValidationException"


def test_an_update_that_makes_an_item_too_large_is_refused(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=_padded(LARGEST - 10))

    refusal = endpoint.refusal(
        "UpdateItem",
        TableName=plain,
        Key=item(id="s"),
        UpdateExpression="SET more = :v",
        ExpressionAttributeValues={":v": {"S": "0123456789"}},
    )

    assert refusal.message == "Item size to update has exceeded the maximum allowed size"
    assert "more" not in endpoint.call("GetItem", TableName=plain, Key=item(id="s"))["Item"]


def test_a_single_update_may_write_a_little_less_than_a_put(endpoint, plain):
    """It counts what it writes and its clauses, 22 bytes for one SET, and leaves the key out."""

    def update(size: int) -> dict:
        return {
            "TableName": plain,
            "Key": item(id="u"),
            "UpdateExpression": "SET b = :v",
            "ExpressionAttributeValues": {":v": {"S": "x" * (size - len("b"))}},
        }

    endpoint.call("UpdateItem", **update(LARGEST - 22))

    assert endpoint.refusal("UpdateItem", **update(LARGEST - 21)).kind == "ValidationException"


def test_keys_have_their_own_limits(endpoint, plain, indexed):
    endpoint.call("PutItem", TableName=plain, Item=item(id="x" * 2048))
    endpoint.call("PutItem", TableName=indexed, Item=item(id="k", seq=1, group="x" * 1024))

    partition = endpoint.refusal("GetItem", TableName=plain, Key=item(id="x" * 2049))
    sort = endpoint.refusal("PutItem", TableName=indexed, Item=item(id="k", seq=2, group="x" * 1025))

    assert partition.message.endswith("Size of hashkey has exceeded the maximum size limit of2048 bytes")
    assert sort.message.endswith("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0.10", "0.1"),
        ("-0", "0"),
        ("+1", "1"),
        ("1e3", "1000"),
        ("1.50e1", "15"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1E-130", "0." + "0" * 129 + "1"),
        ("9.9999999999999999999999999999999999999E+125", "9" * 38 + "0" * 88),
        ("-9.9999999999999999999999999999999999999E+125", "-" + "9" * 38 + "0" * 88),
    ],
)
def test_a_number_is_kept_exactly_and_written_one_way(endpoint, plain, given, kept):
    endpoint.call("PutItem", TableName=plain, Item=item(id="n") | {"n": {"N": given}})

    found = endpoint.call("GetItem", TableName=plain, Key=item(id="n"))["Item"]

    assert found["n"] == {"N": kept}
    assert plain_item(found)["n"] == Decimal(given)


def test_thirty_two_levels_are_kept(endpoint, plain):
    deep: dict = {"S": "x"}
    for _ in range(31):
        deep = {"L": [deep]}

    endpoint.call("PutItem", TableName=plain, Item=item(id="deep") | {"d": deep})

    assert endpoint.call("GetItem", TableName=plain, Key=item(id="deep"))["Item"]["d"] == deep
