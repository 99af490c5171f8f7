"""The guard of an HTTP function: only HTTP API v2.0 events (and the warm-up ping) reach Zappa's WSGI handler.

Zappa executes `raw_command` events, answers unknown ones with None (which deletes queue messages), believes
X-Forwarded-For, writes `stageVariables` into the environment and doubles cookies. Source: reference serverless.md 2.2
"""

import contextlib
import inspect
import io
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Annotated, Any, Literal

import msgspec

from shouwang.platform import logs

LambdaHandler = Callable[[Any, Any], Any]

MOST_BYTES = 6 * 1024 * 1024  # Lambda's own limit of a synchronous payload
_COMMANDS = frozenset({"raw_command", "command", "manage"})  # what Zappa would execute


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

# Modules, and what Zappa names of them while it is imported and made ready.
_UNASKED: Mapping[str, Mapping[str, Any]] = {
    "boto3": {"Session": object},
    "asyncio": {"iscoroutinefunction": inspect.iscoroutinefunction},
    "durationpy": {},
    "tarfile": {},
    "zappa.asgi": {"ASGIHandler": object, "create_asgi_request_body": None, "create_asgi_scope": None},
}


class Http(msgspec.Struct):
    """How a request came, as the gateway saw it."""

    method: str
    sourceIp: str  # noqa: N815 -- AWS's name


class Context(msgspec.Struct, omit_defaults=True):
    """What Zappa reads of a request's context."""

    http: Http
    stage: str = ""


class HttpEvent(msgspec.Struct):
    """What Zappa reads of an HTTP API v2.0 event; whatever else an event holds does not get past the guard."""

    version: Literal["2.0"]
    rawPath: str  # noqa: N815
    headers: dict[str, str]
    requestContext: Context  # noqa: N815
    rawQueryString: str = ""  # noqa: N815
    cookies: list[str] = []
    body: Annotated[str, msgspec.Meta(max_length=MOST_BYTES)] | None = None
    isBase64Encoded: bool = False  # noqa: N815


def serve(module: str) -> LambdaHandler:
    """The handler of an HTTP function, whose module holds `ZAPPA_SETTINGS` and the Flask application `app`."""
    with _without_what_nobody_asks():
        from zappa.handler import LambdaHandler as Zappa  # noqa: PLC0415 -- tests of the guard need no Zappa

    with contextlib.redirect_stdout(io.StringIO()):  # it announces itself in the middle of our log lines
        inner = Zappa(settings_name=module).handler
    logs.set_up()  # after Zappa, which sets the root logger to its own level
    return http_only(inner)


@contextlib.contextmanager
def _without_what_nobody_asks() -> Iterator[None]:
    """Next to nothing in the place of each module that Zappa imports for what no event here reaches, if it is not there yet.

    boto3, its durations and archives serve its commands, asyncio other applications than ours: a tenth of a cold start.
    """
    missing = [name for name in _UNASKED if name not in sys.modules]
    for name in missing:
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update(_UNASKED[name])
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


def http_only(inner: LambdaHandler) -> LambdaHandler:
    """Wrap Zappa's handler. Raises (when called): NotHttp."""
    logging.getLogger("zappa.wsgi").setLevel(logging.WARNING)  # its access log prints query strings

    def handler(event: Any, context: Any) -> Any:
        if event == {"warm": True}:
            return {"warm": True}
        return _cookies_once(inner(_checked(event), context))

    return handler


def _checked(event: Any) -> dict[str, Any]:
    """The event as Zappa may see it, with the true client address. Raises: NotHttp."""
    try:
        request = msgspec.convert(event, HttpEvent)
    except (msgspec.ValidationError, RecursionError):
        raise NotHttp(_shape(event)) from None
    http = request.requestContext.http
    if not http.method or not http.sourceIp or not _COMMANDS.isdisjoint(event):
        raise NotHttp(_shape(event))
    request.headers = {name: value for name, value in request.headers.items() if name.lower() != "x-forwarded-for"}
    request.headers["x-forwarded-for"] = http.sourceIp
    clean: dict[str, Any] = msgspec.to_builtins(request)
    return clean


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
