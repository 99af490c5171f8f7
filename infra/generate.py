"""Write infra/functions.yml, iam.yml and tables.yml from the function table of `shouwang.app` and the declared tables.

python infra/generate.py            write them
python infra/generate.py --check    only say whether they are current (a test calls this)
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from shouwang.app import FUNCTIONS, declare_tables
from shouwang.platform import dynamo
from shouwang.platform.keys import NAMES
from shouwang.platform.web import App
from shouwang_local.contract import local_house

HERE = Path(__file__).parent
NOTE = "# Written by infra/generate.py from shouwang.app.FUNCTIONS and the declared tables; change those, not this.\n"

READ = ("GetItem", "BatchGetItem", "Query")
WRITE = ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")
HTTP = {"login", "recruitment", "checkin", "training", "honours", "console"}
# Every use case of any slice may write these with its own rows; every HTTP function reads the session.
SHARED_WRITE = ("audit", "idempotency", "outbox", "throttles")
SHARED_READ = ("sessions",)


def tables() -> dict[str, str]:
    """Base name of every table -> the slice that owns it (`platform` for the platform's)."""
    declare_tables()
    return {t.TABLE: t.__module__.split(".")[1] for t in dynamo.tables() if t.__module__.startswith("shouwang.")}


def logical(name: str, kind: str) -> str:
    """A CloudFormation logical id."""
    return "".join(part.capitalize() for part in name.replace("_", "-").split("-")) + kind


def table_resources() -> dict[str, Any]:
    """One AWS::DynamoDB::Table a kind of record."""
    owners = tables()
    return {logical(t.TABLE, "Table"): _table(t) for t in dynamo.tables() if t.TABLE in owners}


def _table(table: type[dynamo.Table]) -> dict[str, Any]:
    schema = table._get_schema()
    keys = schema["key_schema"]
    indexes = [
        {"IndexName": i["index_name"], "KeySchema": i["key_schema"], "Projection": {"ProjectionType": "ALL"}}
        for i in schema["global_secondary_indexes"]
    ]
    used = {k["AttributeName"] for k in keys} | {k["AttributeName"] for i in indexes for k in i["KeySchema"]}
    definitions = [
        {"AttributeName": d["AttributeName"], "AttributeType": d["AttributeType"]}
        for d in schema["attribute_definitions"]
        if d["AttributeName"] in used
    ]
    properties: dict[str, Any] = {
        "TableName": f"${{self:custom.prefix}}{table.TABLE}",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": definitions,
        "KeySchema": keys,
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "DeletionProtectionEnabled": "${self:custom.stage.protect}",
        "SSESpecification": {
            "SSEEnabled": True,
            "SSEType": "KMS",
            "KMSMasterKeyId": {"Fn::GetAtt": ["DataKey", "Arn"]},
        },
    }
    if indexes:
        properties["GlobalSecondaryIndexes"] = indexes
    if table.TTL:
        properties["TimeToLiveSpecification"] = {"AttributeName": table.TTL, "Enabled": True}
    if table.TABLE == "outbox":
        properties["StreamSpecification"] = {"StreamViewType": "NEW_IMAGE"}
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": properties,
    }


def functions(app_of: Any) -> dict[str, Any]:
    """The functions section of serverless.yml."""
    return {name: _function(name, app_of(name) if name in HTTP else None) for name in FUNCTIONS}


def _function(name: str, app: App | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "handler": f"functions/{name}.handler",
        "role": logical(name, "Role"),
        "package": {"artifact": f"build/functions/{name}.zip"},
        "layers": [{"Ref": logical(layer, "LambdaLayer")} for layer in FUNCTIONS[name].layers],
    }
    if app is not None:
        made["events"] = [
            {"httpApi": f"{r.method} {_gateway_path(r.path)}"}
            for r in app.routes
            if name == "login" or not r.path.endswith("z")
        ]
    else:
        made.update(WORKERS[name])
    return made


def _gateway_path(path: str) -> str:
    """HTTP API parameters fill whole segments: `/v1/honours/{id}.jpg` is `/v1/honours/{id}` there."""
    return "/".join(part.split("}")[0] + "}" if part.startswith("{") else part for part in path.split("/"))


