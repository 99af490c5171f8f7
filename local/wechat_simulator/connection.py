"""What comes in on a connection: a call of WeChat's API, a control command, or a person's browser."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from wechat_simulator import control, pages
from wechat_simulator.endpoints import Image, Request, registry
from wechat_simulator.faults import Fault, spoil
from wechat_simulator.handset import Handset
from wechat_simulator.loopback import HOSTS
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World

_LARGEST_BODY = 12 * 1024 * 1024
_MOST_RIDS = 20_000
_JSON = "application/json; encoding=utf-8"
_BUSY_PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


class Gone(Exception):
    """The connection is to be dropped without an answer."""


class Host(HTTPServer):
    """The server that a connection belongs to."""

    world: World
    handset: Handset
    closing: threading.Event

    def keep(self) -> None:
        """Write down what a restart must not forget."""

    def opened(self, connection: socket.socket) -> None:
        """A caller came."""

    def closed(self, connection: socket.socket) -> None:
        """A caller left."""


class Connection(BaseHTTPRequestHandler):
    """One caller's connection: routes each request, and applies the fault that waits for it."""

    server: Host
    protocol_version = "HTTP/1.1"
    server_version = "wechat_simulator"
    sys_version = ""
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Tell the server who is there, so that closing it can end the call."""
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        """The caller has left."""
        self.server.closed(self.connection)
        super().finish()

    def do_GET(self) -> None:
        """Serve a GET."""
        self._serve()

    def do_POST(self) -> None:
        """Serve a POST."""
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: queries carry secrets, even simulated ones."""

    def _serve(self) -> None:
        try:
            body = self._body()
            if body is None:
                return
            self._route(urlsplit(self.path), body)
        except (Gone, ConnectionError):
            self.server.keep()
            self.close_connection = True

    def _route(self, url: SplitResult, body: bytes) -> None:
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
            if self.command == "GET":
                answer = control.show(self.server.world, name, query)
            else:
                answer = control.run(self.server.world, name, json.loads(body or b"{}"))
            status = 200
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
        world.rids.pop(next(iter(world.rids)) if len(world.rids) > _MOST_RIDS else "", None)
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
        self.server.keep()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if announce is None else announce))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
