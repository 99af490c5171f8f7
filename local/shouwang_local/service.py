"""One machine for good: the processes that systemd starts, each by its own command, settings from the environment.

`prepare` makes what is missing (folder, keys, tables), `api` becomes gunicorn, `backup` copies store, keys and files together;
`worker` and `jobs` are the same as under `make run`. Units, proxy and settings: infra/one-machine/, docs/one-machine.md.
"""

import argparse
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from dynamodb_sqlite.disk.backup import back_up
from shouwang.app import House, declare_tables
from shouwang.kernel.clock import local_day
from shouwang.platform import dynamo
from shouwang.platform.keys import make_key_file
from shouwang.settings import Settings
from shouwang_local.deployment import CannotStart, check_store_file
from shouwang_local.embedded import use_embedded_store
from shouwang_local.processes import gunicorn

KEPT = 14  # backups


def prepare(_: list[str]) -> int:
    """Make what is missing, change nothing that is there. Raises: CannotStart."""
    settings = Settings.from_env()
    check_store_file(store_file(settings))
    make_key_file(Path(urlsplit(settings.keys).path))
    use_embedded_store()
    House(settings)
    declare_tables()
    made = dynamo.create_tables()
    print(f"ready: {len(made)} tables made, the rest was there")
    return 0


def api(arguments: list[str]) -> int:
    """Become the web server."""
    parser = argparse.ArgumentParser(prog="shouwang_local api")
    parser.add_argument("--port", type=int, default=8000)
    command = gunicorn(parser.parse_args(arguments).port)
    os.execv(command[0], command)  # noqa: S606 -- systemd is to watch gunicorn itself


def backup(arguments: list[str]) -> int:
    """Copy everything into a folder of today's date, while the house runs; the oldest beyond `KEPT` go. Raises: CannotStart."""
    parser = argparse.ArgumentParser(prog="shouwang_local backup")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    settings = Settings.from_env()
    target = folder / f"{local_day(datetime.now(UTC))}"
    if target.exists():
        raise CannotStart(f"{target} is there already")
    unfinished = folder / f".{target.name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    size = back_up(store_file(settings), unfinished / "shouwang.db")
    shutil.copy2(urlsplit(settings.keys).path, unfinished / "keys.json")
    files = Path(urlsplit(settings.blobs).path)
    if files.exists():  # after the store: a row never names a file that the copy lacks
        shutil.copytree(files, unfinished / "files")
    unfinished.rename(target)
    for old in sorted(path for path in folder.iterdir() if path.is_dir() and path.name[:2] == "20")[:-KEPT]:
        shutil.rmtree(old)
    print(f"{target}: {size:,} bytes of store, keys, files")
    return 0


def store_file(settings: Settings) -> Path:
    """The file of the embedded store. Raises: CannotStart when the store is elsewhere."""
    if not settings.store.startswith("sqlite:///"):
        raise CannotStart("this command is for one machine: SHOUWANG_STORE is not sqlite:///file")
    return Path(settings.store.removeprefix("sqlite:///"))


if __name__ == "__main__":
    sys.exit(prepare([]))
