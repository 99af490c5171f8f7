"""Capacity: what requests consume, by table and by index."""

import pytest

from tests.contract.dynamodb.shorthand import item, values

KB = 1024


def _units(answer) -> float:
    return answer["ConsumedCapacity"]["CapacityUnits"]


def _text(size: int) -> str:
    """A text that brings an item of `id` and `t`, with a one-letter id, to so many bytes."""
    return "x" * (size - len("id") - 1 - len("t"))


@pytest.mark.parametrize(("size", "units"), [(10, 1), (KB, 1), (KB + 1, 2), (10 * KB, 10)])
def test_a_write_costs_a_unit_for_each_kilobyte(endpoint, plain, size, units):
    key = item(id="w")
    endpoint.call("DeleteItem", TableName=plain, Key=key)

    put = endpoint.call("PutItem", TableName=plain, Item=item(id="w", t=_text(size)), ReturnConsumedCapacity="TOTAL")
    gone = endpoint.call("DeleteItem", TableName=plain, Key=key, ReturnConsumedCapacity="TOTAL")

    assert put["ConsumedCapacity"] == {"TableName": plain, "CapacityUnits": units}
    assert _units(gone) == units


def test_a_write_costs_the_larger_of_old_and_new(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="l", t=_text(3 * KB)))

    smaller = endpoint.call("PutItem", TableName=plain, Item=item(id="l"), ReturnConsumedCapacity="TOTAL")

    assert _units(smaller) == 3


@pytest.mark.parametrize(("size", "units"), [(10, 1), (4 * KB, 1), (4 * KB + 1, 2), (40 * KB, 10)])
def test_a_read_costs_a_unit_for_four_kilobytes_and_half_if_eventual(endpoint, plain, size, units):
    endpoint.call("PutItem", TableName=plain, Item=item(id="r", t=_text(size)))
    request = {"TableName": plain, "Key": item(id="r"), "ReturnConsumedCapacity": "TOTAL"}

    eventual = endpoint.call("GetItem", **request)
    consistent = endpoint.call("GetItem", ConsistentRead=True, **request)

    assert (_units(eventual), _units(consistent)) == (units / 2, units)


def test_nothing_costs_the_least(endpoint, plain):
    request = {"TableName": plain, "Key": item(id="nobody"), "ReturnConsumedCapacity": "TOTAL"}

    assert _units(endpoint.call("GetItem", **request)) == 0.5
    assert _units(endpoint.call("DeleteItem", **request)) == 1


def test_a_query_weighs_its_page_together_before_the_filter(endpoint, fresh):
    for number in range(10):
        endpoint.call("PutItem", TableName=fresh, Item=item(id="q", seq=number, t="x" * 1000))

    answer = endpoint.call(
        "Query",
        TableName=fresh,
        KeyConditionExpression="id = :q",
        FilterExpression="t = :none",
        ExpressionAttributeValues=values(q="q", none="none"),
        ReturnConsumedCapacity="TOTAL",
    )

    assert (answer["Count"], answer["ScannedCount"], _units(answer)) == (0, 10, 1.5)


def test_an_index_costs_for_what_it_writes(endpoint, fresh_indexed):
    full = {"id": "i", "seq": 1, "group": "g", "rank": 5, "colour": "red", "extra": "e"}
    request = {"TableName": fresh_indexed, "ReturnConsumedCapacity": "INDEXES"}
    change = {"Key": item(id="i", seq=1), "ExpressionAttributeNames": {"#a": "extra"}}

    made = endpoint.call("PutItem", Item=item(**full), **request)["ConsumedCapacity"]
    same = endpoint.call("PutItem", Item=item(**full), **request)["ConsumedCapacity"]
    extra = endpoint.call(
        "UpdateItem", UpdateExpression="SET #a = :v", ExpressionAttributeValues=values(v="f"), **change, **request
    )
    moved = endpoint.call("PutItem", Item=item(**full | {"extra": "f", "rank": 6}), **request)["ConsumedCapacity"]

    one = {"CapacityUnits": 1}
    assert made == {
        "TableName": fresh_indexed,
        "CapacityUnits": 6,
        "Table": one,
        "GlobalSecondaryIndexes": {"by-group": one, "by-group-keys": one, "by-rank-some": one},
        "LocalSecondaryIndexes": {"local-rank": one, "local-group": one},
    }
    assert (same["CapacityUnits"], same["Table"]) == (1, one)
    assert extra["ConsumedCapacity"]["GlobalSecondaryIndexes"] == {"by-group": one}
    assert extra["ConsumedCapacity"]["LocalSecondaryIndexes"] == {"local-group": one}
    assert moved["GlobalSecondaryIndexes"] == {"by-group": {"CapacityUnits": 2}, "by-rank-some": {"CapacityUnits": 2}}
    assert moved["LocalSecondaryIndexes"] == {"local-group": one, "local-rank": {"CapacityUnits": 2}}


def test_a_transaction_costs_twice(endpoint, plain):
    action = {"Put": {"TableName": plain, "Item": item(id="tx", t="x" * 1500)}}
    read = {"Get": {"TableName": plain, "Key": item(id="tx")}}

    wrote = endpoint.call("TransactWriteItems", TransactItems=[action], ReturnConsumedCapacity="TOTAL")
    got = endpoint.call("TransactGetItems", TransactItems=[read], ReturnConsumedCapacity="TOTAL")

    assert wrote["ConsumedCapacity"] == [{"TableName": plain, "CapacityUnits": 4, "WriteCapacityUnits": 4}]
    assert got["ConsumedCapacity"] == [{"TableName": plain, "CapacityUnits": 2, "ReadCapacityUnits": 2}]


def test_a_batch_adds_up_for_each_table(endpoint, plain):
    keys = [item(id=f"batch{n}") for n in range(4)]

    wrote = endpoint.call(
        "BatchWriteItem",
        RequestItems={plain: [{"PutRequest": {"Item": key}} for key in keys]},
        ReturnConsumedCapacity="TOTAL",
    )
    read = endpoint.call("BatchGetItem", RequestItems={plain: {"Keys": keys}}, ReturnConsumedCapacity="TOTAL")

    assert wrote["ConsumedCapacity"] == [{"TableName": plain, "CapacityUnits": 4}]
    assert read["ConsumedCapacity"] == [{"TableName": plain, "CapacityUnits": 2}]


def test_no_capacity_is_told_unless_asked(endpoint, plain):
    assert endpoint.call("PutItem", TableName=plain, Item=item(id="n"), ReturnConsumedCapacity="NONE") == {}
