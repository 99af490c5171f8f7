"""The names of people who are mentioned, drawn into an answer as it leaves; and no mention let in from outside."""

import html
import re
from collections.abc import Callable, Mapping

import msgspec
from flask import Response, request

from shouwang.kernel.mentions import CLOSE, OPEN, Names, drawn, mentioned
from shouwang.kernel.problem import Problem

_MARK = OPEN.encode()
# As it is, and as JSON may write it.
_FORGED = re.compile(rb"%s|%s|\\u[fF][dD][dD][01]" % (_MARK, CLOSE.encode()))
_WAYS: Mapping[str, Callable[[str], str]] = {
    "application/json": lambda name: msgspec.json.encode(name)[1:-1].decode(),
    "application/problem+json": lambda name: msgspec.json.encode(name)[1:-1].decode(),
    "text/html": html.escape,
}


class NotText(Problem):
    """What was sent holds characters that are none."""

    slug, title, status = "not-text", "内容里有不是文字的字符，删掉再试", 400


def require_text(content: bytes) -> None:
    """Let pass what mentions nobody. Raises: NotText."""
    if _FORGED.search(content):
        raise NotText


def with_names(response: Response, names: Names) -> Response:
    """The answer with everybody's name in it. Cost: none where nobody is mentioned, else 1 request."""
    spelt = _WAYS.get(response.mimetype or "")
    if spelt is None or request.method == "HEAD" or _MARK not in (content := response.get_data()):
        return response
    text = content.decode()
    called = names(sorted(set(mentioned(text))))
    response.set_data(drawn(text, {person_id: spelt(name) for person_id, name in called.items()}))
    return response
