"""Constraints on the members of a request: every breach is listed, ten at most, in DynamoDB's words."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from dynamodb_sqlite.wire.errors import validation
from dynamodb_sqlite.wire.shapes import KINDS, AttributeValue, List, Map, Member, Shape, Structure, bare_name

_AT_MOST = 10
_NULL = "Member must not be null"
_ONLY_FIRST = "ReturnValues"  # UpdateItem stops at an unknown ReturnValues


class Place(NamedTuple):
    """Where a member stands, as both generations of messages write it."""

    dotted: str = ""
    terse: str = ""

    def member(self, name: str) -> "Place":
        """The place of a member of the structure here."""
        return Place(self._join(self.dotted, _decapitalised(name)), self._join(self.terse, name))

    def within(self, key: str) -> "Place":
        """The place of an element of the list or map here."""
        return Place(f"{self.dotted}.{key}.member", f"{self.terse}.{key}.member")

    @staticmethod
    def _join(before: str, name: str) -> str:
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
    breaches = _reported(structure, request, list(_structure(structure, request, Place())))[:_AT_MOST]
    if breaches:
        plural = "s" if len(breaches) > 1 else ""
        listed = "; ".join(breach.text for breach in breaches)
        raise validation(f"{len(breaches)} validation error{plural} detected: {listed}")


def _reported(structure: Structure, request: dict[str, Any], breaches: list[Breach]) -> list[Breach]:
    """The single writes name an empty table name alone, and UpdateItem an unknown ReturnValues, if nothing is missing."""
    if not breaches or any(breach.is_null for breach in breaches):
        return breaches
    if structure.name in ("PutItemInput", "UpdateItemInput", "DeleteItemInput") and request.get("TableName") == "":
        return [breach for breach in breaches if breach.at == "TableName"]
    first = [breach for breach in breaches if breach.at == _ONLY_FIRST]
    return first if first and structure.name == "UpdateItemInput" else breaches


def _structure(structure: Structure, values: dict[str, Any], place: Place) -> Iterator[Breach]:
    for name, member in structure.members.items():
        value = values.get(name)
        if value is not None or member.not_null:
            yield from _member(member, value, place.member(name))


def _member(member: Member, value: Any, place: Place) -> Iterator[Breach]:
    if value is None:
        yield Breach(place.terse, f"Value null at '{place.dotted}' failed to satisfy constraint: {_NULL}", True)
        return
    for rule in _rules_broken(member, value):
        where = f"at '{place.terse}'" if member.terse else f"'{shown(value, member.shape)}' at '{place.dotted}'"
        yield Breach(place.terse, f"Value {where} failed to satisfy constraint: {rule}", False)
    shape = member.shape
    if isinstance(shape, Structure):
        yield from _structure(shape, value, place)
    elif isinstance(shape, List):
        yield from _members(shape.member, ((str(index), one) for index, one in enumerate(value, 1)), place)
    elif isinstance(shape, Map):
        yield from _members(shape.member, value.items(), place)


def _members(shape: Shape, values: Iterable[tuple[str, Any]], place: Place) -> Iterator[Breach]:
    if isinstance(shape, Structure | List) or (isinstance(shape, Map) and isinstance(shape.member, Structure)):
        inner = Member(shape)
        for name, value in values:
            yield from _member(inner, value, place.within(name))


def _rules_broken(member: Member, value: Any) -> Iterator[str]:
    if member.options and value not in member.options:
        yield f"Member must satisfy enum value set: [{', '.join(member.options)}]"
    if member.least is not None and value < member.least:
        yield f"Member must have value greater than or equal to {member.least}"
    if member.most is not None and value > member.most:
        yield f"Member must have value less than or equal to {member.most}"
    if member.pattern is not None and not re.fullmatch(member.pattern, value, re.ASCII) and value:
        yield f"Member must satisfy regular expression pattern: {member.pattern}"
    yield from _lengths_broken(member, value)
    if member.keys is not None and not all(_fits(member.keys, bare_name(key)) for key in value):
        yield f"Map keys must satisfy constraint: [{', '.join(_rules(member.keys))}]"
    if member.values is not None and not all(_fits(member.values, inner) for inner in value.values()):
        yield f"Map value must satisfy constraint: [{', '.join(_rules(member.values))}]"


def _lengths_broken(member: Member, value: Any) -> Iterator[str]:
    if member.shortest is not None and len(value) < member.shortest:
        yield f"Member must have length greater than or equal to {member.shortest}"
    if member.longest is not None and len(value) > member.longest:
        yield f"Member must have length less than or equal to {member.longest}"


def _fits(member: Member, value: Any) -> bool:
    return next(_rules_broken(member, value), None) is None


def _rules(member: Member) -> Iterator[str]:
    if member.longest is not None:
        yield f"Member must have length less than or equal to {member.longest}"
    if member.shortest is not None:
        yield f"Member must have length greater than or equal to {member.shortest}"
    if member.pattern is not None:
        yield f"Member must satisfy regular expression pattern: {member.pattern}"


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
