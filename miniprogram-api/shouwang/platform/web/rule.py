"""Routes as Werkzeug matches them: rules that make no addresses until they are asked for one, and a map of them."""

import re
from collections.abc import Callable
from functools import lru_cache

from werkzeug.routing import Map, Rule


class RouteRule(Rule):
    """A rule as Werkzeug has it, but for the two functions that make addresses from it.

    Werkzeug writes and compiles them for each rule when it is added, which is most of what adding costs; no route here is ever
    asked for its address, and a cold function has dozens. Source: measured, benchmarks/cold_start.py
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        def build(rule: Rule, **values: object) -> tuple[str, str]:
            return super(RouteRule, self)._compile_builder(append_unknown)(rule, **values)

        return build


@lru_cache(maxsize=64)
def url_map(routes: tuple[tuple[str, str], ...]) -> Map:
    """The map of routes, each a method and a path with `{name}` parameters; its endpoint is called `METHOD /path`.

    It holds nothing of an application, so that applications of one process with the same routes share it.
    """
    return Map(
        [
            RouteRule(re.sub(r"\{(\w+)\}", r"<\1>", path), methods=[method], endpoint=f"{method} {path}")
            for method, path in routes
        ]
    )
