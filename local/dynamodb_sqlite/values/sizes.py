"""What values and items count for, in bytes."""

from collections.abc import Callable
from typing import Any

from dynamodb_sqlite.values import numbers

CONTAINER = 3  # bytes of a list or map, beside one for each member


def binary_size(text: str) -> int:
    """How many bytes a base64 value holds, without decoding it."""
    return len(text) * 3 // 4 - text.count("=", -2)


def string_size(text: str) -> int:
    """Bytes of a text in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def size(value: dict[str, Any]) -> int:
    """Bytes a value counts for."""
    kind, content = next(iter(value.items()))
    return _SIZES[kind](content)


def item_size(item: dict[str, dict[str, Any]]) -> int:
    """Bytes an item counts for: names and values."""
    total = 0
    for name, value in item.items():
        for kind, content in value.items():
            total += _SIZES[kind](content)
        total += len(name) if name.isascii() else len(name.encode())
    return total


_SIZES: dict[str, Callable[[Any], int]] = {
    "S": string_size,
    "N": numbers.size,
    "B": binary_size,
    "BOOL": lambda content: 1,
    "NULL": lambda content: 1,
    "SS": lambda content: sum(map(string_size, content)),
    "NS": lambda content: sum(map(numbers.size, content)),
    "BS": lambda content: sum(map(binary_size, content)),
    "L": lambda content: CONTAINER + sum(1 + size(member) for member in content),
    "M": lambda content: CONTAINER + len(content) + item_size(content),
}
