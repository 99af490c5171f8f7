"""`python -m dynamodb_sqlite`: what it prints, how it ends."""

import http.client
import json
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dynamodb_sqlite import Engine
from dynamodb_sqlite.__main__ import main
from tests.integration.store.calls import call, numbers_of, pairs_table

ITEM = {"writer": {"S": "a"}, "n": {"N": "1"}}
SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c",
    "X-Amz-Date": "20260101T000000Z",
    "X-Amz-Target": "DynamoDB_20120810.PutItem",
    "Content-Type": "application/x-amz-json-1.0",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    engine = Engine(tmp_path / "store.db")
    pairs_table(engine)
    engine.close()
    return tmp_path / "store.db"


def test_a_store_is_served_until_a_signal_comes(file: Path) -> None:
    command = [sys.executable, "-m", "dynamodb_sqlite", "serve", str(file), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        connection = http.client.HTTPConnection(urlsplit(said.split()[-1]).netloc, timeout=30)
        connection.request("POST", "/", json.dumps({"TableName": "pairs", "Item": ITEM}), SIGNED)
        status = connection.getresponse().status
        server.send_signal(signal.SIGTERM)
        code = server.wait(30)
        connection.close()

    engine = Engine(file)
    kept = numbers_of(engine, "a")
    engine.close()
    assert (said.split()[:2], status, code, kept) == ([str(file), "at"], 200, 0, {1})


def test_a_sound_store_is_called_whole(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", str(file)])

    assert (code, capsys.readouterr().out) == (0, f"{file}: whole\n")


def test_the_figures_are_what_is_there(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = Engine(file)
    call(engine, "PutItem", TableName="pairs", Item=ITEM)
    engine.close()

    code = main(["stats", str(file)])

    told = json.loads(capsys.readouterr().out)
    assert (code, told["tables"]) == (0, {"pairs": {"items": 1, "bytes": 10, "indexes": {}}})
    assert told["file_bytes"] == file.stat().st_size


@pytest.mark.parametrize("command", ["check", "stats", "backup"])
def test_a_store_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "missing.db")

    code = main([command, missing, *([str(tmp_path / "copy")] if command == "backup" else [])])

    assert (code, capsys.readouterr().err) == (1, f"{missing}: no such file\n")
    assert list(tmp_path.iterdir()) == []
