"""Applications that are made when one of their routes is first asked for, so that a cold start pays for the one it answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any

import msgspec

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Shapes = Mapping[str, Mapping[str, str]]  # a route's shape -> method -> the name of the application that serves it

ANY = "*"


def shape(path: str) -> str:
    """A route's path with a star for every part with a parameter: `/v1/shifts/*/signup` of `/v1/shifts/{shift_id}/signup`."""
    return "/".join(ANY if "{" in part else part for part in path.split("/"))


class ByRoute(msgspec.Struct, frozen=True):
    """A WSGI application that leads a request to the application of its route, made once by `make`; the rest to `rest`.

    Where several shapes fit, the one with the earlier word in place of a star wins, as in the applications themselves. A path
    that is known by other methods only is refused by an application that knows it.
    """

    shapes: Shapes
    make: Callable[[str], Wsgi]
    rest: Wsgi
    made: dict[str, Wsgi] = msgspec.field(default_factory=dict)
    making: Any = msgspec.field(default_factory=Lock)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer by the application of the request's route."""
        name = self.serving(environ.get("REQUEST_METHOD", "GET"), environ.get("PATH_INFO", ""))
        return (self._application(name) if name else self.rest)(environ, start_response)

    def serving(self, method: str, path: str) -> str | None:
        """The name of the application that serves a request, or refuses its method; None if nobody knows the path."""
        fitting = sorted(self._fitting(path.split("/")), reverse=True)
        of_method = "GET" if method == "HEAD" else method
        by_method = (self.shapes[found].get(of_method) for _, found in fitting)
        any_method = (next(iter(self.shapes[found].values())) for _, found in fitting)
        return next(filter(None, by_method), None) or next(any_method, None)

    def _fitting(self, parts: list[str]) -> Iterator[tuple[list[bool], str]]:
        for known in self.shapes:
            wanted = known.split("/")
            if len(wanted) == len(parts) and all(
                part in (ANY, given) for part, given in zip(wanted, parts, strict=True)
            ):
                yield [part != ANY for part in wanted], known

    def _application(self, name: str) -> Wsgi:
        with self.making:
            if name not in self.made:
                self.made[name] = self.make(name)
            return self.made[name]
