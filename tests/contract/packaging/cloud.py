"""The packaged functions behind their gateway, each in its process, on a stand-in for AWS: what a stage is, on loopback."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from shouwang.app import House
from shouwang.kernel.actor import Grant, Role
from shouwang.settings import Settings
from tests.contract.packaging import lambdas
from tests.contract.packaging.aws import Aws, Server
from tests.contract.packaging.built import Built
from tests.contract.packaging.events import request
from tests.contract.packaging.lambdas import Function
from tests.contract.packaging.template import Template
from tests.world import WeChat


@dataclass
class Gateway:
    """The HTTP API's routes: which function answers what."""

    template: Template
    routes: list[tuple[str, "re.Pattern[str]", str]] = field(init=False)

    def __post_init__(self) -> None:
        self.routes = []
        for route in self.template.of("AWS::ApiGatewayV2::Route").values():
            method, path = route["RouteKey"].split(" ")
            pattern = re.compile("/".join(map(_segment, path.split("/"))))
            self.routes.append((method, pattern, self._function(route)))
        # A route without parameters goes before one with them, both before a whole family, the longer family before the
        # shorter. Source: API Gateway developer guide, "Routing API requests"
        self.routes.sort(key=lambda route: _rank(route[1].pattern))

    def _function(self, route: dict[str, Any]) -> str:
        integration = self.template.resources[route["Target"]["Fn::Join"][1][1]["Ref"]]
        name, _ = integration["Properties"]["IntegrationUri"]["Fn::GetAtt"]
        handler: str = self.template.resources[name]["Properties"]["Handler"]
        return handler.removeprefix("functions/").removesuffix(".handler")

    def function_of(self, method: str, path: str) -> str:
        """The function that answers a request. Raises: LookupError where the gateway itself says 404."""
        for known, pattern, name in self.routes:
            if known == method and pattern.fullmatch(path):
                return name
        raise LookupError(f"{method} {path}")


def _segment(part: str) -> str:
    if part.endswith("+}"):
        return ".+"
    return "[^/]+" if part.startswith("{") else re.escape(part)


def _rank(pattern: str) -> tuple[bool, int]:
    family = pattern.endswith("/.+")
    return family, -len(pattern) if family else pattern.count("[^/]+")


@dataclass
class Cloud:
    """One stage."""

    built: Built
    server: Server
    gateway: Gateway
    wechat: WeChat
    settings: Settings
    running: dict[str, Function] = field(default_factory=dict)

    @property
    def aws(self) -> Aws:
        """The account."""
        return self.server.aws

    def house(self) -> House:
        """The house in the test's own process, on the same tables: for what has to be there before a test."""
        return House(self.settings)

    def function(self, name: str) -> Function:
        """A function, started when first asked for."""
        if name not in self.running:
            self.running[name] = lambdas.start(self.built, name, self.server, self.wechat.url)
        return self.running[name]

    def restart(self, name: str) -> Function:
        """A fresh process of a function."""
        if name in self.running:
            self.running.pop(name).stop()
        return self.function(name)

    def send(self, method: str, path: str, *, token: str = "", **more: Any) -> dict[str, Any]:
        """A request through the gateway; the function's answer, with its JSON read."""
        headers = {**({"authorization": f"Bearer {token}"} if token else {}), **more.pop("headers", {})}
        name = self.gateway.function_of(method, path.partition("?")[0])
        answer: dict[str, Any] = self.function(name).invoke(request(method, path, headers=headers, **more))
        if "json" in answer["headers"].get("Content-Type", ""):
            answer["json"] = json.loads(answer["body"])
        return answer

    def sign_in(self, user: str, role: Role | None = None) -> str:
        """A person's token, signed in on the phone; with a role over the whole force if one is given."""
        if role:
            person_id = self._login(user)["me"]["person_id"]
            self.house().identity.grant(person_id, [Grant(role, "D1")], "test")
        return str(self._login(user)["token"])

    def _login(self, user: str) -> Any:
        code = self.wechat.call("login", user=user)["code"]
        answer = self.send("POST", "/v1/login", json={"code": code})
        assert answer["statusCode"] == 200, answer
        return answer["json"]

    def stop(self) -> None:
        """End every process."""
        for function in self.running.values():
            function.stop()
        self.server.shutdown()
        self.server.server_close()
