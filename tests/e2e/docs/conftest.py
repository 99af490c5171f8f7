"""One life of `make run` as a new user lives it: start, the printed commands copied, Ctrl-C."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from shouwang_local.deployment import free_port
from shouwang_local.processes import children_of

LAST_LINE = "Ctrl-C ends everything."


@dataclass
class Life:
    """What was seen of the runner from its start to its end."""

    hello: str = ""
    answers: list[tuple[str, int, str]] = field(default_factory=list)  # command, exit code, output
    processes: list[int] = field(default_factory=list)
    code: int | None = None
    took_s: float = 0.0
    survivors: list[int] = field(default_factory=list)
    last_words: str = ""
    complaints: str = ""

    @property
    def commands(self) -> list[str]:
        """The commands under "Try:", each in one piece, comments cut off."""
        block = self.hello.split("Try:\n\n")[1].split("\n\n")[0].replace("\\\n", " ")
        return [re.sub(r"\s+# .*$", "", line).strip() for line in block.splitlines()]


def run_arguments(folder: Path, port: int, wechat_port: int) -> list[str]:
    """The runner's command line."""
    ports = ["--port", str(port), "--wechat-port", str(wechat_port)]
    return [sys.executable, "-m", "shouwang_local", "run", "--folder", str(folder), *ports]


def family_of(pid: int) -> list[int]:
    """A process and everything below it."""
    return [pid, *(below for child in children_of(pid) for below in family_of(child))]


def is_running(pid: int) -> bool:
    """Whether a process does anything still; one that only waits to be counted does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """Start in a folder that does not exist yet, try what is printed, press Ctrl-C."""
    folder = tmp_path_factory.mktemp("docs")
    seen, complaints = Life(), folder / "stderr"
    with complaints.open("w") as errors:
        runner = subprocess.Popen(
            run_arguments(folder / "var", free_port(), free_port()),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,  # a terminal gives its command a process group of its own, too
        )
    try:
        seen.hello = _until_ready(runner)
        seen.processes = family_of(runner.pid)
        seen.answers = [_typed(command) for command in seen.commands if command.startswith("curl")]
        started = time.monotonic()
        os.killpg(runner.pid, signal.SIGINT)
        seen.last_words = runner.communicate(timeout=60)[0]
        seen.code, seen.took_s = runner.returncode, time.monotonic() - started
        seen.survivors = [pid for pid in seen.processes if is_running(pid)]
        seen.complaints = complaints.read_text()
        yield seen
    finally:
        for pid in {runner.pid, *seen.processes}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        runner.wait()


def _until_ready(runner: subprocess.Popen[str]) -> str:
    assert runner.stdout is not None
    told: list[str] = []
    for line in runner.stdout:
        told.append(line)
        if line.strip() == LAST_LINE:
            break
    return "".join(told)


def _typed(command: str) -> tuple[str, int, str]:
    """A command as somebody types it; curl also says so when the answer is a refusal."""
    strict = f'curl() {{ command curl --fail "$@"; }}\n{command}'
    done = subprocess.run(["bash", "-c", strict], capture_output=True, text=True, check=False, timeout=60)
    return command, done.returncode, done.stdout
