"""Attaches the embedded store under botocore; every local process calls this before it builds a House."""

from typing import Any

from dynamodb_sqlite import Engine, attach
from shouwang.platform.dynamo import use_embedded


def use_embedded_store(*, flushing: bool = True) -> None:
    """Serve `sqlite:///path` stores in this process; without `flushing` for work that can be done again, such as a seed."""

    def serve(client: Any, path: str) -> None:
        attach(client, Engine(path, flushing=flushing))

    use_embedded(serve)
