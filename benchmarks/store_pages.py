"""A page of 50 items of a Query among 1,000,000 items, and the same among 1,000: the yardstick.

Both lie in one partition of a store of their own; the pages begin at random places, of the two stores in turn.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dynamodb_sqlite import Engine

MANY, FEW, PAGE, QUERIES = 1_000_000, 1_000, 50, 1_500
BAR = 1.5
BATCH, WRITERS = 25, 16
TABLE = {
    "TableName": "bench",
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "seq", "KeyType": "RANGE"}],
    "AttributeDefinitions": [
        {"AttributeName": "who", "AttributeType": "S"},
        {"AttributeName": "seq", "AttributeType": "N"},
    ],
}


def main() -> int:
    """Fill both stores, query them in turn; 1 when the bar is missed."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        few, many = _filled(Path(folder) / "few.db", FEW), _filled(Path(folder) / "many.db", MANY)
        for _ in range(100):  # caches filled, statements prepared
            _page_s(few, FEW), _page_s(many, MANY)
        pairs = [(_page_s(few, FEW), _page_s(many, MANY)) for _ in range(QUERIES)]
        few.close()
        many.close()
    small, large = (statistics.median(column) * 1e6 for column in zip(*pairs, strict=True))
    ratio = large / small
    print(f"a page of {PAGE} among {FEW:,}: {small:.0f} us, among {MANY:,}: {large:.0f} us, {ratio:.2f} x, bar {BAR} x")
    return 0 if ratio <= BAR else 1


def _filled(path: Path, items: int) -> Engine:
    engine = Engine(path)
    _ask(engine, "CreateTable", TABLE)

    def write(first: int) -> None:
        requests = [
            {"PutRequest": {"Item": {"who": {"S": "a"}, "seq": {"N": str(n)}, "text": {"S": "x" * 100}}}}
            for n in range(first, min(first + BATCH, items))
        ]
        _ask(engine, "BatchWriteItem", {"RequestItems": {"bench": requests}})

    with ThreadPoolExecutor(WRITERS) as writers:
        for _ in writers.map(write, range(0, items, BATCH)):
            pass
    return engine


def _page_s(engine: Engine, items: int) -> float:
    start = random.randrange(items - PAGE)
    request = {
        "TableName": "bench",
        "KeyConditionExpression": "who = :w AND seq >= :s",
        "ExpressionAttributeValues": {":w": {"S": "a"}, ":s": {"N": str(start)}},
        "Limit": PAGE,
    }
    started = time.perf_counter()
    answer = _ask(engine, "Query", request)
    taken = time.perf_counter() - started
    assert answer["Count"] == PAGE
    return taken


def _ask(engine: Engine, operation: str, request: dict) -> dict:
    status, body = engine.handle(f"DynamoDB_20120810.{operation}", json.dumps(request).encode())
    assert status == 200, body
    answer: dict = json.loads(body)
    return answer


if __name__ == "__main__":
    sys.exit(main())
