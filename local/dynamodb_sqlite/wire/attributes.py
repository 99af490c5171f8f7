"""The shapes of attribute values: `{"S": "..."}` and its nine brothers, and maps of them."""

from typing import Any

from dynamodb_sqlite.wire.errors import serialization
from dynamodb_sqlite.wire.shapes import BLOB, BOOLEAN, JAVA, STRING, List, Map, Shape


class AttributeValue(Shape):
    """`{"S": "..."}` and its nine brothers."""

    def read(self, value: Any) -> Any:
        """See `Shape`; members that are not types are left out."""
        if isinstance(value, dict):
            if len(value) == 1:
                kind, content = next(iter(value.items()))
                if kind in _TEXTS and isinstance(content, str):
                    return value  # by far the most
                if kind in KINDS and content is not None:
                    return {kind: KINDS[kind].read(content)}
            return {kind: KINDS[kind].read(value[kind]) for kind in value if kind in KINDS and value[kind] is not None}
        if isinstance(value, list):
            raise serialization(f"Unrecognized collection type class {JAVA}AttributeValue")
        raise serialization("Unexpected value type in payload")


class Attributes(Map):
    """A map from names to attribute values: an item, a key, the values of an expression."""

    def read(self, value: Any) -> Any:
        """See `Shape`."""
        if type(value) is not dict:
            return super().read(value)
        others = {
            name: one
            for name, one in value.items()
            if type(one) is not dict or len(one) != 1 or type(one.get("S") or one.get("N")) is not str
        }  # nearly all are one text or number
        if not others:
            return value
        kept = {name: one for name, one in value.items() if one is not None} if None in others.values() else value
        return kept | super().read(others)


_TEXTS = ("S", "N")
ATTRIBUTE = AttributeValue()
ITEM = Attributes(ATTRIBUTE)

KINDS: dict[str, Shape] = {
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
