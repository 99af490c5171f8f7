"""Problems as RFC 9457 answers; whatever no route answered, too."""

import logging
from typing import Any

import msgspec
from flask import Response, g
from werkzeug.exceptions import HTTPException

from shouwang.kernel.problem import Invalid, NotFound, Problem

log = logging.getLogger("shouwang.request")


class Unexpected(Problem):
    """A fault of ours; the request id finds it in the log."""

    slug, title, status = "unexpected", "系统出了问题，你写的还在，过一会儿再试", 500


class WrongMethod(Problem):
    """The path exists, not for this method."""

    slug, title, status = "wrong-method", "这个地址不这样用", 405


class Unreadable(Problem):
    """The request breaks HTTP itself."""

    slug, title, status = "unreadable", "请求读不出来", 400


def problem_body(problem: Problem, request_id: str) -> bytes:
    """A Problem as JSON. Source: https://www.rfc-editor.org/rfc/rfc9457"""
    body: dict[str, Any] = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "request_id": request_id,
    }
    if problem.faults:
        body["errors"] = problem.faults
    return msgspec.json.encode({**body, **problem.extra})


def refuse(problem: Problem) -> Response:
    """The answer that tells a Problem."""
    response = Response(problem_body(problem, g.request_id), problem.status, content_type="application/problem+json")
    if "retry_after_s" in problem.extra:
        response.headers["Retry-After"] = str(problem.extra["retry_after_s"])
    return response


def problem_of(fault: Exception) -> Problem:
    """The Problem to tell for any exception; faults of ours are logged by type and place, never by their text."""
    if isinstance(fault, Problem):
        return fault
    if isinstance(fault, HTTPException):
        return {404: NotFound, 405: WrongMethod}.get(fault.code or 500, Unreadable)()
    # The exception's text may hold what a person sent: its type and place are enough to find it.
    place = fault.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "-"
    fields = {"fault": type(fault).__name__, "place": where, "request_id": g.get("request_id", "-")}
    if isinstance(fault, OverflowError):  # days beside what was sent: the years 1 and 9999 have none
        log.warning("overflow", extra=fields)
        return Invalid("有一个日期或数字大得或小得没法算")
    log.error("unexpected", extra=fields)
    return Unexpected()
