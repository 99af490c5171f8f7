"""The syntax tree of an expression: as written, with placeholders not yet replaced."""

from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True, slots=True)
class Path:
    """A document path: names, `#aliases` and list indexes."""

    parts: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A `:value`."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its operands."""

    name: str
    operands: tuple["Operand", ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """`a + b` or `a - b`, in the value of a SET."""

    sign: str
    left: "Operand"
    right: "Operand"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a = b` and its like; BETWEEN and IN have more operands."""

    operator: str
    operands: tuple["Operand", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Logic:
    """AND or OR of two conditions."""

    operator: str
    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an update: SET, REMOVE, ADD or DELETE."""

    section: str
    path: Path
    value: Union["Operand", None]


Operand = Path | Placeholder | Call | Sum
Condition = Comparison | Call | Not | Logic
