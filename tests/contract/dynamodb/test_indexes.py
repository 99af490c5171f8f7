"""Secondary indexes: which items they hold, what of them, and how they are read."""

import pytest

from tests.contract.dynamodb.schemas import attributes, index, keys
from tests.contract.dynamodb.shorthand import item, values

FULL = {"id": "i", "seq": 1, "group": "g", "rank": 5, "colour": "red", "extra": "e"}


@pytest.fixture(scope="module")
def held(endpoint, indexed):
    """One item in every index, and others that lack a key of some."""
    for given in (
        FULL,
        {"id": "i", "seq": 2, "group": "g", "extra": 2},
        {"id": "i", "seq": 3, "rank": 4},
        {"id": "k", "seq": 4},
    ):
        endpoint.call("PutItem", TableName=indexed, Item=item(**given))
    return indexed


def _query(endpoint, table, name, condition, **more):
    given = more.pop("given")
    return endpoint.call(
        "Query",
        TableName=table,
        IndexName=name,
        KeyConditionExpression=condition.replace("group", "#g"),
        ExpressionAttributeValues=values(**given),
        **({"ExpressionAttributeNames": {"#g": "group"}} if "group" in condition else {}),
        **more,
    )


@pytest.mark.parametrize(
    ("name", "condition", "given", "expected"),
    [
        ("by-group", "group = :g", {"g": "g"}, [FULL]),
        (
            "by-group-keys",
            "group = :g",
            {"g": "g"},
            [{"id": "i", "seq": 1, "group": "g"}, {"id": "i", "seq": 2, "group": "g"}],
        ),
        ("by-rank-some", "#r = :r", {"r": 5}, [{"id": "i", "seq": 1, "group": "g", "rank": 5, "colour": "red"}]),
        ("local-rank", "id = :i", {"i": "i"}, [{"id": "i", "seq": 3, "rank": 4}, {"id": "i", "seq": 1, "rank": 5}]),
        ("local-rank", "id = :i AND #r > :r", {"i": "i", "r": 4}, [{"id": "i", "seq": 1, "rank": 5}]),
    ],
)
def test_an_index_holds_the_items_with_its_key_and_of_them_its_projection(
    endpoint, held, name, condition, given, expected
):
    names = {"ExpressionAttributeNames": {"#r": "rank"}} if "#r" in condition else {}

    answer = _query(endpoint, held, name, condition, given=given, **names)

    assert sorted(answer["Items"], key=str) == sorted((item(**one) for one in expected), key=str)
    if name.startswith("local"):
        assert answer["Items"] == [item(**one) for one in expected]


def test_a_scan_of_an_index_gives_what_it_holds(endpoint, held):
    answer = endpoint.call("Scan", TableName=held, IndexName="by-group-keys")

    assert sorted(answer["Items"], key=str) == sorted((item(id="i", seq=n, group="g") for n in (1, 2)), key=str)


def test_a_local_index_fetches_what_it_does_not_hold(endpoint, held):
    answer = _query(endpoint, held, "local-rank", "id = :i", given={"i": "i"}, ProjectionExpression="extra, colour")

    assert answer["Items"] == [{}, item(extra="e", colour="red")]


def test_a_global_index_does_not(endpoint, held):
    refusal = endpoint.refusal(
        "Query",
        TableName=held,
        IndexName="by-group-keys",
        KeyConditionExpression="#g = :g",
        ExpressionAttributeNames={"#g": "group"},
        ExpressionAttributeValues=values(g="g"),
        ProjectionExpression="extra, colour",
    )

    assert (refusal.kind, refusal.message) == (
        "ValidationException",
        "One or more parameter values were invalid: Global secondary index by-group-keys does not project [colour, extra]",
    )


def test_a_global_index_is_never_read_consistently(endpoint, held):
    refusal = endpoint.refusal("Scan", TableName=held, IndexName="by-group", ConsistentRead=True)

    assert refusal.message == "Consistent reads are not supported on global secondary indexes"


