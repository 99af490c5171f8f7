"""The door in process: botocore clients whose requests never leave it."""

import io
import os
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from dynamodb_sqlite.engine import Engine


class _Raw(io.BytesIO):
    """A body as botocore reads it."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        """All of it at once."""
        yield self.read()


def _sender(engine: Engine) -> Callable[..., Any]:
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415 - whoever has a client has loaded it

    def send(request: Any, **_: Any) -> Any:
        target = request.headers["X-Amz-Target"]
        status, body = engine.handle(target if isinstance(target, str) else target.decode(), request.body or b"")
        headers = {
            "x-amz-crc32": str(zlib.crc32(body)),
            "x-amzn-requestid": os.urandom(16).hex().upper(),
            "content-type": "application/x-amz-json-1.0",
            "content-length": str(len(body)),
        }
        return AWSResponse(request.url, status, headers, _Raw(body))

    return send


def attach(client: Any, engine: Engine) -> None:
    """Serve one botocore DynamoDB client from the engine: no socket, no port."""
    client.meta.events.register_first("before-send.dynamodb.*", _sender(engine))


def attach_all(engine: Engine) -> None:
    """Serve every DynamoDB client whose session is made from now on in this process from the engine."""
    from botocore import handlers  # noqa: PLC0415 - as above

    handlers.BUILTIN_HANDLERS.append(("before-send.dynamodb.*", _sender(engine), handlers.REGISTER_FIRST))
