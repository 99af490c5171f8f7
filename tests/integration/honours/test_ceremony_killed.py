"""kill -9 of the process in the middle of a ceremony: it goes on where it was, nobody is honoured twice, memory is bounded."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shouwang.platform.jobs import LEASE
from shouwang.platform.keys import make_key_file
from shouwang_local.deployment import Deployment
from tests.tiers import count

MOST_KB = 400_000


class Stage:
    """A folder with a store, and processes that work on it."""

    def __init__(self, folder: Path) -> None:
        make_key_file(folder / "keys.json")
        deployment = Deployment(folder, control_port=1)
        self.clock, self.environment = deployment.clock_file, deployment.environment()
        self.later_s = 0
        self.tick(0)

    def tick(self, seconds: float) -> None:
        """Let the processes that start from now on live so much later."""
        self.later_s += int(seconds)
        self.clock.write_text(str(self.later_s))

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """A process with a group of its own, so that what it started ends with it.

        The shell between stays: a process that takes the place of another keeps the other's peak of memory.
        """
        module = "tests.integration.honours.ceremony_process"
        command = ["sh", "-c", '"$0" "$@"; exit $?', sys.executable, "-m", module, *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def run(self, *words: str) -> list[Any]:
        """A process to its end: the lines it wrote."""
        process = self.start(*words)
        told, _ = process.communicate()
        assert process.returncode == 0
        return [json.loads(line) for line in told.splitlines()]

    def killed_after(self, lines: int) -> list[Any]:
        """A working process, ended by kill -9 in the step after so many."""
        process = self.start("work")
        assert process.stdout is not None
        told = [json.loads(process.stdout.readline()) for _ in range(lines)]
        os.killpg(process.pid, signal.SIGKILL)
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        return told


@pytest.mark.proof
@pytest.mark.timeout(7200)
def test_a_ceremony_killed_in_the_middle_gives_each_one_honour_and_both_files_whole(tmp_path: Path) -> None:
    people, kills = count(12, 1500), count(2, 5)
    stage = Stage(tmp_path)
    stage.run("prepare", str(people))

    phases = []
    for n in range(kills):
        phases += [line["phase"] for line in stage.killed_after(1 + n * (people // 500))]
        stage.tick(LEASE.total_seconds() + 1)
    *last, peak = stage.run("work")
    (told,) = stage.run("report")

    assert {"gather", "issue"} <= set(phases)
    assert last[-1]["phase"] == "clean"
    assert peak["peak_kb"] <= MOST_KB
    year = told["serials"][0].partition("〔")[2][:4]
    assert told == {
        "state": "done",
        "awards_each": [1],
        "serials": [f"望义证〔{year}〕第{n:04}号" for n in range(1, people + 1)],
        "pictures": people,
        "pages": people,
        "files": ["certificates.zip", "people.json", "print.pdf"],
    }
