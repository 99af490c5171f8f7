"""What DynamoDB refuses of values, keys and reads, in its words of 2026."""

import pytest

from tests.contract.dynamodb.asking import (
    DEEP,
    EMPTY_KEY,
    ENVELOPE,
    KEY,
    WRONG_KEY,
    get,
    key_condition,
    project,
    put,
    update,
    with_value,
)
from tests.contract.dynamodb.shorthand import item, values

VALUES = {
    "an empty value": (
        with_value({}),
        ENVELOPE + "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    ),
    "two types at once": (
        with_value({"S": "a", "N": "1"}),
        ENVELOPE
        + "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ),
    "a null that is false": (
        with_value({"NULL": False}),
        ENVELOPE + "One or more parameter values were invalid: Null attribute value types must have the value of true",
    ),
    "an empty text set": (
        with_value({"SS": []}),
        ENVELOPE + "One or more parameter values were invalid: An string set  may not be empty",
    ),
    "an empty number set": (
        with_value({"NS": []}),
        ENVELOPE + "One or more parameter values were invalid: An number set  may not be empty",
    ),
    "an empty binary set": (
        with_value({"BS": []}),
        ENVELOPE + "One or more parameter values were invalid: Binary sets should not be empty",
    ),
    "a text twice in a set": (
        with_value({"SS": ["a", "b", "a"]}),
        ENVELOPE + 'One or more parameter values were invalid: Input collection ["a", "b", "a"] contains duplicates.',
    ),
    "a number twice in a set": (
        with_value({"NS": ["1", "1.0"]}),
        ENVELOPE + "One or more parameter values were invalid: Input collection contains duplicates.",
    ),
    "no number": (with_value({"N": "one"}), ENVELOPE + "The parameter cannot be converted to a numeric value: one"),
    "an empty number": (with_value({"N": ""}), ENVELOPE + "The parameter cannot be converted to a numeric value: "),
    "39 digits": (
        with_value({"N": "1" * 39}),
        ENVELOPE + "Attempting to store more than 38 significant digits in a Number",
    ),
    "too large a number": (
        with_value({"N": "1E+126"}),
        ENVELOPE + "Number overflow. Attempting to store a number with magnitude larger than supported range",
    ),
    "too small a number": (
        with_value({"N": "1E-131"}),
        ENVELOPE + "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    ),
    "33 levels": (
        with_value(DEEP),
        ENVELOPE
        + "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    ),
    "an empty name": (put(Item=KEY | {"": {"S": "x"}}), ENVELOPE + "Empty attribute name"),
}
KEYS = {
    "a put without its sort key": (
        put(Item=item(id="k")),
        "One or more parameter values were invalid: Missing the key seq in the item",
    ),
    "a put with a key of another type": (
        put(Item=item(id=1, seq=1)),
        "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
    ),
    "a put with an empty key": (put(Item=item(id="", seq=1)), EMPTY_KEY),
    "a get without its sort key": (get(Key=item(id="k")), WRONG_KEY),
    "a get with too many keys": (get(Key=item(id="k", seq=1, more=2)), WRONG_KEY),
    "a get with a key of another type": (get(Key=item(id="k", seq="1")), WRONG_KEY),
    "a get with an empty key": (get(Key=item(id="", seq=1)), EMPTY_KEY),
    "a delete with a wrong key": (("DeleteItem", {"Key": item(id="k")}), WRONG_KEY),
    "too long a partition key": (
        put(Item=item(id="x" * 2049, seq=1)),
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    ),
    "an update of the key": (
        update("SET seq = :v", v=2),
        "One or more parameter values were invalid: Cannot update attribute seq. This attribute is part of the key",
    ),
    "a path into the key": (
        project("id.a"),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: id",
    ),
}
READS = {
    "a projection of overlapping paths": (
        project("a, a.b"),
        (
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [a], path two: [a, b]"
        ),
    ),
    "a projection that ends too early": (
        project("a,"),
        'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
    ),
    "an unused name": (
        project("a", n="n"),
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}",
    ),
    "no key condition": (
        ("Query", {}),
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    ),
    "no key condition beside a faulty filter": (
        ("Query", {"FilterExpression": "!"}),
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    ),
    "no partition": (key_condition("seq = :v", v=1), "Query condition missed key schema element: id"),
    "a range of partitions": (key_condition("id > :v", v="k"), "Query key condition not supported"),
    "another attribute": (key_condition("id = :v AND a = :v", v="k"), "Query condition missed key schema element: seq"),
    "a key of another type": (
        key_condition("id = :v", v=1),
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ),
    "OR in a key condition": (
        key_condition("id = :v OR seq = :w", v="k", w=1),
        "Invalid operator used in KeyConditionExpression: OR",
    ),
    "<> in a key condition": (key_condition("id <> :v", v="k"), "Invalid operator used in KeyConditionExpression: <>"),
    "a key twice": (
        key_condition("id = :v AND seq > :w AND seq < :x", v="k", w=1, x=3),
        "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
    ),
    "a filter on the key": (
        (
            "Query",
            {
                "KeyConditionExpression": "id = :v",
                "FilterExpression": "seq = :w",
                "ExpressionAttributeValues": values(v="k", w=1),
            },
        ),
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: seq",
    ),
    "a strange start": (
        (
            "Query",
            {
                "KeyConditionExpression": "id = :v",
                "ExpressionAttributeValues": values(v="k"),
                "ExclusiveStartKey": item(id="k"),
            },
        ),
        "The provided starting key is invalid",
    ),
    "a start elsewhere": (
        (
            "Query",
            {
                "KeyConditionExpression": "id = :v",
                "ExpressionAttributeValues": values(v="k"),
                "ExclusiveStartKey": item(id="other", seq=1),
            },
        ),
        "The provided starting key is outside query boundaries based on provided conditions",
    ),
    "no such index": (
        (
            "Query",
            {"IndexName": "none", "KeyConditionExpression": "id = :v", "ExpressionAttributeValues": values(v="k")},
        ),
        "The table does not have the specified index: none",
    ),
    "a segment beyond the last": (
        ("Scan", {"Segment": 3, "TotalSegments": 3}),
        (
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 3 is not less than "
            "TotalSegments: 3"
        ),
    ),
    "a segment alone": (
        ("Scan", {"Segment": 3}),
        "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ),
    "a count of projected attributes": (
        ("Scan", {"Select": "COUNT", "ProjectionExpression": "a"}),
        ENVELOPE + "Cannot specify the ProjectionExpression when choosing to get only the Count",
    ),
    "a limit of nothing": (
        ("Scan", {"Limit": 0}),
        ENVELOPE
        + "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
    "an unknown choice": (
        ("Scan", {"Select": "SOME"}),
        ENVELOPE + "Value 'SOME' at 'select' failed to satisfy constraint: Member must satisfy enum value set: "
        "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
    ),
    "values that a put never returns": (
        put(ReturnValues="ALL_NEW"),
        ENVELOPE + "ReturnValues can only be ALL_OLD or NONE",
    ),
}

CASES = {
    f"{group}: {name}": case
    for group, cases in {"value": VALUES, "key": KEYS, "read": READS}.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES)
def test_a_request_is_refused_in_dynamodbs_words(endpoint, ranged, case):
    (operation, request), message = CASES[case]

    refusal = endpoint.refusal(operation, TableName=ranged, **request)

    assert (refusal.kind, refusal.message) == ("ValidationException", message)
