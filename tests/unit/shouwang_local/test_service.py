"""One machine for good: units, settings and commands that belong together; a backup that can be restored."""

import configparser
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dynamodb_sqlite import Engine
from shouwang.settings import Settings
from shouwang_local import service
from shouwang_local.__main__ import COMMANDS

UNITS = Path("infra/one-machine")


def settings_of(file: Path) -> dict[str, str]:
    """An environment file, as systemd reads it."""
    lines = (line for line in file.read_text().splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def unit(name: str) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(interpolation=None, strict=False)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(UNITS / name)
    return parsed


def test_the_settings_that_are_shipped_are_complete_but_for_the_secrets() -> None:
    told = settings_of(UNITS / "shouwang.env")
    secrets = {name.removesuffix("_FILE"): "x" * 43 for name in told if name.endswith("_FILE")}

    settings = Settings.from_env({name: value for name, value in told.items() if not name.endswith("_FILE")} | secrets)

    assert (settings.stage, settings.development) == ("prod", False)
    assert service.store_file(settings) == Path("/var/lib/shouwang/shouwang.db")


def test_every_unit_starts_a_command_that_there_is() -> None:
    wanted = unit("shouwang.target")["Unit"]["Wants"].split()
    instances = {name.partition("@")[2].removesuffix(".service") for name in wanted}
    called = {
        unit(name)["Service"]["ExecStart"].split()[3] for name in ("shouwang@.service", "shouwang-backup.service")
    }

    assert instances == {"api", "worker", "jobs"}
    assert (instances | called | {"prepare"}) - {"%i"} <= COMMANDS.keys()


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a small installation, prepared."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHOUWANG_")}
    environment = inherited | {
        "SHOUWANG_STAGE": "prod",
        "SHOUWANG_STORE": f"sqlite:///{tmp_path}/data/shouwang.db",
        "SHOUWANG_KEYS": f"file://{tmp_path}/data/keys.json",
        "SHOUWANG_BLOBS": f"file://{tmp_path}/data/files",
        "SHOUWANG_PUBLIC_URL": "https://yijing.example",
        "SHOUWANG_WECHAT_APPID": "wx0000000000000000",
        "SHOUWANG_WECHAT_SECRET": "none",
    }
    (tmp_path / "data").mkdir()
    assert called(environment, "prepare").startswith("ready: ")
    return environment


def called(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "shouwang_local", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else done.stderr


def put(file: Path, text: str) -> None:
    engine = Engine(file)
    body = {"TableName": "shouwang-force", "Item": {"key": {"S": "note"}, "text": {"S": text}}}
    assert engine.handle("DynamoDB_20120810.PutItem", json.dumps(body).encode())[0] == 200
    engine.close()


def test_preparing_again_changes_nothing(machine: dict[str, str], tmp_path: Path) -> None:
    keys = (tmp_path / "data/keys.json").read_bytes()

    again = called(machine, "prepare")

    assert again == "ready: 0 tables made, the rest was there\n"
    assert (tmp_path / "data/keys.json").read_bytes() == keys


def test_a_backup_holds_store_keys_and_files_and_can_be_opened(machine: dict[str, str], tmp_path: Path) -> None:
    put(tmp_path / "data/shouwang.db", "守望")
    (tmp_path / "data/files/photos").mkdir(parents=True)
    (tmp_path / "data/files/photos/a.jpg").write_bytes(b"picture")

    told = called(machine, "backup", str(tmp_path / "copies"))
    again = called(machine, "backup", str(tmp_path / "copies"))

    (day,) = (tmp_path / "copies").iterdir()
    assert told.startswith(f"{day}: ") and again == f"shouwang: {day} is there already\n"
    assert (day / "keys.json").read_bytes() == (tmp_path / "data/keys.json").read_bytes()
    assert (day / "files/photos/a.jpg").read_bytes() == b"picture"
    assert (day.stat().st_mode & 0o077, (day / "keys.json").stat().st_mode & 0o077) == (0, 0)
    engine = Engine(day / "shouwang.db")
    found = engine.handle("DynamoDB_20120810.GetItem", b'{"TableName":"shouwang-force","Key":{"key":{"S":"note"}}}')[1]
    engine.close()
    assert "守望" in found.decode()


def test_of_many_backups_the_latest_stay(machine: dict[str, str], tmp_path: Path) -> None:
    for day in range(1, 21):
        (tmp_path / f"copies/2025-01-{day:02}").mkdir(parents=True)

    called(machine, "backup", str(tmp_path / "copies"))

    kept = sorted(path.name for path in (tmp_path / "copies").iterdir())
    assert (len(kept), kept[0]) == (14, "2025-01-08")


def test_a_command_for_one_machine_refuses_a_store_elsewhere(machine: dict[str, str], tmp_path: Path) -> None:
    told = called({**machine, "SHOUWANG_STORE": "aws"}, "backup", str(tmp_path / "copies"))

    assert told == "shouwang: this command is for one machine: SHOUWANG_STORE is not sqlite:///file\n"
