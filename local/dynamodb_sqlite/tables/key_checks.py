"""What DynamoDB refuses about keys: missing, of another type, empty, too long."""

from collections.abc import Iterable

from dynamodb_sqlite.keys import HASH_LIMIT, RANGE_LIMIT
from dynamodb_sqlite.tables.model import Attribute, Index, Table
from dynamodb_sqlite.values import Item, Value, kind_of
from dynamodb_sqlite.values.sizes import binary_size, string_size
from dynamodb_sqlite.wire.errors import NOT_VALID, WRONG_KEY, AwsError, invalid, validation

_EMPTY = "The AttributeValue for a key attribute cannot contain an empty {} value."


def check_key(table: Table, key: Item) -> None:
    """A request's Key must be the table's primary key and nothing else.

    Raises: ValidationException.
    """
    if len(key) != len(table.attributes):
        raise validation(WRONG_KEY)
    for attribute in table.attributes:
        check_part(attribute, key.get(attribute.name), is_hash=attribute is table.hash)


def check_part(attribute: Attribute, value: Value | None, *, is_hash: bool) -> None:
    """One attribute of a Key.

    Raises: ValidationException.
    """
    if value is None or attribute.kind not in value:
        raise validation(WRONG_KEY)
    _check_content(attribute, value, is_hash=is_hash)


def check_item_key(table: Table, item: Item) -> None:
    """An item must hold the table's key.

    Raises: ValidationException.
    """
    for attribute in table.attributes:
        value = item.get(attribute.name)
        if value is None:
            raise invalid(f"Missing the key {attribute.name} in the item")
        if attribute.kind not in value:
            raise invalid(f"Type mismatch for key {attribute.name} expected: {attribute.kind} actual: {kind_of(value)}")
        _check_content(attribute, value, is_hash=attribute is table.hash)


def _check_content(attribute: Attribute, value: Value, *, is_hash: bool) -> None:
    if is_empty(attribute, value):
        raise validation(f"{NOT_VALID}{empty_text(attribute)} Key: {attribute.name}")
    check_length(attribute, value, is_hash=is_hash)


def is_empty(attribute: Attribute, value: Value) -> bool:
    """Whether a value of the right type holds nothing, as no key may."""
    return value.get(attribute.kind) == ""


def empty_text(attribute: Attribute) -> str:
    """What DynamoDB says of an empty key."""
    return _EMPTY.format("string" if attribute.kind == "S" else "binary")


def check_index_keys(table: Table, item: Item) -> None:
    """The key attributes of indexes, where an item has them.

    Raises: ValidationException.
    """
    for index in table.indexes:
        for attribute in index.attributes:
            value = item.get(attribute.name)
            if value is not None:
                _check_index_key(index, attribute, value)


def _check_index_key(index: Index, attribute: Attribute, value: Value) -> None:
    if attribute.kind not in value:
        raise index_mismatch(index, attribute, kind_of(value))
    if is_empty(attribute, value):
        raise _empty_index_key(index, attribute)
    check_length(attribute, value, is_hash=attribute in index.hash)


def refuse_empty_conditions(attribute: Attribute, values: Iterable[Value], index: Index | None) -> None:
    """Refuse to look for a key that is nothing.

    Raises: ValidationException.
    """
    if any(is_empty(attribute, value) for value in values):
        if index is not None:
            raise _empty_index_key(index, attribute)
        raise validation(f"{NOT_VALID}{empty_text(attribute)} Key: {attribute.name}")


def refuse_empty_index_keys(table: Table, item: Item) -> None:
    """Refuse an item that has nothing where an index has its key.

    Raises: ValidationException.
    """
    for index in table.indexes:
        for attribute in index.attributes:
            if is_empty(attribute, item.get(attribute.name, {})):
                raise _empty_index_key(index, attribute)


def _empty_index_key(index: Index, attribute: Attribute) -> AwsError:
    return validation(
        f"{NOT_VALID}A value specified for a secondary index key is not supported. {empty_text(attribute)} "
        f"IndexName: {index.name}, IndexKey: {attribute.name}"
    )


def index_mismatch(index: Index, attribute: Attribute, actual: str) -> AwsError:
    """An attribute of another type than the index's key."""
    return invalid(
        f"Type mismatch for Index Key {attribute.name} Expected: {attribute.kind} Actual: {actual} "
        f"IndexName: {index.name}"
    )


def check_length(attribute: Attribute, value: Value, *, is_hash: bool) -> None:
    """Refuse a key attribute that is too long.

    Raises: ValidationException.
    """
    if attribute.kind == "N":
        return
    content = value[attribute.kind]
    length = string_size(content) if attribute.kind == "S" else binary_size(content)
    if is_hash and length > HASH_LIMIT:
        raise invalid(f"Size of hashkey has exceeded the maximum size limit of{HASH_LIMIT} bytes")
    if not is_hash and length > RANGE_LIMIT:
        raise invalid(f"Aggregated size of all range keys has exceeded the size limit of {RANGE_LIMIT} bytes")
