"""What a slice holds of a person 个人数据: one list a slice, from which the person's export and erasure both go.

A slice names in `personal.py` every table of its own that holds a `person_id`, how a person's rows are found, what the person
is told they are, and what becomes of them on erasure: gone, or kept with some attributes emptied, and why.
A contract test fails when a table with a `person_id` is in no list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec
from pynamodb.indexes import GlobalSecondaryIndex

from shouwang.kernel.mask import ERASED
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Table, Writes, commit, delete, update
from shouwang.platform.vault import Vault

_AT_ONCE = 50


class Fate(StrEnum):
    """What becomes of rows on erasure."""

    GONE = "gone"
    KEPT = "kept"


class Ground(msgspec.Struct, frozen=True):
    """What opening and removing needs besides the store."""

    vault: Vault
    blobs: Blobs


Rows = Callable[[str], Iterable[Table]]
Opened = Callable[[Any, Ground], Mapping[str, Any]]


class Holding(msgspec.Struct, frozen=True):
    """Rows of one table about a person.

    `find`: the rows of a person. `hide`: attributes that are no data of the person (keys of indexes, sealed bytes).
    `emptied`: what is written over on erasure of rows that are kept; wherever else such a row still holds the person's name
    it is taken out, too. `fixed`: rows that nobody may change: they mention people and never hold a name.
    `opened`: class S values, for the person alone. `files`: keys of files that go with the row.
    """

    table: type[Table]
    title: str
    find: Rows
    fate: Fate = Fate.GONE
    why: str = ""
    emptied: Mapping[str, Any] = msgspec.field(default_factory=dict)  # a value, or a function of the row
    hide: frozenset[str] = frozenset()
    opened: Opened | None = None
    fixed: bool = False
    files: Callable[[Any], Iterable[str]] = lambda _row: ()

    def told(self, person_id: str, ground: Ground) -> list[dict[str, Any]]:
        """The person's rows as plain data."""
        return [self._told(row, ground) for row in self.find(person_id)]

    def forget(self, person_id: str, name: str, ground: Ground) -> int:
        """Remove the person's rows, or empty what is personal in them; how many. Doing it again changes nothing.

        Raises: Conflict where somebody writes to such a row at this moment: then once more.
        """
        rows = list(self.find(person_id))
        for row in rows:
            for key in self.files(row):
                ground.blobs.delete(key)
        writes = [write for row in rows if (write := self._gone(row, name)).actions]
        for start in range(0, len(writes), _AT_ONCE):
            commit(*writes[start : start + _AT_ONCE])
        return len(writes)

    def _gone(self, row: Table, name: str) -> Writes:
        if self.fate is Fate.GONE:
            return delete(row)
        seen, changes = _changes(row, name, self.emptied) if not self.fixed else (None, [])
        if not changes:
            return Writes()
        hash_name, range_name = type(row)._hash_keyname, type(row)._range_keyname
        keys = {name: getattr(row, name) for name in (hash_name, range_name) if name}
        there = getattr(type(row), str(hash_name)).exists()
        return update(type(row)(**keys), *changes, condition=there if seen is None else there & seen)

    def _told(self, row: Table, ground: Ground) -> dict[str, Any]:
        names = [name for name in row.get_attributes() if name not in self.hide]
        plain = {name: value for name in names if (value := getattr(row, name)) is not None}
        opened = dict(self.opened(row, ground)) if self.opened else {}
        told: dict[str, Any] = msgspec.to_builtins({**plain, **opened}, str_keys=True)
        return told


def _changes(row: Table, name: str, emptied: Mapping[str, Any]) -> tuple[Any, list[Any]]:
    """What empties a row and takes a name out of every text of it, and on which condition: such a text is the one seen."""
    seen, changes = None, []
    for attribute_name, attribute in type(row).get_attributes().items():
        before = getattr(row, attribute_name)
        value = emptied.get(attribute_name, before)
        value = _unnamed(attribute, value(row) if callable(value) else value, name)
        if attribute_name in emptied:
            changes.append(attribute.remove() if value is None else attribute.set(value))
        elif value != before:
            changes.append(attribute.set(value))
            seen = attribute == before if seen is None else seen & (attribute == before)
    return seen, changes


def _unnamed(attribute: Any, value: Any, name: str) -> Any:
    """A value without the name; a key is none of a name's places."""
    if not name or value is None or attribute.is_hash_key or attribute.is_range_key:
        return value
    stored = attribute.serialize(value)
    there = isinstance(stored, str) and name in stored
    return attribute.deserialize(stored.replace(name, ERASED)) if there else value


def own(table: type[Table]) -> Rows:
    """Rows whose hash key is the person. Cost: 1 request for each page of the store."""

    def find(person_id: str) -> Iterator[Table]:
        yield from table.query(person_id, consistent_read=True)

    return find


def one(table: type[Table]) -> Rows:
    """The one row whose whole key is the person. Cost: 1 request."""

    def find(person_id: str) -> Iterator[Table]:
        row = table.fetch(person_id)
        if row is not None:
            yield row

    return find


def indexed(index: GlobalSecondaryIndex[Any]) -> Rows:
    """Rows by an index of the person. Cost: 1 request for each page of the store."""

    def find(person_id: str) -> Iterator[Table]:
        yield from index.query(person_id)

    return find


def kept(table: type[Table], title: str, find: Rows, why: str, **more: Any) -> Holding:
    """Rows that stay on erasure, for a reason that people understand; `more` as of a `Holding`."""
    return Holding(table, title, find, Fate.KEPT, why, **more)


def brief(table: type[Table], why: str) -> Holding:
    """Rows that go by themselves, within a time that `why` says: found by no person, told to none."""
    return Holding(table, "", lambda _: (), Fate.KEPT, why)


class Stays(msgspec.Struct, frozen=True):
    """What is not erased, and why."""

    what: str
    why: str


class Personal(msgspec.Struct, frozen=True):
    """Everything every slice holds of a person. The order is the order of erasure: who is found by another row goes first."""

    holdings: tuple[Holding, ...]
    ground: Ground

    def portable(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """All of it, by title. Cost: 1 request for each kind, more for long ones."""
        told: dict[str, list[dict[str, Any]]] = {}
        for holding in self.holdings:
            if holding.title:
                told.setdefault(holding.title, []).extend(holding.told(person_id, self.ground))
        return told

    def files(self, person_id: str) -> dict[str, bytes]:
        """The person's own files, by key."""
        keys = (key for h in self.holdings for row in h.find(person_id) for key in h.files(row))
        found = {key: self.ground.blobs.get(key) for key in keys}
        return {key: content for key, content in found.items() if content is not None}

    def forget(self, person_id: str, name: str, place: int) -> int:
        """One kind of rows gone, or emptied; how many. Doing it again changes nothing."""
        return self.holdings[place].forget(person_id, name, self.ground)

    def goes(self) -> list[str]:
        """What erasure removes, in words."""
        return list(dict.fromkeys(h.title for h in self.holdings if h.fate is Fate.GONE and h.title))

    def stays(self) -> list[Stays]:
        """What stays, and why."""
        kept = (h for h in self.holdings if h.fate is Fate.KEPT and h.title)
        return list({h.title: Stays(h.title, h.why) for h in kept}.values())
