"""A full disk, a busy store, a damaged file: an error that says so, and nothing half written."""

import json
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dynamodb_sqlite import Damaged, Engine
from dynamodb_sqlite.__main__ import main
from dynamodb_sqlite.disk import files
from dynamodb_sqlite.disk.check import faults
from tests.integration.store.calls import Refused, call, numbers_of, pairs_table

FULL = textwrap.dedent(
    """
    import json, resource, signal, sys
    from dynamodb_sqlite import Engine
    engine = Engine(sys.argv[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    def pair(n):
        items = [{"writer": {"S": half}, "n": {"N": str(n)}, "text": {"S": "x" * 20000}} for half in "xy"]
        puts = [{"Put": {"TableName": "pairs", "Item": item}} for item in items]
        return engine.handle("DynamoDB_20120810.TransactWriteItems", json.dumps({"TransactItems": puts}).encode())
    n = 0
    while pair(n)[0] == 200:
        n += 1
    refused = pair(n)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(json.dumps([n, refused[0], json.loads(refused[1]), pair(n + 1)[0]]))
    """
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    engine = Engine(tmp_path / "store.db")
    pairs_table(engine)
    engine.close()
    return tmp_path / "store.db"


@pytest.fixture
def impatient(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine that soon gives up waiting for another process, and that process, which is writing."""
    monkeypatch.setattr(files, "BUSY_S", 0.05)
    other = sqlite3.connect(file, isolation_level=None)
    engine = Engine(file)
    other.execute("BEGIN IMMEDIATE")
    yield engine
    other.close()
    engine.close()


def test_a_full_disk_is_an_error_and_leaves_nothing_half_written(file: Path) -> None:
    command = [sys.executable, "-c", FULL, str(file), "500000"]

    told = subprocess.run(command, capture_output=True, text=True, check=True)

    kept, status, document, later = json.loads(told.stdout)
    engine = Engine(file)
    halves = [numbers_of(engine, half) for half in "xy"]
    engine.close()
    assert (status, later) == (500, 200)
    assert document == {
        "__type": "com.amazonaws.dynamodb.v20120810#InternalServerError",
        "message": "Internal server error",
    }
    assert kept > 0
    assert halves == [{*range(kept), kept + 1}] * 2
    assert faults(file) == []


def test_a_write_that_waits_too_long_is_throttled_and_changes_nothing(impatient: Engine) -> None:
    with pytest.raises(Refused) as refused:
        call(impatient, "PutItem", TableName="pairs", Item={"writer": {"S": "a"}, "n": {"N": "1"}})

    assert refused.value.kind == "ProvisionedThroughputExceededException"
    assert numbers_of(impatient, "a") == set()


def test_a_change_of_tables_that_waits_too_long_is_throttled(impatient: Engine) -> None:
    with pytest.raises(Refused) as refused:
        call(impatient, "DeleteTable", TableName="pairs")

    assert refused.value.kind == "ThrottlingException"
    assert call(impatient, "ListTables") == {"TableNames": ["pairs"]}


def test_a_read_waits_for_no_writer(impatient: Engine) -> None:
    assert call(impatient, "Scan", TableName="pairs")["Count"] == 0


def test_a_damaged_file_is_told_at_the_start_in_one_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _fill(file, 200)
    raw = bytearray(file.read_bytes())
    for page in range(3, len(raw) // 4096):
        raw[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    file.write_bytes(raw)

    with pytest.raises(Damaged) as damaged:
        Engine(file)
    code = main(["check", str(file)])

    assert str(damaged.value).startswith(f"{file}: damaged: ")
    assert "\n" not in str(damaged.value)
    assert (code, capsys.readouterr().out.splitlines()[-1]) == (1, f"{file}: not whole")


def _fill(file: Path, items: int) -> None:
    engine = Engine(file)
    for n in range(items):
        call(
            engine, "PutItem", TableName="pairs", Item={"writer": {"S": "a"}, "n": {"N": str(n)}, "t": {"S": "x" * 99}}
        )
    engine.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"this is no database at all, only some text that is long enough" * 20, "damaged: file is not a database"),
        (None, "a SQLite file, but not a store of dynamodb_sqlite"),
    ],
)
def test_a_strange_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes | None, said: str) -> None:
    strange = tmp_path / "strange.db"
    if content is None:
        other = sqlite3.connect(strange)
        other.execute("CREATE TABLE theirs (n)")
        other.close()
    else:
        strange.write_bytes(content)

    with pytest.raises(Damaged) as damaged:
        Engine(strange)

    assert str(damaged.value) == f"{strange}: {said}"
    assert content in (None, strange.read_bytes())


def test_an_item_that_does_not_lie_where_it_should_is_found_by_the_check(file: Path) -> None:
    _fill(file, 3)
    other = sqlite3.connect(file)
    other.execute('UPDATE items SET size = size + 1, item = replace(item, \'"N":"2"\', \'"N":"5"\')')
    other.commit()
    other.close()

    found = faults(file)

    assert [line.partition(": ")[2].partition(" ")[0] for line in found] == ["the"] * 4
    assert sum("lies under another key" in line for line in found) == 1
    assert sum("bytes, noted are" in line for line in found) == 3


def test_a_backup_taken_while_others_write_is_one_moment_and_can_be_restored(file: Path, tmp_path: Path) -> None:
    engine = Engine(file)
    before, stop = _pairs(engine, 0, 5), threading.Event()

    def go_on() -> None:
        n = 5
        while not stop.is_set():
            _pairs(engine, n, n + 1)
            n += 1

    writers = [threading.Thread(target=go_on) for _ in range(2)]
    for writer in writers:
        writer.start()
    codes = [main(["backup", str(file), str(tmp_path / f"copy{n}.db")]) for n in range(3)]
    stop.set()
    for writer in writers:
        writer.join()
    engine.close()

    assert codes == [0, 0, 0]
    for n in range(3):
        restored = shutil.copy(tmp_path / f"copy{n}.db", tmp_path / f"restored{n}.db")
        assert faults(restored) == []
        engine = Engine(restored)
        halves = [numbers_of(engine, half) for half in "xy"]
        _pairs(engine, 10_000, 10_001)
        engine.close()
        assert halves[0] == halves[1] >= before


def _pairs(engine: Engine, first: int, last: int) -> set[int]:
    for n in range(first, last):
        items = [{"writer": {"S": half}, "n": {"N": str(n)}} for half in "xy"]
        call(
            engine, "TransactWriteItems", TransactItems=[{"Put": {"TableName": "pairs", "Item": one}} for one in items]
        )
    return set(range(first, last))


def test_a_backup_never_overwrites(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept").write_bytes(b"dear")

    code = main(["backup", str(file), str(tmp_path / "kept")])

    assert (code, capsys.readouterr().err) == (1, f"{tmp_path / 'kept'}: is there already\n")
    assert (tmp_path / "kept").read_bytes() == b"dear"
