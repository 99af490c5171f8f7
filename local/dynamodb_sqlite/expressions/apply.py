"""What an update makes of an item."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any

from dynamodb_sqlite.expressions.changes import WRONG_OPERAND, Change
from dynamodb_sqlite.expressions.scope import RealPath
from dynamodb_sqlite.values import SETS, Item, Value, copied, kind_of, numbers
from dynamodb_sqlite.wire.errors import validation

_NO_PATH = "The document path provided in the update expression is invalid for update"


def apply(changes: Collection[Change], old: Item, *, exists: bool) -> Item:
    """The item after the changes, all of which read the old one, which is its key alone when none `exists`.

    Raises: ValidationException where a change does not fit the item.
    """
    heads = {change.path[0] for change in changes}
    new = _Document({name: copied(value) if name in heads else value for name, value in old.items()})
    valued = [(change, change.read(old) if change.read is not None else None) for change in changes]
    for change, value in valued:
        if value is None:
            if exists:
                new.expect_parent(change.path)
        elif change.section == "SET":
            new.put(change.path, value)
        elif change.section == "ADD":
            new.add(change.path, value)
        else:
            new.subtract(change.path, value)
    if exists:
        new.remove([change.path for change, value in valued if value is None])
    new.append_late()
    return new.item


class _Document:
    def __init__(self, item: Item) -> None:
        self.item = item
        self.appended: list[tuple[list[Value], int, Value]] = []

    def _parent(self, path: RealPath) -> Any:
        """The map or list that holds the last part of a path."""
        holder: Any = self.item
        for part, following in pairwise(path):
            child = _get(holder, part)
            holder = None if child is None else child.get("L" if isinstance(following, int) else "M")
            if holder is None:
                raise validation(_NO_PATH)
        return holder

    def expect_parent(self, path: RealPath) -> None:
        """Refuse a path whose parent is not there."""
        self._parent(path)

    def put(self, path: RealPath, value: Value) -> None:
        """SET: replace or create; a list index beyond the end appends."""
        holder, last = self._parent(path), path[-1]
        if isinstance(last, int) and last >= len(holder):
            self.appended.append((holder, last, value))
        else:
            holder[last] = value

    def add(self, path: RealPath, value: Value) -> None:
        """ADD: to a number, or to a set."""
        existing = _get(self._parent(path), path[-1])
        kind = kind_of(value)
        if existing is None:
            self.put(path, value)
        elif kind not in existing:
            raise validation(WRONG_OPERAND)
        elif kind == "N":
            existing["N"] = numbers.add(existing["N"], value["N"])
        else:
            existing[kind] = [*existing[kind], *(one for one in value[kind] if one not in existing[kind])]

    def subtract(self, path: RealPath, value: Value) -> None:
        """DELETE: members of a set; an empty set goes."""
        holder, last = self._parent(path), path[-1]
        existing = _get(holder, last)
        if existing is None:
            return
        kind = kind_of(value)
        if kind not in existing or kind not in SETS:
            raise validation(WRONG_OPERAND)
        existing[kind] = [one for one in existing[kind] if one not in value[kind]]
        if not existing[kind]:
            del holder[last]

    def remove(self, paths: list[RealPath]) -> None:
        """REMOVE, after all else and from the end, so that every list index means the old list's."""
        targets = [(self._parent(path), path[-1]) for path in paths]
        for holder, part in sorted(targets, key=lambda target: _index(target[1]), reverse=True):
            if isinstance(part, int):
                del holder[part : part + 1]
            else:
                holder.pop(part, None)

    def append_late(self) -> None:
        """Append what was SET beyond the end of a list, in the order of the indexes."""
        for holder, _, value in sorted(self.appended, key=lambda late: late[1]):
            holder.append(value)


def _get(holder: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return holder[part] if part < len(holder) else None
    return holder.get(part)


def _index(part: str | int) -> int:
    return part if isinstance(part, int) else -1