def test_a_local_index_may_be(endpoint, held):
    assert endpoint.call("Scan", TableName=held, IndexName="local-rank", ConsistentRead=True)["Count"] == 2


def test_an_item_moves_within_an_index_and_out_of_it(endpoint, fresh_indexed):
    endpoint.call("PutItem", TableName=fresh_indexed, Item=item(**FULL))
    change = {"TableName": fresh_indexed, "Key": item(id="i", seq=1), "ExpressionAttributeNames": {"#g": "group"}}

    def groups() -> list:
        return [
            one["group"]["S"] for one in endpoint.call("Scan", TableName=fresh_indexed, IndexName="by-group")["Items"]
        ]

    before = groups()
    endpoint.call("UpdateItem", UpdateExpression="SET #g = :h", ExpressionAttributeValues=values(h="h"), **change)
    moved = groups()
    endpoint.call("UpdateItem", UpdateExpression="REMOVE #g", **change)
    out = groups()
    endpoint.call("PutItem", TableName=fresh_indexed, Item=item(**FULL))
    back = groups()
    endpoint.call("DeleteItem", TableName=fresh_indexed, Key=item(id="i", seq=1))

    assert (before, moved, out, back, groups()) == (["g"], ["h"], [], ["g"], [])


def test_pages_of_an_index_with_equal_keys_lose_nothing(endpoint, fresh_indexed):
    for number in range(23):
        endpoint.call("PutItem", TableName=fresh_indexed, Item=item(id=f"i{number % 5}", seq=number, group="g", rank=1))
    found, start = [], {}

    while start is not None:
        answer = _query(endpoint, fresh_indexed, "by-group", "group = :g", given={"g": "g"}, Limit=4, **start)
        found += [one["seq"]["N"] for one in answer["Items"]]
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]} if "LastEvaluatedKey" in answer else None
        if start is not None:
            assert set(answer["LastEvaluatedKey"]) == {"id", "seq", "group", "rank"}

    assert sorted(map(int, found)) == list(range(23))


def test_a_new_index_is_filled_and_an_old_one_goes(endpoint, fresh):
    for number in range(5):
        endpoint.call(
            "PutItem", TableName=fresh, Item=item(id=f"i{number}", seq=number, kind="a" if number % 2 else "b")
        )
    endpoint.call("PutItem", TableName=fresh, Item=item(id="wrong", seq=9, kind=7))

    endpoint.call(
        "UpdateTable",
        TableName=fresh,
        AttributeDefinitions=attributes(kind="S", seq="N"),
        GlobalSecondaryIndexUpdates=[{"Create": index("by-kind", keys("kind", "seq"), "ALL")}],
    )
    found = [one["id"]["S"] for one in endpoint.call("Scan", TableName=fresh, IndexName="by-kind")["Items"]]
    endpoint.call("UpdateTable", TableName=fresh, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-kind"}}])
    gone = endpoint.refusal("Scan", TableName=fresh, IndexName="by-kind")

    assert sorted(found) == [f"i{number}" for number in range(5)]
    assert gone.message == "The table does not have the specified index: by-kind"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"group": 7},
            (
                "One or more parameter values were invalid: Type mismatch for Index Key group Expected: S Actual: N "
                "IndexName: by-group"
            ),
        ),
        (
            {"rank": "x"},
            (
                "One or more parameter values were invalid: Type mismatch for Index Key rank Expected: N Actual: S "
                "IndexName: by-group"
            ),
        ),
        (
            {"group": ""},
            (
                "One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
                "The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-group, "
                "IndexKey: group"
            ),
        ),
    ],
    ids=["a number for a text", "a text for a number", "an empty text"],
)
def test_a_put_must_fit_the_keys_of_the_indexes(endpoint, indexed, wrong, message):
    refusal = endpoint.refusal("PutItem", TableName=indexed, Item=item(**{"id": "x", "seq": 1, **wrong}))

    assert (refusal.kind, refusal.message) == ("ValidationException", message)
