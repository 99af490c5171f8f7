"""What a role allows: IAM's decision over the statements of the packaged template, and what a request needs of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from tests.contract.packaging.template import Template

_PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}


@dataclass(frozen=True)
class Need:
    """One thing that a request does. Source: service authorization reference, DynamoDB"""

    action: str
    resource: str
    attributes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Role:
    """A function's role."""

    name: str
    statements: tuple[Mapping[str, Any], ...]

    def allows(self, need: Need) -> bool:
        """Whether some statement allows it; there are no statements that deny."""
        return any(
            any(fnmatchcase(need.action, action) for action in statement["Action"])
            and any(fnmatchcase(need.resource, resource) for resource in statement["Resource"])
            and _holds(statement.get("Condition", {}), need)
            for statement in self.statements
        )


OWNER = Role("owner", ({"Action": ["*"], "Resource": ["*"]},))  # who sets a test up


def _holds(condition: Mapping[str, Any], need: Need) -> bool:
    for operator, wanted in condition.items():
        if operator != "ForAllValues:StringEquals" or set(wanted) != {"dynamodb:Attributes"}:
            raise NotImplementedError(f"{operator} {sorted(wanted)}")
        if not need.attributes <= set(wanted["dynamodb:Attributes"]):
            return False
    return True


def roles(template: Template) -> dict[str, Role]:
    """Each function's role, by the function's name."""
    made = {}
    for logical_id, properties in template.of("AWS::IAM::Role").items():
        (policy,) = properties["Policies"]
        documents = [policy["PolicyDocument"], *(one["PolicyDocument"] for one in attached(template, logical_id))]
        statements = template.value([statement for document in documents for statement in document["Statement"]])
        if any(statement["Effect"] != "Allow" for statement in statements):
            raise NotImplementedError("a statement that denies")
        made[policy["PolicyName"]] = Role(policy["PolicyName"], tuple(statements))
    return made


def attached(template: Template, role: str) -> list[Mapping[str, Any]]:
    """The policies that are attached to a role, by its logical id."""
    return [one for one in template.of("AWS::IAM::ManagedPolicy").values() if {"Ref": role} in one["Roles"]]


def table_arn(table: str) -> str:
    """A table by its full name, or `<table>/index/<index>`."""
    return f"arn:aws-cn:dynamodb:cn-northwest-1:123456789012:table/{table}"


def needs(target: str, body: bytes) -> Iterator[Need]:
    """What a request to DynamoDB needs to be allowed. A transaction needs what it is made of."""
    operation, asked = target.rpartition(".")[2], json.loads(body)
    if operation == "TransactWriteItems":
        for part in asked["TransactItems"]:
            ((kind, inside),) = part.items()
            yield _need(_PARTS[kind], inside)
    elif operation == "TransactGetItems":
        for part in asked["TransactItems"]:
            yield _need("GetItem", part["Get"])
    elif operation in {"BatchGetItem", "BatchWriteItem"}:
        for table in asked["RequestItems"]:
            yield Need(f"dynamodb:{operation}", table_arn(table))
    elif operation == "ListTables":
        yield Need("dynamodb:ListTables", "*")
    else:
        yield _need(operation, asked)


def _need(operation: str, asked: Mapping[str, Any]) -> Need:
    index = f"/index/{asked['IndexName']}" if "IndexName" in asked else ""
    named = {*asked.get("Key", {}), *asked.get("Item", {}), *asked.get("ExpressionAttributeNames", {}).values()}
    return Need(f"dynamodb:{operation}", table_arn(asked["TableName"] + index), frozenset(named))
