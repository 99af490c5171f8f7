"""A route's rule that makes no addresses until it is asked for one."""

from collections.abc import Callable

from werkzeug.routing import Rule


class RouteRule(Rule):
    """A rule as Werkzeug has it, but for the two functions that make addresses from it.

    Werkzeug writes and compiles them for each rule when it is added, which is most of what adding costs; no route here is ever
    asked for its address, and a cold function has dozens. Source: measured, benchmarks/cold_start.py
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        def build(rule: Rule, **values: object) -> tuple[str, str]:
            return super(RouteRule, self)._compile_builder(append_unknown)(rule, **values)

        return build
