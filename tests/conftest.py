"""Proofs leave their record: under `make prove`, docs/proofs.json says what was run how often and at which commit."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from shouwang.platform.starting import started
from tests import tiers

# Byte code is kept, as `make` keeps it: else every module is compiled anew in each worker and each process that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Timings are benchmarks, never tests: on a busy machine an example may take long and still be right.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

FILE = Path("docs/proofs.json")
PROOF_S = 3600  # a test of the suite that takes 300 s hangs; a proof at its full count may well need them
_records: dict[str, dict[str, object]] = {}
_second_tries: list[tuple[str, str]] = []

gc.disable()  # what is imported and collected stays to the end, as in a function (decision 0167)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give proofs at their full count their own time, unless they say how long they take, and browsers a second try.

    A browser is the one part that is not ours: what it does in time, on a machine it shares, is not for us to say. The closing
    line tells each second try (decision 0248).
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
        if tiers.PROVE and item.get_closest_marker("proof") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(PROOF_S))


def pytest_collection_finish() -> None:
    """From now on look for garbage, but only among what tests make."""
    started()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Note the counts a proof used."""
    tiers.used.clear()
    try:
        return (yield)
    finally:
        if item.get_closest_marker("proof"):
            item.user_properties.append(("counts", list(tiers.used)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect results; with several workers this runs in the controlling process."""
    if report.outcome == "rerun":
        _second_tries.append((report.nodeid, report.longreprtext))
    properties = dict(report.user_properties)
    counts = properties.get("counts")
    if report.when == "call" and counts is not None:
        name = report.nodeid.partition("@")[0]  # without the group that xdist writes behind it
        _records[name] = {
            "counts": counts,
            "seed": 0,
            "seconds": round(report.duration, 1),
            "result": report.outcome,
            **({"told": properties["told"]} if "told" in properties else {}),  # figures that belong to the bar
        }


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why something was tried a second time: what passes then is told nowhere else."""
    for name, why in _second_tries:
        terminalreporter.section(f"second try of {name}")
        terminalreporter.write_line("\n".join(why.splitlines()[-30:]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was proved, if this was a run at the full counts; what was proved earlier stays."""
    if tiers.PROVE and not hasattr(session.config, "workerinput") and _records:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
        before = json.loads(FILE.read_text()) if FILE.exists() else {}
        now = {name: {**record, "commit": commit.stdout.strip()} for name, record in _records.items()}
        FILE.write_text(json.dumps(dict(sorted({**before, **now}.items())), ensure_ascii=False, indent=1) + "\n")
