"""A key condition as a range of bytes."""

from typing import NamedTuple

from dynamodb_sqlite import keys
from dynamodb_sqlite.errors import invalid, validation
from dynamodb_sqlite.expressions.binding import Bound, Term
from dynamodb_sqlite.tables import Attribute
from dynamodb_sqlite.values import Value, kind_of

_MIRRORED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


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
    if bound.has_logic is not None:
        raise validation(f"Invalid operator used in KeyConditionExpression: {bound.has_logic}")
    tests: dict[str, KeyTest] = {}
    for name, terms in bound.leaves:
        attribute, test = _key_test(name, terms)
        if attribute in tests:
            raise validation("KeyConditionExpressions must only contain one condition per key")
        tests[attribute] = test
    return tests


def _key_test(name: str, terms: tuple[Term, ...]) -> tuple[str, KeyTest]:
    if name in ("IN", "<>", "attribute_exists", "attribute_not_exists", "attribute_type", "contains"):
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


def hash_value(attribute: Attribute, tests: dict[str, KeyTest]) -> Value:
    """The one value a hash attribute must equal.

    Raises: ValidationException.
    """
    test = tests.get(attribute.name)
    if test is None:
        raise validation(f"Query condition missed key schema element: {attribute.name}")
    expect_type(attribute, test)
    if test.operator != "=":
        raise validation("Query key condition not supported")
    return test.values[0]


def expect_type(attribute: Attribute, test: KeyTest) -> None:
    """Refuse a value of another type than the key's.

    Raises: ValidationException.
    """
    if any(kind_of(value) != attribute.kind for value in test.values):
        raise invalid("Condition parameter type does not match schema type")


def range_of(attribute: Attribute, test: KeyTest, prefix: bytes = b"", closed: bool = False) -> Range:
    """The sort keys that meet a condition.

    With several range attributes, `prefix` holds those before this one, and each is `closed` off.
    """
    raw = [keys.encode(attribute.kind, value) for value in test.values]
    whole = [prefix + (keys.escape(one) if closed else one) for one in raw]
    if test.operator == "begins_with":
        start = prefix + (keys.escape(raw[0])[:-2] if closed else raw[0])
        return Range(start, False, keys.after_prefix(start), True)
    if test.operator == "BETWEEN":
        return Range(whole[0], False, *_through(whole[1], closed))
    within = Range(prefix or None, False, keys.after_prefix(prefix) if prefix else None, True)
    if test.operator == "=":
        return Range(whole[0], False, *_through(whole[0], closed))
    if test.operator == "<":
        return within._replace(high=whole[0], high_open=True)
    if test.operator == "<=":
        high, is_open = _through(whole[0], closed)
        return within._replace(high=high, high_open=is_open)
    if test.operator == ">":
        low, is_open = _through(whole[0], closed)
        return within._replace(low=low, low_open=not is_open)
    return within._replace(low=whole[0])


def _through(key: bytes, closed: bool) -> tuple[bytes | None, bool]:
    """An upper bound that takes in a key, and all keys that go on after a closed one."""
    return (keys.after_prefix(key), True) if closed else (key, False)
