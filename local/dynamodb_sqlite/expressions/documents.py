"""Document paths into items: read, collect, write, remove."""

from collections.abc import Iterable
from typing import Any

from dynamodb_sqlite.expressions.scope import RealPath
from dynamodb_sqlite.values import Item, Value


def lookup(item: Item, path: RealPath) -> Value | None:
    """What lies at a path; None if nothing does."""
    found: Value | None = item.get(str(path[0]))
    for part in path[1:]:
        if found is None:
            return None
        found = _child(found, part)
    return found


def _child(value: Value, part: str | int) -> Value | None:
    if isinstance(part, int):
        members = value.get("L")
        return members[part] if members is not None and part < len(members) else None
    inner = value.get("M")
    return inner.get(part) if inner is not None else None


def project(item: Item, paths: Iterable[RealPath]) -> Item:
    """The item reduced to these paths; list members close up in their order."""
    tree: dict[str | int, Any] = {}
    for path in paths:
        node = tree
        for part in path[:-1]:
            node = node.setdefault(part, {})
        node[path[-1]] = None
    kept = _pick({"M": item}, tree)
    return kept["M"] if kept is not None else {}


def _pick(value: Value, wanted: dict[str | int, Any] | None) -> Value | None:
    if wanted is None:
        return value
    if "M" in value:
        picked = {name: _branch(value, name, inner) for name, inner in wanted.items()}
        members = {name: member for name, member in picked.items() if member is not None}
        return {"M": members} if members else None
    if "L" in value:
        found = [_branch(value, index, wanted[index]) for index in sorted(wanted, key=_as_index)]
        kept = [member for member in found if member is not None]
        return {"L": kept} if kept else None
    return None


def _as_index(part: str | int) -> int:
    return part if isinstance(part, int) else -1


def _branch(value: Value, part: str | int, wanted: dict[str | int, Any] | None) -> Value | None:
    child = _child(value, part)
    return None if child is None else _pick(child, wanted)
