"""Requests that are to be refused, each on a line: the operation and its members but the table's name."""

from tests.contract.dynamodb.shorthand import item, values

Asked = tuple[str, dict]
ENVELOPE = "1 validation error detected: "
KEY = item(id="k", seq=1)
WRONG_KEY = "The provided key element does not match the schema"
EMPTY_KEY = (
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
    "string value. Key: id"
)
DEEP: dict = {"S": "x"}
for _ in range(32):
    DEEP = {"L": [DEEP]}


def put(**more) -> Asked:
    return "PutItem", {"Item": KEY} | more


def with_value(value: dict) -> Asked:
    return put(Item=KEY | {"a": value})


def update(expression: str, names: dict | None = None, **given) -> Asked:
    request: dict = {"Key": KEY, "UpdateExpression": expression}
    return "UpdateItem", request | _placeholders(names, given)


def condition(text: str, names: dict | None = None, **given) -> Asked:
    return "Scan", {"FilterExpression": text} | _placeholders(names, given)


def key_condition(text: str, names: dict | None = None, **given) -> Asked:
    return "Query", {"KeyConditionExpression": text} | _placeholders(names, given)


def get(**more) -> Asked:
    return "GetItem", {"Key": KEY} | more


def project(text: str, **names) -> Asked:
    aliases = {f"#{alias}": name for alias, name in names.items()}
    return get(ProjectionExpression=text, **({"ExpressionAttributeNames": aliases} if aliases else {}))


def _placeholders(names: dict | None, given: dict) -> dict:
    found: dict = {"ExpressionAttributeNames": names} if names else {}
    return found | ({"ExpressionAttributeValues": values(**given)} if given else {})
