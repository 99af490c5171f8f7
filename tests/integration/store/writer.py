"""A process that writes, without end or for some rounds, and says what was acknowledged.

`python writer.py <store> <name> <threads> [<rounds>]`. Each thread puts single items as `<name>.<thread>`, and pairs in
transactions as `<name>.<thread>x` and `...y`; each line it prints, one `write` each, is a number that is on the disk.
"""

import json
import math
import os
import sys
import threading

from dynamodb_sqlite import Engine


def main(path: str, name: str, threads: int, rounds: float = math.inf) -> None:
    """Write until somebody ends this process, or all is done."""
    engine = Engine(path)
    for thread in range(threads):
        threading.Thread(target=write, args=(engine, f"{name}.{thread}", rounds)).start()


def write(engine: Engine, name: str, rounds: float) -> None:
    """One thread's writes."""
    n = 0
    while n < rounds:
        if ask(engine, "PutItem", {"TableName": "pairs", "Item": item(name, n)}):
            tell(f"{name} {n}")
        puts = [{"Put": {"TableName": "pairs", "Item": item(name + half, n)}} for half in "xy"]
        if ask(engine, "TransactWriteItems", {"TransactItems": puts}):
            tell(f"{name}x {n}")
        n += 1


def ask(engine: Engine, operation: str, request: dict) -> bool:
    """Whether a request was acknowledged."""
    status, _ = engine.handle(f"DynamoDB_20120810.{operation}", json.dumps(request).encode())
    return status == 200


def item(writer: str, n: int) -> dict:
    """An item of some size."""
    return {"writer": {"S": writer}, "n": {"N": str(n)}, "text": {"S": "x" * 200}}


def tell(line: str) -> None:
    """Print at once, whole."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
