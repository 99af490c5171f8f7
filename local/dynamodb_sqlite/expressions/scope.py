"""The names and values an expression refers to, and which of them it used."""

import re
from typing import Any

from dynamodb_sqlite.errors import AwsError, validation
from dynamodb_sqlite.expressions.reserved import is_reserved
from dynamodb_sqlite.expressions.tree import Path
from dynamodb_sqlite.values import Value, check

_NAME = re.compile(r"#[0-9a-zA-Z_]+\Z")
_VALUE = re.compile(r":[0-9a-zA-Z_]+\Z")
RealPath = tuple[str | int, ...]


class Fault(Exception):
    """What is wrong with an expression; `Scope.refuse` adds the expression's name."""


class Scope:
    """ExpressionAttributeNames and ExpressionAttributeValues of one request.

    Raises: ValidationException for keys of the wrong form and values that are none.
    """

    def __init__(self, names: dict[str, str] | None, values: dict[str, Value] | None) -> None:
        if names is not None:
            _check_keys("ExpressionAttributeNames", names, _NAME)
        if values is not None:
            _check_keys("ExpressionAttributeValues", values, _VALUE)
            for key, value in values.items():
                try:
                    check(value)
                except AwsError as error:
                    text = f"ExpressionAttributeValues contains invalid value: {error.message} for key {key}"
                    raise validation(text) from None
        self.names = names or {}
        self.values = values or {}
        self._unused_names = dict.fromkeys(self.names)
        self._unused_values = dict.fromkeys(self.values)

    def path(self, path: Path) -> RealPath:
        """The path with aliases replaced."""
        return tuple(
            self._name(part) if isinstance(part, str) and part.startswith("#") else part for part in path.parts
        )

    def _name(self, alias: str) -> str:
        if alias not in self.names:
            text = "An expression attribute name used in the document path is not defined; attribute name: "
            raise Fault(text + alias)
        self._unused_names.pop(alias, None)
        return self.names[alias]

    def value(self, placeholder: str) -> Value:
        """The value of a placeholder."""
        if placeholder not in self.values:
            text = "An expression attribute value used in expression is not defined; attribute value: "
            raise Fault(text + placeholder)
        self._unused_values.pop(placeholder, None)
        return self.values[placeholder]

    def expect_all_used(self) -> None:
        """Refuse names and values that no expression used.

        Raises: ValidationException.
        """
        for what, unused in (("Names", self._unused_names), ("Values", self._unused_values)):
            if unused:
                keys = ", ".join(unused)
                raise validation(f"Value provided in ExpressionAttribute{what} unused in expressions: keys: {{{keys}}}")


def _check_keys(what: str, given: dict[str, Any], form: re.Pattern[str]) -> None:
    if not given:
        raise validation(f"{what} must not be empty")
    for key in given:
        if not form.match(key):
            raise validation(f'{what} contains invalid key: Syntax error; key: "{key}"')


def expect_unreserved(path: Path) -> None:
    """Refuse a path that writes a reserved word out.

    Raises: Fault.
    """
    for part in path.parts:
        if isinstance(part, str) and not part.startswith("#") and is_reserved(part):
            raise Fault(f"Attribute name is a reserved keyword; reserved keyword: {part}")


def shown(path: RealPath) -> str:
    """A path as DynamoDB's messages show it."""
    return f"[{', '.join(part if isinstance(part, str) else f'[{part}]' for part in path)}]"


def expect_distinct(paths: list[RealPath]) -> None:
    """Refuse two paths of which one contains the other, or takes the same thing for a list and a map.

    Raises: Fault.
    """
    conflict = None
    for later, second in enumerate(paths):
        for first in paths[:later]:
            relation = _relation(first, second)
            if relation == "overlap":
                raise Fault(
                    "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                    f"path one: {shown(first)}, path two: {shown(second)}"
                )
            if relation == "conflict":
                conflict = conflict or (first, second)
    if conflict:
        raise Fault(
            "Two document paths conflict with each other; must remove or rewrite one of these paths; "
            f"path one: {shown(conflict[0])}, path two: {shown(conflict[1])}"
        )


def _relation(first: RealPath, second: RealPath) -> str | None:
    for left, right in zip(first, second, strict=False):
        if type(left) is not type(right):
            return "conflict"
        if left != right:
            return None
    return "overlap"
