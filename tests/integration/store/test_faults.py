"""The faults a store can be told to have: each strikes as often as it was told, and never more than that."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dynamodb_sqlite import Engine, Faults
from dynamodb_sqlite.operations.ttl import LATENESS_S
from tests.integration.store.calls import Json, Refused, call, numbers_of, pairs_table

ITEM = {"writer": {"S": "a"}, "n": {"N": "1"}}
ACTIONS = [{"Put": {"TableName": "pairs", "Item": {"writer": {"S": "a"}, "n": {"N": str(n)}}}} for n in range(3)]


@pytest.fixture
def under(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """Engines under faults, on a file that has a table already."""
    opened = [Engine(tmp_path / "store.db")]
    pairs_table(opened[0])

    def engine(**faults: float) -> Engine:
        opened.append(Engine(tmp_path / "store.db", Faults(7, **faults)))
        return opened[-1]

    yield engine
    for one in opened:
        one.close()


def outcomes(engine: Engine, operation: str, times: int, **request: object) -> Counter[str]:
    """How often a request ended how."""
    found: Counter[str] = Counter()
    for _ in range(times):
        try:
            call(engine, operation, **request)
            found["ok"] += 1
        except Refused as refused:
            found[refused.kind] += 1
    return found


@pytest.mark.parametrize(
    ("faults", "operation", "request_", "kind"),
    [
        ({"throttling": 0.5}, "GetItem", {"TableName": "pairs", "Key": ITEM}, "ProvisionedThroughputExceededException"),
        ({"conflicts": 0.5}, "PutItem", {"TableName": "pairs", "Item": ITEM}, "TransactionConflictException"),
        ({"conflicts": 0.5}, "TransactWriteItems", {"TransactItems": ACTIONS}, "TransactionCanceledException"),
        ({"failing_disk": 0.5}, "PutItem", {"TableName": "pairs", "Item": ITEM}, "InternalServerError"),
    ],
)
def test_a_fault_strikes_about_as_often_as_it_was_told(
    under, faults, operation: str, request_: Json, kind: str
) -> None:
    found = outcomes(under(**faults), operation, 100, **request_)

    assert set(found) == {"ok", kind}
    assert 30 <= found[kind] <= 70


def test_the_same_seed_brings_the_same_faults(under) -> None:
    def story() -> list[bool]:
        engine = under(throttling=0.3)
        return [bool(outcomes(engine, "GetItem", 1, TableName="pairs", Key=ITEM)["ok"]) for _ in range(50)]

    first, second = story(), story()

    assert first == second
    assert len(set(first)) == 2


def test_a_transaction_in_conflict_names_the_action_and_writes_nothing(under) -> None:
    engine = under(conflicts=1.0)

    with pytest.raises(Refused) as refused:
        call(engine, "TransactWriteItems", TransactItems=ACTIONS)

    codes = [reason["Code"] for reason in refused.value.document["CancellationReasons"]]
    assert sorted(codes) == ["None", "None", "TransactionConflict"]
    assert numbers_of(engine, "a") == set()


def test_members_of_a_batch_come_back_undone_and_go_through_in_the_end(under) -> None:
    engine = under(unprocessed=0.5)
    left: Json = {"pairs": [{"PutRequest": {"Item": {"writer": {"S": "a"}, "n": {"N": str(n)}}}} for n in range(20)]}
    tries = 0

    while left:
        left = call(engine, "BatchWriteItem", RequestItems=left)["UnprocessedItems"]
        tries += 1

    assert numbers_of(engine, "a") == set(range(20))
    assert tries > 1


def test_an_index_lags_and_catches_up(under) -> None:
    engine = under(stale_indexes=1.0, staleness_s=0.2)
    call(
        engine,
        "UpdateTable",
        TableName="pairs",
        AttributeDefinitions=[{"AttributeName": "n", "AttributeType": "N"}],
        GlobalSecondaryIndexUpdates=[
            {
                "Create": {
                    "IndexName": "by-n",
                    "KeySchema": [{"AttributeName": "n", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            }
        ],
    )

    def seen() -> int:
        return int(call(engine, "Scan", TableName="pairs", IndexName="by-n")["Count"])

    before = seen()
    call(engine, "PutItem", TableName="pairs", Item=ITEM)
    at_once, deadline = seen(), time.monotonic() + 30
    while seen() == 0:
        assert time.monotonic() < deadline

    assert (before, at_once, call(engine, "Scan", TableName="pairs")["Count"]) == (0, 0, 1)


@pytest.mark.parametrize("rate", [-0.1, 1.1])
def test_a_rate_is_a_share(rate: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Faults(throttling=rate)


def test_what_expired_is_read_until_it_is_swept_and_is_swept_late(under) -> None:
    engine, now = under(), 1_800_000_000
    call(
        engine,
        "UpdateTimeToLive",
        TableName="pairs",
        TimeToLiveSpecification={"AttributeName": "ends", "Enabled": True},
    )
    ends = {"1": {"N": str(now)}, "2": {"N": str(now + 10_000)}, "3": {"S": str(now)}, "4": {"N": "5"}, "5": None}
    for n, value in ends.items():
        more = {} if value is None else {"ends": value}
        call(engine, "PutItem", TableName="pairs", Item={"writer": {"S": "a"}, "n": {"N": n}} | more)

    swept = [engine.sweep(now + LATENESS_S - 1), engine.sweep(now + LATENESS_S + 1)]

    assert swept == [0, 1]
    assert numbers_of(engine, "a") == {2, 3, 4, 5}
