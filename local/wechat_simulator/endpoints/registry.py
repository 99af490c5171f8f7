"""The table of calls, and what all of them check first: method, account, token."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World


@dataclass(frozen=True, slots=True)
class Request:
    """One call as it came in."""

    method: str
    path: str
    query: dict[str, str]
    raw: bytes

    def json(self) -> dict[str, Any]:
        """The body, whatever its Content-Type says. Raises: Refusal 44002, 47001."""
        if not self.raw.strip():
            raise Refusal(44002)
        try:
            body = json.loads(self.raw)
        except (ValueError, RecursionError):
            raise Refusal(47001) from None
        if not isinstance(body, dict):
            raise Refusal(47001)
        return body


@dataclass(frozen=True, slots=True)
class Image:
    """An answer of image bytes."""

    content_type: str
    content: bytes


Answer = dict[str, Any] | Image
Handler = Callable[[World, Request], Answer]


@dataclass(frozen=True, slots=True)
class _Endpoint:
    method: str
    handler: Handler
    token: bool
    checks_ip: bool


_ENDPOINTS: dict[str, _Endpoint] = {}


def endpoint(method: str, path: str, *, token: bool = True, checks_ip: bool = False) -> Callable[[Handler], Handler]:
    """Register a call. `checks_ip`: made with the secret, so the address and the account are checked."""

    def register(handler: Handler) -> Handler:
        _ENDPOINTS[path] = _Endpoint(method, handler, token, checks_ip)
        return handler

    return register


def exists(path: str) -> bool:
    """Whether WeChat has such a call."""
    return path in _ENDPOINTS


def paths() -> list[str]:
    """Every call there is."""
    return sorted(_ENDPOINTS)


def answer(world: World, request: Request) -> Answer:
    """What WeChat answers to a call. Raises: Refusal."""
    found = _ENDPOINTS[request.path]
    if request.method != found.method:
        raise Refusal(43002 if found.method == "POST" else 43001)
    if found.checks_ip and world.switches.config_errcode:
        raise Refusal(world.switches.config_errcode)
    if found.token:
        world.tokens.require(request.query.get("access_token"), world.now())
    return found.handler(world, request)


def require_account(world: World, given: dict[str, Any]) -> None:
    """Appid and secret must be ours. Raises: Refusal 41002, 41004, 40013, 40125."""
    if not given.get("appid"):
        raise Refusal(41002)
    if not given.get("secret"):
        raise Refusal(41004)
    world.account.belongs_to(str(given["appid"]), str(given["secret"]))
    if given["appid"] != world.account.appid:
        raise Refusal(40013)
    if given["secret"] != world.account.secret:
        raise Refusal(40125)
