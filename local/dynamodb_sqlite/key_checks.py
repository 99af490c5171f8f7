"""What DynamoDB refuses about keys: missing, of another type, empty, too long."""

from dynamodb_sqlite.errors import WRONG_KEY, AwsError, invalid, validation
from dynamodb_sqlite.keys import HASH_LIMIT, RANGE_LIMIT
from dynamodb_sqlite.tables import Attribute, Index, Table
from dynamodb_sqlite.values import Item, Value, binary_size, kind_of, string_size

_EMPTY = "The AttributeValue for a key attribute cannot contain an empty {} value. Key: {}"


def check_key(table: Table, key: Item) -> None:
    """A request's Key must be the table's primary key and nothing else.

    Raises: ValidationException.
    """
    if len(key) != len(table.attributes):
        raise validation(WRONG_KEY)
    for attribute in table.attributes:
        check_part(attribute, key.get(attribute.name), is_hash=attribute is table.hash)


def check_part(attribute: Attribute, value: Value | None, *, is_hash: bool) -> None:
    """One attribute of a Key."""
    if value is None or attribute.kind not in value:
        raise validation(WRONG_KEY)
    if value[attribute.kind] == "":
        raise invalid(_empty(attribute))
    _check_length(attribute, value, is_hash=is_hash)


def check_item(table: Table, item: Item) -> None:
    """An item must hold the table's key, and nothing of another type where an index has its key.

    Raises: ValidationException.
    """
    for attribute in table.attributes:
        value = item.get(attribute.name)
        if value is None:
            raise invalid(f"Missing the key {attribute.name} in the item")
        if attribute.kind not in value:
            raise invalid(f"Type mismatch for key {attribute.name} expected: {attribute.kind} actual: {kind_of(value)}")
        if value[attribute.kind] == "":
            raise validation(f"One or more parameter values are not valid. {_empty(attribute)}")
        _check_length(attribute, value, is_hash=attribute is table.hash)
    check_index_keys(table, item)


def check_index_keys(table: Table, item: Item) -> None:
    """The key attributes of indexes, where an item has them.

    Raises: ValidationException.
    """
    for index in table.indexes:
        for attribute in index.attributes:
            value = item.get(attribute.name)
            if value is not None:
                _check_index_key(table, index, attribute, value)


def _check_index_key(table: Table, index: Index, attribute: Attribute, value: Value) -> None:
    if attribute.kind not in value:
        raise index_mismatch(index, attribute, kind_of(value))
    if value[attribute.kind] == "":
        raise validation(
            "One or more parameter values are not valid. A value specified for a secondary index key is not "
            "supported. The AttributeValue for a key attribute cannot contain an empty "
            f"{_word(attribute)} value. IndexName: {index.name}, IndexKey: {attribute.name}"
        )
    if attribute not in table.attributes:
        _check_length(attribute, value, is_hash=attribute in index.hash)


def index_mismatch(index: Index, attribute: Attribute, actual: str) -> AwsError:
    """An attribute of another type than the index's key."""
    return invalid(
        f"Type mismatch for Index Key {attribute.name} Expected: {attribute.kind} Actual: {actual} "
        f"IndexName: {index.name}"
    )


def _check_length(attribute: Attribute, value: Value, *, is_hash: bool) -> None:
    if attribute.kind == "N":
        return
    content = value[attribute.kind]
    length = string_size(content) if attribute.kind == "S" else binary_size(content)
    if is_hash and length > HASH_LIMIT:
        raise invalid(f"Size of hashkey has exceeded the maximum size limit of{HASH_LIMIT} bytes")
    if not is_hash and length > RANGE_LIMIT:
        raise invalid(f"Aggregated size of all range keys has exceeded the size limit of {RANGE_LIMIT} bytes")


def _empty(attribute: Attribute) -> str:
    return _EMPTY.format(_word(attribute), attribute.name)


def _word(attribute: Attribute) -> str:
    return "string" if attribute.kind == "S" else "binary"
