"""The door in process: a botocore client whose requests never leave it."""

import io
import zlib
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from dynamodb_sqlite.engine import Engine


class _Raw(io.BytesIO):
    """The body as botocore reads it."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        """All of it at once."""
        yield self.read()


def attach(client: Any, engine: Engine) -> None:
    """Serve a botocore DynamoDB client from the engine: no socket, no port."""
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415 - whoever has a client has loaded it

    def send(request: Any, **_: Any) -> Any:
        target = request.headers["X-Amz-Target"]
        status, body = engine.handle(target if isinstance(target, str) else target.decode(), request.body or b"")
        headers = {
            "x-amz-crc32": str(zlib.crc32(body)),
            "x-amzn-requestid": uuid4().hex.upper(),
            "content-type": "application/x-amz-json-1.0",
        }
        return AWSResponse(request.url, status, headers, _Raw(body))

    client.meta.events.register_first("before-send.dynamodb.*", send)
