"""What DynamoDB refuses of updates and conditions, in its words of 2026."""

import pytest

from tests.contract.dynamodb.asking import (
    ENVELOPE,
    condition,
    put,
    update,
)
from tests.contract.dynamodb.shorthand import values

UPDATES = {
    "a stray word": (
        update("SET a = :v b", v=1),
        ENVELOPE + 'Invalid UpdateExpression: Syntax error; token: "b", near: ":v b"',
    ),
    "an unfinished update": (
        update("SET a ="),
        ENVELOPE + 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "="',
    ),
    "an empty update": (update(""), ENVELOPE + "Invalid UpdateExpression: The expression can not be empty;"),
    "a section twice": (
        update("SET a = :v SET b = :v", v=1),
        ENVELOPE + 'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ),
    "overlapping paths": (
        update("SET a = :v, a.b = :v", v=1),
        ENVELOPE
        + "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these "
        "paths; path one: [a], path two: [a, b]",
    ),
    "conflicting paths": (
        update("SET a[1] = :v, a.b = :v", v=1),
        ENVELOPE
        + "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these "
        "paths; path one: [a, [1]], path two: [a, b]",
    ),
    "an index out of range": (
        update("SET a[2147483648] = :v", v=1),
        ENVELOPE + "Invalid UpdateExpression: List index is not within the allowable range; index: [2147483648]",
    ),
    "an undefined value": (
        update("SET a = :v, b = :w", v=1),
        ENVELOPE
        + "Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :w",
    ),
    "an undefined name": (
        update("SET #a = :v", v=1),
        ENVELOPE
        + "Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #a",
    ),
    "an unused value": (
        update("SET a = :v", v=1, w=2),
        ENVELOPE + "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}",
    ),
    "an unused name": (
        update("SET a = :v", {"#n": "n"}, v=1),
        ENVELOPE + "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}",
    ),
    "a reserved word": (
        update("SET size = :v", v=1),
        ENVELOPE + "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: size",
    ),
    "an unknown function": (
        update("SET a = plus(a, :v)", v=1),
        ENVELOPE + "Invalid UpdateExpression: Invalid function name; function: plus",
    ),
    "too few operands": (
        update("SET a = if_not_exists(a)"),
        ENVELOPE
        + "Invalid UpdateExpression: Incorrect number of operands for operator or function; operator or function: "
        "if_not_exists, number of operands: 1",
    ),
    "a text added": (
        update("SET a = a + :v", v="x"),
        ENVELOPE
        + "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S",
    ),
    "a text in ADD": (
        update("ADD a :v", v="x"),
        ENVELOPE
        + "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING",
    ),
    "a number in DELETE": (
        update("DELETE a :v", v=1),
        ENVELOPE
        + "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER",
    ),
    "too long an update": (
        update("SET a = :v, " + "b" * 4096 + " = :v", v=1),
        ENVELOPE + "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;",
    ),
    "values and no expression": (
        put(ExpressionAttributeValues=values(v=1)),
        ENVELOPE + "ExpressionAttributeValues can only be specified when using expressions",
    ),
    "both generations": (
        put(ConditionExpression="a = a", Expected={}),
        ENVELOPE
        + "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
        "{Expected} Expression parameters: {ConditionExpression}",
    ),
}
CONDITIONS = {
    "a stray bracket": (condition("a = :v)", v=1), 'Invalid FilterExpression: Syntax error; token: ")", near: ":v)"'),
    "redundant parentheses": (
        condition("((a = :v))", v=1),
        "Invalid FilterExpression: The expression has redundant parentheses;",
    ),
    "a bare name": (condition("a"), 'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "a"'),
    "an empty filter": (condition(""), "Invalid FilterExpression: The expression can not be empty;"),
    "an operand twice": (
        condition("a = a"),
        (
            "Invalid FilterExpression: The first operand must be distinct from the remaining operands for this operator or "
            "function; operator: =, first operand: [a]"
        ),
    ),
    "a size alone": (
        condition("size(a)"),
        "Invalid FilterExpression: The function is not allowed to be used this way in an expression; function: size",
    ),
    "a function as operand": (
        condition("attribute_exists(a) = :v", v=True),
        "Invalid FilterExpression: The function is not allowed to be used this way in an expression; function: attribute_exists",
    ),
    "no path": (
        condition("attribute_exists(:v)", v="a"),
        "Invalid FilterExpression: Operator or function requires a document path; operator or function: attribute_exists",
    ),
    "no type": (
        condition("attribute_type(a, :v)", v="X"),
        "Invalid FilterExpression: Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    ),
    "a beginning of a number": (
        condition("begins_with(a, :v)", v=1),
        (
            "Invalid FilterExpression: Incorrect operand type for operator or function; operator or function: begins_with, "
            "operand type: N"
        ),
    ),
    "bounds the wrong way round": (
        condition("a BETWEEN :v AND :w", v=2, w=1),
        (
            "Invalid FilterExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower "
            "bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"
        ),
    ),
    "bounds of two types": (
        condition("a BETWEEN :v AND :w", v=2, w="x"),
        (
            "Invalid FilterExpression: The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
            "operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:x}"
        ),
    ),
    "a filter with wrong values": (
        ("Scan", {"FilterExpression": "a = :v", "ExpressionAttributeValues": {":v": {}}}),
        (
            "ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly one "
            "of the supported datatypes for key :v"
        ),
    ),
    "a badly named value": (
        ("Scan", {"FilterExpression": "a = :v", "ExpressionAttributeValues": {"v": {"S": "x"}}}),
        'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"',
    ),
    "an empty map of names": (
        ("Scan", {"FilterExpression": "a = b", "ExpressionAttributeNames": {}}),
        "ExpressionAttributeNames must not be empty",
    ),
}

CASES = {
    f"{group}: {name}": case
    for group, cases in {"update": UPDATES, "condition": CONDITIONS}.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES)
def test_a_request_is_refused_in_dynamodbs_words(endpoint, ranged, case):
    (operation, request), message = CASES[case]

    refusal = endpoint.refusal(operation, TableName=ranged, **request)

    assert (refusal.kind, refusal.message) == ("ValidationException", message)
