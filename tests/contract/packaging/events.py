"""What wakes functions: requests as the gateway makes them, records as the outbox's stream makes them."""

import itertools
import json
from typing import Any

from shouwang.kernel.clock import rfc3339
from shouwang.platform.outbox import Event

STREAM = "arn:aws-cn:dynamodb:cn-northwest-1:123456789012:table/shouwang-dev-outbox/stream/2026-11-23T00:00:00.000"
_numbers = itertools.count(1)


def record(event: Event, **more: Any) -> dict[str, Any]:
    """A new row of the outbox. Source: DynamoDB developer guide, "DynamoDB Streams and Lambda triggers\""""
    image = {
        "event_id": {"S": event.id},
        "kind": {"S": event.kind},
        "at": {"S": rfc3339(event.at)},
        "payload": {"S": json.dumps(event.payload, ensure_ascii=False, default=str)},
        "attempts": {"N": "0"},
    }
    return {
        "eventID": "1",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": STREAM,
        "awsRegion": "cn-northwest-1",
        "eventName": "INSERT",
        "dynamodb": {"NewImage": image, "SequenceNumber": f"{next(_numbers):021}", "StreamViewType": "NEW_IMAGE"},
        **more,
    }


def request(method: str, path: str, **more: Any) -> dict[str, Any]:
    """An event of HTTP API v2.0, as the gateway makes it. Source: API Gateway developer guide, payload format version 2.0"""
    headers = {"host": "dev.shouwang.example", "x-forwarded-proto": "https", "x-forwarded-port": "443"}
    headers |= {"x-forwarded-for": "203.0.113.7"} | more.pop("headers", {})
    if "json" in more:
        headers |= {"content-type": "application/json"}
        more["body"] = json.dumps(more.pop("json"), ensure_ascii=False)
    raw_path, _, query = path.partition("?")
    return {
        "version": "2.0",
        "routeKey": f"{method} {raw_path}",
        "rawPath": raw_path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": "dev.shouwang.example",
            "http": {
                "method": method,
                "path": raw_path,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "t",
            },
            "requestId": "request",
            "routeKey": f"{method} {raw_path}",
            "stage": "$default",
            "time": "23/Nov/2026:11:00:00 +0000",
            "timeEpoch": 1795431600000,
        },
        "isBase64Encoded": False,
        **more,
    }
