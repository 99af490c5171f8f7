"""Two tiers, same code, one number apart: `make test` proves at a reduced count, `make prove` at the bar's."""

import os

PROVE = os.environ.get("SHOUWANG_PROVE") == "1"
used: list[int] = []  # the counts that the running test asked for; the root conftest writes them beside its result


def count(reduced: int, full: int) -> int:
    """The number of rounds a proof runs: `full` under `make prove`, `reduced` otherwise."""
    chosen = full if PROVE else reduced
    used.append(chosen)
    return chosen
