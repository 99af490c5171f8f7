"""The guard of an HTTP function: only HTTP API v2.0 events (and the warm-up ping) reach Zappa's WSGI handler.

Zappa executes `raw_command` events, answers unknown ones with None (which deletes queue messages), believes
X-Forwarded-For, writes `stageVariables` into the environment and doubles cookies. Source: reference serverless.md 2.2
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

Event = dict[str, Any]
LambdaHandler = Callable[[Any, Any], Any]

MOST_BYTES = 6 * 1024 * 1024  # Lambda's own limit of a synchronous payload


class NotHttp(Exception):
    """An event that this function does not serve. It is raised, not answered, so that nothing counts as done."""


# What zappa.handler reads from the module it is told to import. Source: reference serverless.md 1.1
ZAPPA_SETTINGS: Mapping[str, Any] = {
    "APP_FUNCTION": "app",
    "LOG_LEVEL": "INFO",
    "DEBUG": False,
    "BINARY_SUPPORT": True,
    "CONTEXT_HEADER_MAPPINGS": {},
    "DJANGO_SETTINGS": None,
    "ENVIRONMENT_VARIABLES": {},
    "ADDITIONAL_TEXT_MIMETYPES": ["application/problem+json"],
    "EXCEPTION_HANDLER": None,
}


def http_only(inner: LambdaHandler) -> LambdaHandler:
    """Wrap Zappa's handler. Raises (when called): NotHttp."""
    logging.getLogger("zappa.wsgi").setLevel(logging.WARNING)  # its access log prints query strings

    def handler(event: Any, context: Any) -> Any:
        if event == {"warm": True}:
            return {"warm": True}
        return _cookies_once(inner(_checked(event), context))

    return handler


def _checked(event: Any) -> Event:
    """The event as Zappa may see it: the true client address, no stage variables."""
    if not isinstance(event, dict) or event.get("version") != "2.0":
        raise NotHttp(_shape(event))
    http = (event.get("requestContext") or {}).get("http") or {}
    headers = event.get("headers")
    whole = isinstance(headers, dict) and isinstance(http, dict) and http.get("method") and http.get("sourceIp")
    if not whole or {"raw_command", "command", "manage"} & event.keys():
        raise NotHttp(_shape(event))
    if len(json.dumps(event)) > MOST_BYTES:
        raise NotHttp("too large")
    clean = {name: value for name, value in headers.items() if name.lower() != "x-forwarded-for"}
    clean["x-forwarded-for"] = http["sourceIp"]
    return {name: value for name, value in event.items() if name != "stageVariables"} | {"headers": clean}


def _cookies_once(answer: Any) -> Any:
    """Every cookie once, in the list that HTTP API v2.0 reads."""
    if isinstance(answer, dict):
        headers = answer.get("headers") or {}
        answer["headers"] = {name: value for name, value in headers.items() if name.lower() != "set-cookie"}
        answer["cookies"] = list(dict.fromkeys(answer.get("cookies") or []))
    return answer


def _shape(event: Any) -> str:
    """What may be said of a refused event: its keys, never its values."""
    return ",".join(sorted(map(str, event))[:8]) if isinstance(event, dict) else type(event).__name__
