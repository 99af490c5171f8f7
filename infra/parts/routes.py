"""The gateway's route keys: each once, over all functions."""

from collections.abc import Callable, Iterator
from typing import Any

from parts.names import HTTP
from shouwang.platform.web import App

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


def _left_out(app_of: AppOf, function: str) -> Iterator[str]:
    listed = set(told(app_of, function))
    yield from (key for key in _keys(app_of(function), function) if key not in listed)


def _keys(app: App, function: str) -> list[str]:
    """A function's route keys, each once. Every function can tell its health; the first is asked."""
    apis = [api for api in app.apis if function == HTTP[0] or api.name != "operations"]
    return list(dict.fromkeys(f"{route.method} {at_gateway(route.path)}" for api in apis for route in api.routes))


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
