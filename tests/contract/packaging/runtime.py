"""A packaged function under AWS's own runtime client, which asks a Runtime API on loopback for events.

Only the client itself is beside the package and its layers on the path: what else this Python has installed cannot be imported.
Source: Lambda developer guide, "Using the Lambda runtime API for custom runtimes"
"""

import json
import os
import queue
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from shouwang.app import FUNCTIONS
from tests.contract.packaging.cloud import Cloud
from tests.contract.packaging.lambdas import environment

CLIENT = ("awslambdaric", "runtime_client", "snapshot_restore_py", "simplejson")
Told = tuple[str, Any]  # ("response" | "error", what the function said)


class RuntimeApi(ThreadingHTTPServer):
    """Gives events one by one and takes what becomes of each."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.waiting: queue.Queue[bytes] = queue.Queue()
        self.told: queue.Queue[Told] = queue.Queue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The client is ended while it waits for the next event."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: RuntimeApi

    def do_GET(self) -> None:
        event = self.server.waiting.get()
        deadline = round((time.time() + 15) * 1000)
        arn = "arn:aws-cn:lambda:cn-northwest-1:123456789012:function:shouwang-dev"
        named = {"Aws-Request-Id": "request", "Invoked-Function-Arn": arn, "Deadline-Ms": str(deadline)}
        self._answer(200, event, {f"Lambda-Runtime-{name}": value for name, value in named.items()})

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.told.put((self.path.rpartition("/")[2], said))
        self._answer(202, b"{}", {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class Running:
    """A function that waits for events."""

    def __init__(self, api: RuntimeApi) -> None:
        self._api = api

    def invoke(self, event: Any) -> Told:
        """What becomes of an event."""
        self._api.waiting.put(json.dumps(event).encode())
        return self._api.told.get(timeout=60)


@contextmanager
def running(cloud: Cloud, name: str, folder: Path, **changed: str) -> Iterator[Running]:
    """A function of the stage under the runtime client; `changed` settings as they may be set wrongly."""
    task = cloud.built.unpacked(name)
    api = RuntimeApi()
    layers = [cloud.built.running / layer / "python" for layer in FUNCTIONS[name].layers]
    told = {
        **environment(cloud.built, name, cloud.server.url, cloud.wechat.url),
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}",
        "AWS_LAMBDA_FUNCTION_NAME": f"shouwang-dev-{name}",
        "LAMBDA_TASK_ROOT": str(task),
        "PYTHONPATH": os.pathsep.join(map(str, [task, *layers, _client_alone(folder)])),
        **changed,
    }
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-S", "-B", "-m", "awslambdaric", f"functions.{name}.handler"],
            cwd=task,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Running(api)
        finally:
            process.kill()  # it waits for its next event and would wait on
            process.wait()
            api.shutdown()
            api.server_close()


def _client_alone(folder: Path) -> Path:
    """A folder with the runtime client and nothing else."""
    alone = folder / "client"
    alone.mkdir(exist_ok=True)
    for path in Path(sysconfig.get_path("platlib")).iterdir():
        if path.name.partition(".")[0] in CLIENT and not (alone / path.name).exists():
            (alone / path.name).symlink_to(path)
    return alone
