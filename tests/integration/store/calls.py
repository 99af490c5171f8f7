"""Requests to an engine, without a client in between."""

import json
from typing import Any

from dynamodb_sqlite import Engine

Json = dict[str, Any]


class Refused(Exception):
    """An error of the engine: its short type, its document."""

    def __init__(self, document: Json) -> None:
        super().__init__(document)
        self.kind: str = document["__type"].partition("#")[2]
        self.document = document


def call(engine: Engine, operation: str, **request: Any) -> Json:
    """The answer to a request.

    Raises: Refused.
    """
    _, body = engine.handle(f"DynamoDB_20120810.{operation}", json.dumps(request).encode())
    answer: Json = json.loads(body) if body else {}
    if "__type" in answer:
        raise Refused(answer)
    return answer


def pairs_table(engine: Engine) -> None:
    """A table of pairs, whose two halves are written together or not at all."""
    call(
        engine,
        "CreateTable",
        TableName="pairs",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "writer", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "writer", "AttributeType": "S"},
            {"AttributeName": "n", "AttributeType": "N"},
        ],
    )


def numbers_of(engine: Engine, writer: str) -> set[int]:
    """What a writer has kept, by number."""
    found: set[int] = set()
    start: Json = {}
    while True:
        page = call(
            engine,
            "Query",
            TableName="pairs",
            KeyConditionExpression="writer = :w",
            ExpressionAttributeValues={":w": {"S": writer}},
            **start,
        )
        found.update(int(item["n"]["N"]) for item in page["Items"])
        if "LastEvaluatedKey" not in page:
            return found
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
