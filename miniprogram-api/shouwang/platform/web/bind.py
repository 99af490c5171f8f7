"""From a request to a handler's arguments: first who is calling, then what was sent."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from flask import g, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotAllowed, Problem
from shouwang.platform.once import Once
from shouwang.platform.web.api import ClientAddress, Route, Upload
from shouwang.platform.web.names import require_text
from shouwang.platform.web.read import read_json, read_query

Authenticate = Callable[[str], Actor | None]
"""The actor behind a session token, or None. Cost: 1 request to the store."""

SESSION_COOKIE = "shouwang_session"  # the console's; pages of the console are the only routes that read it


class SignInAgain(Problem):
    """No session, or one that has ended; the mini-program signs in again and repeats once."""

    slug, title, status = "session-expired", "登录过期了，再登录一次", 401


class KeyMissing(Problem):
    """A POST that creates came without Idempotency-Key."""

    slug, title, status = "idempotency-key-missing", "缺少提交号", 400


class TooLarge(Problem):
    """The body is larger than this route takes."""

    slug, title, status = "too-large", "内容太大了", 413


def arguments(route: Route, path: Mapping[str, str], authenticate: Authenticate) -> dict[str, Any]:
    """The handler's arguments. Who is calling is decided before anything of the body is looked at.

    Raises: SignInAgain, NotAllowed, KeyMissing, TooLarge, Invalid.
    """
    actor = _authorise(route, authenticate)
    request.max_content_length = route.most_bytes
    return {name: _argument(route, name, kind, path, actor) for name, kind in route.parameters.items()}


def _argument(route: Route, name: str, kind: Any, path: Mapping[str, str], actor: Actor | None) -> Any:
    by_kind: dict[Any, Callable[[], Any]] = {
        Actor: lambda: actor,
        Once: lambda: _once(route, actor),
        ClientAddress: client_address,
        Upload: upload,
    }
    by_name: dict[str, Callable[[], Any]] = {
        "raw": body,
        "body": lambda: read_json(_text(body()), kind),
        "query": lambda: read_query(_texts(request.args), kind),
        "form": lambda: read_query(_texts(request.form), kind),
        "cookies": lambda: dict(request.cookies),
        "headers": lambda: dict(request.headers),
    }
    if kind in by_kind:
        return by_kind[kind]()
    return by_name[name]() if name in by_name else path[name]


def _authorise(route: Route, authenticate: Authenticate) -> Actor | None:
    if not route.who.signed_in:
        return None
    token = request.cookies.get(SESSION_COOKIE, "") if route.html else _bearer()
    actor = authenticate(token) if token else None
    if actor is None:
        raise SignInAgain
    g.actor = actor
    if route.who.roles is not None and not (actor.roles & route.who.roles):
        raise NotAllowed
    return actor


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def body() -> bytes:
    """The body as it came. Raises: TooLarge."""
    try:
        return request.get_data(cache=True)
    except RequestEntityTooLarge as large:
        raise TooLarge from large


def _text(content: bytes) -> bytes:
    require_text(content)
    return content


def _texts(fields: MultiDict[str, str]) -> MultiDict[str, str]:
    require_text("\n".join(value for _, value in fields.items(multi=True)).encode())
    return fields


def upload() -> Upload:
    """The one file of a request: the first of a form's, or the body itself. Raises: TooLarge."""
    content = body()
    if request.mimetype != "multipart/form-data":
        return Upload(request.args.get("file_name", ""), content)
    file = next(iter(request.files.values()), None)
    if file is None:
        return Upload("", b"")
    with closing(file):  # a large one lies in a temporary file
        return Upload(file.filename or "", file.read())


def client_address() -> ClientAddress:
    """The caller's address as the gateway or reverse proxy set it."""
    return ClientAddress(request.remote_addr or "-")


def _once(route: Route, actor: Actor | None) -> Once:
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= 200:
        raise KeyMissing
    return Once.of(actor.person_id if actor else client_address(), f"{route.method} {request.path}", key, body())
