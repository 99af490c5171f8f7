"""What requests have in common: legacy parameters, expressions, table names."""

from typing import Any, NamedTuple

from dynamodb_sqlite.errors import validation
from dynamodb_sqlite.expressions import binding, changes, conditions, projections, updates
from dynamodb_sqlite.expressions.lexer import SyntaxFault
from dynamodb_sqlite.expressions.lint import operators
from dynamodb_sqlite.expressions.parser import MAX_EXPRESSION, MAX_OPERATORS
from dynamodb_sqlite.expressions.scope import Fault, RealPath, Scope, expect_distinct, expect_unreserved

Request = dict[str, Any]

# What replaces each parameter of the old API; DynamoDB still takes them, this store refuses them by name.
LEGACY = {
    "AttributesToGet": "ProjectionExpression",
    "AttributeUpdates": "UpdateExpression",
    "Expected": "ConditionExpression",
    "KeyConditions": "KeyConditionExpression",
    "QueryFilter": "FilterExpression",
    "ScanFilter": "FilterExpression",
    "ConditionalOperator": "expressions",
}


class Expressions(NamedTuple):
    """The expressions of a request, bound to their names and values."""

    condition: binding.Bound | None = None
    key_condition: binding.Bound | None = None
    filter: binding.Bound | None = None
    update: tuple[changes.Change, ...] | None = None
    projection: tuple[RealPath, ...] | None = None


def table_name(request: Request) -> str:
    """The table a request names, by name or by ARN."""
    name: str = request["TableName"]
    return name.rpartition(":table/")[2].partition("/")[0] if name.startswith("arn:") else name


def check_parameters(request: Request, expressions: tuple[str, ...]) -> None:
    """Refuse legacy parameters, and names and values without an expression.

    Raises: ValidationException.
    """
    given = [name for name in expressions if name in request]
    legacy = [name for name in LEGACY if name in request]
    if given and legacy:
        raise validation(
            "Can not use both expression and non-expression parameters in the same request: "
            f"Non-expression parameters: {{{', '.join(legacy)}}} Expression parameters: {{{', '.join(given)}}}"
        )
    if legacy:
        raise validation(
            f"The legacy parameter {legacy[0]} is not supported by this store; use {LEGACY[legacy[0]]} instead"
        )
    if "ExpressionAttributeNames" in request and not given:
        raise validation("ExpressionAttributeNames can only be specified when using expressions")
    valued = [name for name in expressions if name != "ProjectionExpression"]
    if valued and "ExpressionAttributeValues" in request and not any(name in request for name in valued):
        verb = "are" if len(valued) > 1 else "is"
        raise validation(
            "ExpressionAttributeValues can only be specified when using expressions: "
            f"{' and '.join(valued)} {verb} null"
        )


def bind_expressions(request: Request) -> Expressions:
    """All expressions of a request; every name and value must be used.

    Raises: ValidationException.
    """
    scope = Scope(request.get("ExpressionAttributeNames"), request.get("ExpressionAttributeValues"))
    update = _update(request.get("UpdateExpression"), scope)
    condition = _condition("ConditionExpression", request, scope)
    key_condition = _condition("KeyConditionExpression", request, scope)
    filtered = _condition("FilterExpression", request, scope)
    projection = _projection(request.get("ProjectionExpression"), scope)
    scope.expect_all_used()
    return Expressions(condition, key_condition, filtered, update, projection)


def _condition(name: str, request: Request, scope: Scope) -> binding.Bound | None:
    text = request.get(name)
    if text is None:
        return None
    try:
        _expect_reasonable(text)
        parsed = conditions.parse(text)
        if parsed.fault is not None:
            raise Fault(parsed.fault)
        if len(text) > MAX_OPERATORS and operators(parsed.condition) > MAX_OPERATORS:
            raise Fault(
                "The expression contains too many operators; "
                f"operator count: {operators(parsed.condition)}, operator limit: {MAX_OPERATORS}"
            )
        return binding.bind(parsed.condition, scope)
    except (Fault, SyntaxFault) as fault:
        raise validation(f"Invalid {name}: {fault}") from None


def _update(text: str | None, scope: Scope) -> tuple[changes.Change, ...] | None:
    if text is None:
        return None
    try:
        _expect_reasonable(text)
        return changes.bind(*updates.parse(text), scope)
    except (Fault, SyntaxFault) as fault:
        raise validation(f"Invalid UpdateExpression: {fault}") from None


def _projection(text: str | None, scope: Scope) -> tuple[RealPath, ...] | None:
    if text is None:
        return None
    try:
        _expect_reasonable(text)
        paths = projections.parse(text)
        for path in paths:
            expect_unreserved(path)
        real = [scope.path(path) for path in paths]
        expect_distinct(real)
    except (Fault, SyntaxFault) as fault:
        raise validation(f"Invalid ProjectionExpression: {fault}") from None
    return tuple(real)


def _expect_reasonable(text: str) -> None:
    if not text:
        raise Fault("The expression can not be empty;")
    if len(text.encode()) > MAX_EXPRESSION:
        raise Fault("Expression size has exceeded the maximum allowed size;")
