"""What was acknowledged is there, whole, when processes are killed and when the power goes."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dynamodb_sqlite import Engine
from dynamodb_sqlite.disk.check import faults
from tests.integration.store import writer
from tests.integration.store.calls import numbers_of, pairs_table
from tests.tiers import count

WRITER = [sys.executable, writer.__file__]
THREADS = 3


@pytest.fixture
def file(tmp_path: Path) -> Path:
    engine = Engine(tmp_path / "store.db")
    pairs_table(engine)
    engine.close()
    return tmp_path / "store.db"


@contextmanager
def writing(file: Path, log: Path, *names: str) -> Iterator[list[subprocess.Popen]]:
    """Processes that write, of which each has written something."""
    with log.open("ab") as out:
        started = [subprocess.Popen([*WRITER, str(file), name, str(THREADS)], stdout=out) for name in names]
    try:
        _wait_until(lambda: all(f"{name}.{n}x " in log.read_text() for name in names for n in range(THREADS)))
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


def _wait_until(true) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def told(log: str) -> dict[str, set[int]]:
    """What was acknowledged; a last line that was cut says nothing."""
    found: dict[str, set[int]] = {}
    for line in log.splitlines(keepends=True):
        if line.endswith("\n"):
            name, n = line.split()
            found.setdefault(name, set()).add(int(n))
    return found


def lost_and_torn(file: Path, acknowledged: dict[str, set[int]]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Of each writer the numbers that are missing, and those of which only one half is there."""
    engine = Engine(file)
    lost = {name: numbers - numbers_of(engine, name) for name, numbers in acknowledged.items()}
    pairs = [name for name in acknowledged if name.endswith("x")]
    torn = {name: numbers_of(engine, name) ^ numbers_of(engine, f"{name[:-1]}y") for name in pairs}
    engine.close()
    return {name: n for name, n in lost.items() if n}, {name: n for name, n in torn.items() if n}


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_kill_9_loses_and_tears_nothing_that_was_acknowledged(file: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"

    for kill in range(0, count(6, 200), 2):
        with writing(file, log, f"k{kill}", f"k{kill + 1}") as processes:
            for process in processes:
                os.kill(process.pid, signal.SIGKILL)

    acknowledged = told(log.read_text())
    assert len(acknowledged) >= count(6, 200) * THREADS * 2
    assert lost_and_torn(file, acknowledged) == ({}, {})
    assert faults(file) == []


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_a_copy_of_the_files_at_any_moment_holds_all_that_was_acknowledged(file: Path, tmp_path: Path) -> None:
    """As after a power cut: every writer stands still, and only the files are carried elsewhere, without shared memory."""
    log = tmp_path / "log"

    for cut in range(count(2, 40)):
        elsewhere = tmp_path / f"cut{cut}"
        elsewhere.mkdir()
        with writing(file, log, f"a{cut}", f"b{cut}") as processes:
            for process in processes:
                os.kill(process.pid, signal.SIGSTOP)
                os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
            acknowledged = told(log.read_text())
            for suffix in ("", "-wal"):
                shutil.copy(f"{file}{suffix}", elsewhere / f"store.db{suffix}")

        assert lost_and_torn(elsewhere / "store.db", acknowledged) == ({}, {})
        assert faults(elsewhere / "store.db") == []
        shutil.rmtree(elsewhere)


def test_the_log_is_flushed_before_a_write_is_acknowledged(file: Path, tmp_path: Path) -> None:
    """The order of the system calls: the write to the log, its flush, the line that acknowledges."""
    trace = tmp_path / "trace"
    traced = ["strace", "-f", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync", "-o", str(trace)]

    subprocess.run([*traced, *WRITER, str(file), "t", "1", "20"], stdout=subprocess.PIPE, check=True)

    calls = "".join(_kind(line) for line in trace.read_text().splitlines())
    before = [calls[place - 1] for place, call in enumerate(calls) if call == "A"]
    assert before == ["F"] * 40, calls


def _kind(line: str) -> str:
    """W for a write to the log of SQLite, F for its flush, A for an acknowledgement, nothing for all else."""
    if "-wal>" in line:
        return "F" if "sync(" in line else "W"
    return "A" if re.search(r"write\(1[<,]", line) else ""
