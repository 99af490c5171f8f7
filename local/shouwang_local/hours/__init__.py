"""`shouwang_local hours audit | rebuild | announce-key | turn-key`: the hours log held against what was sealed, and its keys.

Run by whoever answers for the log, on the machine that has the store's settings; the only tools that scan.
"""

import argparse
import os
from pathlib import Path

from shouwang_local.deployment import Deployment
from shouwang_local.house import open_house


def main(arguments: list[str]) -> int:
    """Run one command; 0 when everything holds, 1 when something was found."""
    parser = argparse.ArgumentParser(prog="shouwang_local hours", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    audit = commands.add_parser(
        "audit", help="compare store, ledger and sealed days; names day and entry of every difference"
    )
    audit.add_argument("--locked", type=Path, help="folder that holds roots/, as somebody else keeps it")
    audit.add_argument("--key", help="public key that the first root must be signed with")
    rebuild = commands.add_parser("rebuild", help="make daily sums again from the entries, while everything runs")
    rebuild.add_argument("--write", action="store_true", help="put right what differs; otherwise it is only shown")
    commands.add_parser("announce-key", help="make the signing key to come; the next seal announces it")
    commands.add_parser("turn-key", help="sign with the announced key from now on")
    asked = parser.parse_args(arguments)
    if "SHOUWANG_STORE" not in os.environ:  # this machine's own deployment; elsewhere the environment says which
        os.environ.update(Deployment(Path("var").resolve()).environment())
    return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    from shouwang_local.hours import auditing, keys, rebuilding  # noqa: PLC0415 -- each command loads its own

    if asked.command == "audit":
        return auditing.run(open_house(), asked.locked, asked.key)
    if asked.command == "rebuild":
        return rebuilding.run(open_house(), write=asked.write)
    return keys.announce() if asked.command == "announce-key" else keys.turn(open_house())