WORKERS: dict[str, dict[str, Any]] = {
    "outbox": {
        "timeout": 60,
        "events": [
            {
                "stream": {
                    "type": "dynamodb",
                    "arn": {"Fn::GetAtt": ["OutboxTable", "StreamArn"]},
                    "batchSize": 25,
                    "startingPosition": "TRIM_HORIZON",
                    "functionResponseType": "ReportBatchItemFailures",
                    "bisectBatchOnFunctionError": True,
                    "maximumRetryAttempts": 5,
                    "destinations": {"onFailure": {"type": "sqs", "arn": {"Fn::GetAtt": ["OutboxDeadLetters", "Arn"]}}},
                }
            }
        ],
    },
    "nightly": {
        "timeout": 300,
        "events": [
            {"schedule": {"rate": "rate(5 minutes)", "input": {"job": "sweep"}}},
            {"schedule": {"rate": "cron(10 16 * * ? *)", "input": {"job": "nightly"}}},  # 00:10 in China
        ],
    },
    "jobs": {"timeout": 300, "events": [{"schedule": {"rate": "rate(1 minute)", "input": {"job": "work"}}}]},
}


def roles(app_of: Any) -> dict[str, Any]:
    """One role a function: named actions on named tables, keys and files; never Scan, never a wildcard action."""
    owners = tables()
    return {logical(name, "Role"): _role(name, owners) for name in FUNCTIONS}


def _role(name: str, owners: dict[str, str]) -> dict[str, Any]:
    statements = [*_table_statements(name, owners), *_other_statements(name)]
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
                ],
            },
            "Policies": [{"PolicyName": name, "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}],
        },
    }


def _table_statements(name: str, owners: dict[str, str]) -> Iterator[dict[str, Any]]:
    row = FUNCTIONS[name]
    own = {api.split("_")[0] for api in row.apis} | set(row.writes)
    workers = name not in HTTP
    write = sorted(t for t, owner in owners.items() if workers or owner in own or t in SHARED_WRITE)
    read = sorted(t for t, owner in owners.items() if t not in write and (owner in row.reads or t in SHARED_READ))
    yield _allow([f"dynamodb:{action}" for action in READ + WRITE], [arn for t in write for arn in _table_arns(t)])
    if read:
        yield _allow([f"dynamodb:{action}" for action in READ], [arn for t in read for arn in _table_arns(t)])


def _table_arns(table: str) -> list[Any]:
    arn = {"Fn::GetAtt": [logical(table, "Table"), "Arn"]}
    return [arn, {"Fn::Sub": f"${{{logical(table, 'Table')}.Arn}}/index/*"}]


def _other_statements(name: str) -> Iterator[dict[str, Any]]:
    group = f"/aws/lambda/${{self:service}}-${{sls:stage}}-{name}"
    logs = f"arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:{group}:*"
    yield _allow(["logs:CreateLogStream", "logs:PutLogEvents"], [{"Fn::Sub": logs}])
    yield _allow(["kms:Decrypt", "kms:GenerateDataKey"], [{"Fn::GetAtt": ["DataKey", "Arn"]}])
    secrets = [*FUNCTIONS[name].keys, *(["wechat-secret"] if "wechat" in FUNCTIONS[name].layers else [])]
    assert set(FUNCTIONS[name].keys) <= set(NAMES)
    if secrets:
        base = (
            "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${self:service}/${sls:stage}/"
        )
        yield _allow(["secretsmanager:GetSecretValue"], [{"Fn::Sub": f"{base}{secret}-??????"} for secret in secrets])
    if "imaging" in FUNCTIONS[name].layers:
        yield _allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], [{"Fn::Sub": "${FilesBucket.Arn}/*"}])
    if name == "outbox":
        stream = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
        yield _allow(stream, [{"Fn::GetAtt": ["OutboxTable", "StreamArn"]}])
        yield _allow(["sqs:SendMessage"], [{"Fn::GetAtt": ["OutboxDeadLetters", "Arn"]}])


def _allow(actions: list[str], resources: list[Any]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def rendered(app_of: Any) -> dict[str, str]:
    """File name -> text."""
    made = {
        "tables.yml": {"Resources": table_resources()},
        "functions.yml": functions(app_of),
        "iam.yml": {"Resources": roles(app_of)},
    }
    return {
        name: NOTE + yaml.dump(what, Dumper=_NoAliases, sort_keys=False, allow_unicode=True, width=160)
        for name, what in made.items()
    }


def main() -> int:
    """Write the files, or say which are not current."""
    with local_house() as house:
        files = rendered(lambda name: house.app(name))
    stale = [name for name, text in files.items() if not (HERE / name).exists() or (HERE / name).read_text() != text]
    if "--check" in sys.argv:
        print("not current: " + ", ".join(stale) if stale else "current")
        return bool(stale)
    for name, text in files.items():
        (HERE / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
