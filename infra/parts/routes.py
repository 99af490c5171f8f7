"""The gateway's route keys: each once, over all functions."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from parts.names import HTTP
from shouwang.app import FUNCTIONS, House
from shouwang.platform.web import App
from shouwang.platform.web.by_route import shape
from shouwang_local.contract import local_house

AppOf = Callable[[str], App]


def told(app_of: AppOf, function: str) -> list[str]:
    """The route keys that a function lists in serverless.yml."""
    keys = _keys(app_of(function), function)
    return [key for place, key in enumerate(keys) if not _seen(key, keys[:place])]


def resources(app_of: AppOf) -> dict[str, Any]:
    """Routes that differ from a listed one in small and capital letters only, as resources of their own.

    The framework makes a route's logical id of its letters alone, and would drop all but one. Source: osls 4.3.1, naming
    """
    return {
        f"{function.capitalize()}AlsoRoute{number}": _resource(function, key)
        for function in HTTP
        for number, key in enumerate(_left_out(app_of, function), 1)
    }


def served(house: House) -> dict[str, dict[str, dict[str, str]]]:
    """Function -> shape of a route -> method -> the api that serves it. Raises: ValueError where two would."""
    return {function: _shapes(house, function) for function in HTTP}


def _shapes(house: House, function: str) -> dict[str, dict[str, str]]:
    shapes: dict[str, dict[str, str]] = defaultdict(dict)
    for name in FUNCTIONS[function].apis:
        for route in house.api(name).routes:
            if shapes[shape(route.path)].setdefault(route.method, name) != name:
                raise ValueError(f"{route.name} and another route of {function} have one shape and two apis")
    return shapes


def _left_out(app_of: AppOf, function: str) -> Iterator[str]:
    listed = set(told(app_of, function))
    yield from (key for key in _keys(app_of(function), function) if key not in listed)


def _keys(app: App, function: str) -> list[str]:
    """A function's route keys, each once. Every function can tell its health; the first is asked."""
    apis = [api for api in app.apis if function == HTTP[0] or api.name != "operations"]
    return list(dict.fromkeys(_key(function, route.method, route.path) for api in apis for route in api.routes))


def _key(function: str, method: str, path: str) -> str:
    """A route's key: its own, or the one key of its whole family where one function serves all of that.

    A stack holds 500 resources and a route is one. What the console function serves below `/console/` is one key for each
    method, and gives way to every key that says more. Source: CloudFormation quotas; API Gateway, "Routing API requests"
    """
    if function == "console" and path.startswith("/console/"):
        return f"{method} /console/{{rest+}}"
    family = _family(path)
    kin = _kin()[method, family]
    if family and len(kin) > 1 and set(kin) == {function}:
        return f"{method} {family}/{{rest+}}"
    return f"{method} {at_gateway(path)}"


def _family(path: str) -> str:
    """The first two parts of a path that goes deeper: `/v1/shifts`, `/console/shifts`."""
    parts = path.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 and parts[1] in {"v1", "console"} else ""


@cache
def _kin() -> Mapping[tuple[str, str], list[str]]:
    """The functions of each route of a family, by method."""
    kin: dict[tuple[str, str], list[str]] = defaultdict(list)
    with local_house() as house:
        for function in HTTP:
            for route in house.app(function).routes:
                kin[route.method, _family(route.path)].append(function)
    return kin


def at_gateway(path: str) -> str:
    """A route's path at the gateway, whose parameters fill whole segments: `/{id}.jpg` and `/{id}.pdf` are `/{id}` there.

    Source: API Gateway developer guide, "Create routes for HTTP APIs"
    """
    return "/".join(part.split("}")[0] + "}" if part.startswith("{") else part for part in path.split("/"))


def _seen(key: str, earlier: list[str]) -> bool:
    return key.lower() in {one.lower() for one in earlier}


def _resource(function: str, key: str) -> dict[str, Any]:
    integration = f"HttpApiIntegration{function.capitalize()}"
    return {
        "Type": "AWS::ApiGatewayV2::Route",
        "DependsOn": integration,
        "Properties": {
            "ApiId": {"Ref": "HttpApi"},
            "RouteKey": key,
            "Target": {"Fn::Join": ["/", ["integrations", {"Ref": integration}]]},
        },
    }
