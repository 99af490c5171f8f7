"""A small backend for pushes and for the phone: keeps what comes, answers as told."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from wechat_simulator import Account, sealing

Answer = tuple[int, dict[str, Any] | str]


class Backend:
    """What came stands in `seen`: path, query, body, Authorization."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, str], dict[str, Any], str | None]] = []
        self.answer: Callable[[str, dict[str, str]], Answer] = lambda path, query: (200, "success")
        self.came = Event()
        backend = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.do_POST()

            def do_POST(self) -> None:
                url = urlsplit(self.path)
                query = dict(parse_qsl(url.query))
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
                backend.seen.append((url.path, query, body, self.headers.get("Authorization")))
                status, answer = backend.answer(url.path, query)
                self.send_response(status)
                self.end_headers()
                self.wfile.write((answer if isinstance(answer, str) else json.dumps(answer)).encode())
                backend.came.set()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        self.thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})

    def events(self) -> list[dict[str, Any]]:
        """What was pushed."""
        key = Account().push_aes_key
        pushed = [body["Encrypt"] for path, _, body, _ in self.seen if path == "/push"]
        return [json.loads(sealing.read_push(sealed, key)[1]) for sealed in pushed]


@contextmanager
def running() -> Iterator[Backend]:
    """A backend, as long as it is needed."""
    made = Backend()
    made.thread.start()
    try:
        yield made
    finally:
        made.http.shutdown()
        made.http.server_close()
        made.thread.join()
