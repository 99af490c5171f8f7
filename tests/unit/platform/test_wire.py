"""Requests are written as botocore writes them, only faster."""

import json
from typing import Any

import pytest
from botocore.serialize import create_serializer
from botocore.session import get_session

from shouwang.platform.dynamo.wire import ON_ITEMS, Writer

SERVICE = get_session().get_service_model("dynamodb")
ITEM = {
    "who": {"S": "守望 \u2028 \"'\\"},
    "n": {"N": "-1.5"},
    "raw": {"B": b"\x00\xff"},
    "raws": {"BS": [b"\x01", b""]},
    "deep": {"M": {"l": {"L": [{"NULL": True}, {"BOOL": False}, {"B": b"\x02"}]}}},
}
REQUESTS = {
    "PutItem": {"TableName": "t", "Item": ITEM, "ConditionExpression": "attribute_not_exists(who)"},
    "Query": {"TableName": "t", "Limit": 3, "ScanIndexForward": False, "ExpressionAttributeValues": {":w": {"S": "a"}}},
    "TransactWriteItems": {"TransactItems": [{"Put": {"TableName": "t", "Item": ITEM}}], "ClientRequestToken": "k"},
    "DescribeTable": {"TableName": "t"},
}


@pytest.mark.parametrize("operation", sorted(REQUESTS))
def test_a_request_says_what_botocore_says(operation: str) -> None:
    whole = create_serializer("json", include_validation=False)
    model = SERVICE.operation_model(operation)
    wanted = whole.serialize_to_request(REQUESTS[operation], model)

    written = Writer(whole).serialize_to_request(REQUESTS[operation], model)

    assert json.loads(written.pop("body")) == json.loads(wanted.pop("body"))
    assert written == wanted


@pytest.mark.parametrize("operation", sorted(ON_ITEMS))
def test_no_member_of_a_request_about_items_has_another_name_or_form_on_the_wire(operation: str) -> None:
    assert _written_otherwise(SERVICE.operation_model(operation).input_shape, set()) == []


def _written_otherwise(shape: Any, seen: set[str]) -> list[str]:
    """Names of members that are not sent under their own name, or are moments."""
    if shape.name in seen:
        return []
    seen.add(shape.name)
    members = dict(getattr(shape, "members", {}))
    inner = [*members.values(), *(getattr(shape, side, None) for side in ("member", "value"))]
    found = [name for name, one in members.items() if "name" in one.serialization or one.type_name == "timestamp"]
    return found + [name for one in inner if one is not None for name in _written_otherwise(one, seen)]
