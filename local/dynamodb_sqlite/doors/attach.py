"""The door in process: botocore clients whose requests never leave it.

Nearly every request is answered as it is before botocore makes an HTTP request of it ("before-call"), which costs more
than the store itself. An answer that botocore must judge, because it is no success, is given where HTTP would be spoken
("before-send"): from there on botocore retries it, or raises its error, as it does with any other.
"""

import io
import json
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from dynamodb_sqlite.engine import Engine
from dynamodb_sqlite.operations import on_items

_BINARY = (b'"B":', b'"BS":')  # in an item as the engine writes it; botocore reads what holds one


class _Raw(io.BytesIO):
    """A body as botocore reads it."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        """All of it at once."""
        yield self.read()


class _Door:
    """One engine as botocore's hooks see it."""

    def __init__(self, engine: Engine) -> None:
        from botocore.awsrequest import AWSResponse  # noqa: PLC0415 - whoever has a client has loaded it
        from botocore.parsers import create_parser  # noqa: PLC0415 - as above

        self._engine = engine
        self._response: Callable[..., Any] = AWSResponse
        self._parser = create_parser("json")
        self._last = threading.local()  # a refusal on its way from `call` to `send`

    def call(self, model: Any, params: dict[str, Any], **_: Any) -> tuple[Any, dict[str, Any]] | None:
        """The answer to a request; None for one that is no success, which `send` gives."""
        body = params["body"]
        status, content = self._engine.handle(params["headers"]["X-Amz-Target"], body)
        if status != 200:
            self._last.refused = (body, status, content)
            return None
        answer = self._answer(params["url"], status, content)
        return answer, self._read(model, answer.headers, content)

    def send(self, request: Any, **_: Any) -> Any:
        """The answer to a request as HTTP would bring it."""
        body = request.body or b""
        refused, self._last.refused = getattr(self._last, "refused", None), None
        if refused is not None and refused[0] is body:
            return self._answer(request.url, *refused[1:])
        target = request.headers["X-Amz-Target"]
        return self._answer(
            request.url, *self._engine.handle(target if isinstance(target, str) else target.decode(), body)
        )

    def _answer(self, url: str, status: int, content: bytes) -> Any:
        headers = {
            "x-amz-crc32": str(zlib.crc32(content)),
            "x-amzn-requestid": os.urandom(16).hex().upper(),
            "content-type": "application/x-amz-json-1.0",
            "content-length": str(len(content)),
        }
        return self._response(url, status, headers, _Raw(content))

    def _read(self, model: Any, headers: Any, content: bytes) -> dict[str, Any]:
        """A success as a caller of botocore wants it; an answer about items is that already, unless it holds bytes."""
        if not on_items(model.name) or any(mark in content for mark in _BINARY):
            answer = {"body": content, "headers": headers, "status_code": 200}
            read: dict[str, Any] = self._parser.parse(answer, model.output_shape)
        else:
            read = json.loads(content)
            read["ResponseMetadata"] = {
                "RequestId": headers["x-amzn-requestid"],
                "HTTPStatusCode": 200,
                "HTTPHeaders": dict(headers.items()),
            }
        read["ResponseMetadata"]["RetryAttempts"] = 0
        return read


def attach(client: Any, engine: Engine) -> None:
    """Serve one botocore DynamoDB client from the engine: no socket, no port."""
    door = _Door(engine)
    client.meta.events.register_last("before-call.dynamodb", door.call)
    client.meta.events.register_first("before-send.dynamodb.*", door.send)


def attach_all(engine: Engine) -> None:
    """Serve every DynamoDB client whose session is made from now on in this process from the engine."""
    from botocore import handlers  # noqa: PLC0415 - as above

    door = _Door(engine)
    handlers.BUILTIN_HANDLERS.append(("before-call.dynamodb", door.call, handlers.REGISTER_LAST))
    handlers.BUILTIN_HANDLERS.append(("before-send.dynamodb.*", door.send, handlers.REGISTER_FIRST))
