"""The syntax tree of an expression: as written, with placeholders not yet replaced."""

from typing import NamedTuple, Union


class Path(NamedTuple):
    """A document path: names, `#aliases` and list indexes."""

    parts: tuple[str | int, ...]


class Placeholder(NamedTuple):
    """A `:value`."""

    name: str


class Call(NamedTuple):
    """A function with its operands."""

    name: str
    operands: tuple["Operand", ...]


class Sum(NamedTuple):
    """`a + b` or `a - b`, in the value of a SET."""

    sign: str
    left: "Operand"
    right: "Operand"


class Comparison(NamedTuple):
    """`a = b` and its like; BETWEEN and IN have more operands."""

    operator: str
    operands: tuple["Operand", ...]


class Not(NamedTuple):
    """Negation."""

    condition: "Condition"


class Logic(NamedTuple):
    """AND or OR of two or more conditions."""

    operator: str
    conditions: tuple["Condition", ...]


class Action(NamedTuple):
    """One action of an update: SET, REMOVE, ADD or DELETE."""

    section: str
    path: Path
    value: Union["Operand", None]


Operand = Path | Placeholder | Call | Sum
Condition = Comparison | Call | Not | Logic
