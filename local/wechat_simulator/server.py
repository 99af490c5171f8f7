"""The simulator as an HTTP server: WeChat's API, the control API and a page for people, on loopback only."""

import json
import socket
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from wechat_simulator import control, keeping, pages, pushes
from wechat_simulator.endpoints import Image, Request, registry
from wechat_simulator.faults import Fault, spoil
from wechat_simulator.handset import Handset
from wechat_simulator.loopback import HOSTS
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import Account, Clock, World

_LARGEST_BODY = 12 * 1024 * 1024
_JSON = "application/json; encoding=utf-8"
_BUSY_PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


class Gone(Exception):
    """The connection is to be dropped without an answer."""


class Server:
    """A running simulator."""

    def __init__(self, http: "_Http", thread: threading.Thread) -> None:
        self._http = http
        self._thread = thread
        self.world = http.world
        self.url = f"http://127.0.0.1:{http.server_address[1]}"

    def close(self) -> None:
        """Stop, and end every open connection."""
        self._http.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._http.drop_all()
        self._thread.join()


def serve(
    port: int = 8001,
    *,
    seed: int = 1,
    now: Clock = lambda: datetime.now(UTC),
    account: Account | None = None,
    state: Path | None = None,
    backend: str = "http://127.0.0.1:8000",
    deliver_every_s: float | None = None,
) -> Server:
    """Start a simulator in a thread of its own; port 0 takes any free one.

    `state` keeps people and grants over a restart. `deliver_every_s` sends waiting pushes without being asked.
    Raises: OSError for a port in use, ValueError for a state file that is not ours.
    """
    world = World(account or Account(push_url=f"{backend.rstrip('/')}/wechat/push"), seed, now)
    if state:
        keeping.load(world, state)
    http = _Http(port, world, Handset(world, backend), state)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    if deliver_every_s:
        threading.Thread(target=http.keep_delivering, args=(deliver_every_s,), daemon=True).start()
    return Server(http, thread)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, world: World, handset: Handset, state: Path | None) -> None:
        self.world = world
        self.handset = handset
        self.closing = threading.Event()
        self._state = state
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Connection)

    def keep(self) -> None:
        """Write the state file when something in it changed."""
        with self.world.lock:
            if self._state and self.world.changed:
                keeping.save(self.world, self._state)

    def keep_delivering(self, every_s: float) -> None:
        """Send waiting pushes until the server closes."""
        while not self.closing.wait(every_s):
            if self.world.account.appid and self.world.account.push_url:
                pushes.deliver(self.world)

    def opened(self, connection: socket.socket) -> None:
        self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        self._open.discard(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def drop_all(self) -> None:
        """End what callers keep open."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other end was quicker


class _Connection(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"
    server_version = "wechat_simulator"
    sys_version = ""
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        self.server.closed(self.connection)
        super().finish()

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: queries carry secrets, even simulated ones."""

    def _serve(self) -> None:
        try:
            body = self._body()
            if body is None:
                return
            self._route(urlsplit(self.path), body)
            self.server.keep()
        except (Gone, ConnectionError):
            self.close_connection = True

    def _route(self, url: Any, body: bytes) -> None:
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        if registry.exists(url.path):
            self._api(Request(self.command, url.path, query, body))
        elif not self._is_ours():
            self._reply(403, "text/plain", b"loopback only\n")
        elif url.path.startswith("/__sim/"):
            self._control(url.path.removeprefix("/__sim/"), query, body)
        else:
            page = pages.respond(self.server.handset, self.command, url.path, query, body)
            self._reply(page.status, page.content_type, page.content, page.headers)

    def _body(self) -> bytes | None:
        """The body, or None when it was refused."""
        length = self.headers.get("Content-Length", "0")
        if self.headers.get("Transfer-Encoding") or not length.isdecimal() or int(length) > _LARGEST_BODY:
            self.close_connection = True
            self._reply(413, "text/plain", b"a body needs a length, and at most 12 MB\n")
            return None
        return self.rfile.read(int(length))

    def _is_ours(self) -> bool:
        """Whether a page of another site could not have sent this: the host is loopback, the origin our own."""
        host = urlsplit(f"//{self.headers.get('Host', '')}")
        origin = self.headers.get("Origin")
        return host.hostname in HOSTS and origin in (None, f"http://{host.netloc}")

    def _control(self, name: str, query: dict[str, str], body: bytes) -> None:
        try:
            asked = json.loads(body) if body.strip() else dict(query)
            answer, status = control.run(self.server.world, name, asked), 200
        except control.Unknown:
            answer, status = {"error": "no such command"}, 404
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            answer, status = {"error": f"{type(fault).__name__}: {fault}"}, 400
        self._reply(status, "application/json", json.dumps(answer, ensure_ascii=False).encode())

    def _api(self, request: Request) -> None:
        """One call of WeChat's API, with the fault that waits for it."""
        world = self.server.world
        with world.lock:
            fault = world.faults.take(request.path)
        self.server.closing.wait(fault.delay_s)
        if fault.drop or fault.status or fault.html:
            self._note(request.path, "fault")
            if fault.drop:
                raise Gone
            self._reply(fault.status or 200, "text/html", _BUSY_PAGE)
            return
        with world.lock:
            answer = self._answer(request, fault)
        self.server.closing.wait(fault.late_s)
        if fault.lost:
            raise Gone
        self._reply_spoilt(answer, fault)

    def _answer(self, request: Request, fault: Fault) -> registry.Answer:
        world = self.server.world
        rid = "-".join((world.hex(8), world.hex(8), world.hex(8)))
        world.rids[rid] = {"invoke_time": int(world.now().timestamp()), "request_url": request.path}
        try:
            if fault.errcode is not None:
                raise Refusal(fault.errcode)
            answer = registry.answer(world, request)
        except Refusal as refusal:
            self._note(request.path, str(refusal.errcode))
            return refusal.body(rid)
        self._note(request.path, "ok")
        return answer

    def _note(self, path: str, outcome: str) -> None:
        with self.server.world.lock:
            self.server.world.calls.append((path, outcome))
            self.server.world.counts[path] += 1

    def _reply_spoilt(self, answer: registry.Answer, fault: Fault) -> None:
        if isinstance(answer, Image):
            kind, content = answer.content_type, answer.content
        else:
            kind, content = _JSON, json.dumps(spoil(answer, fault), ensure_ascii=False).encode()
        if fault.truncated:
            content = content[: len(content) // 2]
        self._reply(200, kind, content, announce=len(content) * (2 if fault.cut else 1))
        if fault.cut:
            raise Gone

    def _reply(
        self,
        status: int,
        kind: str,
        content: bytes,
        headers: dict[str, str] | None = None,
        *,
        announce: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if announce is None else announce))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
