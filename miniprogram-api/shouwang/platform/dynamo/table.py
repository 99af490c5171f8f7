"""A table for each kind of record, owned by one slice."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self, TypeVar

from msgspec import Struct
from pynamodb.connection.base import MetaTable
from pynamodb.connection.table import TableConnection

from shouwang.platform.dynamo.connection import connection, table_name
from shouwang.platform.dynamo.flat import Flat

_T = TypeVar("_T", bound=Struct)
_tables: dict[str, type["Table"]] = {}


class Table(Flat):
    """Base of every row class. A subclass sets `TABLE` (the table's base name), `TTL` if rows expire, and attributes.

    `of(value)` and `value(kind)` carry a Struct across: what has the same name is the same thing.
    """

    TABLE: ClassVar[str]
    TTL: ClassVar[str | None] = None

    class Meta:
        """PynamoDB wants one; the true name and connection come from `connect`."""

        table_name = "-"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        setattr(cls, "Meta", type("Meta", (Table.Meta,), {}))  # noqa: B010 -- one each: it holds the table's full name
        _tables[cls.TABLE] = cls

    @classmethod
    def of(cls, value: Struct, **more: Any) -> Self:
        """The row of a Struct: every field that has an attribute of its name, and `more` (keys, index keys)."""
        known = cls.get_attributes()
        own = {name: getattr(value, name) for name in value.__struct_fields__ if name in known}
        return cls(**{**own, **more})

    def value(self, kind: type[_T]) -> _T:
        """The Struct of a row."""
        known, own = self.get_attributes(), self.attribute_values
        return kind(**{name: own.get(name) for name in kind.__struct_fields__ if name in known})

    def keys(self) -> tuple[Any, Any]:
        """The hash key and the range key (None if the table has none)."""
        names = (type(self)._hash_keyname, type(self)._range_keyname)
        hash_key, range_key = (getattr(self, name) if name else None for name in names)
        return hash_key, range_key

    @classmethod
    def fetch(cls, hash_key: Any, range_key: Any = None, *, consistent: bool = True) -> Self | None:
        """The row at a key, or None. Cost: 1 request."""
        try:
            return cls.get(hash_key, range_key, consistent_read=consistent)
        except cls.DoesNotExist:
            return None

    @classmethod
    def _get_schema(cls) -> Any:
        """PynamoDB's schema with every hash key before its range key, as DynamoDB wants it."""
        schema: Any = super()._get_schema()
        indexes = [*schema["global_secondary_indexes"], *schema["local_secondary_indexes"]]
        for keys in [schema["key_schema"], *(index["key_schema"] for index in indexes)]:
            keys.sort(key=lambda key: key["KeyType"] != "HASH")
        return schema

    @classmethod
    def _get_connection(cls) -> TableConnection:
        shared = connection()
        full_name = table_name(cls.TABLE)
        bound: TableConnection | None = cls.__dict__.get("_bound")
        if bound is None or bound.connection is not shared or bound.table_name != full_name:
            cls.Meta.table_name = full_name
            bound = TableConnection(full_name)
            bound.connection = shared
            if full_name not in shared._tables:
                shared.add_meta_table(MetaTable(_description(cls, full_name)))
            cls._bound = bound  # type: ignore[attr-defined]
        return bound


def tables() -> Iterator[type[Table]]:
    """Every declared table, by name."""
    for name in sorted(_tables):
        yield _tables[name]


def missing_tables() -> list[str]:
    """Declared tables that the store does not have. Cost: 1 request a hundred tables from our prefix on."""
    wanted = {table_name(table.TABLE): table.TABLE for table in tables()}
    existing: set[str] = set()
    last: str | None = min(wanted)[:-1]  # one account may hold the tables of many: ours are looked for, not all
    while last is not None and last < max(wanted):
        answer = connection().list_tables(limit=100, exclusive_start_table_name=last)
        existing |= set(answer["TableNames"])
        last = answer.get("LastEvaluatedTableName")
    return [base for full, base in wanted.items() if full not in existing]


def create_tables() -> list[str]:
    """Create tables and indexes that are missing; for the one-machine runner and tests. Returns the names of new tables."""
    missing = missing_tables()
    for table in tables():
        if table.TABLE not in missing:
            _add_indexes(table)
            continue
        table.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        if table.TTL:
            connection().client.update_time_to_live(
                TableName=table_name(table.TABLE),
                TimeToLiveSpecification={"AttributeName": table.TTL, "Enabled": True},
            )
    return missing


def _add_indexes(table: type[Table]) -> None:
    """Indexes that a newer version declares on a table that is there; the store fills them."""
    client, name, schema = connection().client, table_name(table.TABLE), table._get_schema()
    there = client.describe_table(TableName=name)["Table"]
    known = {index["IndexName"] for index in there.get("GlobalSecondaryIndexes", ())}
    for index in schema["global_secondary_indexes"]:
        if index["index_name"] not in known:
            create = {
                "IndexName": index["index_name"],
                "KeySchema": index["key_schema"],
                "Projection": index["projection"],
            }
            client.update_table(
                TableName=name,
                AttributeDefinitions=schema["attribute_definitions"],
                GlobalSecondaryIndexUpdates=[{"Create": create}],
            )


def _description(cls: type[Table], full_name: str) -> dict[str, Any]:
    schema = cls._get_schema()
    return {
        "TableName": full_name,
        "KeySchema": schema["key_schema"],
        "AttributeDefinitions": schema["attribute_definitions"],
        "GlobalSecondaryIndexes": [_index(index) for index in schema["global_secondary_indexes"]],
        "LocalSecondaryIndexes": [_index(index) for index in schema["local_secondary_indexes"]],
    }


def _index(schema: Any) -> dict[str, Any]:
    return {"IndexName": schema["index_name"], "KeySchema": schema["key_schema"]}
