"""What a journey is played with: people who send requests, a record of every step, and the courage to stop when one differs."""

import http.client
import itertools
import json
import re
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shouwang_local.deployment import Deployment


class Differs(Exception):
    """A step did not go as it should; the text says which and how."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Units: took_ms in milliseconds; store_requests as the server counted them."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    took_ms: float

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body) if self.body else None

    @property
    def store_requests(self) -> int:
        """Requests to the store that this request cost."""
        told = re.search(r"store;desc=(\d+)", self.headers.get("Server-Timing", ""))
        return int(told.group(1)) if told else 0


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the report."""

    number: int
    title: str
    who: str
    request: str
    status: int
    ms: float
    store_requests: int
    note: str = ""


@dataclass
class Stage:
    """The deployment that is played on, and what has been played."""

    deployment: Deployment
    quiet: bool = False
    patience_s: float = 0.0  # how long a request is repeated, with the same key, while nobody answers
    steps: list[Step] = field(default_factory=list)
    run: str = field(default_factory=lambda: secrets.token_hex(4))  # two plays on one store share no keys
    keys: Iterator[int] = field(default_factory=itertools.count)

    def send(
        self,
        method: str,
        url: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """One request; repeated while the server is away, if the stage is patient."""
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        until = time.monotonic() + self.patience_s
        while True:
            request = urllib.request.Request(url, data, method=method, headers=sent)
            began = time.perf_counter()
            try:
                return _opened(request, began)
            except (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException) as away:
                if time.monotonic() >= until:
                    raise Differs(f"{method} {url}: nobody answers ({type(away).__name__})") from away
                time.sleep(0.05)

    def simulator(self, command: str, **body: Any) -> Any:
        """A command to the WeChat simulator."""
        return self.send("POST", f"{self.deployment.wechat_url}/__sim/{command}", body).json

    def advance(self, seconds: float, why: str) -> None:
        """Let time pass for every process."""
        control = f"http://127.0.0.1:{self.deployment.control_port}/clock"
        answer = self.send("POST", control, {"advance_s": seconds})
        if answer.status != 200:
            raise Differs(f"the clock did not move: {answer.body[:200]!r}")
        if not self.quiet:
            print(f"      … {why}", flush=True)

    def record(self, step: Step) -> None:
        """Keep and print a step."""
        self.steps.append(step)
        if not self.quiet:
            note = f"  {step.note}" if step.note else ""
            print(
                f"  {step.number:>3}  {step.who:<4} {step.title}: {step.request} -> {step.status},"
                f" {step.ms:.0f} ms, {step.store_requests} to the store{note}",
                flush=True,
            )

    def eventually(self, what: str, look: Callable[[], Any], seconds: float = 20) -> Any:
        """Wait for an effect that lags. Raises: Differs when it does not come."""
        until = time.monotonic() + seconds
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > until:
                raise Differs(f"{what}: did not come within {seconds:.0f} s")
            time.sleep(0.05)


@dataclass
class Player:
    """A person with a phone."""

    stage: Stage
    name: str
    user: str  # in the WeChat simulator
    token: str = ""
    me: dict[str, Any] = field(default_factory=dict)

    def login(self, title: str = "登录") -> None:
        """Sign in with a fresh code."""
        answer = self.with_code("login", title, "/v1/login")
        self.token, self.me = answer.json["token"], answer.json["me"]

    def with_code(self, kind: str, title: str, path: str, note: Callable[[Answer], str] | None = None) -> Answer:
        """A request with a one-time code; a code whose answer was lost is spent, so a fresh one is asked for, as a phone does."""
        for _ in range(10):
            code = self.stage.simulator(kind, user=self.user)["code"]
            answer = self.ask("POST", path, {"code": code, "device": "demo"})
            if answer.status not in {401, 409, 503} or not self.stage.patience_s:
                break
        return self.told(title, "POST", path, answer, note=note)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str = "",
        raw: bytes | None = None,
        content_type: str = "application/json",
    ) -> Answer:
        """One request as this person, without a record."""
        headers = {"Content-Type": content_type}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if method == "POST":
            headers["Idempotency-Key"] = key or f"demo-{self.stage.run}-{self.user}-{next(self.stage.keys):06}"
        return self.stage.send(method, self.stage.deployment.api_url + path, body, headers, raw)

    def step(
        self,
        title: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        status: int | None = None,
        problem: str = "",
        note: Callable[[Answer], str] | None = None,
        **options: Any,
    ) -> Answer:
        """One request as this person, recorded. Raises: Differs unless it succeeds, or is refused as it should be."""
        answer = self.ask(method, path, body, **options)
        return self.told(title, method, path, answer, status=status, problem=problem, note=note)

    def told(
        self,
        title: str,
        method: str,
        path: str,
        answer: Answer,
        *,
        status: int | None = None,
        problem: str = "",
        note: Callable[[Answer], str] | None = None,
    ) -> Answer:
        """Record an answer. Raises: Differs unless it is as it should be."""
        wanted = status is None and answer.status < 300 if not problem else status in {None, answer.status}
        if problem:
            wanted = wanted and answer.status >= 400 and answer.json["type"] == f"/problems/{problem}"
        elif status is not None:
            wanted = answer.status == status
        told = note(answer) if note and wanted else answer.json["detail"] if problem and wanted else ""
        number = len(self.stage.steps) + 1
        self.stage.record(
            Step(
                number,
                title,
                self.name,
                f"{method} {path}",
                answer.status,
                round(answer.took_ms, 1),
                answer.store_requests,
                told,
            )
        )
        if not wanted:
            raise Differs(f"{title}: {method} {path} -> {answer.status} {answer.body[:400].decode(errors='replace')}")
        return answer


def _opened(request: urllib.request.Request, began: float) -> Answer:
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
            return Answer(answer.status, body, dict(answer.headers), (time.perf_counter() - began) * 1000)
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.read(), dict(refused.headers), (time.perf_counter() - began) * 1000)
