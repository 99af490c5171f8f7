"""The one way to write: conditioned actions, together or not at all.

A service that must write in more than one slice asks each for its `Writes` and joins them here. Every action may name
the refusal that its failed condition means, so that the loser of a race hears a reason and never a store's error.
"""

import random
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec
from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from shouwang.kernel.problem import Invalid, Problem
from shouwang.platform.dynamo.connection import connection
from shouwang.platform.dynamo.cursor import no_cursor_of_ours
from shouwang.platform.dynamo.table import Table

Kind = Literal["check", "delete", "put", "update"]
Refusal = Problem | Callable[[dict[str, Any]], Exception]

# PynamoDB sends condition checks, deletes, puts, updates in this order whatever the order of the calls, and the
# cancellation reasons follow it. Source: reference store.md 5.1 (pynamodb/PynamoDB#1284)
_ORDER: tuple[Kind, ...] = ("check", "delete", "put", "update")
_TRIES = 6
_AGAIN = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class StoreUnavailable(Problem):
    """The store did not answer, or not in time; whether the write happened is not known."""

    slug, title, status = "store-unavailable", "没存上，你写的还在，过一会儿再交一次", 503


class Conflict(Problem):
    """Someone else changed the same thing at the same moment, several times over; nothing was done."""

    slug, title, status = "conflict", "刚好有别人也在改，没有存上，再试一次", 409


def meaning_of(fault: PynamoDBException) -> Problem:
    """What a fault of the store is to who asked: a name that no key can be and a foreign cursor are theirs, all else is ours."""
    told = [(fault.cause_response_code, fault.cause_response_message)]
    if isinstance(fault, TransactWriteError):
        told += [(reason.code, reason.message) for reason in fault.cancellation_reasons if reason is not None]
    refused = [words or "" for code, words in told if code in {"ValidationException", "ValidationError"}]
    # Values are written by their attributes' types; only a cursor's come as they were sent.
    if fault.cause_response_code == "SerializationException" or any("starting key" in words for words in refused):
        return no_cursor_of_ours()
    # Source: DynamoDB's own words for keys over 2,048 and 1,024 bytes, and for empty ones
    if any("key" in words and ("has exceeded" in words or "empty string" in words) for words in refused):
        return Invalid("有一项空着，或者写得太长：没有这样的编号")
    return StoreUnavailable()


class Action(msgspec.Struct, frozen=True):
    """One conditioned change to one row, and what it means when the condition fails."""

    kind: Kind
    row: Table
    condition: Condition | None
    changes: tuple[Any, ...] = ()
    otherwise: Refusal | None = None
    first: bool = False


class Writes(msgspec.Struct, frozen=True):
    """Changes that can join others in one commit; opaque to everybody but `commit`."""

    actions: tuple[Action, ...] = msgspec.field(default=())

    def __add__(self, other: "Writes") -> "Writes":
        return Writes(self.actions + other.actions)


def put(
    row: Table, condition: Condition | None = None, otherwise: Refusal | None = None, *, first: bool = False
) -> Writes:
    """Write a whole row. `first`: if several conditions fail, this one's refusal is the one that is told."""
    return Writes((Action("put", row, condition, (), otherwise, first),))


def update(
    row: Table, *changes: Any, condition: Condition, otherwise: Refusal | None = None, first: bool = False
) -> Writes:
    """Change attributes of the row at these keys. A condition is not optional: no unconditioned read-modify-write."""
    return Writes((Action("update", row, condition, changes, otherwise, first),))


def delete(row: Table, condition: Condition | None = None, otherwise: Refusal | None = None) -> Writes:
    """Remove the row at these keys."""
    return Writes((Action("delete", row, condition, (), otherwise),))


def check(row: Table, condition: Condition, otherwise: Refusal | None = None) -> Writes:
    """Assert something about a row without changing it."""
    return Writes((Action("check", row, condition, (), otherwise),))


def commit(*writes: Writes, token: str | None = None) -> None:
    """Make all changes happen, or none.

    Raises: the refusal named by the failing action; Conflict after bounded tries; StoreUnavailable without an answer;
    Invalid for a name that no key can be.
    Cost: 1 request, plus 1 for each retried conflict (same token, so that a lost answer is not done twice).
    """
    actions = sorted((a for w in writes for a in w.actions), key=lambda action: _ORDER.index(action.kind))
    token = token or str(uuid.uuid4())
    for attempt in range(_TRIES):
        try:
            _send(actions, token)
        except TransactWriteError as failed:
            _judge(actions, failed)
        except PynamoDBException as failed:
            raise meaning_of(failed) from failed
        else:
            return
        time.sleep(random.uniform(0.5, 1.0) * 0.01 * 2**attempt)  # noqa: S311 -- jitter, not a secret
    raise Conflict


def _send(actions: Sequence[Action], token: str) -> None:
    with TransactWrite(connection=connection(), client_request_token=token) as transaction:
        for action in actions:
            _add(transaction, action)


def _add(transaction: TransactWrite, action: Action) -> None:
    row = action.row
    if action.kind == "put":
        transaction.save(row, condition=action.condition, return_values="ALL_OLD")
    elif action.kind == "update":
        transaction.update(row, list(action.changes), condition=action.condition, return_values="ALL_OLD")
    elif action.kind == "delete":
        transaction.delete(row, condition=action.condition)
    else:
        hash_key, range_key = row.keys()
        transaction.condition_check(type(row), hash_key, range_key, condition=action.condition)


def _judge(actions: Sequence[Action], failed: TransactWriteError) -> None:
    """Return to try again, or raise what the failure means."""
    if failed.cause_response_code in {
        "TransactionInProgressException",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
    }:
        return
    if failed.cause_response_code != "TransactionCanceledException":
        raise meaning_of(failed) from failed
    reasons = list(zip(actions, failed.cancellation_reasons, strict=True))
    refused = [(a, r) for a, r in reasons if r is not None and r.code == "ConditionalCheckFailed"]
    if refused:
        action, reason = min(refused, key=lambda pair: not pair[0].first)
        raise _refusal(action, reason.raw_item) from failed
    if not all(reason is None or reason.code in _AGAIN for _, reason in reasons):
        raise failed  # a bug of ours (a malformed action), not a refusal


def _refusal(action: Action, old: dict[str, Any] | None) -> Exception:
    meaning = action.otherwise
    if meaning is None:
        return Conflict(table=action.row.TABLE)
    if isinstance(meaning, Problem):
        return meaning
    return meaning(old or {})
