"""The shapes of requests: which JSON fits where, and what DynamoDB says when it does not."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from dynamodb_sqlite.wire.errors import serialization
from dynamodb_sqlite.wire.rules import Rules

_STRUCTURE = "Start of structure or map found where not expected"
JAVA = "com.amazonaws.dynamodb.v20120810."
_REFLECTED = "sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl"
_NOT_A_CLASS = (
    f"class {_REFLECTED} cannot be cast to class java.lang.Class "
    f"({_REFLECTED} and java.lang.Class are in module java.base of loader 'bootstrap')"
)
_TABLE_ARN = re.compile(r"\Aarn:[a-z-]+:dynamodb:[a-z0-9-]*:[0-9]*:table/")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]|=[^=]")


Request = dict[str, Any]


class Shape:
    """What a member of a request may be; `read` gives it back without unknown members and nulls.

    A shape is `bound` when something within it has constraints to be checked.
    """

    is_bound = False

    def read(self, value: Any) -> Any:
        """The value, if it is of this shape.

        Raises: SerializationException.
        """
        raise NotImplementedError


def _scalar_name(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE_VALUE" if value else "FALSE_VALUE"
    if isinstance(value, str):
        return "STRING_VALUE"
    return "NUMBER_VALUE" if isinstance(value, int) or value.is_integer() else "DECIMAL_VALUE"


def _refuse(value: Any, name: str) -> None:
    if isinstance(value, list):
        raise serialization(f"Unrecognized collection type class java.lang.{name}")
    if isinstance(value, dict):
        raise serialization(_STRUCTURE)
    raise serialization(f"{_scalar_name(value)} cannot be converted to {name}")


class String(Shape):
    """A text."""

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if not isinstance(value, str):
            _refuse(value, "String")
        return value


class TableName(String):
    """A table's name, also as its ARN."""

    def read(self, value: Any) -> Any:
        """See `Shape`; gives the name."""
        return bare_name(super().read(value))


def bare_name(text: str) -> str:
    """A table's name, out of its name or its ARN."""
    return _TABLE_ARN.sub("", text)


class Whole(Shape):
    """An integer: `Integer` or `Long`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, value: Any) -> Any:
        """See `Shape`; a fraction is cut off."""
        if isinstance(value, bool) or not isinstance(value, int | float) or value in (_INFINITE, -_INFINITE):
            _refuse(value, self.name)
        return int(value // 1)


_INFINITE = float("inf")


class Boolean(Shape):
    """True or false, also as a word."""

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, bool):
            return value
        if isinstance(value, str):
            if value.upper() in ("TRUE", "1", "YES"):
                return True
            if value.upper() in ("FALSE", "0", "NO"):
                return False
            raise serialization("Unexpected token received from parser")
        return _refuse(value, "Boolean")


class Blob(Shape):
    """Bytes in base64."""

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, list):
            raise serialization("Unrecognized collection type class java.nio.ByteBuffer")
        if isinstance(value, dict):
            raise serialization(_STRUCTURE)
        if not isinstance(value, str):
            raise serialization("only base-64-encoded strings are convertible to bytes")
        if len(value) % 4:
            raise serialization(f"Base64 encoded length is expected a multiple of 4 bytes but found: {len(value)}")
        stranger = _NOT_BASE64.search(value)
        if stranger:
            raise serialization(f"Invalid Base64 character: '{stranger[0][0]}'")
        if value.endswith("=") and _canonical(value) != value:
            raise serialization("Invalid last non-pad Base64 character dectected")
        return value


def _canonical(value: str) -> str:
    try:
        return b64encode(b64decode(value)).decode()
    except ValueError:
        return ""


class List(Shape):
    """A list of one shape; `reflected` where DynamoDB's refusal of a scalar is an accident of Java."""

    def __init__(self, member: Shape, *, reflected: bool = False) -> None:
        self.member = member
        self.is_bound = member.is_bound
        self.reflected = reflected

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, dict):
            raise serialization(_STRUCTURE)
        if not isinstance(value, list):
            raise serialization(_NOT_A_CLASS if self.reflected else "Unexpected field type")
        read = self.member.read
        return [read(member) for member in value if member is not None]


class Map(Shape):
    """A map from text to one shape; `java` is what DynamoDB calls the member's type."""

    def __init__(self, member: Shape, java: str = JAVA + "AttributeValue", *, reflected: bool = False) -> None:
        self.member = member
        self.is_bound = member.is_bound
        self.java = java
        self.reflected = reflected

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, list):
            raise serialization(f"Unrecognized collection type java.util.Map<java.lang.String, {self.java}>")
        if not isinstance(value, dict):
            raise serialization(_NOT_A_CLASS if self.reflected else "Unexpected field type")
        read = self.member.read
        return {name: read(member) for name, member in value.items() if member is not None}


class Member:
    """A member of a structure and the rules for it.

    A `terse` member's breach is told without its value, as DynamoDB does where it has a newer check.
    """

    def __init__(self, shape: Shape, keeps: Rules = (), *, not_null: bool = False, terse: bool = False) -> None:
        self.shape, self.rules, self.not_null, self.terse = shape, keeps, not_null, terse
        self.is_bound = shape.is_bound or bool(keeps)


class Structure(Shape):
    """Named members of their own shapes; a structure within a map or list refuses a scalar in other words."""

    def __init__(self, name: str, members: Mapping[str, Member], *, is_value: bool = False) -> None:
        self.name = name
        self.members = members
        self.bound = {key: member for key, member in members.items() if member.is_bound or member.not_null}
        self.is_bound = bool(self.bound)
        self.is_value = is_value

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, list):
            raise serialization(f"Unrecognized collection type class {JAVA}{self.name}")
        if not isinstance(value, dict):
            raise serialization("Unexpected value type in payload" if self.is_value else "Unexpected field type")
        members = self.members
        return {
            name: members[name].shape.read(given)
            for name, given in value.items()
            if given is not None and name in members
        }


STRING, TABLE, BLOB, BOOLEAN = String(), TableName(), Blob(), Boolean()
INTEGER, LONG = Whole("Integer"), Whole("Long")
NAMES = Map(STRING, "java.lang.String")
