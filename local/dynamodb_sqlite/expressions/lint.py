"""What is wrong with a condition whatever its names and values are."""

from collections.abc import Iterator

from dynamodb_sqlite.expressions.parser import MAX_OPERATORS, too_many_operators
from dynamodb_sqlite.expressions.scope import Fault, expect_unreserved
from dynamodb_sqlite.expressions.tree import Call, Comparison, Condition, Logic, Not, Operand, Path

OPERAND_COUNTS = {
    "attribute_exists": 1,
    "attribute_not_exists": 1,
    "attribute_type": 2,
    "begins_with": 2,
    "contains": 2,
    "size": 1,
}
_MISUSED = "The function is not allowed to be used this way in an expression; function: "
_CHOICES = 100  # operands of IN


def lint(condition: Condition) -> str | None:
    """The first fault: unknown functions before misused ones, reserved words and sheer size."""
    calls = list(_calls(condition))
    for call, _ in calls:
        if call.name not in OPERAND_COUNTS:
            return f"Invalid function name; function: {call.name}"
    for call, is_condition in calls:
        if is_condition == (call.name == "size"):
            return _MISUSED + call.name
    try:
        for path in _paths(condition):
            expect_unreserved(path)
    except Fault as fault:
        return str(fault)
    return _oversize(condition)


def _oversize(condition: Condition) -> str | None:
    if _operators(condition) > MAX_OPERATORS:
        return str(too_many_operators())
    for leaf in _leaves(condition):
        if isinstance(leaf, Comparison) and leaf.operator == "IN" and len(leaf.operands) > _CHOICES + 1:
            return f"The IN operator is provided with too many operands; number of operands: {len(leaf.operands) - 1}"
    return None


def _leaves(condition: Condition) -> Iterator[Comparison | Call]:
    """The comparisons and functions of a condition, as written."""
    if isinstance(condition, Logic):
        for inner in condition.conditions:
            yield from _leaves(inner)
    elif isinstance(condition, Not):
        yield from _leaves(condition.condition)
    else:
        yield condition


def _operators(condition: Condition) -> int:
    """How many operators a condition holds; functions are none."""
    if isinstance(condition, Logic):
        return len(condition.conditions) - 1 + sum(map(_operators, condition.conditions))
    negations = 0
    while isinstance(condition, Not):
        condition = condition.condition
        negations += 1
    if negations:
        return negations + _operators(condition)
    return int(isinstance(condition, Comparison))


def _calls(condition: Condition) -> Iterator[tuple[Call, bool]]:
    """Every function, and whether it stands where a condition belongs."""
    for leaf in _leaves(condition):
        yield from _nested(leaf.operands)
        if isinstance(leaf, Call):
            yield leaf, True


def _nested(operands: tuple[Operand, ...]) -> Iterator[tuple[Call, bool]]:
    for operand in operands:
        if isinstance(operand, Call):
            yield from _nested(operand.operands)
            yield operand, False


def _paths(condition: Condition) -> Iterator[Path]:
    for leaf in _leaves(condition):
        yield from _operand_paths(leaf.operands)


def _operand_paths(operands: tuple[Operand, ...]) -> Iterator[Path]:
    for operand in operands:
        if isinstance(operand, Path):
            yield operand
        elif isinstance(operand, Call):
            yield from _operand_paths(operand.operands)
