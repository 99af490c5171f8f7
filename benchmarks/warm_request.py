"""A warm request on Lambda: gateway event in, answer out, through guard, Zappa and our own web layer, on a trivial route.

CPU a request, least of several rounds; beside it in the same run the same route asked of Flask directly, and a bare Flask
route, so that a slow machine is seen. Exit 1 when the whole way takes more than 0.35 ms of CPU.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flask

from shouwang.platform.keys import make_key_file
from shouwang_local.deployment import Deployment
from shouwang_local.embedded import use_embedded_store

ROUNDS, REQUESTS = 15, 400
MOST_MS = 0.35
EVENT = {
    "version": "2.0",
    "rawPath": "/healthz",
    "rawQueryString": "",
    "headers": {"host": "dev.shouwang.example", "x-forwarded-proto": "https", "user-agent": "benchmark"},
    "requestContext": {"stage": "$default", "http": {"method": "GET", "path": "/healthz", "sourceIp": "203.0.113.7"}},
    "isBase64Encoded": False,
}


def main() -> int:
    """Measure; 1 when the bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        make_key_file(Path(folder) / "keys.json")
        os.environ.update(Deployment(Path(folder)).environment())
        use_embedded_store()
        sys.path.insert(0, str(Path(__file__).parent.parent))
        from functions import login

        bare = flask.Flask("bare")
        bare.add_url_rule("/healthz", view_func=lambda: {"ok": True})
        ways = {
            "bare Flask route": lambda: _ask(bare),
            "our route, asked of Flask": lambda: _ask(login.app),
            "gateway event to answer": lambda: login.handler(EVENT, None),
        }
        sys.stdout.flush()
        quiet = os.open(os.devnull, os.O_WRONLY)
        told = os.dup(1)
        os.dup2(quiet, 1)  # the log line of each request is part of the work, its reading is not
        spent = {name: min(_round(way) for _ in range(ROUNDS)) for name, way in ways.items()}
        sys.stdout.flush()
        os.dup2(told, 1)
    for name, ms in spent.items():
        print(f"{name:28} {ms:6.3f} ms   {ms / spent['bare Flask route']:4.1f} x")
    missed = spent["gateway event to answer"] > MOST_MS
    print(f"bar: {MOST_MS} ms {'MISSED' if missed else 'ok'}")
    return int(missed)


def _ask(app: flask.Flask) -> Any:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "SERVER_NAME": "x", "SERVER_PORT": "80"}
    environ |= {"wsgi.url_scheme": "http", "wsgi.input": None, "wsgi.errors": sys.stderr, "REMOTE_ADDR": "203.0.113.7"}
    return b"".join(app(environ, lambda *_: None))


def _round(way: Callable[[], Any]) -> float:
    """Milliseconds of CPU for one."""
    way()
    began = time.process_time()
    for _ in range(REQUESTS):
        way()
    return (time.process_time() - began) / REQUESTS * 1000


if __name__ == "__main__":
    sys.exit(main())
