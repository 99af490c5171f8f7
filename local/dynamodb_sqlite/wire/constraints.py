"""Constraints on the members of a request: every breach is listed, ten at most, in DynamoDB's words."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from dynamodb_sqlite.wire.attributes import KINDS, AttributeValue
from dynamodb_sqlite.wire.errors import validation
from dynamodb_sqlite.wire.shapes import List, Map, Member, Shape, Structure

_AT_MOST = 10
_NULL = "Member must not be null"
_ONLY_FIRST = "ReturnValues"  # UpdateItem stops at an unknown ReturnValues


class Place:
    """Where a member stands, as both generations of messages write it, which is seldom asked for."""

    __slots__ = ("_before", "_name", "_within")

    def __init__(self, before: "Place | None" = None, name: str = "", *, within: bool = False) -> None:
        self._before, self._name, self._within = before, name, within

    def member(self, name: str) -> "Place":
        """The place of a member of the structure here."""
        return Place(self, name)

    def within(self, key: str) -> "Place":
        """The place of an element of the list or map here."""
        return Place(self, key, within=True)

    @property
    def terse(self) -> str:
        """`RequestItems.T.member.Keys`."""
        return self._joined(lambda name: name)

    @property
    def dotted(self) -> str:
        """`requestItems.T.member.keys`."""
        return self._joined(_decapitalised)

    def _joined(self, spelt: Callable[[str], str]) -> str:
        if self._before is None:
            return ""
        before = self._before._joined(spelt)
        name = f"{self._name}.member" if self._within else spelt(self._name)
        return f"{before}.{name}" if before else name


class Breach(NamedTuple):
    """A constraint that is not met: the member's place, its text."""

    at: str
    text: str
    is_null: bool


def enforce(structure: Structure, request: dict[str, Any]) -> None:
    """Refuse a request that breaks a constraint.

    Raises: ValidationException with all breaches, `2 validation errors detected: ...; ...`.
    """
    if _holds(structure, request):
        return
    breaches = _reported(structure, request, list(_structure(structure, request, Place())))[:_AT_MOST]
    plural = "s" if len(breaches) > 1 else ""
    listed = "; ".join(breach.text for breach in breaches)
    raise validation(f"{len(breaches)} validation error{plural} detected: {listed}")


def _holds(structure: Structure, values: dict[str, Any]) -> bool:
    """Whether every constraint is met, as in nearly every request: told without the care that a message takes."""
    for name, member in structure.bound.items():
        value = values.get(name)
        if value is None:
            if member.not_null:
                return False
            continue
        for kept_by, _ in member.rules:
            if not kept_by(value):
                return False
        if member.shape.is_bound and not _within_holds(member.shape, value):
            return False
    return True


def _within_holds(shape: Shape, value: Any) -> bool:
    if isinstance(shape, Structure):
        return _holds(shape, value)
    if isinstance(shape, List):
        return all(_within_holds(shape.member, one) for one in value)
    return not isinstance(shape, Map) or all(_within_holds(shape.member, one) for one in value.values())


def _reported(structure: Structure, request: dict[str, Any], breaches: list[Breach]) -> list[Breach]:
    """The single writes name an empty table name alone, and UpdateItem an unknown ReturnValues, if nothing is missing."""
    if not breaches or any(breach.is_null for breach in breaches):
        return breaches
    if structure.name in ("PutItemInput", "UpdateItemInput", "DeleteItemInput") and request.get("TableName") == "":
        return [breach for breach in breaches if breach.at == "TableName"]
    first = [breach for breach in breaches if breach.at == _ONLY_FIRST]
    return first if first and structure.name == "UpdateItemInput" else breaches


def _structure(structure: Structure, values: dict[str, Any], place: Place) -> Iterator[Breach]:
    for name, member in structure.bound.items():
        value = values.get(name)
        if value is None and not member.not_null:
            continue
        if member.is_bound or value is None:
            yield from _member(member, value, place.member(name))


def _member(member: Member, value: Any, place: Place) -> Iterator[Breach]:
    if value is None:
        yield Breach(place.terse, f"Value null at '{place.dotted}' failed to satisfy constraint: {_NULL}", True)
        return
    for kept_by, rule in member.rules:
        if kept_by(value):
            continue
        where = f"at '{place.terse}'" if member.terse else f"'{shown(value, member.shape)}' at '{place.dotted}'"
        yield Breach(place.terse, f"Value {where} failed to satisfy constraint: {rule}", False)
    shape = member.shape
    if isinstance(shape, Structure):
        yield from _structure(shape, value, place)
    elif isinstance(shape, List) and shape.is_bound:
        yield from _members(shape.member, ((str(index), one) for index, one in enumerate(value, 1)), place)
    elif isinstance(shape, Map) and shape.is_bound:
        yield from _members(shape.member, value.items(), place)


def _members(shape: Shape, values: Iterable[tuple[str, Any]], place: Place) -> Iterator[Breach]:
    inner = Member(shape)
    for name, value in values:
        yield from _member(inner, value, place.within(name))


def _decapitalised(name: str) -> str:
    return name[:1].lower() + name[1:]


def shown(value: Any, shape: Shape) -> str:
    """A value as DynamoDB's messages show it: as Java prints it, a map of structures as JSON."""
    if isinstance(shape, List):
        return f"[{', '.join(shown(member, shape.member) for member in value)}]"
    if isinstance(shape, Map):
        if isinstance(shape.member, Structure):
            return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        return f"{{{', '.join(f'{name}={shown(member, shape.member)}' for name, member in value.items())}}}"
    if isinstance(shape, Structure):
        return _java(shape.name, {name: member.shape for name, member in shape.members.items()}, value)
    if isinstance(shape, AttributeValue):
        return _java("AttributeValue", KINDS, value)
    return str(value)


def _java(name: str, members: dict[str, Shape], value: dict[str, Any]) -> str:
    parts = [
        f"{_decapitalised(member)}={shown(value[member], shape) if member in value else 'null'}"
        for member, shape in members.items()
    ]
    return f"{name}({', '.join(parts)})"
