"""One role a function: named actions on named tables, keys and files; no wildcard action, no Scan."""

from collections.abc import Iterator, Mapping
from typing import Any

from parts.names import HTTP, logical, named, tables
from shouwang.app import FUNCTIONS, Function

READ = ("GetItem", "BatchGetItem", "Query")
ADD = ("PutItem", "ConditionCheckItem")
CHANGE = (*ADD, "UpdateItem", "DeleteItem")
# A transaction needs the actions it is made of. Source: reference serverless.md 3.2
APPEND_ONLY = {
    *("hours-entries", "hours-log", "attested-hours", "log-roots"),
    *("audit", "points-entries", "complaints", "complaint-rulings", "member-history", "course-versions"),
}
# What every function that writes adds with its own rows. Source: docs/data-model.md, "Who may write with whom"
BESIDES: Mapping[str, tuple[str, ...]] = {
    "audit": ADD,
    "idempotency": ("GetItem", *ADD),
    "outbox": ADD,
    "throttles": ("UpdateItem",),
}
STREAM = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")


# A role's own policy holds 10,240 characters, one that is attached to it 6,144; a resource takes about 95 with its region,
# account and prefix. Source: IAM quotas
OWN, ATTACHED = 80, 45


def resources() -> dict[str, Any]:
    """Every role by its logical id, and the policies of those that are allowed more than fits into a role."""
    made: dict[str, Any] = {}
    for name in FUNCTIONS:
        own, *attached = _parts(_statements(name))
        made[logical(name, "Role")] = _role(name, own)
        for number, statements in enumerate(attached, 1):
            made[logical(name, f"Policy{number}")] = {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {"PolicyDocument": _document(statements), "Roles": [{"Ref": logical(name, "Role")}]},
            }
    return made


def _statements(name: str) -> list[dict[str, Any]]:
    row = FUNCTIONS[name]
    return [*_tables(row), *_callers(name), *_logs(name), *_keys(row), *_files(row), *_locked(row), *_woken(name)]


def _role(name: str, statements: list[dict[str, Any]]) -> dict[str, Any]:
    trusted = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": _document([trusted]),
            "Policies": [{"PolicyName": name, "PolicyDocument": _document(statements)}],
        },
    }


def _document(statements: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": statements}


def _parts(statements: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The statements in parts of so many resources as fit: the role's own first. A long list of resources may be cut."""
    parts: list[list[dict[str, Any]]] = [[]]
    room = OWN
    for statement in statements:
        left = statement["Resource"]
        while left:
            if not room:
                parts.append([])
                room = ATTACHED
            here, left = left[:room], left[room:]
            parts[-1].append({**statement, "Resource": here})
            room -= len(here)
    return parts


def _tables(row: Function) -> Iterator[dict[str, Any]]:
    """One statement for all tables that may be used in the same way."""
    allowed = {table: set(READ) for table in named(row.reads)}
    allowed |= {table: {*READ, *(ADD if table in APPEND_ONLY else CHANGE)} for table in named(row.writes)}
    for table, actions in BESIDES.items() if row.writes else ():
        allowed[table] = allowed.get(table, set()) | set(actions)
    for actions in sorted({tuple(sorted(actions)) for actions in allowed.values()}):
        alike = sorted(table for table, can in allowed.items() if can == set(actions))
        yield _allow("dynamodb", actions, [arn for table in alike for arn in _arns(table)])


def _arns(table: str) -> list[Any]:
    whole = {"Fn::GetAtt": [logical(table, "Table"), "Arn"]}
    indexes = [index["index_name"] for index in tables()[table]._get_schema()["global_secondary_indexes"]]
    return [whole, *({"Fn::Sub": f"${{{logical(table, 'Table')}.Arn}}/index/{index}"} for index in indexes)]


def _callers(name: str) -> Iterator[dict[str, Any]]:
    """Who is calling, and when last: every HTTP function reads sessions, and may write that one attribute of them."""
    if name not in HTTP:
        return
    sessions = _arns("sessions")[:1]
    yield _allow("dynamodb", ["GetItem"], sessions)
    keys = [key["AttributeName"] for key in tables()["sessions"]._get_schema()["key_schema"]]
    seen = {"ForAllValues:StringEquals": {"dynamodb:Attributes": [*keys, "last_seen_at"]}}
    yield {**_allow("dynamodb", ["UpdateItem"], sessions), "Condition": seen}
    if name == HTTP[0]:  # answers /readyz; names of tables have no resource to be named by
        yield _allow("dynamodb", ["ListTables"], ["*"])


def _logs(name: str) -> Iterator[dict[str, Any]]:
    group = f"/aws/lambda/${{self:service}}-${{sls:stage}}-{name}"
    arn = f"arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:{group}:*"
    yield _allow("logs", ["CreateLogStream", "PutLogEvents"], [{"Fn::Sub": arn}])


def _keys(row: Function) -> Iterator[dict[str, Any]]:
    yield _allow("kms", ["Decrypt", "GenerateDataKey"], [{"Fn::GetAtt": ["DataKey", "Arn"]}])
    base = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${self:service}/${sls:stage}"
    # Secrets Manager ends a secret's ARN with six characters of its own.
    secrets = [{"Fn::Sub": f"{base}/{key}-??????"} for key in row.keys]
    if secrets:
        yield _allow("secretsmanager", ["GetSecretValue"], secrets)


def _files(row: Function) -> Iterator[dict[str, Any]]:
    folders = [{"Fn::Sub": f"${{FilesBucket.Arn}}/{folder}/*"} for folder in row.files]
    if folders:
        yield _allow("s3", ["GetObject", "PutObject", "DeleteObject"], folders)
        # Without it S3 answers 403, not 404, for a file that is not there. Source: S3 API reference, GetObject
        yield _allow("s3", ["ListBucket"], [{"Fn::GetAtt": ["FilesBucket", "Arn"]}])


def _locked(row: Function) -> Iterator[dict[str, Any]]:
    """Sealed days of the hours log are put and read, never removed; the bucket's own rule locks them."""
    if row.locks:
        yield _allow("s3", ["GetObject", "PutObject"], [{"Fn::Sub": "${RootsBucket.Arn}/roots/*"}])
        yield _allow("s3", ["ListBucket"], [{"Fn::GetAtt": ["RootsBucket", "Arn"]}])


def _woken(name: str) -> Iterator[dict[str, Any]]:
    if name == "outbox":
        yield _allow("dynamodb", STREAM, [{"Fn::GetAtt": ["OutboxTable", "StreamArn"]}])
        yield _allow("sqs", ["SendMessage"], [{"Fn::GetAtt": ["OutboxDeadLetters", "Arn"]}])


def _allow(service: str, actions: "tuple[str, ...] | list[str]", resources: list[Any]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": [f"{service}:{action}" for action in actions], "Resource": resources}
