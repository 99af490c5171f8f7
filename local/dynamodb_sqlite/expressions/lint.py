"""What is wrong with a condition whatever its names and values are."""

from collections.abc import Iterator

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


def lint(condition: Condition) -> str | None:
    """The first fault: unknown functions before misused ones before reserved words."""
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
    return None


def leaves(condition: Condition) -> Iterator[Comparison | Call]:
    """The comparisons and functions of a condition, as written."""
    if isinstance(condition, Logic):
        yield from leaves(condition.left)
        yield from leaves(condition.right)
    elif isinstance(condition, Not):
        yield from leaves(condition.condition)
    else:
        yield condition


def operators(condition: Condition) -> int:
    """How many operators and functions a condition holds."""
    if isinstance(condition, Logic):
        return 1 + operators(condition.left) + operators(condition.right)
    if isinstance(condition, Not):
        return 1 + operators(condition.condition)
    return 1 + sum(1 for call, is_condition in _calls(condition) if not is_condition)


def _calls(condition: Condition) -> Iterator[tuple[Call, bool]]:
    """Every function, and whether it stands where a condition belongs."""
    for leaf in leaves(condition):
        yield from _nested(leaf.operands)
        if isinstance(leaf, Call):
            yield leaf, True


def _nested(operands: tuple[Operand, ...]) -> Iterator[tuple[Call, bool]]:
    for operand in operands:
        if isinstance(operand, Call):
            yield from _nested(operand.operands)
            yield operand, False


def _paths(condition: Condition) -> Iterator[Path]:
    for leaf in leaves(condition):
        yield from _operand_paths(leaf.operands)


def _operand_paths(operands: tuple[Operand, ...]) -> Iterator[Path]:
    for operand in operands:
        if isinstance(operand, Path):
            yield operand
        elif isinstance(operand, Call):
            yield from _operand_paths(operand.operands)
