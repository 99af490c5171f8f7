"""The names and values an expression refers to, and which of them it used."""

import re
from typing import Any

from dynamodb_sqlite.expressions.reserved import is_reserved
from dynamodb_sqlite.expressions.tree import Path
from dynamodb_sqlite.values import Value, check_names, refused
from dynamodb_sqlite.values.wording import Wording
from dynamodb_sqlite.wire.errors import validation

_NAME = re.compile(r"#[0-9a-zA-Z_]+\Z")
_VALUE = re.compile(r":[0-9a-zA-Z_]+\Z")
_UNDEFINED_NAME = "An expression attribute name used in the document path is not defined; attribute name: "
_UNDEFINED_VALUE = "An expression attribute value used in expression is not defined; attribute value: "
RealPath = tuple[str | int, ...]


class Fault(Exception):
    """What is wrong with an expression; the caller adds the expression's name."""


class Scope:
    """ExpressionAttributeNames and ExpressionAttributeValues of one request.

    Raises: ValidationException for keys of the wrong form and values that are none.
    """

    def __init__(self, names: dict[str, str] | None, values: dict[str, Value] | None, wording: Wording) -> None:
        if names is not None:
            _check_keys("ExpressionAttributeNames", names, _NAME)
            check_names(names.values())
        if values is not None:
            _check_keys("ExpressionAttributeValues", values, _VALUE)
            for key, value in values.items():
                error = refused(value, wording)
                if error is not None:
                    raise validation(wording.expression_value(error.message, key))
        self.names = names or {}
        self.values = values or {}
        self._unused_names = dict.fromkeys(self.names)
        self._unused_values = dict.fromkeys(self.values)

    def path(self, path: Path) -> RealPath:
        """The path with aliases replaced.

        Raises: Fault.
        """
        return tuple(
            self._name(part) if isinstance(part, str) and part.startswith("#") else part for part in path.parts
        )

    def _name(self, alias: str) -> str:
        if alias not in self.names:
            raise Fault(_UNDEFINED_NAME + alias)
        self._unused_names.pop(alias, None)
        return self.names[alias]

    def value(self, placeholder: str) -> Value:
        """The value of a placeholder.

        Raises: Fault.
        """
        if placeholder not in self.values:
            raise Fault(_UNDEFINED_VALUE + placeholder)
        self._unused_values.pop(placeholder, None)
        return self.values[placeholder]

    def expect_all_used(self) -> None:
        """Refuse names and values that no expression used.

        Raises: ValidationException.
        """
        for what, unused in (("Names", self._unused_names), ("Values", self._unused_values)):
            if unused:
                raise validation(
                    f"Value provided in ExpressionAttribute{what} unused in expressions: keys: {{{', '.join(unused)}}}"
                )


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

    Raises: Fault, for an overlap before a conflict.
    """
    pairs = [(first, second) for later, second in enumerate(paths) for first in paths[:later]]
    for relation in ("overlap", "conflict"):
        for first, second in pairs:
            if _relation(first, second) == relation:
                raise Fault(
                    f"Two document paths {relation} with each other; must remove or rewrite one of these paths; "
                    f"path one: {shown(first)}, path two: {shown(second)}"
                )


def _relation(first: RealPath, second: RealPath) -> str | None:
    for left, right in zip(first, second, strict=False):
        if type(left) is not type(right):
            return "conflict"
        if left != right:
            return None
    return "overlap"
