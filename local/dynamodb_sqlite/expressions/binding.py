"""A condition bound to its names and values: checked, and ready to be asked about an item."""

from collections.abc import Callable
from typing import NamedTuple

from dynamodb_sqlite.expressions import predicates
from dynamodb_sqlite.expressions.documents import lookup
from dynamodb_sqlite.expressions.lint import OPERAND_COUNTS
from dynamodb_sqlite.expressions.scope import Fault, RealPath, Scope, shown
from dynamodb_sqlite.expressions.tree import Call, Comparison, Condition, Logic, Not, Operand, Path, Placeholder
from dynamodb_sqlite.values import Item, Value, kind_of, sort_key

Test = Callable[[Item], bool]
_TYPES = ("S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M")
_TYPE_NAMES = {
    "S": "STRING", "N": "NUMBER", "B": "BINARY", "NULL": "NULL", "BOOL": "BOOLEAN",
    "SS": "STRING_SET", "NS": "NUMBER_SET", "BS": "BINARY_SET", "L": "LIST", "M": "MAP",
}  # fmt: skip


class Term(NamedTuple):
    """An operand: a path, a value, or the size of one of them."""

    path: RealPath | None = None
    value: Value | None = None
    sized: "Term | None" = None

    def read(self, item: Item) -> Value | None:
        """The operand's value for an item."""
        if self.path is not None:
            return lookup(item, self.path)
        if self.sized is not None:
            return predicates.size_of(self.sized.read(item))
        return self.value

    @property
    def kind(self) -> str | None:
        """The type, where it is known without an item."""
        if self.value is not None:
            return kind_of(self.value)
        return "N" if self.sized is not None else None


class Bound(NamedTuple):
    """A condition that is ready: what it asks, and the paths it reads."""

    test: Test
    paths: tuple[RealPath, ...]
    leaves: tuple[tuple[str, tuple[Term, ...]], ...]
    has_logic: str | None


def bind(condition: Condition, scope: Scope) -> Bound:
    """The condition with its placeholders replaced.

    Raises: Fault for what is not defined or of a wrong type.
    """
    binder = _Binder(scope)
    test = binder.condition(condition)
    return Bound(test, tuple(binder.paths), tuple(binder.leaves), binder.logic)


class _Binder:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.paths: list[RealPath] = []
        self.leaves: list[tuple[str, tuple[Term, ...]]] = []
        self.logic: str | None = None

    def condition(self, node: Condition) -> Test:
        if isinstance(node, Logic):
            left, right = self.condition(node.left), self.condition(node.right)
            if node.operator == "AND":
                return lambda item: left(item) and right(item)
            self.logic = self.logic or "OR"
            return lambda item: left(item) or right(item)
        if isinstance(node, Not):
            inner = self.condition(node.condition)
            self.logic = self.logic or "NOT"
            return lambda item: not inner(item)
        return self._leaf(node)

    def _leaf(self, node: Comparison | Call) -> Test:
        name = node.operator if isinstance(node, Comparison) else node.name
        terms = tuple(self._term(operand) for operand in node.operands)
        if isinstance(node, Call):
            _check_count(name, terms)
        _check_distinct(name, terms)
        _check_types(name, terms)
        self.leaves.append((name, terms))
        predicate = predicates.PREDICATES[name]
        return lambda item: predicate([term.read(item) for term in terms])

    def _term(self, operand: Operand) -> Term:
        if isinstance(operand, Path):
            path = self.scope.path(operand)
            self.paths.append(path)
            return Term(path=path)
        if isinstance(operand, Placeholder):
            return Term(value=self.scope.value(operand.name))
        assert isinstance(operand, Call)  # `lint` let no other function through than size, and no sum parses
        terms = tuple(self._term(inner) for inner in operand.operands)
        _check_count(operand.name, terms)
        _check_types(operand.name, terms)
        return Term(sized=terms[0])


def _check_count(name: str, terms: tuple[Term, ...]) -> None:
    if len(terms) != OPERAND_COUNTS[name]:
        raise Fault(
            "Incorrect number of operands for operator or function; "
            f"operator or function: {name}, number of operands: {len(terms)}"
        )


def _check_distinct(name: str, terms: tuple[Term, ...]) -> None:
    first = terms[0].path
    if first is not None and len(terms) == 2 and terms[1].path == first:
        raise Fault(
            "The first operand must be distinct from the remaining operands for this operator or function; "
            f"operator: {name}, first operand: {shown(first)}"
        )


def _check_types(name: str, terms: tuple[Term, ...]) -> None:
    checker = _TYPE_CHECKS.get(name)
    if checker is not None:
        checker(name, terms)


def _wrong_type(name: str, kind: str) -> Fault:
    return Fault(f"Incorrect operand type for operator or function; operator or function: {name}, operand type: {kind}")


def _expect_path(name: str, terms: tuple[Term, ...]) -> None:
    if terms[0].path is None:
        raise Fault(f"Operator or function requires a document path; operator or function: {name}")


def _expect_text(name: str, terms: tuple[Term, ...]) -> None:
    for term in terms:
        if term.kind not in (None, "S", "B"):
            raise _wrong_type(name, str(term.kind))


def _expect_type_name(name: str, terms: tuple[Term, ...]) -> None:
    wanted = terms[1]
    if wanted.kind != "S" or wanted.value is None:
        raise _wrong_type(name, wanted.kind or "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")
    if wanted.value["S"] not in _TYPES:
        text = f"Invalid attribute type name found; type: {wanted.value['S']}, "
        raise Fault(text + "valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}")


def _expect_sizeable(name: str, terms: tuple[Term, ...]) -> None:
    if terms[0].kind in ("N", "BOOL", "NULL"):
        raise _wrong_type(name, str(terms[0].kind))


def _expect_ordered(name: str, terms: tuple[Term, ...]) -> None:
    for term in terms:
        if term.value is not None and sort_key(term.value) is None:
            raise Fault(
                "Incorrect operand type for operator or function; "
                f"operator: {name}, operand type: {_TYPE_NAMES[kind_of(term.value)]}"
            )


def _expect_bounds(name: str, terms: tuple[Term, ...]) -> None:
    _expect_ordered(name, terms)
    low, high = terms[1].value, terms[2].value
    if low is None or high is None:
        return
    bounds = (
        f"lower bound operand: AttributeValue: {_literal(low)}, upper bound operand: AttributeValue: {_literal(high)}"
    )
    if kind_of(low) != kind_of(high):
        raise Fault(f"The BETWEEN operator requires same data type for lower and upper bounds; {bounds}")
    if sort_key(low) > sort_key(high):
        raise Fault(f"The BETWEEN operator requires upper bound to be greater than or equal to lower bound; {bounds}")


def _literal(value: Value) -> str:
    kind, content = next(iter(value.items()))
    return f"{{{kind}:{content}}}"


_TYPE_CHECKS: dict[str, Callable[[str, tuple[Term, ...]], None]] = {
    "attribute_exists": _expect_path,
    "attribute_not_exists": _expect_path,
    "begins_with": _expect_text,
    "attribute_type": _expect_type_name,
    "size": _expect_sizeable,
    "BETWEEN": _expect_bounds,
    "<": _expect_ordered,
    "<=": _expect_ordered,
    ">": _expect_ordered,
    ">=": _expect_ordered,
}
