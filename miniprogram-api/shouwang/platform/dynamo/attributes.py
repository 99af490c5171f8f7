"""Attributes for the value types of the slices: instants, days, enums and packed structures."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from pynamodb.attributes import Attribute
from pynamodb.constants import STRING

from shouwang.kernel.clock import parse_rfc3339, rfc3339

_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


class Instant(Attribute[datetime]):
    """An aware UTC instant as RFC 3339 text, so that it sorts as it flows and can be a key."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:  # noqa: D102 -- PynamoDB's protocol
        return rfc3339(value)

    def deserialize(self, value: str) -> datetime:  # noqa: D102
        return parse_rfc3339(value)


class Day(Attribute[date]):
    """A day in China as `YYYY-MM-DD`."""

    attr_type = STRING

    def serialize(self, value: date) -> str:  # noqa: D102
        return value.isoformat()

    def deserialize(self, value: str) -> date:  # noqa: D102
        return date.fromisoformat(value)


class Choice(Attribute[_E]):
    """A member of a StrEnum, stored as its value."""

    attr_type = STRING

    def __init__(self, kind: type[_E], **options: Any) -> None:
        super().__init__(**options)
        self._kind = kind

    def serialize(self, value: _E) -> str:  # noqa: D102
        return str(value.value)

    def deserialize(self, value: str) -> _E:  # noqa: D102
        return self._kind(value)

    def __deepcopy__(self, memo: object) -> "Choice[_E]":
        return self


class Packed(Attribute[_T]):
    """Any msgspec-readable type (dataclass, tuple, dict) as JSON text: read and written whole, never by its parts."""

    attr_type = STRING

    def __init__(self, kind: Any, **options: Any) -> None:
        super().__init__(**options)
        self._decoder: msgspec.json.Decoder[_T] = msgspec.json.Decoder(kind)

    def serialize(self, value: _T) -> str:  # noqa: D102
        return msgspec.json.encode(value).decode()

    def deserialize(self, value: str) -> _T:  # noqa: D102
        return self._decoder.decode(value)

    def __deepcopy__(self, memo: object) -> "Packed[_T]":
        return self
