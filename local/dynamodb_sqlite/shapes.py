"""The shapes of requests: which JSON fits where, and what DynamoDB says when it does not."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dynamodb_sqlite.errors import serialization

_STRUCTURE = "Start of structure or map found where not expected"
_JAVA = "com.amazonaws.dynamodb.v20120810."
_REFLECTED = "sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl"
_NOT_A_CLASS = (
    f"class {_REFLECTED} cannot be cast to class java.lang.Class "
    f"({_REFLECTED} and java.lang.Class are in module java.base of loader 'bootstrap')"
)


class Shape:
    """What a member of a request may be; `read` gives it back without unknown members and nulls."""

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


def _refuse_scalar(value: Any, name: str, java: str) -> None:
    if isinstance(value, list):
        raise serialization(f"Unrecognized collection type class {java}")
    if isinstance(value, dict):
        raise serialization(_STRUCTURE)
    raise serialization(f"{_scalar_name(value)} cannot be converted to {name}")


class String(Shape):
    """A text."""

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if not isinstance(value, str):
            _refuse_scalar(value, "String", "java.lang.String")
        return value


class Whole(Shape):
    """An integer: `Integer` or `Long`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, value: Any) -> Any:
        """See `Shape`; a fraction is cut off."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            _refuse_scalar(value, self.name, f"java.lang.{self.name}")
        return int(value // 1)


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
        return _refuse_scalar(value, "Boolean", "java.lang.Boolean")


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
        if value.endswith("=") and b64encode(b64decode(value)).decode() != value:
            raise serialization("Invalid last non-pad Base64 character dectected")
        return value


_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]|=[^=]", re.ASCII)


@dataclass(frozen=True)
class List(Shape):
    """A list of one shape; `reflected` where DynamoDB's own refusal of a scalar is an accident of Java."""

    member: Shape
    reflected: bool = False

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, dict):
            raise serialization(_STRUCTURE)
        if not isinstance(value, list):
            raise serialization(_NOT_A_CLASS if self.reflected else "Unexpected field type")
        return [self.member.read(member) if member is not None else None for member in value]


@dataclass(frozen=True)
class Map(Shape):
    """A map from text to one shape; `java` is how DynamoDB calls the member's type."""

    member: Shape
    java: str = _JAVA + "AttributeValue"
    reflected: bool = False

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, list):
            raise serialization(f"Unrecognized collection type java.util.Map<java.lang.String, {self.java}>")
        if not isinstance(value, dict):
            raise serialization(_NOT_A_CLASS if self.reflected else "Unexpected field type")
        read = self.member.read
        return {name: read(member) for name, member in value.items() if member is not None}


@dataclass(frozen=True)
class Structure(Shape):
    """Named members of their own shapes. A structure that is the value of a map or list refuses a scalar differently."""

    name: str
    members: Mapping[str, "Member"]
    is_value: bool = False

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if isinstance(value, list):
            raise serialization(f"Unrecognized collection type class {_JAVA}{self.name}")
        if not isinstance(value, dict):
            raise serialization("Unexpected value type in payload" if self.is_value else "Unexpected field type")
        return {
            name: member.shape.read(value[name]) for name, member in self.members.items() if value.get(name) is not None
        }


class AttributeValue(Shape):
    """`{"S": "..."}` and its nine brothers."""

    name = "AttributeValue"

    def read(self, value: Any) -> Any:
        """See `Shape`; members that are not types are left out."""
        if isinstance(value, dict):
            return {
                kind: _KINDS[kind].read(value[kind]) for kind in value if kind in _KINDS and value[kind] is not None
            }
        if isinstance(value, list):
            raise serialization(f"Unrecognized collection type class {_JAVA}AttributeValue")
        raise serialization("Unexpected value type in payload")


@dataclass(frozen=True)
class Member:
    """A member of a structure and the constraints on it, which `constraints` words."""

    shape: Shape
    not_null: bool = False
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    pattern: str | None = None
    shortest: int | None = None
    longest: int | None = None
    keys: "Member | None" = None
    values: "Member | None" = None


STRING, BLOB, BOOLEAN = String(), Blob(), Boolean()
INTEGER, LONG = Whole("Integer"), Whole("Long")
ATTRIBUTE = AttributeValue()
ITEM = Map(ATTRIBUTE)
NAMES = Map(STRING, "java.lang.String")

_KINDS: dict[str, Shape] = {
    "S": STRING,
    "N": STRING,
    "B": BLOB,
    "SS": List(STRING),
    "NS": List(STRING),
    "BS": List(BLOB),
    "M": ITEM,
    "L": List(ATTRIBUTE),
    "NULL": BOOLEAN,
    "BOOL": BOOLEAN,
}
