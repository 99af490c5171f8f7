"""What rings and what is looked at: alarms to one topic, a dashboard. What each alarm means: docs/operations.md."""

import json
from typing import Any

from parts.names import logical
from shouwang.app import FUNCTIONS
from shouwang.platform.metrics import FIGURES, namespace

STAGE = "${sls:stage}"
FIVE_MINUTES = 300

# Our own figures: the least that rings, and over how many times five minutes. Refusals of single calls happen; many do not.
RINGS: dict[str, tuple[str, float, int]] = {
    "DeadLetters": ("Sum", 1, 1),
    "OldestUndoneEvent": ("Maximum", 900, 2),
    "FailedJobs": ("Sum", 1, 1),
    "WeChatAlarms": ("Sum", 1, 1),
    "WeChatRefusals": ("Sum", 50, 1),
    "WeChatLostAnswers": ("Sum", 20, 1),
}
# A stream that is read late keeps hours, points and medals waiting.
ITERATOR_AGE_MS = 300_000


def resources() -> dict[str, Any]:
    """The topic, every alarm, the dashboard."""
    alarms = [*_of_functions(), *_of_figures(), *_of_services()]
    # Not under aws/sns: CloudWatch may not use that key, and its alarms would reach nobody.
    return {"AlarmTopic": {"Type": "AWS::SNS::Topic"}} | dict(alarms) | {"Dashboard": _dashboard()}


def _of_functions() -> list[tuple[str, Any]]:
    wanted = [("Errors", "fails"), ("Throttles", "is turned away by Lambda's limit")]
    return [
        _alarm(logical(name, metric), f"Function {name} {what}", "AWS/Lambda", metric, _function(name))
        for name in FUNCTIONS
        for metric, what in wanted
    ]


def _of_figures() -> list[tuple[str, Any]]:
    alarms = []
    for figure in FIGURES:
        statistic, least, periods = RINGS[figure]
        told = f"{figure}: see docs/operations.md"
        name, alarm = _alarm(figure, told, namespace(STAGE), figure, [], statistic=statistic, least=least)
        alarm["Properties"]["EvaluationPeriods"] = periods
        alarms.append((name, alarm))
    return alarms


def _of_services() -> list[tuple[str, Any]]:
    queue = [{"Name": "QueueName", "Value": {"Fn::GetAtt": ["OutboxDeadLetters", "QueueName"]}}]
    gateway = [{"Name": "ApiId", "Value": {"Ref": "HttpApi"}}]
    late = {"statistic": "Maximum", "least": ITERATOR_AGE_MS}
    visible = "ApproximateNumberOfMessagesVisible"
    return [
        _alarm("DeadLetterQueue", "The stream gave records up", "AWS/SQS", visible, queue, statistic="Maximum"),
        _alarm("OutboxAge", "The outbox is read late", "AWS/Lambda", "IteratorAge", _function("outbox"), **late),
        _alarm("Answers5xx", "People get errors", "AWS/ApiGateway", "5xx", gateway, least=5),
    ]


def _alarm(
    name: str,
    told: str,
    metrics: str,
    metric: str,
    dimensions: list[dict[str, Any]],
    statistic: str = "Sum",
    least: float = 1,
) -> tuple[str, Any]:
    properties = {
        "AlarmDescription": told,
        "Namespace": metrics,
        "MetricName": metric,
        **({"Dimensions": dimensions} if dimensions else {}),
        "Statistic": statistic,
        "Period": FIVE_MINUTES,
        "EvaluationPeriods": 1,
        "Threshold": least,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "notBreaching",
        "AlarmActions": [{"Ref": "AlarmTopic"}],
    }
    return f"{name}Alarm", {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def _function(name: str) -> list[dict[str, Any]]:
    return [{"Name": "FunctionName", "Value": _name(name)}]


def _name(function: str) -> str:
    return "${self:service}-" + f"{STAGE}-{function}"


def _dashboard() -> dict[str, Any]:
    """Six graphs, most asked for first."""
    lambdas = [["AWS/Lambda", metric, "FunctionName", _name(name)] for metric in ("Errors",) for name in FUNCTIONS]
    durations = [["AWS/Lambda", "Duration", "FunctionName", _name(name), {"stat": "p95"}] for name in FUNCTIONS]
    gateway = [["AWS/ApiGateway", metric, "ApiId", "${HttpApi}"] for metric in ("Count", "4xx", "5xx")]
    latency = [["AWS/ApiGateway", "Latency", "ApiId", "${HttpApi}", {"stat": stat}] for stat in ("p50", "p95", "p99")]
    figures = [[namespace(STAGE), figure, {"stat": RINGS[figure][0]}] for figure in FIGURES]
    age = [["AWS/Lambda", "IteratorAge", "FunctionName", _name("outbox"), {"stat": "Maximum"}]]
    graphs = {
        "Requests": gateway,
        "Time to answer, ms": latency,
        "Errors by function": lambdas,
        "Time by function, ms, p95": durations,
        "Our own figures": figures,
        "Age of the outbox's stream, ms": age,
    }
    widgets = [_graph(place, title, metrics) for place, (title, metrics) in enumerate(graphs.items())]
    body = json.dumps({"widgets": widgets}, separators=(",", ":"))
    name = "${self:service}-" + STAGE
    return {
        "Type": "AWS::CloudWatch::Dashboard",
        "Properties": {"DashboardName": name, "DashboardBody": {"Fn::Sub": body}},
    }


def _graph(place: int, title: str, metrics: list[list[Any]]) -> dict[str, Any]:
    where = {"x": 12 * (place % 2), "y": 6 * (place // 2), "width": 12, "height": 6}
    told = {"title": title, "metrics": metrics, "region": "${AWS::Region}", "stat": "Sum", "period": FIVE_MINUTES}
    return {"type": "metric", **where, "properties": {**told, "view": "timeSeries"}}
