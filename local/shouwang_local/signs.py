"""`make signs`: every assembly point's sign, one A4 page each, in one PDF; the codes come from WeChat or its simulator."""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from shouwang_local.deployment import CannotStart, Deployment
from shouwang_local.house import open_house


def main(arguments: list[str]) -> int:
    """Write the PDF; `--unit D1/B01` for a part of the force, `--out` for another file."""
    parser = argparse.ArgumentParser(prog="shouwang_local signs", description=__doc__)
    parser.add_argument("--unit", default="")
    parser.add_argument("--out", type=Path, default=Path("var/signs.pdf"))
    asked = parser.parse_args(arguments)
    with _settings():
        pages = write(asked.out, asked.unit)
    print(f"{asked.out}: {pages} signs")
    return 0


def write(target: Path, unit_path: str) -> int:
    """Write the signs of a unit and all below it; how many. Raises: CannotStart when the force was never set up."""
    from shouwang.roster.service import ForceMissing  # noqa: PLC0415 -- after the settings

    house = open_house()
    try:
        made = house.signs.pdf(unit_path)
    except ForceMissing as missing:
        raise CannotStart("there is no force here yet: make run sets one up") from missing
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)
    return sum(not unit_path or p.unit_path.startswith(unit_path) for p in house.roster.points())


@contextlib.contextmanager
def _settings() -> Iterator[None]:
    """This machine's own deployment, with a simulator for this one command; elsewhere the environment says which."""
    if "SHOUWANG_STORE" in os.environ:
        yield
        return
    from wechat_simulator import serve  # noqa: PLC0415 -- only here

    deployment = Deployment(Path("var").resolve())
    if not deployment.store_file.exists():
        raise CannotStart("there is no force here yet: make run sets one up")
    os.environ.update(deployment.environment())
    simulator = serve(0, seed=1)
    os.environ["SHOUWANG_WECHAT_URL"] = simulator.url
    try:
        yield
    finally:
        simulator.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
