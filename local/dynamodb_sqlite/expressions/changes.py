"""An update bound to its names and values: checked, and ready to be applied."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dynamodb_sqlite import numbers
from dynamodb_sqlite.errors import validation
from dynamodb_sqlite.expressions.documents import lookup
from dynamodb_sqlite.expressions.scope import Fault, RealPath, Scope, expect_distinct, expect_unreserved
from dynamodb_sqlite.expressions.tree import Action, Call, Operand, Path, Placeholder, Sum
from dynamodb_sqlite.values import Item, Value, kind_of

WRONG_OPERAND = "An operand in the update expression has an incorrect data type"
_NO_ATTRIBUTE = "The provided expression refers to an attribute that does not exist in the item"
SETS = ("SS", "NS", "BS")
_TYPE_NAMES = {"S": "STRING", "B": "BINARY", "NULL": "NULL", "BOOL": "BOOLEAN", "L": "LIST", "M": "MAP", "N": "NUMBER"}
Read = Callable[[Item], Value]


class Change(NamedTuple):
    """One action: where, and with what; `kind` is the value's type where it is known beforehand."""

    section: str
    path: RealPath
    value: Read | None
    kind: str | None


def bind(sections: tuple[str, ...], actions: tuple[Action, ...], scope: Scope) -> tuple[Change, ...]:
    """The actions with their placeholders replaced.

    Raises: Fault, in DynamoDB's order: words and functions, sections, names, values, paths, types.
    """
    _lint(sections, actions)
    # All names before all values: an undefined name is reported first wherever it stands.
    paths = [scope.path(action.path) for action in actions]
    for action in actions:
        for operand in _walk(action.value):
            if isinstance(operand, Path):
                scope.path(operand)
    for action in actions:
        for operand in _walk(action.value):
            if isinstance(operand, Placeholder):
                scope.value(operand.name)
    expect_distinct(paths)
    for action in actions:
        _check_addend(action, scope)
    changes = []
    for action, path in zip(actions, paths, strict=True):
        read, kind = (None, None) if action.value is None else _bind_operand(action.value, scope)
        changes.append(Change(action.section, path, read, kind))
    return tuple(changes)


def _lint(sections: tuple[str, ...], actions: tuple[Action, ...]) -> None:
    for action in actions:
        expect_unreserved(action.path)
        for operand in _walk(action.value):
            if isinstance(operand, Path):
                expect_unreserved(operand)
    for action in actions:
        for operand in _walk(action.value):
            if isinstance(operand, Call) and operand.name not in ("if_not_exists", "list_append"):
                raise Fault(f"Invalid function name; function: {operand.name}")
    for index, section in enumerate(sections):
        if section in sections[:index]:
            raise Fault(f'The "{section}" section can only be used once in an update expression;')


def _walk(operand: Operand | None) -> Iterator[Operand]:
    if operand is None:
        return
    yield operand
    if isinstance(operand, Call):
        for inner in operand.operands:
            yield from _walk(inner)
    elif isinstance(operand, Sum):
        yield from _walk(operand.left)
        yield from _walk(operand.right)


def _check_addend(action: Action, scope: Scope) -> None:
    if action.section in ("SET", "REMOVE") or not isinstance(action.value, Placeholder):
        return
    kind = kind_of(scope.value(action.value.name))
    if kind in SETS or (action.section == "ADD" and kind == "N"):
        return
    raise Fault(
        "Incorrect operand type for operator or function; "
        f"operator: {action.section}, operand type: {_TYPE_NAMES[kind]}"
    )


def _bind_operand(operand: Operand, scope: Scope) -> tuple[Read, str | None]:
    """How to read an operand, and its type where a literal decides it."""
    if isinstance(operand, Path):
        path = scope.path(operand)
        return (lambda item: _present(lookup(item, path))), None
    if isinstance(operand, Placeholder):
        value = scope.value(operand.name)
        return (lambda item: value), kind_of(value)
    if isinstance(operand, Sum):
        return _bind_sum(operand, scope)
    if len(operand.operands) != 2:
        raise Fault(
            "Incorrect number of operands for operator or function; "
            f"operator or function: {operand.name}, number of operands: {len(operand.operands)}"
        )
    return _bind_default(operand, scope) if operand.name == "if_not_exists" else _bind_append(operand, scope)


def _bind_default(call: Call, scope: Scope) -> tuple[Read, str | None]:
    target, fallback = call.operands
    if not isinstance(target, Path):
        raise Fault(f"Operator or function requires a document path; operator or function: {call.name}")
    path = scope.path(target)
    otherwise, kind = _bind_operand(fallback, scope)

    def read(item: Item) -> Value:
        found = lookup(item, path)
        return otherwise(item) if found is None else found

    return read, kind


def _bind_append(call: Call, scope: Scope) -> tuple[Read, str | None]:
    first, second = _bind_pair(call.name, call.operands[0], call.operands[1], "L", scope)
    return (lambda item: {"L": [*_typed(first(item), "L"), *_typed(second(item), "L")]}), "L"


def _bind_sum(operand: Sum, scope: Scope) -> tuple[Read, str | None]:
    left, right = _bind_pair(operand.sign, operand.left, operand.right, "N", scope)
    combine = numbers.add if operand.sign == "+" else numbers.subtract
    return (lambda item: {"N": combine(_typed(left(item), "N"), _typed(right(item), "N"))}), "N"


def _bind_pair(name: str, left: Operand, right: Operand, kind: str, scope: Scope) -> tuple[Read, Read]:
    reads = []
    for operand in (left, right):
        read, known = _bind_operand(operand, scope)
        if isinstance(operand, Placeholder) and known != kind:
            raise Fault(
                f"Incorrect operand type for operator or function; operator or function: {name}, operand type: {known}"
            )
        reads.append(read)
    return reads[0], reads[1]


def _typed(value: Value, kind: str) -> Any:
    if kind not in value:
        raise validation(WRONG_OPERAND)
    return value[kind]


def _present(value: Value | None) -> Value:
    if value is None:
        raise validation(_NO_ATTRIBUTE)
    return value
