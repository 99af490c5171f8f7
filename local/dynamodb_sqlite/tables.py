"""Tables and their indexes, as the engine works with them: key attributes, types, projections."""

from dataclasses import dataclass
from typing import Any

from dynamodb_sqlite import keys
from dynamodb_sqlite.values import Item

Description = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A key attribute: its name and its type, S, N or B."""

    name: str
    kind: str

    def encode(self, item: Item) -> bytes:
        """Its bytes in an item that has it."""
        return keys.encode(self.kind, item[self.name])


@dataclass(frozen=True, slots=True)
class Index:
    """A secondary index."""

    id: int
    name: str
    is_local: bool
    hash: tuple[Attribute, ...]
    range: tuple[Attribute, ...]
    projection: str
    kept: frozenset[str]  # the attributes it holds when it does not hold all

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """All its key attributes."""
        return self.hash + self.range

    def key_of(self, item: Item) -> tuple[bytes, bytes] | None:
        """Where an item lies in the index; None if it does not, for want of a key attribute."""
        for attribute in self.attributes:
            value = item.get(attribute.name)
            if value is None or attribute.kind not in value:
                return None
        return keys.partition(_joined(self.hash, item)), _joined(self.range, item)

    def project(self, item: Item) -> Item:
        """The part of an item that the index holds."""
        if self.projection == "ALL":
            return item
        return {name: value for name, value in item.items() if name in self.kept}


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    id: int
    name: str
    description: Description
    hash: Attribute
    range: Attribute | None
    indexes: tuple[Index, ...]

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """Its primary key's attributes."""
        return (self.hash,) if self.range is None else (self.hash, self.range)

    def key_of(self, item: Item) -> tuple[bytes, bytes]:
        """Where an item lies."""
        sort = b"" if self.range is None else self.range.encode(item)
        return keys.partition(self.hash.encode(item)), sort

    def key_item(self, item: Item) -> Item:
        """The primary key alone."""
        return {attribute.name: item[attribute.name] for attribute in self.attributes}

    def index(self, name: str) -> Index | None:
        """An index by its name."""
        return next((index for index in self.indexes if index.name == name), None)


def _joined(attributes: tuple[Attribute, ...], item: Item) -> bytes:
    """One attribute as it is, several each closed off."""
    if len(attributes) == 1:
        return attributes[0].encode(item)
    return b"".join(keys.escape(attribute.encode(item)) for attribute in attributes)


def from_description(table_id: int, description: Description, index_ids: dict[str, int]) -> Table:
    """The table a description describes; `index_ids` are the store's numbers of its indexes."""
    kinds = {one["AttributeName"]: one["AttributeType"] for one in description["AttributeDefinitions"]}
    hash_key, range_key = _key_attributes(description["KeySchema"], kinds)
    table_key = {attribute.name for attribute in hash_key + range_key}
    indexes = [
        _index(index_ids[one["IndexName"]], one, is_local, kinds, table_key)
        for listed, is_local in (("GlobalSecondaryIndexes", False), ("LocalSecondaryIndexes", True))
        for one in description.get(listed, ())
        if one["IndexName"] in index_ids
    ]
    return Table(
        table_id,
        description["TableName"],
        description,
        hash_key[0],
        range_key[0] if range_key else None,
        tuple(indexes),
    )


def _key_attributes(
    schema: list[dict[str, str]], kinds: dict[str, str]
) -> tuple[tuple[Attribute, ...], tuple[Attribute, ...]]:
    def of(key_type: str) -> tuple[Attribute, ...]:
        names = [one["AttributeName"] for one in schema if one["KeyType"] == key_type]
        return tuple(Attribute(name, kinds[name]) for name in names)

    return of("HASH"), of("RANGE")


def _index(index_id: int, described: Description, is_local: bool, kinds: dict[str, str], table_key: set[str]) -> Index:
    hash_key, range_key = _key_attributes(described["KeySchema"], kinds)
    projection = described["Projection"]
    kept = table_key | {attribute.name for attribute in hash_key + range_key}
    kept |= set(projection.get("NonKeyAttributes", ()))
    return Index(
        index_id, described["IndexName"], is_local, hash_key, range_key, projection["ProjectionType"], frozenset(kept)
    )
