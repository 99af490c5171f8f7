"""Python values in DynamoDB's JSON, so that a case fits on a line."""

from base64 import b64encode
from decimal import Decimal
from typing import Any

Value = dict[str, Any]


def wire(value: Any) -> Value:
    """One value: text, number, bytes, list, dict, set, bool or None."""
    if isinstance(value, bool):
        return {"BOOL": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, int | Decimal):
        return {"N": str(value)}
    if isinstance(value, bytes):
        return {"B": b64encode(value).decode()}
    if isinstance(value, list):
        return {"L": [wire(member) for member in value]}
    if isinstance(value, dict):
        return {"M": item(**value)}
    return _set(sorted(value))


def _set(members: list[Any]) -> Value:
    kind = next(iter(wire(members[0])))
    return {f"{kind}S": [wire(member)[kind] for member in members]}


def item(**values: Any) -> dict[str, Value]:
    """Attributes by name."""
    return {name: wire(value) for name, value in values.items()}


def values(**given: Any) -> dict[str, Value]:
    """ExpressionAttributeValues: `values(v=1)` is `{":v": {"N": "1"}}`."""
    return {f":{name}": wire(value) for name, value in given.items()}


def plain(value: Value) -> Any:
    """A wire value as Python's again; numbers come as Decimal, sets as frozensets."""
    kind, content = next(iter(value.items()))
    if kind == "N":
        return Decimal(content)
    if kind == "M":
        return {name: plain(member) for name, member in content.items()}
    if kind == "L":
        return [plain(member) for member in content]
    if kind in ("SS", "NS", "BS"):
        return frozenset(map(Decimal, content) if kind == "NS" else content)
    return None if kind == "NULL" else content


def plain_item(found: dict[str, Value]) -> dict[str, Any]:
    """An item as Python's."""
    return {name: plain(value) for name, value in found.items()}
