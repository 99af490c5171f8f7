"""A key condition as a range of bytes."""

from typing import NamedTuple

from dynamodb_sqlite import keys
from dynamodb_sqlite.expressions.binding import Bound, Leaf
from dynamodb_sqlite.tables.model import Attribute
from dynamodb_sqlite.values import Value, kind_of
from dynamodb_sqlite.wire.errors import AwsError, invalid, validation

_MIRRORED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NOT_FOR_KEYS = ("IN", "<>", "attribute_exists", "attribute_not_exists", "attribute_type", "contains")


class KeyTest(NamedTuple):
    """One condition on one key attribute."""

    operator: str
    values: tuple[Value, ...]


class Range(NamedTuple):
    """Sort keys from `low` to `high`; None is unbounded."""

    low: bytes | None = None
    low_open: bool = False
    high: bytes | None = None
    high_open: bool = False

    def holds(self, key: bytes) -> bool:
        """Whether a sort key lies within."""
        if self.low is not None and (key < self.low or (self.low_open and key == self.low)):
            return False
        return self.high is None or key < self.high or (key == self.high and not self.high_open)


def key_tests(bound: Bound) -> dict[str, KeyTest]:
    """The conditions on key attributes, by attribute.

    Raises: ValidationException for everything a key condition may not hold.
    """
    if bound.forbidden is not None:
        raise validation(f"Invalid operator used in KeyConditionExpression: {bound.forbidden}")
    tests: dict[str, KeyTest] = {}
    for leaf in bound.leaves:
        attribute, test = _key_test(leaf)
        if attribute in tests:
            raise _bad("KeyConditionExpressions must only contain one condition per key")
        tests[attribute] = test
    return tests


def _bad(text: str) -> AwsError:
    return validation(f"Invalid KeyConditionExpression: {text}")


def _key_test(leaf: Leaf) -> tuple[str, KeyTest]:
    name, terms = leaf
    if name in _NOT_FOR_KEYS:
        raise validation(f"Invalid operator used in KeyConditionExpression: {name}")
    if any(term.sized is not None for term in terms):
        raise validation("KeyConditionExpressions cannot contain nested operations")
    if name in ("BETWEEN", "begins_with") and terms[0].path is None:
        raise validation(
            f"Invalid condition in KeyConditionExpression: {name} operator must have the key attribute as its "
            "first operand"
        )
    paths = [term.path for term in terms if term.path is not None]
    if len(paths) > 1:
        raise validation("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")
    if not paths:
        raise validation("Invalid condition in KeyConditionExpression: No key attribute specified")
    if len(paths[0]) > 1:
        raise validation("KeyConditionExpressions cannot have conditions on nested attributes")
    operator = name if terms[0].path is not None else _MIRRORED[name]
    return str(paths[0][0]), KeyTest(operator, tuple(term.value for term in terms if term.value is not None))


def expect_type(attribute: Attribute, test: KeyTest) -> None:
    """Refuse a value of another type than the key's.

    Raises: ValidationException.
    """
    if any(kind_of(value) != attribute.kind for value in test.values):
        raise invalid("Condition parameter type does not match schema type")


def range_of(attribute: Attribute, test: KeyTest) -> Range:
    """The sort keys that meet a condition on the only range attribute."""
    raw = [keys.encode(attribute.kind, value) for value in test.values]
    if test.operator == "begins_with":
        return Range(raw[0], False, keys.after_prefix(raw[0]), True)
    if test.operator == "BETWEEN":
        return Range(raw[0], False, raw[1], False)
    if test.operator == "=":
        return Range(raw[0], False, raw[0], False)
    if test.operator in ("<", "<="):
        return Range(high=raw[0], high_open=test.operator == "<")
    return Range(raw[0], test.operator == ">")


def range_after(prefix: bytes, attribute: Attribute, test: KeyTest) -> Range:
    """The sort keys that meet a condition on one of several range attributes, after `prefix` of those before it.

    Each attribute is closed off, so that a key goes on after it: every bound is where a prefix begins or ends.
    """
    raw = [prefix + keys.escape(keys.encode(attribute.kind, value)) for value in test.values]
    if test.operator == "begins_with":
        start = prefix + keys.open_escape(keys.encode(attribute.kind, test.values[0]))
        return _between(start, keys.after_prefix(start))
    end = keys.after_prefix(prefix) if prefix else None
    if test.operator in ("=", "BETWEEN"):
        return _between(raw[0], keys.after_prefix(raw[-1]))
    if test.operator in ("<", "<="):
        return _between(prefix, raw[0] if test.operator == "<" else keys.after_prefix(raw[0]))
    return _between(raw[0] if test.operator == ">=" else keys.after_prefix(raw[0]), end)


def _between(low: bytes | None, high: bytes | None) -> Range:
    return Range(low or None, False, high, True)
