"""The HTTP door, on loopback: what boto3, the AWS CLI and every other client speak to."""

import os
import socket
import threading
import zlib
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dynamodb_sqlite.doors.body import TooLarge, Undecodable, Unreadable, read_body
from dynamodb_sqlite.doors.packing import packed
from dynamodb_sqlite.doors.signing import refusal
from dynamodb_sqlite.engine import Engine
from dynamodb_sqlite.trouble import whisper
from dynamodb_sqlite.wire.errors import internal, serialization

LOOPBACK = "127.0.0.1"
_JSON = ("application/json", "application/x-amz-json-1.0")
_HEALTHY = b"healthy: dynamodb.us-east-1.amazonaws.com "
_UNKNOWN = b"<UnknownOperationException/>\n"
_PREFLIGHT_S = "172800"
_NO_CHUNKS = b"0\r\n\r\n"  # a body in chunks that has none
_LOOK_UP_S = 0.05  # how often the door sees whether it is to close
_IDLE_S = 300.0  # a connection that says nothing for so long is closed


class HttpDoor:
    """A server on loopback over an engine, which stays its maker's to close; port 0 takes a free one.

    `with HttpDoor(engine) as door: boto3.client("dynamodb", endpoint_url=door.url)`
    """

    def __init__(self, engine: Engine, port: int = 0) -> None:
        self._server = _Server((LOOPBACK, port), engine)
        self.port: int = self._server.server_address[1]
        self.url = f"http://{LOOPBACK}:{self.port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_LOOK_UP_S,), name="dynamodb-door", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Take no more requests, answer those that are at work, and hang up."""
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "HttpDoor":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = False  # closing waits for the answers at work

    def __init__(self, address: tuple[str, int], engine: Engine) -> None:
        self.engine = engine
        self._callers: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._callers.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._callers.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Read no more from anybody; an answer at work is still written."""
        for caller in list(self._callers):
            try:
                caller.shutdown(socket.SHUT_RD)
            except OSError as gone:
                whisper("a caller was gone already: %s", gone)

    def handle_error(self, request: Any, client_address: Any) -> None:
        whisper("a connection broke off", trace=True)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = _IDLE_S

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: requests are the caller's business."""

    def _serve(self) -> None:
        try:
            body = read_body(self.headers, self.rfile)
        except TooLarge:
            self.close_connection = True  # what was left unread must not be taken for a request
            self._send(413, b"", {"Transfer-Encoding": "chunked"})
            return
        except Undecodable:
            self._send(500, internal().body(), self._json())
            return
        except Unreadable:
            self.close_connection = True
            self._send(400, serialization(None).body(), self._json())
            return
        if self.command == "OPTIONS" and "Origin" in self.headers:
            self._send(200, b"", self._preflight())
        elif self.command == "GET":
            self._send(200, _HEALTHY, {})
        elif self.command != "POST" or (body and self._content_type() not in _JSON):
            self._send(404, _UNKNOWN, {})
        else:
            self._answer(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_HEAD = do_PATCH = _serve  # noqa: N815 - http.server's names

    def _content_type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip()

    def _preflight(self) -> dict[str, str]:
        asked = {
            "Access-Control-Allow-Headers": self.headers.get("Access-Control-Request-Headers"),
            "Access-Control-Allow-Methods": self.headers.get("Access-Control-Request-Method"),
            "Access-Control-Max-Age": _PREFLIGHT_S,
        }
        return {name: value for name, value in asked.items() if value}

    def _answer(self, body: bytes) -> None:
        target = self.headers.get("X-Amz-Target", "")
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        status, answer = self.server.engine.handle(target, body, refusal(self.headers, query))
        self._send(status, answer, self._json())

    def _json(self) -> dict[str, str]:
        given = self._content_type()
        return {"Content-Type": given if given == _JSON[1] else _JSON[0]}

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        body, packing = packed(body, self.headers.get("Accept-Encoding", "identity"))
        self.send_response_only(status)
        self.send_header("Server", "Server")
        self.send_header("Date", self.date_time_string())
        self.send_header("x-amzn-RequestId", _request_id())
        self.send_header("x-amz-crc32", str(zlib.crc32(body)))
        if "Origin" in self.headers:
            self.send_header("Access-Control-Allow-Origin", "*")
        if packing is not None:
            self.send_header("Content-Encoding", packing)
        length = {} if "Transfer-Encoding" in headers else {"Content-Length": str(len(body))}
        for name, value in (headers | length).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if length else _NO_CHUNKS)


def _request_id() -> str:
    return b64encode(os.urandom(39), b"00").decode().upper()
