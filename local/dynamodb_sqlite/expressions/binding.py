"""A condition bound to its names and values: checked, and ready to be asked about an item."""

from collections.abc import Callable
from typing import NamedTuple

from dynamodb_sqlite.expressions import predicates
from dynamodb_sqlite.expressions.documents import lookup
from dynamodb_sqlite.expressions.operands import Term, check_operands
from dynamodb_sqlite.expressions.scope import RealPath, Scope
from dynamodb_sqlite.expressions.tree import Call, Comparison, Condition, Logic, Not, Operand, Path, Placeholder
from dynamodb_sqlite.values import Item, Value

Test = Callable[[Item], bool]


class Leaf(NamedTuple):
    """A comparison or function with its operands."""

    name: str
    terms: tuple[Term, ...]


class Bound(NamedTuple):
    """A condition that is ready: what it asks, the paths it reads, and what a key condition is made of."""

    test: Test
    paths: tuple[RealPath, ...]
    leaves: tuple[Leaf, ...]
    forbidden: str | None  # OR or NOT, which no key condition may hold


def bind(condition: Condition, scope: Scope) -> Bound:
    """The condition with its placeholders replaced.

    Raises: Fault for what is not defined or of a wrong type, the first in the order of the text.
    """
    binder = _Binder(scope)
    test = binder.condition(condition)
    return Bound(test, tuple(binder.paths), tuple(binder.leaves), binder.forbidden)


class _Binder:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.paths: list[RealPath] = []
        self.leaves: list[Leaf] = []
        self.forbidden: str | None = None

    def condition(self, node: Condition) -> Test:
        if isinstance(node, Logic):
            tests = [self.condition(inner) for inner in node.conditions]
            if node.operator == "AND":
                return lambda item: all(test(item) for test in tests)
            self.forbidden = self.forbidden or "OR"
            return lambda item: any(test(item) for test in tests)
        if isinstance(node, Not):
            inner = self.condition(node.condition)
            self.forbidden = self.forbidden or "NOT"
            return lambda item: not inner(item)
        return self._leaf(node)

    def _leaf(self, node: Comparison | Call) -> Test:
        name = node.operator if isinstance(node, Comparison) else node.name
        terms = tuple(self._term(operand) for operand in node.operands)
        check_operands(name, terms)
        self.leaves.append(Leaf(name, terms))
        predicate = predicates.PREDICATES[name]
        return lambda item: predicate([_read(term, item) for term in terms])

    def _term(self, operand: Operand) -> Term:
        if isinstance(operand, Path):
            path = self.scope.path(operand)
            self.paths.append(path)
            return Term(path=path)
        if isinstance(operand, Placeholder):
            return Term(value=self.scope.value(operand.name))
        # `lint` let no function stand here but size, and no sum parses in a condition.
        terms = tuple(self._term(inner) for inner in operand[1]) if isinstance(operand, Call) else ()
        check_operands("size", terms)
        return Term(sized=terms[0])


def _read(term: Term, item: Item) -> Value | None:
    """An operand's value for an item."""
    if term.path is not None:
        return lookup(item, term.path)
    if term.sized is not None:
        return predicates.size_of(_read(term.sized, item))
    return term.value
