"""Primary keys and index keys: their checks and the bytes they are stored and ordered by."""

from hashlib import md5

from dynamodb_sqlite import numbers
from dynamodb_sqlite.values import Value, binary

HASH_LIMIT, RANGE_LIMIT = 2048, 1024
_HASH_BYTES = 8
_SALT = b"Outliers"  # what DynamoDB salts a partition key with, so that a Scan returns its order


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
    return md5(_SALT + raw, usedforsecurity=False).digest()[:_HASH_BYTES] + raw


def escape(part: bytes) -> bytes:
    """One of several key attributes, closed so that the next one cannot change the order."""
    return part.replace(b"\0", b"\0\xff") + b"\0\0"


def after_prefix(prefix: bytes) -> bytes | None:
    """The least bytes greater than everything that begins with `prefix`; None if there are none."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else None
