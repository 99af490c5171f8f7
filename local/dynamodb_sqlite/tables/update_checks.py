"""What DynamoDB refuses about an update of a table's keys and of its indexes' keys."""

from collections.abc import Iterable

from dynamodb_sqlite.expressions.changes import Change
from dynamodb_sqlite.expressions.scope import RealPath
from dynamodb_sqlite.tables.key_checks import check_length, empty_text, index_mismatch, is_empty
from dynamodb_sqlite.tables.model import Attribute, Table
from dynamodb_sqlite.values import Item
from dynamodb_sqlite.wire.errors import NOT_VALID, AwsError, invalid, validation

_UNSUPPORTED_TYPE = "The update expression attempted to update the secondary index key to unsupported type"


def check_changes(table: Table, changes: Iterable[Change]) -> None:
    """Refuse an update of a key, and of an index's key to what it cannot be.

    Raises: ValidationException.
    """
    changes = tuple(changes)
    targets = {change.path[0] for change in changes}
    for attribute in table.attributes:
        if attribute.name in targets:
            raise invalid(f"Cannot update attribute {attribute.name}. This attribute is part of the key")
    for index in table.indexes:
        for attribute in index.attributes:
            for change in changes:
                if change.path == (attribute.name,) and change.kind not in (None, attribute.kind):
                    raise index_mismatch(index, attribute, str(change.kind))
    check_empty_changes(table, changes)
    check_key_paths(table, [change.path for change in changes])


def check_empty_changes(table: Table, changes: Iterable[Change]) -> None:
    """Refuse to set an index's key to nothing.

    Raises: ValidationException.
    """
    literals = {change.path: change.literal for change in changes}
    for attribute in _index_attributes(table):
        literal = literals.get((attribute.name,))
        if literal is not None and is_empty(attribute, literal):
            raise _unsupported(attribute)


def check_updated(table: Table, changes: Iterable[Change], item: Item) -> None:
    """Refuse an updated item whose index keys came out of another type, empty or too long.

    Raises: ValidationException.
    """
    targets = {change.path[0] for change in changes}
    for index in table.indexes:
        for attribute in index.attributes:
            value = item.get(attribute.name) if attribute.name in targets else None
            if value is None:
                continue
            if attribute.kind not in value:
                raise validation(_UNSUPPORTED_TYPE)
            if is_empty(attribute, value):
                raise _unsupported(attribute)
            check_length(attribute, value, is_hash=attribute in index.hash)


def _unsupported(attribute: Attribute) -> AwsError:
    return validation(
        f"{NOT_VALID}The update expression attempted to update a secondary index key to a value that is not "
        f"supported. {empty_text(attribute)}"
    )


def _index_attributes(table: Table) -> set[Attribute]:
    return {attribute for index in table.indexes for attribute in index.attributes}


def check_key_paths(table: Table, paths: Iterable[RealPath]) -> None:
    """Refuse a path into a key attribute, which is a scalar.

    Raises: ValidationException.
    """
    nested = {path[0] for path in paths if len(path) > 1}
    if not nested:
        return
    message = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
    for attribute in table.attributes:
        if attribute.name in nested:
            raise validation(f"{message}Key: {attribute.name}")
    for index in table.indexes:
        for attribute in index.attributes:
            if attribute.name in nested:
                raise validation(f"{message}IndexKey: {attribute.name}")
