"""`make emergency-code`: one way into the console for one person, made on the machine itself, never over the network."""

import argparse
import os
import sys
from pathlib import Path

from shouwang.identity.rules import EMERGENCY_DAYS, EMERGENCY_DAYS_MOST, NotStaff
from shouwang.identity.service.emergency import EmergencyDoor
from shouwang.kernel.problem import NotFound
from shouwang_local.deployment import Deployment
from shouwang_local.house import open_house

HOW = """For whom? make emergency-code PERSON=<person id> [DAYS=7]: prints a code for the console's sign-in page. It opens the
console once, within these days, and every commander is told when it does. Print it, seal it, lock it away."""


def main(arguments: list[str]) -> int:
    """Make a code, with a line in the audit log; told once, on the terminal."""
    parser = argparse.ArgumentParser(prog="make emergency-code", description=HOW)
    parser.add_argument("person", nargs="?", help="a person id")
    parser.add_argument("--days", type=int, default=EMERGENCY_DAYS, help=f"1 to {EMERGENCY_DAYS_MOST}")
    asked = parser.parse_args(arguments)
    if asked.person is None or not 1 <= asked.days <= EMERGENCY_DAYS_MOST:
        print(HOW, file=sys.stderr)
        return 2
    if "SHOUWANG_STORE" not in os.environ:  # this machine's own deployment; elsewhere the environment says which
        os.environ.update(Deployment(Path("var").resolve()).environment())
    try:
        code = EmergencyDoor(open_house().identity).make(asked.person, asked.days, "command line")
    except NotFound:
        print(f"nobody with the person id {asked.person}", file=sys.stderr)
        return 1
    except NotStaff:
        print("only staff use the console: make admin first, or appoint them", file=sys.stderr)
        return 1
    print(code)
    return 0
