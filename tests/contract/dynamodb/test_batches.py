"""Batches: many items in one request, each by itself."""

import pytest

from tests.contract.dynamodb.shorthand import item


def _put(**values) -> dict:
    return {"PutRequest": {"Item": item(**values)}}


def _delete(**key) -> dict:
    return {"DeleteRequest": {"Key": item(**key)}}


def test_a_batch_puts_and_deletes_in_several_tables(endpoint, plain, ranged):
    endpoint.call("PutItem", TableName=plain, Item=item(id="old"))

    answer = endpoint.call(
        "BatchWriteItem",
        RequestItems={
            plain: [_put(id="new", a=1), _delete(id="old"), _delete(id="never")],
            ranged: [_put(id="r", seq=1)],
        },
    )
    read = endpoint.call(
        "BatchGetItem",
        RequestItems={plain: {"Keys": [item(id="new"), item(id="old")]}, ranged: {"Keys": [item(id="r", seq=1)]}},
    )

    assert answer == {"UnprocessedItems": {}}
    assert read == {"Responses": {plain: [item(id="new", a=1)], ranged: [item(id="r", seq=1)]}, "UnprocessedKeys": {}}


def test_a_batch_of_reads_projects_each_table_its_own_way(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="proj", a={"b": 1, "c": 2}, d=3))

    read = endpoint.call(
        "BatchGetItem",
        RequestItems={
            plain: {
                "Keys": [item(id="proj")],
                "ProjectionExpression": "#a.b",
                "ExpressionAttributeNames": {"#a": "a"},
                "ConsistentRead": True,
            }
        },
    )

    assert read["Responses"] == {plain: [item(a={"b": 1})]}


def test_a_batch_of_reads_stops_at_sixteen_megabytes(endpoint, fresh):
    for number in range(45):
        endpoint.call("PutItem", TableName=fresh, Item=item(id="big", seq=number, text="x" * 399_000))

    read = endpoint.call("BatchGetItem", RequestItems={fresh: {"Keys": [item(id="big", seq=n) for n in range(45)]}})

    found, left = len(read["Responses"][fresh]), len(read["UnprocessedKeys"][fresh]["Keys"])
    assert (found, left) == (42, 3)


SAME = "Provided list of item keys contains duplicates"
REFUSED = {
    "two puts of one item": ("BatchWriteItem", lambda t: {t: [_put(id="x", seq=1), _put(id="x", seq=1)]}, SAME),
    "a put and a delete of one item": (
        "BatchWriteItem",
        lambda t: {t: [_put(id="x", seq=1), _delete(id="x", seq=1)]},
        SAME,
    ),
    "one key twice": ("BatchGetItem", lambda t: {t: {"Keys": [item(id="x", seq=1), item(id="x", seq=1)]}}, SAME),
    "a key of the wrong shape": (
        "BatchWriteItem",
        lambda t: {t: [_delete(id="x")]},
        "The provided key element does not match the schema",
    ),
    "an item without its key": (
        "BatchWriteItem",
        lambda t: {t: [_put(id="x")]},
        "The provided key element does not match the schema",
    ),
    "a read of a wrong key": (
        "BatchGetItem",
        lambda t: {t: {"Keys": [item(seq=1)]}},
        "The provided key element does not match the schema",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_batch_is_refused_as_a_whole(endpoint, ranged, case):
    operation, request, message = REFUSED[case]

    refusal = endpoint.refusal(operation, RequestItems=request(ranged))

    assert (refusal.kind, refusal.message) == ("ValidationException", message)
    assert endpoint.call("GetItem", TableName=ranged, Key=item(id="x", seq=1)) == {}


@pytest.mark.parametrize("operation", ["BatchWriteItem", "BatchGetItem"])
def test_a_batch_on_a_table_that_is_not_there_is_refused(endpoint, operation):
    part = [_put(id="x")] if operation == "BatchWriteItem" else {"Keys": [item(id="x")]}

    refusal = endpoint.refusal(operation, RequestItems={"no-such-table": part})

    assert (refusal.kind, refusal.message) == ("ResourceNotFoundException", "Requested resource not found")


def test_a_batch_writes_no_more_than_25_items(endpoint, ranged):
    too_many = [_put(id="many", seq=number) for number in range(26)]

    refusal = endpoint.refusal("BatchWriteItem", RequestItems={ranged: too_many})

    assert refusal.kind == "ValidationException"
    assert "Member must have length less than or equal to 25" in refusal.message


def test_a_batch_reads_no_more_than_100_items(endpoint, ranged):
    too_many = [item(id="many", seq=number) for number in range(101)]

    refusal = endpoint.refusal("BatchGetItem", RequestItems={ranged: {"Keys": too_many}})

    assert refusal.kind == "ValidationException"
    assert "Member must have length less than or equal to 100" in refusal.message
