"""The functions in the test's own process, under their roles and a clock that can be set: so that a whole journey can be played.

Every request to the store, every key and every file is held against the role of the function that is acting.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from flask.testing import FlaskClient

from dynamodb_sqlite import Engine
from shouwang.app import FUNCTIONS, House
from shouwang.platform.blobs import Blobs, Folder
from shouwang.platform.keys import KeyFile, Keys
from shouwang.platform.workers import jobs_handler, schedule_handler, stream_handler
from shouwang.settings import Settings
from shouwang_local.demo.play import Answer, Differs, Stage
from tests.contract.packaging.cloud import Gateway
from tests.contract.packaging.events import record
from tests.contract.packaging.policy import OWNER, Need, Role, needs
from tests.world import Clock, WeChat

DENIED = json.dumps({"__type": "com.amazon.coral.service#AccessDeniedException", "message": "not authorized"}).encode()


@dataclass
class Guard:
    """Who is acting, and what they did: allowed or not."""

    roles: Mapping[str, Role]
    acting: str = OWNER.name
    denied: list[tuple[str, str, str]] = field(default_factory=list)
    used: set[tuple[str, str, str]] = field(default_factory=set)

    def allows(self, need: Need) -> bool:
        """Whether the one who acts may; noted either way."""
        if self.acting == OWNER.name:
            return True
        done = (self.acting, need.action, need.resource.rpartition(":")[2])
        self.used.add(done)
        allowed = self.roles[self.acting].allows(need)
        if not allowed:
            self.denied.append(done)
        return allowed

    @contextmanager
    def by(self, name: str) -> Iterator[None]:
        """Let somebody act."""
        before, self.acting = self.acting, name
        try:
            yield
        finally:
            self.acting = before


@dataclass
class GuardedEngine:
    """The store behind the roles."""

    engine: Engine
    guard: Guard

    def handle(self, target: str, body: bytes) -> tuple[int, bytes]:
        """Serve what is allowed."""
        allowed = all(self.guard.allows(need) for need in needs(target, body))
        return self.engine.handle(target, body) if allowed else (400, DENIED)


@dataclass
class GuardedKeys:
    """The secrets behind the roles."""

    file: KeyFile
    guard: Guard

    def read(self, name: str) -> bytes:
        """A key that the role may read. Raises: PermissionError."""
        arn = f"arn:aws-cn:secretsmanager:cn-northwest-1:123456789012:secret:shouwang/dev/{name}-AbCdEf"
        if not self.guard.allows(Need("secretsmanager:GetSecretValue", arn)):
            raise PermissionError(name)
        return self.file.read(name)


@dataclass
class GuardedFiles:
    """The bucket behind the roles."""

    folder: Blobs
    guard: Guard

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keep a file."""
        self._ask("PutObject", key)
        self.folder.put(key, content, content_type)

    def get(self, key: str) -> bytes | None:
        """A file's bytes, or None."""
        self._ask("GetObject", key)
        return self.folder.get(key)

    def delete(self, key: str) -> None:
        """Remove a file."""
        self._ask("DeleteObject", key)
        self.folder.delete(key)

    def _ask(self, action: str, key: str) -> None:
        if not self.guard.allows(Need(f"s3:{action}", f"arn:aws-cn:s3:::filesbucket/{key}")):
            raise PermissionError(key)


@dataclass
class Functions:
    """Every function's own house."""

    guard: Guard
    houses: Mapping[str, House]
    clients: Mapping[str, FlaskClient]

    @classmethod
    def of(cls, guard: Guard, settings: Settings, folder: Path, clock: Clock) -> "Functions":
        """All functions of a stage."""
        houses = {name: House(settings, now=clock) for name in FUNCTIONS}
        for house in houses.values():
            house.keys = Keys(GuardedKeys(KeyFile(folder / "keys.json"), guard))
            house.blobs = GuardedFiles(Folder(folder / "files"), guard)
        served = {name: houses[name].app(name).flask for name, row in FUNCTIONS.items() if row.apis}
        return cls(guard, houses, {name: app.test_client(use_cookies=False) for name, app in served.items()})

    def sweep(self) -> int:
        """What the schedule does every 5 minutes; how many events were done."""
        with self.guard.by("nightly"):
            house = self.houses["nightly"]
            return int(schedule_handler(house.outbox, house.jobs)({"job": "sweep"}, None)["delivered"])

    def night(self) -> int:
        """What the schedule and the jobs function do at night; how many steps."""
        with self.guard.by("nightly"):
            house = self.houses["nightly"]
            schedule_handler(house.outbox, house.jobs)({"job": "nightly"}, None)
        with self.guard.by("jobs"):
            return int(jobs_handler(self.houses["jobs"].jobs)({"job": "work"}, None)["steps"])

    def stream(self) -> None:
        """What the stream does with the rows that are new."""
        records = [record(event) for event in self.houses["outbox"].outbox.due()]
        with self.guard.by("outbox"):
            stream_handler(self.houses["outbox"].outbox)({"Records": records}, None)


@dataclass
class Played(Stage):
    """A stage whose requests go to the functions, and whose time is the test's."""

    functions: Functions | None = None
    gateway: Gateway | None = None
    clock: Clock | None = None
    wechat: WeChat | None = None

    def send(
        self,
        method: str,
        url: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """A request through the gateway; to the simulator, as ever."""
        if not url.startswith(self.deployment.api_url):
            return super().send(method, url, body, headers, raw)
        assert self.functions is not None and self.gateway is not None
        path = url.removeprefix(self.deployment.api_url)
        name = self.gateway.function_of(method, path.partition("?")[0])
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        began = perf_counter()
        with self.functions.guard.by(name):
            told = self.functions.clients[name].open(path, method=method, data=data, headers=dict(headers or {}))
        return Answer(told.status_code, told.data, dict(told.headers), (perf_counter() - began) * 1000)

    def advance(self, seconds: float, why: str) -> None:
        """Let time pass."""
        assert self.clock is not None and self.wechat is not None
        self.clock.advance(seconds=seconds)
        self.wechat.same_time()

    def eventually(self, what: str, look: Callable[[], Any], seconds: float = 20) -> Any:
        """Let the workers work until an effect is there. Raises: Differs when they have nothing left to do."""
        assert self.functions is not None
        for _ in range(20):
            found = look()
            if found:
                return found
            self.functions.stream()
        raise Differs(f"{what}: did not come; denied: {self.functions.guard.denied}")
