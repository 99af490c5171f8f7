"""An update bound to its names and values: checked, and ready to be applied."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from dynamodb_sqlite.expressions.documents import lookup
from dynamodb_sqlite.expressions.operands import wrong_type
from dynamodb_sqlite.expressions.scope import Fault, RealPath, Scope, expect_distinct, expect_unreserved
from dynamodb_sqlite.expressions.tree import Action, Call, Operand, Path, Placeholder, Sum
from dynamodb_sqlite.values import SETS, Item, Value, kind_of, numbers
from dynamodb_sqlite.wire.errors import validation

WRONG_OPERAND = "An operand in the update expression has an incorrect data type"
_NO_ATTRIBUTE = "The provided expression refers to an attribute that does not exist in the item"
_FUNCTIONS = ("if_not_exists", "list_append")
_TYPE_NAMES = {"S": "STRING", "B": "BINARY", "NULL": "NULL", "BOOL": "BOOLEAN", "L": "LIST", "M": "MAP", "N": "NUMBER"}
Read = Callable[[Item], Value]


class Change(NamedTuple):
    """One action: where, and with what; `literal` is the value where the request itself gives it."""

    section: str
    path: RealPath
    read: Read | None
    kind: str | None
    literal: Value | None


def bind(sections: tuple[str, ...], actions: tuple[Action, ...], scope: Scope) -> tuple[Change, ...]:
    """The actions with their placeholders replaced.

    Raises: Fault, in DynamoDB's order: words and functions, sections, names, values, paths, types.
    """
    operands = [operand for action in actions for operand in _walk(action.value)]
    _lint(sections, actions, operands)
    paths = _resolve(actions, operands, scope)
    expect_distinct(paths)
    for action in actions:
        _check_addend(action, scope)
    return tuple(_bind_action(action, path, scope) for action, path in zip(actions, paths, strict=True))


def _resolve(actions: Iterable[Action], operands: list[Operand], scope: Scope) -> list[RealPath]:
    """The targets of all actions. All names before all values: an undefined name is told first wherever it stands."""
    paths = [scope.path(action.path) for action in actions]
    for operand in operands:
        if isinstance(operand, Path):
            scope.path(operand)
    for operand in operands:
        if isinstance(operand, Placeholder):
            scope.value(operand.name)
    return paths


def _lint(sections: tuple[str, ...], actions: Iterable[Action], operands: list[Operand]) -> None:
    for action in actions:
        expect_unreserved(action.path)
        for operand in _walk(action.value):
            if isinstance(operand, Path):
                expect_unreserved(operand)
    for operand in operands:
        if isinstance(operand, Call):
            _lint_call(operand)
    for index, section in enumerate(sections):
        if section in sections[:index]:
            raise Fault(f'The "{section}" section can only be used once in an update expression;')


def _lint_call(call: Call) -> None:
    if call.name not in _FUNCTIONS:
        raise Fault(f"Invalid function name; function: {call.name}")
    for operand in call.operands:
        if isinstance(operand, Call) and operand.name == "list_append":
            raise Fault(f"The function is not allowed to be used this way in an expression; function: {operand.name}")


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


def _bind_action(action: Action, path: RealPath, scope: Scope) -> Change:
    if action.value is None:
        return Change(action.section, path, None, None, None)
    read, kind = _bind_operand(action.value, scope)
    literal = scope.value(action.value.name) if isinstance(action.value, Placeholder) else None
    return Change(action.section, path, read, kind, literal)


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
    first, second = (_bind_typed(call.name, operand, "L", scope) for operand in call.operands)
    return (lambda item: {"L": [*first(item), *second(item)]}), "L"


def _bind_sum(operand: Sum, scope: Scope) -> tuple[Read, str | None]:
    left, right = (_bind_typed(operand.sign, side, "N", scope) for side in (operand.left, operand.right))
    combine = numbers.add if operand.sign == "+" else numbers.subtract
    return (lambda item: {"N": combine(left(item), right(item))}), "N"


def _bind_typed(name: str, operand: Operand, kind: str, scope: Scope) -> Callable[[Item], Any]:
    """How to read the content of an operand that must be of one type."""
    read, known = _bind_operand(operand, scope)
    if isinstance(operand, Placeholder) and known != kind:
        raise wrong_type(name, known)

    def content(item: Item) -> Any:
        value = read(item)
        if kind not in value:
            raise validation(WRONG_OPERAND)
        return value[kind]

    return content


def _present(value: Value | None) -> Value:
    if value is None:
        raise validation(_NO_ATTRIBUTE)
    return value
