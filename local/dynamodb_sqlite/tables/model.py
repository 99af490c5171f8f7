"""Tables and their indexes, as the engine works with them: key attributes, types, projections."""

from typing import Any, NamedTuple

from dynamodb_sqlite import keys
from dynamodb_sqlite.values import Item

Description = dict[str, Any]
Key = tuple[bytes, bytes]
INDEX_LISTS = ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")


class Attribute(NamedTuple):
    """A key attribute: its name and its type, S, N or B."""

    name: str
    kind: str

    def encode(self, item: Item) -> bytes:
        """Its bytes in an item that has it."""
        return keys.encode(self.kind, item[self.name])


class Index:
    """A secondary index; `kept` are the attributes it holds when it does not hold all."""

    __slots__ = ("attributes", "hash", "id", "is_local", "kept", "name", "projection", "range")

    def __init__(self, index_id: int, described: Description, is_local: bool, key_types: dict[str, str]) -> None:
        self.id = index_id
        self.name: str = described["IndexName"]
        self.is_local = is_local
        self.hash, self.range = _key_attributes(described["KeySchema"], key_types)
        self.attributes = self.hash + self.range
        self.projection: str = described["Projection"]["ProjectionType"]
        self.kept = frozenset(described["Projection"].get("NonKeyAttributes", ()))

    def key_of(self, item: Item) -> Key | None:
        """Where an item lies in the index; None if it does not, for want of a key attribute."""
        for name, kind in self.attributes:
            value = item.get(name)
            if value is None or kind not in value:
                return None
        return keys.partition(_joined(self.hash, item)), _joined(self.range, item)

    def project(self, item: Item) -> Item:
        """The part of an item that the index holds."""
        if self.projection == "ALL":
            return item
        return {name: value for name, value in item.items() if name in self.kept}


class Table:
    """A table; `ttl` is the attribute that holds when an item expires."""

    __slots__ = ("attributes", "description", "hash", "id", "indexes", "name", "range", "ttl")

    def __init__(self, table_id: int, description: Description, index_ids: dict[str, int]) -> None:
        types = {one["AttributeName"]: one["AttributeType"] for one in description["AttributeDefinitions"]}
        hash_key, range_key = _key_attributes(description["KeySchema"], types)
        self.id = table_id
        self.name: str = description["TableName"]
        self.description = description
        self.hash = hash_key[0]
        self.range = range_key[0] if range_key else None
        self.attributes = hash_key + range_key
        self.ttl: str | None = description.get("TimeToLive")
        indexes = [
            Index(index_ids[one["IndexName"]], one, is_local, types)
            for listed, is_local in (("GlobalSecondaryIndexes", False), ("LocalSecondaryIndexes", True))
            for one in description.get(listed, ())
        ]
        names = {attribute.name for attribute in self.attributes}
        for index in indexes:
            index.kept |= names | {attribute.name for attribute in index.attributes}
        self.indexes = sorted(indexes, key=lambda index: index.name)

    def key_of(self, item: Item) -> Key:
        """Where an item lies."""
        sort = b"" if self.range is None else self.range.encode(item)
        return keys.partition(self.hash.encode(item)), sort

    def index(self, name: str) -> Index | None:
        """An index by its name."""
        return next((index for index in self.indexes if index.name == name), None)

    def expiry_of(self, item: Item) -> int | None:
        """When an item expires, in seconds since 1970; None if it never does."""
        value = item.get(self.ttl or "", {}).get("N")
        if value is None:
            return None
        moment = int(value.partition(".")[0])
        return moment if 0 < moment < 2**62 else None


def _joined(attributes: tuple[Attribute, ...], item: Item) -> bytes:
    """One attribute as it is, several each closed off."""
    if len(attributes) == 1:
        return attributes[0].encode(item)
    return b"".join(keys.escape(attribute.encode(item)) for attribute in attributes)


def _key_attributes(
    schema: list[dict[str, str]], types: dict[str, str]
) -> tuple[tuple[Attribute, ...], tuple[Attribute, ...]]:
    """The hash and the range attributes of a key schema."""

    def of(key_type: str) -> tuple[Attribute, ...]:
        names = [one["AttributeName"] for one in schema if one["KeyType"] == key_type]
        return tuple(Attribute(name, types[name]) for name in names)

    return of("HASH"), of("RANGE")
