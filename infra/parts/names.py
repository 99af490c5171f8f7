"""What things are called in CloudFormation, and which tables there are."""

from collections.abc import Iterable

from shouwang.app import FUNCTIONS, declare_tables
from shouwang.platform import dynamo

HTTP = tuple(name for name, row in FUNCTIONS.items() if row.apis)


def logical(name: str, kind: str) -> str:
    """The logical id of a thing: `check-ins`, `Table` -> `CheckInsTable`."""
    return "".join(part.capitalize() for part in name.split("-")) + kind


def tables() -> dict[str, type[dynamo.Table]]:
    """Every table of ours by base name."""
    declare_tables()
    return {table.TABLE: table for table in dynamo.tables() if table.__module__.startswith("shouwang.")}


def owner(table: type[dynamo.Table]) -> str:
    """The slice that owns a table; `platform` for the platform's."""
    return table.__module__.split(".")[1]


def named(names: Iterable[str]) -> set[str]:
    """The tables that a row of the function table names, by their own names or by their slice's. Raises: KeyError."""
    known = tables()
    owned = {
        name: {table for table, model in known.items() if owner(model) == name} for name in map(owner, known.values())
    }
    return {table for name in names for table in ({name} if name in known else owned[name])}
