"""Every slice's tests once more, on a store with conflicts, throttling, unprocessed keys and indexes that lag.

What they say must hold there, too. By hand: `SHOUWANG_STORE_FAULTS=7 pytest tests/integration/duty`.
"""

import os
import subprocess
import sys

import pytest

from tests.tiers import count

SLICES = ("identity", "roster", "recruitment", "duty", "training", "assessment", "honours", "notices")
SEED = 20261123


@pytest.mark.proof
@pytest.mark.timeout(7200)
def test_what_the_slices_promise_holds_on_a_store_with_faults() -> None:
    # A run of its own: neither this one's workers nor its counts.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SHOUWANG_"))}
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "--no-header", "--tb=short", "-p", f"{__package__}.chosen"]
    choice = [f"--per-slice={count(1, 10_000)}", f"--choice={SEED}"]

    done = subprocess.run(
        [*command, *choice, *(f"tests/integration/{name}" for name in SLICES)],
        env={**inherited, "SHOUWANG_STORE_FAULTS": str(SEED)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
