"""The comparators and functions of conditions, on values that may be missing."""

import operator
from collections.abc import Callable
from typing import Any

from dynamodb_sqlite.values import Value, binary, kind_of, same, sort_key
from dynamodb_sqlite.values.sizes import binary_size

Operands = list[Value | None]


def _equal(operands: Operands) -> bool:
    left, right = operands
    return left is not None and right is not None and same(left, right)


def _different(operands: Operands) -> bool:
    return not _equal(operands)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Operands], bool]:
    def test(operands: Operands) -> bool:
        left, right = operands
        if left is None or right is None or left.keys() != right.keys():
            return False
        first = sort_key(left)
        return first is not None and compare(first, sort_key(right))

    return test


_at_most = _ordered(operator.le)


def _between(operands: Operands) -> bool:
    subject, low, high = operands
    return _at_most([low, subject]) and _at_most([subject, high])


def _among(operands: Operands) -> bool:
    subject, *options = operands
    return any(_equal([subject, option]) for option in options)


def _exists(operands: Operands) -> bool:
    return operands[0] is not None


def _missing(operands: Operands) -> bool:
    return operands[0] is None


def _has_type(operands: Operands) -> bool:
    subject, wanted = operands
    return subject is not None and wanted is not None and kind_of(subject) == wanted["S"]


def _begins_with(operands: Operands) -> bool:
    subject, prefix = operands
    if subject is None or prefix is None or subject.keys() != prefix.keys():
        return False
    whole, start = subject, prefix
    if "S" in whole:
        return bool(whole["S"].startswith(start["S"]))
    return "B" in whole and binary(whole["B"]).startswith(binary(start["B"]))


def _contains(operands: Operands) -> bool:
    subject, wanted = operands
    if subject is None or wanted is None:
        return False
    kind, content = next(iter(subject.items()))
    if kind == "L":
        return any(same(member, wanted) for member in content)
    if kind in ("SS", "NS", "BS"):
        return wanted.get(kind[0]) in content
    if kind == "S":
        return "S" in wanted and wanted["S"] in content
    return kind == "B" and "B" in wanted and binary(wanted["B"]) in binary(content)


def size_of(value: Value | None) -> Value | None:
    """The size of a text (in UTF-8 bytes), binary, set, list or map, as a number; None for others."""
    if value is None:
        return None
    kind, content = next(iter(value.items()))
    if kind in ("N", "BOOL", "NULL"):
        return None
    if kind == "B":
        return {"N": str(binary_size(content))}
    return {"N": str(len(content.encode() if kind == "S" else content))}


PREDICATES: dict[str, Callable[[Operands], bool]] = {
    "=": _equal,
    "<>": _different,
    "<": _ordered(operator.lt),
    "<=": _at_most,
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "BETWEEN": _between,
    "IN": _among,
    "attribute_exists": _exists,
    "attribute_not_exists": _missing,
    "attribute_type": _has_type,
    "begins_with": _begins_with,
    "contains": _contains,
}
