"""What requests have in common: legacy parameters, and expressions with their names and values."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from dynamodb_sqlite.expressions import binding, changes, conditions, projections, updates
from dynamodb_sqlite.expressions.lexer import SyntaxFault
from dynamodb_sqlite.expressions.scope import Fault, RealPath, Scope, expect_distinct, expect_unreserved
from dynamodb_sqlite.values.wording import Wording
from dynamodb_sqlite.wire.errors import validation
from dynamodb_sqlite.wire.shapes import Request

T = TypeVar("T")
_LONGEST = 4096  # bytes of an expression
_TOO_LONG = "Expression size has exceeded the maximum allowed size;"

# What replaces each parameter of the old API; DynamoDB still takes them, this store refuses them by name.
_LEGACY = {
    "AttributesToGet": "ProjectionExpression",
    "AttributeUpdates": "UpdateExpression",
    "Expected": "ConditionExpression",
    "QueryFilter": "FilterExpression",
    "ScanFilter": "FilterExpression",
    "ConditionalOperator": "AND and OR within an expression",
    "KeyConditions": "KeyConditionExpression",
}


class Expressions(NamedTuple):
    """The expressions of a request, bound to their names and values."""

    condition: binding.Bound | None = None
    key_condition: binding.Bound | None = None
    filter: binding.Bound | None = None
    update: tuple[changes.Change, ...] | None = None
    projection: tuple[RealPath, ...] | None = None


NO_EXPRESSIONS = Expressions()
_NAMES = (
    "UpdateExpression", "ConditionExpression", "KeyConditionExpression", "FilterExpression", "ProjectionExpression",
)  # fmt: skip
_ABSENT = (None,) * len(_NAMES)
Texts = tuple[str | None, ...]  # of each of them


def check_parameters(request: Request, expressions: tuple[str, ...], wording: Wording) -> None:
    """Refuse both generations of parameters at once, and names and values without an expression.

    Raises: ValidationException.
    """
    given = [name for name in expressions if name in request]
    if given and not _LEGACY.keys().isdisjoint(request):
        legacy = [name for name in _LEGACY if name in request]
        raise validation(
            "Can not use both expression and non-expression parameters in the same request: "
            f"Non-expression parameters: {{{', '.join(legacy)}}} Expression parameters: {{{', '.join(given)}}}"
        )
    if "ExpressionAttributeNames" in request and not given:
        raise validation("ExpressionAttributeNames can only be specified when using expressions")
    if "ExpressionAttributeValues" in request:
        valued = [name for name in expressions if name != "ProjectionExpression"]
        if not any(name in request for name in valued):
            raise validation(wording.no_expressions(valued))


def refuse_legacy(request: Request) -> None:
    """Refuse parameters of the old API by name.

    Raises: ValidationException.
    """
    for name, successor in _LEGACY.items():
        if name in request:
            raise validation(f"The legacy parameter {name} is not supported by this store; use {successor} instead")


def bind_expressions(request: Request, wording: Wording) -> Expressions:
    """All expressions of a request; every name and value must be used.

    Raises: ValidationException.
    """
    texts = tuple(map(request.get, _NAMES))
    if texts == _ABSENT:
        return NO_EXPRESSIONS
    names, values = request.get("ExpressionAttributeNames"), request.get("ExpressionAttributeValues")
    if values is None:  # nearly every condition of a put
        return _without_values(texts, None if names is None else tuple(names.items()), wording)
    return _bound(texts, Scope(names, values, wording))


@lru_cache(maxsize=512)
def _without_values(texts: Texts, names: tuple[tuple[str, str], ...] | None, wording: Wording) -> Expressions:
    """Expressions that say all by themselves, bound once: whatever is bound is only asked afterwards."""
    return _bound(texts, Scope(None if names is None else dict(names), None, wording))


def _bound(texts: Texts, scope: Scope) -> Expressions:
    given = dict(zip(_NAMES, texts, strict=True))

    def bound(name: str, bind: Callable[[str, Scope], T]) -> T | None:
        return _bind(name, given[name], bind, scope)

    update = bound("UpdateExpression", _update)
    condition = bound("ConditionExpression", _condition)
    key_condition = bound("KeyConditionExpression", _condition)
    filtered = bound("FilterExpression", _condition)
    projection = bound("ProjectionExpression", _projection)
    scope.expect_all_used()
    return Expressions(condition, key_condition, filtered, update, projection)


def _bind(name: str, text: str | None, bind: Callable[[str, Scope], T], scope: Scope) -> T | None:
    if text is None:
        return None
    try:
        _check_length(name, text)
        return bind(text, scope)
    except (Fault, SyntaxFault) as fault:
        raise validation(f"Invalid {name}: {fault}") from None


def _check_length(name: str, text: str) -> None:
    if not text:
        raise Fault("The expression can not be empty;")
    length = len(text.encode())
    if length > _LONGEST:
        raise Fault(_TOO_LONG if name == "UpdateExpression" else f"{_TOO_LONG} expression size: {length}")


def _condition(text: str, scope: Scope) -> binding.Bound:
    parsed = conditions.parse(text)
    if parsed.fault is not None:
        raise Fault(parsed.fault)
    return binding.bind(parsed.condition, scope)


def _update(text: str, scope: Scope) -> tuple[changes.Change, ...]:
    sections, actions = updates.parse(text)
    return changes.bind(sections, actions, scope)


def _projection(text: str, scope: Scope) -> tuple[RealPath, ...]:
    paths = projections.parse(text)
    for path in paths:
        expect_unreserved(path)
    real = [scope.path(path) for path in paths]
    expect_distinct(real)
    return tuple(real)
