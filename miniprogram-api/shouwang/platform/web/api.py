"""A slice's routes as a table: method, path, who may call, types in and out."""

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.kernel.problem import Problem

_F = TypeVar("_F", bound=Callable[..., Any])

JSON_MOST_BYTES = 64 * 1024


class ClientAddress(str):
    """The caller's network address as the gateway saw it; never taken from a header the caller wrote."""

    __slots__ = ()


class Upload(msgspec.Struct, frozen=True):
    """A file that was sent: by a form's file field, or as the body itself with its name in `file_name`."""

    name: str
    content: bytes


class Who(msgspec.Struct, frozen=True):
    """The one auth rule of a route: everybody, anyone signed in, or holders of one of these roles."""

    name: str
    roles: frozenset[Role] | None = None
    signed_in: bool = True


public = Who("public", signed_in=False)
anyone = Who("anyone")


def roles(*any_of: Role) -> Who:
    """Signed in and holding one of these roles somewhere; over which units, the service's rules say."""
    return Who("|".join(sorted(any_of)), frozenset(any_of))


class Reply(msgspec.Struct, frozen=True):
    """A body that is not JSON: pictures, pages, text.

    `resumable`: a client that has it already gets 304, one that broke off gets the rest (ETag, Range). `path` is a file
    that is too large for memory, sent in place of the body.
    """

    body: bytes
    content_type: str
    status: int = 200
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    cookies: tuple[str, ...] = ()  # whole Set-Cookie values
    resumable: bool = False
    path: Path | None = None


class Route(msgspec.Struct, frozen=True):
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


class Api(msgspec.Struct, frozen=True):
    """The routes of one slice."""

    name: str
    routes: tuple[Route, ...]
    problem_page: Callable[[Problem], Reply] | None = None  # renders the problems of html routes

    @classmethod
    def of(cls, name: str, handlers: object, problem_page: Callable[[Problem], Reply] | None = None) -> Self:
        """The routes that an object's methods declare, in the order they are written."""
        rows = []
        for attribute in vars(type(handlers)).values():
            for declared in getattr(attribute, "__routes__", ()):
                bound = getattr(handlers, attribute.__name__)
                rows.append(replace(declared, handler=bound))
        return cls(name, tuple(rows), problem_page)


def route(
    method: str,
    path: str,
    *,
    who: Who,
    summary: str,
    status: int = 200,
    most_bytes: int = JSON_MOST_BYTES,
    html: bool = False,
) -> Callable[[_F], _F]:
    """Declare a method as a route; its annotations say what is read and what is answered. May be stacked."""

    def declare(handler: _F) -> _F:
        signature = inspect.signature(handler, eval_str=True)
        parameters = {name: p.annotation for name, p in signature.parameters.items() if name != "self"}
        row = Route(
            method, path, who, handler, summary, status, most_bytes, parameters, signature.return_annotation, html
        )
        handler.__routes__ = (row, *getattr(handler, "__routes__", ()))  # type: ignore[attr-defined]
        return handler

    return declare


def get(path: str, **options: Any) -> Callable[[_F], _F]:
    """A route that changes nothing."""
    return route("GET", path, **options)


def post(path: str, **options: Any) -> Callable[[_F], _F]:
    """A route that does something."""
    return route("POST", path, **options)


def put(path: str, **options: Any) -> Callable[[_F], _F]:
    """A route that sets something to what is given."""
    return route("PUT", path, **options)


def delete(path: str, **options: Any) -> Callable[[_F], _F]:
    """A route that takes something away."""
    return route("DELETE", path, **options)
