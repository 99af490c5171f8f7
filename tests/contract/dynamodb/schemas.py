"""The tables the suite works on."""

from typing import Any

Schema = dict[str, Any]


def keys(*names: str) -> list[dict[str, str]]:
    """A KeySchema."""
    return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=False)]


def attributes(**types: str) -> list[dict[str, str]]:
    """AttributeDefinitions."""
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()]


def index(name: str, schema: list[dict[str, str]], kind: str, *kept: str) -> Schema:
    """An index of one projection."""
    projection: Schema = {"ProjectionType": kind} | ({"NonKeyAttributes": list(kept)} if kept else {})
    return {"IndexName": name, "KeySchema": schema, "Projection": projection}


PLAIN: Schema = {"KeySchema": keys("id"), "AttributeDefinitions": attributes(id="S")}
RANGED: Schema = {"KeySchema": keys("id", "seq"), "AttributeDefinitions": attributes(id="S", seq="N")}
INDEXED: Schema = {
    "KeySchema": keys("id", "seq"),
    "AttributeDefinitions": attributes(id="S", seq="N", group="S", rank="N"),
    "GlobalSecondaryIndexes": [
        index("by-group", keys("group", "rank"), "ALL"),
        index("by-group-keys", keys("group"), "KEYS_ONLY"),
        index("by-rank-some", keys("rank", "group"), "INCLUDE", "colour"),
    ],
    "LocalSecondaryIndexes": [
        index("local-rank", keys("id", "rank"), "KEYS_ONLY"),
        index("local-group", keys("id", "group"), "ALL"),
    ],
}
