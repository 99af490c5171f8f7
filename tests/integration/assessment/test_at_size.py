"""The ledger of a whole force: a process of its own, so that its memory and its store on disk are its own."""

import subprocess
import sys

import pytest

from tests.tiers import count


@pytest.mark.proof
@pytest.mark.timeout(7200)
def test_a_million_entries_become_equal_books_in_bounded_memory_while_facts_keep_coming(record_property):
    entries, members = count(2_000, 1_000_000), count(20, 1_500)

    ran = [sys.executable, "benchmarks/points.py", str(entries), str(members)]
    done = subprocess.run(ran, capture_output=True, text=True, check=False)

    record_property("told", done.stdout.split("\n"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{members:,} members, {entries:,} entries" in done.stdout
    assert "] 100%" in done.stderr  # the bar
