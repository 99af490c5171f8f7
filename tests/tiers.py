"""Two tiers, same code, one number apart: `make test` proves at a reduced count, `make prove` at the bar's."""

import os

PROVE = os.environ.get("SHOUWANG_PROVE") == "1"


def count(reduced: int, full: int) -> int:
    """The number of rounds a proof runs: `full` under `make prove`, `reduced` otherwise."""
    return full if PROVE else reduced
