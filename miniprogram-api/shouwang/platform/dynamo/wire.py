"""What is said to the store, written at once: botocore walks through every value of a request, msgspec does not."""

from typing import Any

import msgspec

ON_ITEMS = frozenset(
    {
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    }
)


class Writer:
    """botocore's serialiser of one client, but for the requests about items.

    PynamoDB gives these as the wire has them, bytes aside, which msgspec writes in base64 as botocore does; none of their
    members has another name on the wire, and none is a moment. Source: botocore's description of DynamoDB; a test compares.
    """

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        self._heads: dict[str, dict[str, Any]] = {}

    def serialize_to_request(self, parameters: dict[str, Any], operation_model: Any) -> dict[str, Any]:
        """A request as botocore sends it."""
        name = operation_model.name
        if name not in ON_ITEMS:
            return dict(self._whole.serialize_to_request(parameters, operation_model))
        if name not in self._heads:
            self._heads[name] = self._whole.serialize_to_request({}, operation_model)
        head = self._heads[name]
        return {**head, "headers": dict(head["headers"]), "body": msgspec.json.encode(parameters)}
