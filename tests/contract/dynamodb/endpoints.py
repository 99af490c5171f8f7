"""Endpoints as the suite sees them: a request's JSON in, the status and JSON of the answer out."""

import http.client
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from dynamodb_sqlite import Engine
from dynamodb_sqlite.doors.http import HttpDoor

EXTERNAL = os.environ.get("DYNAMODB_ENDPOINT")
Json = dict[str, Any]


class Refusal(NamedTuple):
    """An error as it came over the wire: its short type, its message, the whole document."""

    kind: str
    message: str
    document: Json


class Endpoint:
    """Sends requests; a subclass knows where to."""

    name = ""

    def send(self, target: str, body: bytes) -> tuple[int, bytes]:
        raise NotImplementedError

    def call(self, operation: str, **request: Any) -> Json:
        """The answer to a request that is to succeed."""
        status, body = self.send(f"DynamoDB_20120810.{operation}", json.dumps(request).encode())
        assert status == 200, body
        answer: Json = json.loads(body) if body else {}
        if self.name == "moto" and "ReturnConsumedCapacity" not in request:
            answer.pop("ConsumedCapacity", None)  # moto gives both unasked
            answer.pop("ItemCollectionMetrics", None)
        return answer

    def refusal(self, operation: str, **request: Any) -> Refusal:
        """The error of a request that is to fail."""
        status, body = self.send(f"DynamoDB_20120810.{operation}", json.dumps(request).encode())
        document = json.loads(body)
        assert status == 400, (status, document)
        return Refusal(
            document["__type"].partition("#")[2], document.get("message", document.get("Message", "")), document
        )


class InProcess(Endpoint):
    """The engine itself."""

    name = "in-process"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def send(self, target: str, body: bytes) -> tuple[int, bytes]:
        return self._engine.handle(target, body)


class OverHttp(Endpoint):
    """A server; the request is signed as boto3 signs it, for whoever checks signatures."""

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self._url = url
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.netloc, timeout=60)

    def send(self, target: str, body: bytes) -> tuple[int, bytes]:
        self.connection.request("POST", "/", body, self._signed(target, body))
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def _signed(self, target: str, body: bytes) -> dict[str, str]:
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        given = os.environ.get
        credentials = Credentials(given("AWS_ACCESS_KEY_ID", "local"), given("AWS_SECRET_ACCESS_KEY", "local"))
        headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target}
        request = AWSRequest("POST", f"{self._url}/", headers=headers, data=body)
        SigV4Auth(credentials, "dynamodb", given("AWS_DEFAULT_REGION", "us-east-1")).add_auth(request)
        return dict(request.headers.items())


@contextmanager
def opened(name: str) -> Iterator[Endpoint]:
    """An endpoint by its name, with a server of its own where it needs one."""
    if name == "moto":
        with _moto() as url:
            yield from _connected(name, url)
        return
    if name == EXTERNAL:
        yield from _connected(name, name)
        return
    engine = Engine(":memory:")
    if name == InProcess.name:
        yield InProcess(engine)
    else:
        with HttpDoor(engine) as door:
            yield from _connected(name, door.url)
    engine.close()


def _connected(name: str, url: str) -> Iterator[Endpoint]:
    endpoint = OverHttp(name, url)
    yield endpoint
    endpoint.connection.close()


@contextmanager
def _moto() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()
