"""Attaches the embedded store under botocore; every local process calls this before it builds a House."""

from typing import Any

from dynamodb_sqlite import Engine, attach
from shouwang.platform.dynamo import use_embedded


def use_embedded_store() -> None:
    """Serve `sqlite:///path` stores in this process."""

    def serve(client: Any, path: str) -> None:
        attach(client, Engine(path))

    use_embedded(serve)
