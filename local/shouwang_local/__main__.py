"""Commands of one machine; `python -m shouwang_local -h` lists them, each loads only its own module."""

import argparse
import sys
from collections.abc import Mapping
from importlib import import_module

from shouwang.settings import BadSettings
from shouwang_local.deployment import CannotStart

# Command -> module and function below `shouwang_local`; the function gets the arguments behind the command.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("runner", "main"),
    "demo": ("demo.journey", "main"),
    "worker": ("worker", "main"),
    "jobs": ("jobs", "main"),
    "seed": ("seed", "main"),
    "admin": ("admin", "main"),
    "emergency-code": ("emergency", "main"),
    "rebuild": ("rebuild", "main"),
    "hours": ("hours", "main"),
    "signs": ("signs", "main"),
    "openapi": ("contract", "main"),
    "prepare": ("service", "prepare"),
    "api": ("service", "api"),
    "backup": ("service", "backup"),
    "move": ("move", "main"),
}


def main() -> int:
    """Run one command; what stands in the way is told in plain lines, without a traceback."""
    parser = argparse.ArgumentParser(prog="shouwang_local", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    asked, rest = parser.parse_known_args(sys.argv[1:2])
    module, function = COMMANDS[asked.command]
    try:
        code = getattr(import_module(f"shouwang_local.{module}"), function)([*rest, *sys.argv[2:]])
    except (CannotStart, BadSettings) as reason:
        print(f"shouwang: {reason}", file=sys.stderr)
        return 1
    return int(code or 0)


if __name__ == "__main__":
    sys.exit(main())
