"""OpenAPI 3.1 from the route table: the contract, generated and never written by hand."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from shouwang import __version__
from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web.api import ClientAddress, Reply, Route, Upload

_BY_FRAMEWORK = {Actor, Once, ClientAddress, Upload}
_NOT_PATH = {"body", "query", "form", "raw", "cookies", "headers"}

_PROBLEM = {
    "type": "object",
    "description": "A refusal, as RFC 9457 says it; `type` is /problems/<slug>.",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def document(routes: Iterable[Route], url: str) -> dict[str, Any]:
    """The OpenAPI document of these routes. Source: https://spec.openapis.org/oas/v3.1.0"""
    told = [route for route in routes if not route.html]
    kinds = [kind for route in told for kind in _kinds(route)]
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    by_kind = dict(zip((id(kind) for kind in kinds), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in sorted(told, key=lambda route: (route.path, route.method)):
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_kind, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shouwang 守望", "version": __version__},
        "servers": [{"url": url}],
        "paths": paths,
        "components": {
            "schemas": {**components, "Problem": _PROBLEM},
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def _kinds(route: Route) -> list[Any]:
    kinds = [route.parameters[name] for name in ("body", "query") if name in route.parameters]
    return kinds + ([route.answer] if _is_json(route.answer) else [])


def _is_json(answer: Any) -> bool:
    return answer not in {None, type(None), Reply}


def _operation(route: Route, schemas: dict[int, Any], components: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{route.method.lower()}{route.path}").strip("_"),
        "summary": route.summary,
        "x-who": route.who.name,
        "responses": {**_success(route, schemas), "default": _refusal()},
    }
    parameters = _parameters(route, schemas, components)
    if parameters:
        operation["parameters"] = parameters
    if route.who.signed_in:
        operation["security"] = [{"session": []}]
    if "body" in route.parameters:
        content = {"application/json": {"schema": schemas[id(route.parameters["body"])]}}
        operation["requestBody"] = {"required": True, "content": content}
    elif Upload in route.parameters.values():
        file = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
        content = {"multipart/form-data": {"schema": file}, "application/octet-stream": {"schema": {}}}
        operation["requestBody"] = {"required": True, "content": content}
    elif "raw" in route.parameters:
        operation["requestBody"] = {"required": True, "content": {"*/*": {"schema": {}}}}
    return operation


def _success(route: Route, schemas: dict[int, Any]) -> dict[str, Any]:
    if route.answer is Reply:
        return {"200": {"description": route.summary, "content": {"*/*": {"schema": {}}}}}
    if not _is_json(route.answer):
        return {"204": {"description": route.summary}}
    content = {"application/json": {"schema": schemas[id(route.answer)]}}
    return {str(route.status): {"description": route.summary, "content": content}}


def _refusal() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "没有办成，说明原因", "content": {"application/problem+json": {"schema": schema}}}


def _parameters(route: Route, schemas: dict[int, Any], components: dict[str, Any]) -> list[dict[str, Any]]:
    told = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name, kind in route.parameters.items()
        if kind not in _BY_FRAMEWORK and name not in _NOT_PATH
    ]
    if "query" in route.parameters:
        name = schemas[id(route.parameters["query"])]["$ref"].rsplit("/", 1)[1]
        schema = components[name]
        needed = schema.get("required", [])
        told += [
            {"name": key, "in": "query", "required": key in needed, "schema": value}
            for key, value in schema["properties"].items()
        ]
    if Once in route.parameters.values():
        told.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string"}})
    return told
