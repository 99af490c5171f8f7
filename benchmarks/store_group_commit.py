"""Group commit of the embedded store: fsyncs per acknowledged put, counted by strace, and puts per second.

The yardstick in the same run: one writer on a store of its own, which shares its fsyncs with nobody.
Speed and fsyncs are taken in separate processes, for a traced one is slow.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dynamodb_sqlite import Engine

THREADS, PUTS, ROUNDS = 8, 1600, 5
FSYNCS_BAR, SPEED_BAR = 0.35, 2.0
TABLE = (
    b'{"TableName":"bench","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],'
    b'"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]}'
)
ITEM = '{{"TableName":"bench","Item":{{"id":{{"S":"{}"}},"text":{{"S":"' + "x" * 300 + '"}}}}}}'


def main() -> int:
    """Measure both; 1 when a bar is missed."""
    if len(sys.argv) == 4:
        print(_puts_per_second(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
        return 0
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:  # the disk of the house, not a /tmp in memory
        return _measured(Path(folder))


def _measured(folder: Path) -> int:
    pairs = [(_fresh(folder, 1), _fresh(folder, THREADS)) for _ in range(ROUNDS)]
    alone, together = (statistics.median(column) for column in zip(*pairs, strict=True))
    gain = statistics.median(many / one for one, many in pairs)
    met = gain >= SPEED_BAR
    print(f"{'':<34}{'one writer':>12}{f'{THREADS} threads':>12}{'bar':>12}")
    print(f"{'puts per second':<34}{alone:>12,.0f}{together:>12,.0f}{f'>= {SPEED_BAR:.0f} x':>12}  {gain:.2f} x")
    if shutil.which("strace") is None:
        print("fsyncs: not counted, there is no strace here")
        return 1
    counts = [_fsyncs(folder, threads) for threads in (1, THREADS)]
    met = met and counts[1] <= FSYNCS_BAR
    print(f"{'fsyncs per acknowledged put':<34}{counts[0]:>12.3f}{counts[1]:>12.3f}{f'<= {FSYNCS_BAR}':>12}")
    return 0 if met else 1


def _fresh(folder: Path, threads: int) -> float:
    return float(_run([], folder, threads, PUTS))


def _fsyncs(folder: Path, threads: int) -> float:
    """How many more fsyncs n puts more take, by the number of puts: opening and closing the file do not count."""
    few, many = (_counted(folder, threads, puts) for puts in (THREADS, THREADS + PUTS))
    return (many - few) / PUTS


def _counted(folder: Path, threads: int, puts: int) -> int:
    trace = folder / "trace"
    _run(["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(trace)], folder, threads, puts)
    return len(re.findall(r"\b(?:fsync|fdatasync)\(", trace.read_text()))


def _run(tracer: list[str], folder: Path, threads: int, puts: int) -> str:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        command = [*tracer, sys.executable, __file__, f"{place}/store.db", str(threads), str(puts)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _puts_per_second(path: Path, threads: int, puts: int) -> float:
    engine = Engine(path)
    engine.handle("DynamoDB_20120810.CreateTable", TABLE)
    start = threading.Barrier(threads + 1)

    def write(first: int) -> None:
        start.wait()
        for number in range(first, puts, threads):
            status, _ = engine.handle("DynamoDB_20120810.PutItem", ITEM.format(number).encode())
            assert status == 200

    writers = [threading.Thread(target=write, args=(first,)) for first in range(threads)]
    for writer in writers:
        writer.start()
    start.wait()
    began = time.perf_counter()
    for writer in writers:
        writer.join()
    taken = time.perf_counter() - began
    engine.close()
    return puts / taken


if __name__ == "__main__":
    sys.exit(main())
