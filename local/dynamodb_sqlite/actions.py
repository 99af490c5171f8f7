"""The writes a request asks for, one item each: checked, decided against the old item, then written."""

import sqlite3
from typing import Any, NamedTuple

from dynamodb_sqlite import rows
from dynamodb_sqlite.catalog import Catalog
from dynamodb_sqlite.errors import condition_failed, invalid, validation
from dynamodb_sqlite.expressions.apply import apply
from dynamodb_sqlite.key_checks import check_index_keys, check_item, check_key, index_mismatch
from dynamodb_sqlite.requests import Expressions, Request, table_name
from dynamodb_sqlite.tables import Table
from dynamodb_sqlite.values import Item, item_size

MAX_ITEM = 400 * 1024


class Action(NamedTuple):
    """One write, or in a transaction one check: `verb` is Put, Update, Delete or ConditionCheck."""

    verb: str
    table_name: str
    given: Item  # the item of a put, the key of all else
    expressions: Expressions
    wants_old: bool  # whether a failed condition is to return the old item


class Decision(NamedTuple):
    """What a write will do."""

    verb: str
    table: Table
    key: rows.Key
    old: Item | None
    new: Item | None
    size: int


def action(verb: str, request: Request, expressions: Expressions) -> Action:
    """The action a request or a part of one describes."""
    given = request["Item" if verb == "Put" else "Key"]
    wants_old = request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    return Action(verb, table_name(request), given, expressions, wants_old)


def check_against(table: Table, one: Action) -> None:
    """Whether the action fits the table's keys.

    Raises: ValidationException.
    """
    if one.verb == "Put":
        check_item(table, one.given)
    else:
        check_key(table, one.given)
    if one.expressions.update:
        _check_update(table, one.expressions)


def _check_update(table: Table, expressions: Expressions) -> None:
    changes = expressions.update or ()
    targets = {change.path[0] for change in changes}
    for attribute in table.attributes:
        if attribute.name in targets:
            raise invalid(f"Cannot update attribute {attribute.name}. This attribute is part of the key")
    for index in table.indexes:
        for attribute in index.attributes:
            for change in changes:
                known = change.kind is not None and change.path == (attribute.name,)
                if known and change.kind != attribute.kind:
                    raise index_mismatch(index, attribute, str(change.kind))
    check_key_paths(table, [change.path for change in changes])


def check_key_paths(table: Table, paths: Any) -> None:
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


def decide(connection: sqlite3.Connection, catalog: Catalog, one: Action) -> Decision:
    """Read the old item, test the condition, make the new one; nothing is written yet.

    Raises: ResourceNotFoundException, ConditionalCheckFailedException, ValidationException.
    """
    table = catalog.table(connection, one.table_name)
    check_against(table, one)
    key = table.key_of(one.given)
    old = rows.fetch(connection, table, key)
    condition = one.expressions.condition
    if condition is not None and not condition.test(old or {}):
        raise condition_failed(old if one.wants_old else None)
    new = _result(table, one, old)
    size = item_size(new) if new is not None else 0
    if size > MAX_ITEM and one.verb == "Update":
        raise validation("Item size to update has exceeded the maximum allowed size")
    return Decision(one.verb, table, key, old, new, size)


def _result(table: Table, one: Action, old: Item | None) -> Item | None:
    if one.verb == "Put":
        return one.given
    if one.verb != "Update":
        return old if one.verb == "ConditionCheck" else None
    new = apply(one.expressions.update or (), old if old is not None else one.given)
    check_index_keys(table, new)
    return new


def carry_out(connection: sqlite3.Connection, decision: Decision) -> None:
    """Write what was decided."""
    if decision.verb == "ConditionCheck":
        return
    if decision.new is not None:
        rows.store(connection, decision.table, decision.key, decision.old, decision.new, decision.size)
    elif decision.old is not None:
        rows.remove(connection, decision.table, decision.key, decision.old)
