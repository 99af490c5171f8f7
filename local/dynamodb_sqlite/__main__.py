"""`python -m dynamodb_sqlite backup|check|stats|serve`."""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from dynamodb_sqlite.disk.backup import Unfit, back_up
from dynamodb_sqlite.disk.check import faults
from dynamodb_sqlite.disk.figures import figures
from dynamodb_sqlite.disk.files import Damaged
from dynamodb_sqlite.doors.http import HttpDoor
from dynamodb_sqlite.engine import Engine

_SWEEP_EVERY_S = 60.0


def main(arguments: list[str] | None = None) -> int:
    """Do one command; 0 when all is well, 1 when not, with a line that says why."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except (Unfit, Damaged, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dynamodb_sqlite", description="DynamoDB's protocol over SQLite.")
    commands = parser.add_subparsers(required=True, metavar="command")
    backup = commands.add_parser("backup", help="copy a store, while others use it")
    backup.add_argument("store", type=Path)
    backup.add_argument("target", type=Path)
    backup.set_defaults(run=_back_up)
    check = commands.add_parser("check", help="see whether a store is whole")
    check.add_argument("store", type=Path)
    check.set_defaults(run=_check)
    stats = commands.add_parser("stats", help="show how much a store holds, as JSON")
    stats.add_argument("store", type=Path)
    stats.set_defaults(run=_show)
    serve = commands.add_parser("serve", help="serve a store over HTTP, on this machine only")
    serve.add_argument("store", type=str, help="a file, or :memory:")
    serve.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    serve.set_defaults(run=_serve)
    return parser


def _back_up(given: argparse.Namespace) -> int:
    size = back_up(given.store, given.target)
    print(f"{given.target}: {size:,} bytes")
    return 0


def _check(given: argparse.Namespace) -> int:
    found = faults(given.store)
    for fault in found:
        print(fault)
    print(f"{given.store}: {'not whole' if found else 'whole'}")
    return 1 if found else 0


def _show(given: argparse.Namespace) -> int:
    print(json.dumps(figures(given.store), indent=2))
    return 0


def _serve(given: argparse.Namespace) -> int:
    """Serve until a signal comes, and delete what expires meanwhile."""
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    engine = Engine(given.store)
    try:
        with HttpDoor(engine, given.port) as door:
            print(f"{given.store} at {door.url}", flush=True)
            while not stopped.wait(_SWEEP_EVERY_S):
                engine.sweep()
    finally:
        engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
