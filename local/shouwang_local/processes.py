"""The processes of one deployment: started together, watched, ended together."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field

from shouwang_local.deployment import CannotStart, Deployment

ANSWERING = ("wechat", "api")
GRACE_S = 8.0  # everything has ended within 10 s of Ctrl-C; who is ended firmly loses nothing, see test_kill


@dataclass(slots=True)
class Processes:
    """Children by name, all in the runner's process group, so that one Ctrl-C reaches them all."""

    deployment: Deployment
    quiet: bool = False
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start one process of the deployment: `api`, `worker`, `jobs` or `wechat`."""
        log = self.deployment.folder / f"{name}.log"
        with log.open("ab") as output:
            self.running[name] = subprocess.Popen(
                commands(self.deployment)[name],
                env=self.deployment.environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def start_all(self) -> None:
        """Start everything; returns when it answers. Raises: CannotStart, with the last words of what failed."""
        for name in ANSWERING:
            self.start(name)
        self.wait_ready()  # first what somebody waits for: loading four programs at once on two cores makes all of them late
        for name in commands(self.deployment).keys() - set(ANSWERING):
            self.start(name)

    def wait_ready(self, seconds: float = 60) -> None:
        """Wait for `/readyz` and the simulator. Raises: CannotStart."""
        until = time.monotonic() + seconds
        for url in (f"{self.deployment.wechat_url}/", f"{self.deployment.api_url}/readyz"):
            while not _answers(url):
                self.check()
                if time.monotonic() > until:
                    raise CannotStart(
                        f"{url} does not answer after {seconds:.0f} s; see {self.deployment.folder}/*.log"
                    )
                time.sleep(0.05)

    def check(self) -> None:
        """Raises: CannotStart when a process has ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                log = self.deployment.folder / f"{name}.log"
                last = log.read_text(errors="replace").strip().splitlines()[-1:] or ["no word"]
                raise CannotStart(f"{name} ended ({process.returncode}): {last[0][:300]}")

    def kill(self, name: str) -> None:
        """kill -9 one process, with its children; for proofs of what survives."""
        process = self.running.pop(name)
        for pid in (*children_of(process.pid), process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End everything, politely, then firmly; waits for the last one."""
        for process in self.running.values():
            process.terminate()
        until = time.monotonic() + GRACE_S
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()


def commands(deployment: Deployment) -> Mapping[str, list[str]]:
    """What is started, in this order."""
    python = sys.executable
    state = str(deployment.folder / "wechat.json")
    return {
        "wechat": [
            *(python, "-m", "wechat_simulator", "--port", str(deployment.wechat_port)),
            *("--state", state, "--backend", deployment.api_url),
        ],
        "api": gunicorn(deployment.port, "with_phone"),
        "worker": [python, "-m", "shouwang_local", "worker"],
        "jobs": [python, "-m", "shouwang_local", "jobs"],
    }


def gunicorn(port: int, served: str = "application") -> list[str]:
    """The web server's command: one process, opened after the fork, on loopback."""
    return [
        *(sys.executable, "-m", "gunicorn", f"shouwang_local.wsgi:{served}()"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "16"),
        *("--log-level", "warning", "--no-control-socket"),
        *("--bind", f"127.0.0.1:{port}", "--graceful-timeout", "5"),
    ]


def children_of(pid: int) -> list[int]:
    """The direct children of a process. Source: /proc/<pid>/task/<tid>/children of Linux"""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{pid}/children") as listed:  # noqa: PTH123 -- not a file
        return [int(child) for child in listed.read().split()]
    return []


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
