"""The writes a request asks for, one item each: checked, decided against the old item, then written."""

import sqlite3
from typing import NamedTuple

from dynamodb_sqlite.disk import rows
from dynamodb_sqlite.disk.store import Store
from dynamodb_sqlite.expressions.apply import apply
from dynamodb_sqlite.tables.key_checks import check_index_keys, check_item_key, check_key
from dynamodb_sqlite.tables.model import Key, Table
from dynamodb_sqlite.tables.update_checks import check_changes, check_updated
from dynamodb_sqlite.values import Item
from dynamodb_sqlite.values.sizes import item_size
from dynamodb_sqlite.wire.errors import condition_failed, validation
from dynamodb_sqlite.wire.requests import Expressions
from dynamodb_sqlite.wire.shapes import Request

MAX_ITEM = 400 * 1024
_UPDATE_COST = 3
_ACTION_COSTS = {"SET": 19, "ADD": 19, "REMOVE": 2, "DELETE": 2}


class Action(NamedTuple):
    """One write, or in a transaction one check: `verb` is Put, Update, Delete or ConditionCheck."""

    verb: str
    table_name: str
    given: Item  # the item of a put, the key of all else
    size: int
    expressions: Expressions
    wants_old: bool  # whether a failed condition is to return the old item


class Decision(NamedTuple):
    """What a write will do."""

    verb: str
    table: Table
    key: Key
    old: rows.Stored | None
    new: Item | None
    size: int


def action(verb: str, request: Request, expressions: Expressions, size: int) -> Action:
    """The action that a request, or a part of one, describes."""
    given = request["Item" if verb == "Put" else "Key"]
    wants_old = request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    return Action(verb, request["TableName"], given, size, expressions, wants_old)


def check_size(size: int) -> None:
    """Refuse to put an item that is too large.

    Raises: ValidationException.
    """
    if size > MAX_ITEM:
        raise validation("Item size has exceeded the maximum allowed size")


def check_against(table: Table, one: Action) -> None:
    """Whether an action fits the keys of its table and indexes.

    Raises: ValidationException.
    """
    if one.verb == "Put":
        check_item_key(table, one.given)
        check_index_keys(table, one.given)
        return
    check_key(table, one.given)
    if one.expressions.update:
        check_changes(table, one.expressions.update)


def decide(
    connection: sqlite3.Connection, table: Table, one: Action, key: Key | None = None, *, alone: bool = False
) -> Decision:
    """Read the old item, test the condition, make the new one; nothing is written yet. `key` is the action's, if known.

    An update that stands `alone`, outside a transaction, has a limit of its own on what it writes.

    Raises: ConditionalCheckFailedException, ValidationException.
    """
    key = key or table.key_of(one.given)
    old = rows.fetch(connection, table, key)
    condition = one.expressions.condition
    if condition is not None and not condition.test(old.item if old is not None else {}):
        raise condition_failed(old.item if old is not None and one.wants_old else None)
    new = _result(table, one, old)
    size = one.size if new is one.given else item_size(new) if new is not None else 0
    if size > MAX_ITEM or (alone and one.verb == "Update" and new is not None and _written(one, new) > MAX_ITEM):
        raise validation("Item size to update has exceeded the maximum allowed size")
    return Decision(one.verb, table, key, old, new, size)


def _written(one: Action, new: Item) -> int:
    """What a single update weighs: the attributes it writes, and something for each of its actions."""
    changes = one.expressions.update or ()
    heads = {change.path[0] for change in changes}
    costs = [_ACTION_COSTS[change.section] + sum(isinstance(part, int) for part in change.path) for change in changes]
    return _UPDATE_COST + sum(costs) + item_size({name: value for name, value in new.items() if name in heads})


def _result(table: Table, one: Action, old: rows.Stored | None) -> Item | None:
    """The item after the action; None where there is none to write."""
    if one.verb == "Put":
        return one.given
    if one.verb != "Update":
        return None
    changes = one.expressions.update or ()
    if old is None and changes and all(change.section in ("REMOVE", "DELETE") for change in changes):
        return None  # what only takes away makes no item
    new = apply(changes, old.item if old is not None else one.given, exists=old is not None)
    check_updated(table, changes, new)
    return new


def carry_out(connection: sqlite3.Connection, decision: Decision) -> None:
    """Write what was decided."""
    if decision.new is not None:
        rows.put(connection, decision.table, decision.key, decision.old, decision.new, decision.size)
    elif decision.old is not None and decision.verb == "Delete":
        rows.remove(connection, decision.table, decision.key, decision.old)


def write_one(store: Store, one: Action) -> Decision:
    """Carry out one action by itself.

    Raises: ResourceNotFoundException, ValidationException, ConditionalCheckFailedException.
    """

    def job(connection: sqlite3.Connection) -> Decision:
        table = store.catalog.table(connection, one.table_name)
        check_against(table, one)
        decision = decide(connection, table, one, alone=True)
        carry_out(connection, decision)
        return decision

    return store.write(job)
