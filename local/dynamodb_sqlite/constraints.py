"""Constraints on the members of a request: every breach is listed, ten at most, in DynamoDB's words."""

import json
import re
from collections.abc import Iterator
from typing import Any

from dynamodb_sqlite.errors import validation
from dynamodb_sqlite.shapes import List, Map, Member, Structure

_AT_MOST = 10


def enforce(structure: Structure, request: dict[str, Any]) -> None:
    """Refuse a request that breaks a constraint.

    Raises: ValidationException with all breaches, `2 validation errors detected: ...; ...`.
    """
    breaches = list(_structure(structure, request, ""))[:_AT_MOST]
    if breaches:
        plural = "s" if len(breaches) > 1 else ""
        raise validation(f"{len(breaches)} validation error{plural} detected: {'; '.join(breaches)}")


def _structure(structure: Structure, values: dict[str, Any], path: str) -> Iterator[str]:
    for name, member in structure.members.items():
        yield from _member(member, values.get(name), path + name[0].lower() + name[1:])


def _member(member: Member, value: Any, path: str) -> Iterator[str]:
    if value is None:
        if member.not_null:
            yield _breach(value, path, "Member must not be null")
        return
    for rule in _breaches(member, value):
        yield _breach(value, path, rule)
    shape = member.shape
    if isinstance(shape, Structure):
        yield from _structure(shape, value, path + ".")
    elif isinstance(shape, List):
        yield from _members(shape, enumerate(value, 1), path)
    elif isinstance(shape, Map):
        yield from _members(shape, value.items(), path)


def _members(shape: List | Map, values: Any, path: str) -> Iterator[str]:
    inner = shape.member
    if isinstance(inner, Structure | List | Map):
        for name, value in values:
            yield from _member(Member(inner), value, f"{path}.{name}.member")


def _breaches(member: Member, value: Any) -> Iterator[str]:
    if member.options and value not in member.options:
        yield f"Member must satisfy enum value set: [{', '.join(member.options)}]"
    if member.least is not None and value < member.least:
        yield f"Member must have value greater than or equal to {member.least}"
    if member.most is not None and value > member.most:
        yield f"Member must have value less than or equal to {member.most}"
    if member.pattern is not None and not re.fullmatch(member.pattern, value, re.ASCII):
        yield f"Member must satisfy regular expression pattern: {member.pattern}"
    yield from _length_breaches(member, len(value) if isinstance(value, str | list | dict) else 0)
    if member.keys is not None and not all(_fits(member.keys, key) for key in value):
        yield f"Map keys must satisfy constraint: [{', '.join(_rules(member.keys))}]"
    if member.values is not None and not all(_fits(member.values, inner) for inner in value.values()):
        yield f"Map value must satisfy constraint: [{', '.join(_rules(member.values))}]"


def _length_breaches(member: Member, length: int) -> Iterator[str]:
    if member.shortest is not None and length < member.shortest:
        yield f"Member must have length greater than or equal to {member.shortest}"
    if member.longest is not None and length > member.longest:
        yield f"Member must have length less than or equal to {member.longest}"


def _fits(member: Member, value: Any) -> bool:
    return next(_breaches(member, value), None) is None


def _rules(member: Member) -> Iterator[str]:
    if member.longest is not None:
        yield f"Member must have length less than or equal to {member.longest}"
    if member.shortest is not None:
        yield f"Member must have length greater than or equal to {member.shortest}"
    if member.pattern is not None:
        yield f"Member must satisfy regular expression pattern: {member.pattern}"


def _breach(value: Any, path: str, rule: str) -> str:
    shown = "null" if value is None else f"'{_shown(value)}'"
    return f"Value {shown} at '{path}' failed to satisfy constraint: {rule}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return str(value)
