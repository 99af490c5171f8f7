"""Attribute values: `{"S": "..."}` and its nine brothers, checked, brought to one form, weighed, compared."""

from base64 import b64decode
from collections.abc import Callable, Collection
from typing import Any

from dynamodb_sqlite.values import numbers
from dynamodb_sqlite.values.sizes import CONTAINER, binary_size, string_size
from dynamodb_sqlite.values.wording import Wording
from dynamodb_sqlite.wire.errors import AwsError, invalid, validation

Value = dict[str, Any]
Item = dict[str, Value]

SETS = ("SS", "NS", "BS")
_DEEPEST = 31  # an item nests 32 levels, and is itself the first
_LONGEST_NAME = 65535
_TOO_DEEP = (
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
)
_NOT_ONE = "Supplied AttributeValue {}, must contain exactly one of the supported datatypes"


def kind_of(value: Value) -> str:
    """The type of a checked value: its only key."""
    return next(iter(value))


def check_item(item: Item, wording: Wording) -> int:
    """Check names and values of an item or key; returns the bytes it counts for.

    Raises: ValidationException.
    """
    check_names(item)
    total = string_size("".join(item))
    for value in item.values():
        text = value.get("S")
        if text is None or len(value) > 1:
            total += check(value, wording)
        else:  # by far the most
            total += len(text) if text.isascii() else len(text.encode())
    return total


def check_names(names: Collection[str]) -> None:
    """Refuse names that no attribute may have.

    Raises: ValidationException.
    """
    if "" not in names and max(map(len, names), default=0) <= _LONGEST_NAME // 4:
        return
    for name in names:
        if not name:
            raise validation("Empty attribute name")
        if string_size(name) > _LONGEST_NAME:
            raise invalid(f"Attribute name is too large, must be less than {_LONGEST_NAME + 1} bytes")


def check(value: Value, wording: Wording, depth: int = 0) -> int:
    """Refuse what is not exactly one sound value; write its numbers in their one form, in place.

    Returns the bytes it counts for. Raises: ValidationException.
    """
    if not value:
        raise validation(_NOT_ONE.format("is empty"))
    size = 0
    for kind in value:
        size = _CHECKS[kind](value, wording, depth)
    if len(value) > 1:
        raise validation(_NOT_ONE.format("has more than one datatypes set"))
    return size


def _number(text: str, wording: Wording) -> str:
    if not text:
        raise validation(wording.empty_number)
    return numbers.canonical(text)


def _check_string(value: Value, wording: Wording, depth: int) -> int:
    return string_size(value["S"])


def _check_number(value: Value, wording: Wording, depth: int) -> int:
    text = value["N"] = _number(value["N"], wording)
    return numbers.size(text)


def _check_binary(value: Value, wording: Wording, depth: int) -> int:
    return binary_size(value["B"])


def _check_bool(value: Value, wording: Wording, depth: int) -> int:
    return 1


def _check_null(value: Value, wording: Wording, depth: int) -> int:
    if value["NULL"] is not True:
        raise invalid("Null attribute value types must have the value of true")
    return 1


def _check_strings(value: Value, wording: Wording, depth: int) -> int:
    members = value["SS"]
    if not members:
        raise invalid("An string set  may not be empty")
    if len(set(members)) < len(members):
        raise validation(wording.duplicate_strings(members))
    return sum(map(string_size, members))


def _check_numbers(value: Value, wording: Wording, depth: int) -> int:
    if not value["NS"]:
        raise invalid("An number set  may not be empty")
    members = value["NS"] = [_number(member, wording) for member in value["NS"]]
    if len(set(members)) < len(members):
        raise validation(wording.duplicate_numbers)
    return sum(map(numbers.size, members))


def _check_binaries(value: Value, wording: Wording, depth: int) -> int:
    members = value["BS"]
    if not members:
        raise invalid("Binary sets should not be empty")
    if len(set(members)) < len(members):
        raise validation(wording.duplicate_binaries(members))
    return sum(map(binary_size, members))


def _check_map(value: Value, wording: Wording, depth: int) -> int:
    _check_depth(depth)
    members = value["M"]
    total = CONTAINER + len(members)
    for name, member in members.items():
        total += string_size(name) + check(member, wording, depth + 1)
    check_names(members)
    return total


def _check_list(value: Value, wording: Wording, depth: int) -> int:
    _check_depth(depth)
    total = CONTAINER
    for member in value["L"]:
        total += 1 + check(member, wording, depth + 1)
    return total


def _check_depth(depth: int) -> None:
    if depth >= _DEEPEST:
        raise validation(_TOO_DEEP)


_CHECKS: dict[str, Callable[[Value, Wording, int], int]] = {
    "S": _check_string,
    "N": _check_number,
    "B": _check_binary,
    "SS": _check_strings,
    "NS": _check_numbers,
    "BS": _check_binaries,
    "M": _check_map,
    "L": _check_list,
    "NULL": _check_null,
    "BOOL": _check_bool,
}


def refused(value: Value, wording: Wording) -> AwsError | None:
    """Why a value is not sound; None if it is."""
    try:
        check(value, wording)
    except AwsError as error:
        return error
    return None


def binary(text: str) -> bytes:
    """The bytes of a base64 value."""
    return b64decode(text)


def copied(value: Value) -> Value:
    """The same value once more, with containers of its own."""
    kind, content = next(iter(value.items()))
    if kind == "M":
        return {"M": {name: copied(member) for name, member in content.items()}}
    if kind == "L":
        return {"L": [copied(member) for member in content]}
    return {kind: content}


def same(left: Value, right: Value) -> bool:
    """Whether two checked values are equal: sets without order, containers member by member."""
    if left == right:
        return True
    kind, content = next(iter(left.items()))
    other = right.get(kind)
    if other is None:
        return False
    if kind in SETS:
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
