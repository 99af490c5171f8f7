"""Query and Scan: which items, in which order, page by page."""

from decimal import Decimal

import pytest

from tests.contract.dynamodb.shorthand import item, plain_item, values

NUMBERS = [-100, -1, Decimal("-0.5"), 0, Decimal("0.001"), 1, 2, 9, 10, 11, 100, 10**20]
TEXT = "x" * 9000


@pytest.fixture(scope="module")
def filled(endpoint, ranged):
    """Two partitions: all numbers, and one item beside them."""
    for number in reversed(NUMBERS):
        request = item(id="p", seq=number, even=number % 2 == 0)
        endpoint.call("PutItem", TableName=ranged, Item=request)
    endpoint.call("PutItem", TableName=ranged, Item=item(id="q", seq=1))
    return ranged


def _ats(answer) -> list:
    return [plain_item(found)["seq"] for found in answer["Items"]]


def _query(endpoint, table, condition="id = :p", **more):
    given = more.pop("given", {})
    return endpoint.call(
        "Query",
        TableName=table,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=values(p="p", **given),
        **more,
    )


def test_a_query_gives_one_partition_in_the_order_of_numbers(endpoint, filled):
    answer = _query(endpoint, filled)

    assert _ats(answer) == NUMBERS
    assert (answer["Count"], answer["ScannedCount"]) == (len(NUMBERS), len(NUMBERS))
    assert "LastEvaluatedKey" not in answer


def test_a_query_goes_backwards_when_told(endpoint, filled):
    assert _ats(_query(endpoint, filled, ScanIndexForward=False)) == NUMBERS[::-1]


@pytest.mark.parametrize(
    ("condition", "given", "expected"),
    [
        ("seq = :a", {"a": 10}, [10]),
        ("seq < :a", {"a": 0}, NUMBERS[:3]),
        ("seq <= :a", {"a": 0}, NUMBERS[:4]),
        ("seq > :a", {"a": 10}, NUMBERS[9:]),
        ("seq >= :a", {"a": 10}, NUMBERS[8:]),
        ("seq BETWEEN :a AND :b", {"a": 0, "b": 2}, NUMBERS[3:7]),
        ("seq > :a", {"a": 10**20}, []),
        ("seq = :a", {"a": 3}, []),
    ],
)
def test_a_key_condition_takes_its_range(endpoint, filled, condition, given, expected):
    assert _ats(_query(endpoint, filled, f"id = :p AND {condition}", given=given)) == expected


def test_both_conditions_may_stand_either_way_round_and_in_parentheses(endpoint, filled):
    assert _ats(_query(endpoint, filled, "(:a > seq) AND (:p = id)", given={"a": -1})) == [-100]


def test_a_filter_takes_items_from_the_answer_not_from_what_was_read(endpoint, filled):
    answer = _query(endpoint, filled, FilterExpression="even = :yes", given={"yes": True})

    assert _ats(answer) == [number for number in NUMBERS if number % 2 == 0]
    assert answer["ScannedCount"] == len(NUMBERS)


def test_a_count_gives_numbers_and_no_items(endpoint, filled):
    assert _query(endpoint, filled, Select="COUNT") == {"Count": len(NUMBERS), "ScannedCount": len(NUMBERS)}


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("limit", [1, 5, 11, 13])
def test_pages_are_the_whole_in_pieces(endpoint, filled, limit, backwards):
    found, start, pages = [], {}, 0

    while True:
        answer = _query(endpoint, filled, Limit=limit, ScanIndexForward=not backwards, **start)
        found += _ats(answer)
        pages += 1
        if "LastEvaluatedKey" not in answer:
            break
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    assert found == (NUMBERS[::-1] if backwards else NUMBERS)
    assert pages == len(NUMBERS) // limit + 1


def test_a_limit_that_is_met_exactly_still_gives_a_key_to_go_on_from(endpoint, filled):
    answer = _query(endpoint, filled, Limit=len(NUMBERS))

    assert answer["LastEvaluatedKey"] == item(id="p", seq=NUMBERS[-1])
    assert _query(endpoint, filled, ExclusiveStartKey=answer["LastEvaluatedKey"])["Items"] == []


def test_a_limit_counts_what_is_read_before_the_filter(endpoint, filled):
    answer = _query(endpoint, filled, Limit=2, FilterExpression="even = :yes", given={"yes": True})

    assert (_ats(answer), answer["ScannedCount"]) == ([-100], 2)
    assert answer["LastEvaluatedKey"] == item(id="p", seq=-1)


def test_a_start_key_need_not_be_there(endpoint, filled):
    answer = _query(endpoint, filled, ExclusiveStartKey=item(id="p", seq=5))

    assert _ats(answer) == NUMBERS[7:]


def test_a_page_ends_at_one_megabyte(endpoint, fresh):
    for number in range(130):
        endpoint.call("PutItem", TableName=fresh, Item=item(id="p", seq=number, text=TEXT))

    first = _query(endpoint, fresh)
    second = _query(endpoint, fresh, ExclusiveStartKey=first["LastEvaluatedKey"])

    assert 114 <= first["Count"] <= 117
    assert _ats(first) + _ats(second) == list(range(130))


def test_a_scan_gives_everything_once_whatever_the_page(endpoint, fresh):
    for number in range(40):
        endpoint.call("PutItem", TableName=fresh, Item=item(id=f"p{number % 7}", seq=number))
    found, start = [], {}

    while start is not None:
        answer = endpoint.call("Scan", TableName=fresh, Limit=7, **start)
        found += answer["Items"]
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]} if "LastEvaluatedKey" in answer else None

    assert sorted(map(plain_at, found)) == list(range(40))
    assert found == endpoint.call("Scan", TableName=fresh)["Items"]


def plain_at(found) -> Decimal:
    return plain_item(found)["seq"]


@pytest.mark.parametrize("segments", [2, 3, 10])
def test_segments_are_a_scan_in_parts(endpoint, fresh, segments):
    for number in range(60):
        endpoint.call("PutItem", TableName=fresh, Item=item(id=f"p{number}", seq=number))

    parts = [
        endpoint.call("Scan", TableName=fresh, Segment=segment, TotalSegments=segments)["Items"]
        for segment in range(segments)
    ]

    assert sorted(plain_at(found) for part in parts for found in part) == list(range(60))
    assert sum(1 for part in parts if part) > 1


def test_a_scan_filters_and_projects(endpoint, filled):
    answer = endpoint.call(
        "Scan",
        TableName=filled,
        FilterExpression="seq > :a AND even = :yes",
        ProjectionExpression="seq",
        ExpressionAttributeValues=values(a=1, yes=True),
    )

    assert sorted(plain_at(found) for found in answer["Items"]) == [2, 10, 100, 10**20]
    assert all(set(found) == {"seq"} for found in answer["Items"])
    assert answer["ScannedCount"] == len(NUMBERS) + 1


def test_texts_are_ordered_by_their_bytes(endpoint):
    name = "contract-texts"
    endpoint.call(
        "CreateTable",
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "seq", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in ("id", "seq")],
    )
    texts = ["A", "B", "a", "aa", "ab", "b", "é", "\u4e2d", "\uffee", "\U0001f46e"]
    for text in reversed(texts):
        endpoint.call("PutItem", TableName=name, Item=item(id="p", seq=text))

    found = _ats(_query(endpoint, name))
    begun = _ats(_query(endpoint, name, "id = :p AND begins_with(seq, :a)", given={"a": "a"}))
    endpoint.call("DeleteTable", TableName=name)

    assert found == texts
    assert begun == ["a", "aa", "ab"]
