"""A store that is left while others are still at work on it: they are refused, and nothing breaks."""

import json
import threading

import pytest

from dynamodb_sqlite import Engine
from tests.integration.store.calls import pairs_table
from tests.tiers import count

WORKERS = 4
ENDED_WITHIN_S = 30


def work(engine: Engine, at_work: threading.Barrier, told: list[str]) -> None:
    """Write and read until the store says no."""
    at_work.wait(ENDED_WITHIN_S)
    for number in range(1_000_000):
        item = {"writer": {"S": "a"}, "n": {"N": str(number % 50)}}
        for name, body in (("PutItem", {"Item": item}), ("GetItem", {"Key": item}), ("Scan", {"Limit": 2})):
            request = json.dumps({"TableName": "pairs", **body}).encode()
            status, answer = engine.handle(f"DynamoDB_20120810.{name}", request)
            if status != 200:
                told.append(json.loads(answer)["__type"].partition("#")[2])
                return


@pytest.mark.proof
@pytest.mark.parametrize("place", [":memory:", "store.db"])
def test_whoever_is_late_is_refused(place, tmp_path, caplog):
    for turn in range(count(10, 300)):
        engine = Engine(place if place == ":memory:" else tmp_path / f"{turn}.db")
        pairs_table(engine)
        told: list[str] = []
        at_work = threading.Barrier(WORKERS + 1)
        threads = [threading.Thread(target=work, args=(engine, at_work, told)) for _ in range(WORKERS)]
        for thread in threads:
            thread.start()
        at_work.wait(ENDED_WITHIN_S)
        engine.close()
        for thread in threads:
            thread.join(ENDED_WITHIN_S)
        assert told == ["InternalServerError"] * WORKERS
