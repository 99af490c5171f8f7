"""Faults on demand: what goes wrong with the next calls of a path, and how often."""

from dataclasses import dataclass, field, fields
from typing import Any

ANY_PATH = "*"


@dataclass(slots=True)
class Fault:
    """One rule; `times` -1 is for ever. Several faults of one rule go together: `delay_s` first, then the others.

    Without effect: `errcode`, `status`, `html`, `drop`. With effect, the answer spoilt: `late_s` (held back), `lost`
    (connection dropped), `truncated` (half the JSON), `cut` (half of the bytes announced), `missing` (a field gone,
    dots lead into objects), `put` (fields in place of the answer's), `as_text` (numbers as text).
    """

    path: str
    times: int = 1
    errcode: int | None = None
    status: int | None = None
    delay_s: float = 0.0
    drop: bool = False
    html: bool = False
    late_s: float = 0.0
    lost: bool = False
    truncated: bool = False
    cut: bool = False
    missing: str = ""
    put: dict[str, Any] = field(default_factory=dict)
    as_text: bool = False

    @classmethod
    def read(cls, rule: dict[str, Any]) -> "Fault":
        """A rule from JSON. Raises: ValueError for a name that is not there."""
        known = {one.name for one in fields(cls)}
        unknown = set(rule) - known
        if unknown or "path" not in rule:
            raise ValueError(f"a fault has a path and any of {', '.join(sorted(known))}")
        return cls(**rule)


class Faults:
    """The rules that wait, first come first used."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Add a rule behind the others."""
        self._rules.append(fault)

    def clear(self) -> None:
        """Forget all rules."""
        self._rules.clear()

    def waiting(self) -> list[Fault]:
        """The rules not used up."""
        return list(self._rules)

    def take(self, path: str) -> Fault:
        """The fault of this call; an empty one when all is well."""
        for rule in self._rules:
            if rule.path in (path, ANY_PATH):
                if rule.times > 0:
                    rule.times -= 1
                    if rule.times == 0:
                        self._rules.remove(rule)
                return rule
        return Fault(path)


def spoil(answer: dict[str, Any], fault: Fault) -> dict[str, Any]:
    """An answer without the missing field, with others put in, or with its numbers as text."""
    if fault.missing:
        *path, last = fault.missing.split(".")
        inner: Any = answer
        for key in path:
            inner = inner.get(key, {})
        inner.pop(last, None)
    answer = answer | fault.put
    return _as_text(answer) if fault.as_text else answer


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
