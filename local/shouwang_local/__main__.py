"""Commands of one machine: run, demo, seed, worker, jobs, rebuild, admin, hours, signs, openapi."""

import argparse
import sys
from collections.abc import Callable, Mapping

from shouwang.settings import BadSettings
from shouwang_local.deployment import CannotStart


def main() -> int:
    """Run one command; what stands in the way is told in plain lines, without a traceback."""
    parser = argparse.ArgumentParser(prog="shouwang_local", description=__doc__)
    parser.add_argument("command", choices=sorted(_COMMANDS))
    command, rest = parser.parse_known_args()
    try:
        return _COMMANDS[command.command](rest) or 0
    except (CannotStart, BadSettings) as reason:
        print(f"shouwang: {reason}", file=sys.stderr)
        return 1


def _run(rest: list[str]) -> int | None:
    from shouwang_local import runner  # noqa: PLC0415 -- each command loads its own

    return runner.main(rest)


def _demo(rest: list[str]) -> int | None:
    from shouwang_local.demo import journey  # noqa: PLC0415

    return journey.main(rest)


def _worker(_: list[str]) -> int | None:
    from shouwang_local import worker  # noqa: PLC0415

    worker.main()
    return 0


def _jobs(_: list[str]) -> int | None:
    from shouwang_local import jobs  # noqa: PLC0415

    jobs.main()
    return 0


def _seed(_: list[str]) -> int | None:
    from shouwang_local import seed  # noqa: PLC0415

    seed.main()
    return 0


def _admin(rest: list[str]) -> int | None:
    from shouwang_local import admin  # noqa: PLC0415

    return admin.main(rest)


def _hours(rest: list[str]) -> int | None:
    from shouwang_local import hours  # noqa: PLC0415

    return hours.main(rest)


def _signs(rest: list[str]) -> int | None:
    from shouwang_local import signs  # noqa: PLC0415

    return signs.main(rest)


def _openapi(_: list[str]) -> int | None:
    from shouwang_local import contract  # noqa: PLC0415

    contract.write()
    return 0


def _rebuild(_: list[str]) -> int | None:
    from shouwang_local import rebuild  # noqa: PLC0415

    return rebuild.main()


_COMMANDS: Mapping[str, Callable[[list[str]], int | None]] = {
    "run": _run,
    "demo": _demo,
    "worker": _worker,
    "jobs": _jobs,
    "seed": _seed,
    "admin": _admin,
    "rebuild": _rebuild,
    "hours": _hours,
    "signs": _signs,
    "openapi": _openapi,
}

if __name__ == "__main__":
    sys.exit(main())
