"""`make run` for a new user: what it prints works, what is in its way it says in one line, Ctrl-C ends it whole."""

import json
import os
import socket
import subprocess
from pathlib import Path

import pytest

from shouwang_local.deployment import free_port
from tests.e2e.docs.conftest import Life, run_arguments

pytestmark = pytest.mark.xdist_group("journey")


def test_the_commands_that_a_start_prints_answer_when_copied(life: Life) -> None:
    assert len(life.commands) == 3
    assert [(command, code) for command, code, _ in life.answers if code] == []
    assert [list(json.loads(output)) for _, _, output in life.answers] == [["items"], ["token", "expires_at", "me"]]


def test_ctrl_c_ends_every_process_within_ten_seconds(life: Life) -> None:
    assert len(life.processes) >= 6  # the runner, WeChat, gunicorn and its worker, the worker, the jobs
    assert (life.code, life.survivors) == (0, [])
    assert life.took_s < 10


def test_ctrl_c_is_answered_in_one_line_and_never_with_a_traceback(life: Life) -> None:
    assert life.last_words.strip() == "stopped; your data is kept."
    assert life.complaints == ""


# Root may write anywhere; without this capability it is a user like others.
AS_A_USER = ("setpriv", "--bounding-set", "-dac_override") if os.geteuid() == 0 else ()


def refused(folder: Path, port: int, wechat_port: int) -> str:
    """What a start that must fail says."""
    command = [*AS_A_USER, *run_arguments(folder, port, wechat_port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


@pytest.mark.parametrize("whose", ["port", "wechat_port"])
def test_a_port_in_use_is_told_in_one_line(tmp_path: Path, whose: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        taken = somebody.getsockname()[1]
        ports = {"port": free_port(), "wechat_port": free_port(), whose: taken}

        said = refused(tmp_path / "var", **ports)

    option = "--port" if whose == "port" else "--wechat-port"
    assert said == f"shouwang: port {taken} is in use: stop what runs there, or start with {option}\n"


@pytest.mark.parametrize("exists", [False, True], ids=["parent-not-writable", "folder-not-writable"])
def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "var"
    if exists:
        folder.mkdir(mode=0o555)
    tmp_path.chmod(0o555)

    said = refused(folder, free_port(), free_port())

    tmp_path.chmod(0o755)
    assert said == f"shouwang: cannot write to {folder}: Permission denied\n"


@pytest.mark.parametrize("damage", ["not-a-database", "a-page-overwritten", "cut-off"])
def test_a_damaged_database_is_told_in_one_line_and_left_as_it_is(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "shouwang.db"
    file.write_bytes(damaged(tmp_path, damage))
    before = file.read_bytes()

    said = refused(tmp_path, free_port(), free_port())

    advice = "move it away and restore a backup (docs/operations.md), or start anew without it"
    assert said == f"shouwang: {file} is damaged: {advice}\n"
    assert file.read_bytes() == before


def damaged(folder: Path, damage: str) -> bytes:
    """The bytes of a store to which something happened."""
    from dynamodb_sqlite import Engine

    sound = folder / "sound.db"
    engine = Engine(sound)
    table = {
        "TableName": "papers",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    engine.handle("DynamoDB_20120810.CreateTable", json.dumps(table).encode())
    for n in range(200):
        item = {"TableName": "papers", "Item": {"id": {"S": f"{n}"}, "text": {"S": "字" * 500}}}
        engine.handle("DynamoDB_20120810.PutItem", json.dumps(item).encode())
    engine.close()
    content = sound.read_bytes()
    sound.unlink()
    return {
        "not-a-database": b"these are my notes, not a database\n" * 100,
        "a-page-overwritten": content[:8192] + b"\xff" * 4096 + content[12288:],
        "cut-off": content[: len(content) // 2],
    }[damage]
