"""A fresh simulator for every test, spoken to over HTTP."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wechat_simulator import Account, serve

START = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
APPID, SECRET = "wxtest0000000001", "test-secret"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


class Clock:
    def __init__(self) -> None:
        self.instant = START

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, **delta: float) -> None:
        self.instant += timedelta(**delta)


@dataclass
class Caller:
    """A program that knows only HTTP and WeChat's documents."""

    url: str
    clock: Clock

    def control(self, command: str, /, **body: Any) -> Any:
        return json.loads(self.raw(f"/__sim/{command}", json.dumps(body).encode())[2])

    def get(self, path: str, **query: str) -> Any:
        return json.loads(self.raw(f"{path}?{urllib.parse.urlencode(query)}")[2])

    def post(self, path: str, body: Any, **query: str) -> Any:
        return json.loads(self.raw(f"{path}?{urllib.parse.urlencode(query)}", json.dumps(body).encode())[2])

    def call(self, path: str, /, **body: Any) -> Any:
        """A POST with a good token."""
        return self.post(path, body, access_token=self.token())

    def token(self, **more: Any) -> str:
        return str(self.stable(**more)["access_token"])

    def stable(self, **more: Any) -> Any:
        asked = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
        return self.post("/cgi-bin/stable_token", asked | more)

    def login(self, code: str, **bent: str) -> Any:
        asked = {"appid": APPID, "secret": SECRET, "js_code": code, "grant_type": "authorization_code"}
        return self.get("/sns/jscode2session", **asked | bent)

    def openid(self, user: str = "张队员") -> str:
        return str(self.control("login", user=user)["openid"])

    def page(self, path: str) -> str:
        return self.raw(path)[2].decode()

    def press(self, user: str, button: str, **form: str) -> tuple[int, str]:
        """Press a button on a person's page as a browser does, and see the page again."""
        where = f"/people/{urllib.parse.quote(user, safe='')}"
        status = self.raw(f"{where}/{button}", urllib.parse.urlencode(form).encode(), {"Origin": self.url})[0]
        return status, self.page(where)

    def raw(
        self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        request = urllib.request.Request(self.url + path, body, headers or {})
        try:
            with _OPENER.open(request, timeout=10) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, dict(refused.headers), refused.read()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def caller(clock: Clock) -> Iterator[Caller]:
    server = serve(0, seed=7, now=clock, account=Account(APPID, SECRET))
    yield Caller(server.url, clock)
    server.close()
