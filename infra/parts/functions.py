"""The functions section of serverless.yml: each function's package, role, layers, and what wakes it."""

from typing import Any

from parts import routes
from parts.names import HTTP, logical
from parts.routes import AppOf
from shouwang.app import FUNCTIONS

# Who calls WeChat holds the AppSecret; who reads its pushes, the push's two keys. The rest have a word in its place,
# because a start without the setting is refused. The values are CloudFormation's to resolve; no template holds them.
_WECHAT_CALLERS = {name for name, row in FUNCTIONS.items() if "wechat" in row.layers}
_PUSH_READERS = {name for name, row in FUNCTIONS.items() if "wechat-pushes" in row.writes}
_SECRET = "${self:custom.stage.wechat_secret}"
_PUSH = {
    "SHOUWANG_WECHAT_PUSH_TOKEN": "${self:custom.stage.wechat_push_token}",
    "SHOUWANG_WECHAT_PUSH_AES_KEY": "${self:custom.stage.wechat_push_aes_key}",
}


def section(app_of: AppOf) -> dict[str, Any]:
    """Every function by name."""
    return {name: {**_common(name), **_woken(name, app_of)} for name in FUNCTIONS}


def _common(name: str) -> dict[str, Any]:
    secret = _SECRET if name in _WECHAT_CALLERS else "kept-from-this-function"
    return {
        "handler": f"functions/{name}.handler",
        "role": logical(name, "Role"),
        "package": {"artifact": f"build/functions/{name}.zip"},
        "layers": [{"Ref": logical(layer, "LambdaLayer")} for layer in FUNCTIONS[name].layers],
        "environment": {"SHOUWANG_WECHAT_SECRET": secret, **(_PUSH if name in _PUSH_READERS else {})},
    }


def _woken(name: str, app_of: AppOf) -> dict[str, Any]:
    if name not in HTTP:
        return WORKERS[name]
    return {"events": [{"httpApi": key} for key in routes.told(app_of, name)]}


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
