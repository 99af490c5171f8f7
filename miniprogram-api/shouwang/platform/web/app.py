"""The Flask application of one function: its routes, who may call them, and one log line a request."""

import hashlib
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from flask import Flask, Response, g, request, send_file
from pynamodb.exceptions import PynamoDBException

from shouwang.kernel.actor import Actor
from shouwang.kernel.mentions import Names
from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import StoreUnavailable, counting, meaning_of
from shouwang.platform.once import AnsweredBefore
from shouwang.platform.web.api import Api, Reply, Route
from shouwang.platform.web.bind import Authenticate, arguments
from shouwang.platform.web.names import with_names
from shouwang.platform.web.refuse import problem_of, refuse
from shouwang.platform.web.rule import url_map

log = logging.getLogger("shouwang.request")


class App(msgspec.Struct, frozen=True):
    """A function's WSGI application and its route table."""

    flask: Flask
    apis: tuple[Api, ...]

    @property
    def routes(self) -> list[Route]:
        """Every route of this function."""
        return [route for api in self.apis for route in api.routes]


def build(name: str, apis: Sequence[Api], authenticate: Authenticate, names: Names) -> App:
    """A Flask application that serves exactly these routes, and calls everybody mentioned by the name."""
    flask = Flask(name, static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024
    flask.config["PROPAGATE_EXCEPTIONS"] = False
    flask.url_map = url_map(tuple((route.method, route.path) for api in apis for route in api.routes))
    flask.view_functions = {route.name: _view(api, route, authenticate, names) for api in apis for route in api.routes}
    flask.wsgi_app = _counted(flask.wsgi_app)  # type: ignore[method-assign]
    flask.before_request(_begin)
    flask.after_request(_finish)
    flask.register_error_handler(Exception, lambda fault: refuse(problem_of(fault)))
    return App(flask, tuple(apis))


def _view(api: Api, route: Route, authenticate: Authenticate, names: Names) -> Callable[..., Response]:
    def answered(path: dict[str, str]) -> Response:
        try:
            return _answer(route, route.handler(**arguments(route, path, authenticate)))
        except AnsweredBefore as before:
            return Response(before.answer, before.status, content_type="application/json")
        except PynamoDBException as fault:
            return _tell(_told_by_store(fault), api, route)
        except Exception as fault:
            return _tell(problem_of(fault), api, route)

    def view(**path: str) -> Response:
        try:
            return with_names(answered(path), names)
        except PynamoDBException as fault:
            return _tell(_told_by_store(fault), api, route)

    return view


def _told_by_store(fault: PynamoDBException) -> Problem:
    problem = meaning_of(fault)
    # What is told as the asker's fault may be one of ours all the same: neither goes by in silence.
    level = logging.ERROR if isinstance(problem, StoreUnavailable) else logging.WARNING
    log.log(level, "store", extra={"fault": type(fault).__name__, "request_id": g.request_id})
    return problem


def _answer(route: Route, answer: Any) -> Response:
    if isinstance(answer, Reply):
        return _reply(answer)
    if answer is None:
        return Response(status=204)
    return Response(msgspec.json.encode(answer), route.status, content_type="application/json")


def _tell(problem: Problem, api: Api, route: Route) -> Response:
    if route.html and api.problem_page is not None:
        return _reply(api.problem_page(problem))
    return refuse(problem)


def _reply(reply: Reply) -> Response:
    response = _from_path(reply) if reply.path else _from_memory(reply)
    for cookie in reply.cookies:
        response.headers.add("Set-Cookie", cookie)
    return response


def _from_memory(reply: Reply) -> Response:
    response = Response(reply.body, reply.status, headers=dict(reply.headers), content_type=reply.content_type)
    if reply.resumable:
        response.set_etag(hashlib.sha256(reply.body).hexdigest()[:32])
        response.make_conditional(request, accept_ranges=True, complete_length=len(reply.body))
    return response


def _from_path(reply: Reply) -> Response:
    response = send_file(str(reply.path), mimetype=reply.content_type, conditional=True)
    response.headers.update(reply.headers)
    return response


def _counted(inner: Callable[..., Any]) -> Callable[..., Any]:
    def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
        with counting() as so_far:
            environ["shouwang.store_requests"] = so_far
            return inner(environ, start_response)

    return wsgi


def _begin() -> None:
    g.started = time.perf_counter()
    g.request_id = "R-" + secrets.token_hex(6).upper()


def _finish(response: Response) -> Response:
    count = request.environ["shouwang.store_requests"]()
    took_ms = round((time.perf_counter() - g.started) * 1000, 1)
    actor: Actor | None = g.get("actor")
    log.info(
        "request",
        extra={
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else "-",
            "status": response.status_code,
            "ms": took_ms,
            "store_requests": count,
            "request_id": g.request_id,
            "actor": (actor.volunteer_number or actor.person_id) if actor else None,
        },
    )
    response.headers["X-Request-Id"] = g.request_id
    response.headers["Server-Timing"] = f"app;dur={took_ms}, store;desc={count}"
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response
