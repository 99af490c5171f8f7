"""Keys as bytes: the order in which they are stored."""

from functools import cache
from typing import Any

from dynamodb_sqlite.values import Value, binary, numbers

HASH_LIMIT, RANGE_LIMIT = 2048, 1024  # bytes of a partition key and of a sort key
_HASH_BYTES = 8
_SALT = b"Outliers"  # what DynamoDB salts a partition key with: a Scan here returns DynamoDB's order


def encode(kind: str, value: Value) -> bytes:
    """A key attribute as bytes that sort as the attribute does."""
    content: str = value[kind]
    if kind == "S":
        return content.encode()
    if kind == "N":
        return numbers.encode(content)
    return binary(content)


def partition(raw: bytes) -> bytes:
    """A partition key as stored: its hash first, so that partitions lie in the order of a Scan."""
    return _hash(raw) + raw


def tie(pk: bytes, sk: bytes) -> bytes:
    """The hash of a whole primary key, given as stored."""
    return _hash(pk[_HASH_BYTES:] + sk)


def _hash(raw: bytes) -> bytes:
    digest: bytes = _salted()(_SALT + raw, usedforsecurity=False).digest()
    return digest[:_HASH_BYTES]


@cache
def _salted() -> Any:
    from hashlib import md5  # noqa: PLC0415 - a tenth of what importing this package takes

    return md5


def escape(part: bytes) -> bytes:
    """One of several key attributes, closed so that the next one cannot change the order."""
    return open_escape(part) + b"\0\0"


def open_escape(part: bytes) -> bytes:
    """The beginning of one of several key attributes."""
    return part.replace(b"\0", b"\0\xff")


def after_prefix(prefix: bytes) -> bytes | None:
    """The least bytes greater than everything that begins with `prefix`; None if there are none."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else None
