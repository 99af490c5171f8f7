"""A slice's routes as a table: method, path, who may call, types in and out."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from shouwang.kernel.actor import Role

_F = TypeVar("_F", bound=Callable[..., Any])

JSON_MOST_BYTES = 64 * 1024


class ClientAddress(str):
    """The caller's network address as the gateway saw it; never taken from a header the caller wrote."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Who:
    """The one auth rule of a route: everybody, anyone signed in, or holders of one of these roles."""

    name: str
    roles: frozenset[Role] | None = None
    signed_in: bool = True


public = Who("public", signed_in=False)
anyone = Who("anyone")


def roles(*any_of: Role) -> Who:
    """Signed in and holding one of these roles somewhere; over which units, the service's rules say."""
    return Who("|".join(sorted(any_of)), frozenset(any_of))


@dataclass(frozen=True, slots=True)
class Reply:
    """A body that is not JSON: pictures, pages, text."""

    body: bytes
    content_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()  # whole Set-Cookie values


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the route table."""

    method: str
    path: str  # with `{name}` parameters
    who: Who
    handler: Callable[..., Any]
    summary: str
    status: int
    most_bytes: int
    parameters: Mapping[str, Any]
    answer: Any
    html: bool = False  # a console page: session by cookie, problems shown by the Api's `problem_page`

    @property
    def name(self) -> str:
        """`METHOD /path`, as logs and tests name it."""
        return f"{self.method} {self.path}"


@dataclass(slots=True)
class Api:
    """The routes of one slice."""

    name: str
    routes: list[Route] = field(default_factory=list)
    problem_page: Callable[[Any], Reply] | None = None  # renders problems of html routes

    def route(
        self,
        method: str,
        path: str,
        *,
        who: Who,
        summary: str,
        status: int = 200,
        most_bytes: int = JSON_MOST_BYTES,
        html: bool = False,
    ) -> Callable[[_F], _F]:
        """Declare a route; the handler's annotations say what is read and what is answered."""

        def declare(handler: _F) -> _F:
            signature = inspect.signature(handler, eval_str=True)
            parameters = {name: parameter.annotation for name, parameter in signature.parameters.items()}
            answer = signature.return_annotation
            row = Route(method, path, who, handler, summary, status, most_bytes, parameters, answer, html)
            self.routes.append(row)
            return handler

        return declare

    def get(self, path: str, **options: Any) -> Callable[[_F], _F]:
        """A route that changes nothing."""
        return self.route("GET", path, **options)

    def post(self, path: str, **options: Any) -> Callable[[_F], _F]:
        """A route that does something."""
        return self.route("POST", path, **options)

    def put(self, path: str, **options: Any) -> Callable[[_F], _F]:
        """A route that sets something to what is given."""
        return self.route("PUT", path, **options)

    def delete(self, path: str, **options: Any) -> Callable[[_F], _F]:
        """A route that takes something away."""
        return self.route("DELETE", path, **options)
