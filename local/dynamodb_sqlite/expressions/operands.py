"""The operands of conditions: how many, of which types."""

from collections.abc import Callable
from typing import NamedTuple, Optional

from dynamodb_sqlite.expressions.lint import OPERAND_COUNTS
from dynamodb_sqlite.expressions.scope import Fault, RealPath, shown
from dynamodb_sqlite.values import Value, kind_of, sort_key

_TYPES = ("S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M")


class Term(NamedTuple):
    """An operand: a path, a value, or the size of one of them."""

    path: RealPath | None = None
    value: Value | None = None
    sized: Optional["Term"] = None

    @property
    def kind(self) -> str | None:
        """The type, where it is known without an item."""
        if self.value is not None:
            return kind_of(self.value)
        return "N" if self.sized is not None else None


def check_operands(name: str, terms: tuple[Term, ...]) -> None:
    """Whether an operator or function takes these operands.

    Raises: Fault.
    """
    if len(terms) != OPERAND_COUNTS.get(name, len(terms)):
        raise Fault(
            "Incorrect number of operands for operator or function; "
            f"operator or function: {name}, number of operands: {len(terms)}"
        )
    if len(terms) == 2 and terms[0].path is not None and terms[0].path == terms[1].path:
        raise Fault(
            "The first operand must be distinct from the remaining operands for this operator or function; "
            f"operator: {name}, first operand: {shown(terms[0].path)}"
        )
    checker = _CHECKS.get(name)
    if checker is not None:
        checker(name, terms)


def wrong_type(name: str, kind: str | None) -> Fault:
    """An operand of a type that an operator does not take."""
    return Fault(f"Incorrect operand type for operator or function; operator or function: {name}, operand type: {kind}")


def _expect_path(name: str, terms: tuple[Term, ...]) -> None:
    if terms[0].path is None:
        raise Fault(f"Operator or function requires a document path; operator or function: {name}")


def _expect_text(name: str, terms: tuple[Term, ...]) -> None:
    for term in terms:
        if term.kind not in (None, "S", "B"):
            raise wrong_type(name, term.kind)


def _expect_type_name(name: str, terms: tuple[Term, ...]) -> None:
    wanted = terms[1]
    if wanted.kind != "S" or wanted.value is None:
        raise wrong_type(name, wanted.kind or "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")
    if wanted.value["S"] not in _TYPES:
        raise Fault(
            f"Invalid attribute type name found; type: {wanted.value['S']}, "
            "valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
        )


def _expect_sizeable(name: str, terms: tuple[Term, ...]) -> None:
    if terms[0].kind in ("N", "BOOL", "NULL"):
        raise wrong_type(name, terms[0].kind)


def _expect_ordered(name: str, terms: tuple[Term, ...]) -> None:
    for term in terms:
        if term.value is not None and sort_key(term.value) is None:
            raise wrong_type(name, term.kind)


def _expect_bounds(name: str, terms: tuple[Term, ...]) -> None:
    _expect_ordered(name, terms)
    low, high = terms[1].value, terms[2].value
    if low is None or high is None:
        return
    fault = None
    if kind_of(low) != kind_of(high):
        fault = "same data type for lower and upper bounds"
    elif sort_key(low) > sort_key(high):
        fault = "upper bound to be greater than or equal to lower bound"
    if fault:
        raise Fault(
            f"The BETWEEN operator requires {fault}; lower bound operand: AttributeValue: {_literal(low)}, "
            f"upper bound operand: AttributeValue: {_literal(high)}"
        )


def _literal(value: Value) -> str:
    kind, content = next(iter(value.items()))
    return f"{{{kind}:{content}}}"


_CHECKS: dict[str, Callable[[str, tuple[Term, ...]], None]] = {
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
