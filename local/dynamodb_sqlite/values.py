"""Attribute values: `{"S": "..."}` and its nine brothers, checked, brought to one form, weighed, compared."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from dynamodb_sqlite import numbers
from dynamodb_sqlite.errors import invalid, validation

type_order = ("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL")
Value = dict[str, Any]
Item = dict[str, Value]

MAX_DEPTH = 32
_NOT_ONE = "Supplied AttributeValue {}, must contain exactly one of the supported datatypes"


def kind_of(value: Value) -> str:
    """The type of a checked value: its only key."""
    return next(iter(value))


def check(value: Value, depth: int = 0) -> None:
    """Refuse what is not exactly one sound value; write its numbers in their one form, in place.

    Raises: ValidationException.
    """
    if not value:
        raise validation(_NOT_ONE.format("is empty"))
    for kind in value:
        checker = _CHECKS.get(kind)
        if checker is not None:
            checker(value, depth)
    if len(value) > 1:
        raise validation(_NOT_ONE.format("has more than one datatypes set"))


def check_all(item: Item) -> None:
    """Check every value of an item."""
    for value in item.values():
        check(value)


def _check_number(value: Value, depth: int) -> None:
    value["N"] = numbers.canonical(value["N"])


def _check_null(value: Value, depth: int) -> None:
    if value["NULL"] is not True:
        raise invalid("Null attribute value types must have the value of true")


def _check_strings(value: Value, depth: int) -> None:
    members = value["SS"]
    if not members:
        raise invalid("An string set  may not be empty")
    if len(set(members)) < len(members):
        raise invalid(f"Input collection [{', '.join(members)}] contains duplicates.")


def _check_numbers(value: Value, depth: int) -> None:
    if not value["NS"]:
        raise invalid("An number set  may not be empty")
    members = value["NS"] = [numbers.canonical(member) for member in value["NS"]]
    if len(set(members)) < len(members):
        raise validation("Input collection contains duplicates")


def _check_binaries(value: Value, depth: int) -> None:
    members = value["BS"]
    if not members:
        raise invalid("Binary sets should not be empty")
    if len(set(members)) < len(members):
        raise invalid(f"Input collection [{', '.join(members)}]of type BS contains duplicates.")


def _check_map(value: Value, depth: int) -> None:
    _check_depth(depth)
    for member in value["M"].values():
        check(member, depth + 1)


def _check_list(value: Value, depth: int) -> None:
    _check_depth(depth)
    for member in value["L"]:
        check(member, depth + 1)


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise validation("Nesting Levels have exceeded supported limits")


_CHECKS: dict[str, Callable[[Value, int], None]] = {
    "N": _check_number,
    "NULL": _check_null,
    "SS": _check_strings,
    "NS": _check_numbers,
    "BS": _check_binaries,
    "M": _check_map,
    "L": _check_list,
}


def binary(text: str) -> bytes:
    """The bytes of a base64 value."""
    return b64decode(text)


def binary_size(text: str) -> int:
    """How many bytes a base64 value holds, without decoding it."""
    return len(text) * 3 // 4 - text.count("=", -2)


def string_size(text: str) -> int:
    """Bytes of a text in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def size(value: Value) -> int:
    """Bytes a value counts for."""
    kind, content = next(iter(value.items()))
    return _SIZES[kind](content)


def item_size(item: Item) -> int:
    """Bytes an item counts for: names and values."""
    return sum(string_size(name) + size(value) for name, value in item.items())


_CONTAINER = 3  # a list or map costs three bytes, each member one

_SIZES: dict[str, Callable[[Any], int]] = {
    "S": string_size,
    "N": numbers.size,
    "B": binary_size,
    "BOOL": lambda content: 1,
    "NULL": lambda content: 1,
    "SS": lambda content: sum(map(string_size, content)),
    "NS": lambda content: sum(map(numbers.size, content)),
    "BS": lambda content: sum(map(binary_size, content)),
    "L": lambda content: _CONTAINER + sum(1 + size(member) for member in content),
    "M": lambda content: _CONTAINER + len(content) + item_size(content),
}


def same(left: Value, right: Value) -> bool:
    """Whether two checked values are equal: sets without order, containers member by member."""
    if left == right:
        return True
    kind, content = next(iter(left.items()))
    other = right.get(kind)
    if other is None:
        return False
    if kind in ("SS", "NS", "BS"):
        return set(content) == set(other)
    if kind == "L":
        return len(content) == len(other) and all(map(same, content, other))
    if kind == "M":
        return content.keys() == other.keys() and all(same(content[name], other[name]) for name in content)
    return False


def sort_key(value: Value) -> Any:
    """What a string, number or binary is ordered by; None for a type that has no order."""
    kind, content = next(iter(value.items()))
    if kind == "S":
        return content.encode()
    if kind == "N":
        return numbers.encode(content)
    if kind == "B":
        return binary(content)
    return None
