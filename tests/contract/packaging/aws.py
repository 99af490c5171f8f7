"""AWS on loopback, as far as functions use it: DynamoDB, Secrets Manager, S3. Every request is held against its role.

Who asks is told by the access key, which is the function's name. DynamoDB is the embedded store; nothing else is real.
"""

import json
import re
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote

from dynamodb_sqlite import Engine
from tests.contract.packaging.policy import Need, Role, needs

_SIGNED = re.compile(r"Credential=([\w-]+)/\d+/[\w-]+/(\w+)/aws4_request")
_REFUSED = json.dumps(
    {"__type": "com.amazon.coral.service#AccessDeniedException", "message": "not authorized"}
).encode()
Answer = tuple[int, bytes]


@dataclass
class Aws:
    """One account. `denied` lists what was asked for and not allowed."""

    engine: Engine
    roles: Mapping[str, Role]
    secrets: Mapping[str, str]
    files: dict[str, bytes] = field(default_factory=dict)
    denied: list[tuple[str, str, str]] = field(default_factory=list)

    def answer(self, service: str, role: str, method: str, path: str, target: str, body: bytes) -> Answer:
        """Serve one request."""
        if service == "dynamodb":
            allowed = all(self._allowed(role, need) for need in needs(target, body))
            return self.engine.handle(target, body) if allowed else (400, _REFUSED)
        if service == "secretsmanager":
            return self._secret(role, json.loads(body)["SecretId"])
        return self._file(role, method, unquote(path).lstrip("/"), body)

    def _allowed(self, role: str, need: Need) -> bool:
        allowed = self.roles[role].allows(need)
        if not allowed:
            self.denied.append((role, need.action, need.resource.rpartition(":")[2]))
        return allowed

    def _secret(self, role: str, name: str) -> Answer:
        arn = f"arn:aws-cn:secretsmanager:cn-northwest-1:123456789012:secret:{name}-AbCdEf"
        if not self._allowed(role, Need("secretsmanager:GetSecretValue", arn)):
            return 400, _REFUSED
        if name not in self.secrets:
            return 400, b'{"__type": "ResourceNotFoundException", "message": "no such secret"}'
        return 200, json.dumps({"Name": name, "SecretString": self.secrets[name]}).encode()

    def _file(self, role: str, method: str, place: str, body: bytes) -> Answer:
        """One file. Without the right to list, what is not there is forbidden. Source: S3 API reference, GetObject"""
        if "?list-type=2" in place:
            return self._listed(role, *place.split("?", 1))
        action = {"GET": "GetObject", "PUT": "PutObject", "DELETE": "DeleteObject"}[method]
        bucket = place.partition("/")[0]
        if not self._allowed(role, Need(f"s3:{action}", f"arn:aws-cn:s3:::{place}")):
            return 403, b"<Error><Code>AccessDenied</Code></Error>"
        if method == "PUT":
            self.files[place] = body
        if method == "DELETE":
            self.files.pop(place, None)
        if method != "GET":
            return 200 if method == "PUT" else 204, b""
        if place in self.files:
            return 200, self.files[place]
        if not self._allowed(role, Need("s3:ListBucket", f"arn:aws-cn:s3:::{bucket}")):
            return 403, b"<Error><Code>AccessDenied</Code></Error>"
        return 404, b"<Error><Code>NoSuchKey</Code></Error>"

    def _listed(self, role: str, bucket: str, query: str) -> Answer:
        """The keys below a folder."""
        if not self._allowed(role, Need("s3:ListBucket", f"arn:aws-cn:s3:::{bucket}")):
            return 403, b"<Error><Code>AccessDenied</Code></Error>"
        below = f"{bucket}/{parse_qs(query)['prefix'][0]}"
        keys = [place.removeprefix(f"{bucket}/") for place in sorted(self.files) if place.startswith(below)]
        told = "".join(f"<Contents><Key>{key}</Key></Contents>" for key in keys)
        return 200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{told}</ListBucketResult>".encode()


class Server(ThreadingHTTPServer):
    """The account's door on loopback."""

    daemon_threads = True

    def __init__(self, aws: Aws) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.aws = aws
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        super().setup()
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _serve(self) -> None:
        body = self._body()
        signed = _SIGNED.search(self.headers["Authorization"])
        assert signed is not None
        target = self.headers.get("X-Amz-Target", "")
        status, answer = self.server.aws.answer(signed[2], signed[1], self.command, self.path, target, body)
        self.send_response(status)
        self.send_header("Content-Type", "application/xml" if signed[2] == "s3" else "application/x-amz-json-1.0")
        if status != 204:
            self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_PUT = do_POST = do_DELETE = _serve  # noqa: N815

    def _body(self) -> bytes:
        if self.headers.get("Expect") == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        whole = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return _dechunked(whole) if "aws-chunked" in self.headers.get("Content-Encoding", "") else whole

    def log_message(self, *_: Any) -> None:
        pass


def _dechunked(sent: bytes) -> bytes:
    """What botocore sends with a checksum behind it. Source: S3 API reference, "Signature calculations: trailing headers\""""
    whole, rest = b"", sent
    while True:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if not length:
            return whole
        whole, rest = whole + rest[:length], rest[length + 2 :]
