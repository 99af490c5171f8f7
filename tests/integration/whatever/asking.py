"""Who sends: a phone with a session, or a browser at the console that signs in again whenever it is shown the door."""

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from shouwang.kernel.actor import Role
from shouwang.platform.once import Once
from shouwang.platform.web import Route
from tests.integration.console.desk import EDGE, Desk, proof_in
from tests.integration.whatever.sending import MARKUP, Maker, as_text
from tests.world import Person, World


@dataclass
class Phone:
    """The interface."""

    person: Person
    same_again: bool = True

    def ask(self, route: Route, path: str, maker: Maker) -> TestResponse:
        """Send what the route might take."""
        query = as_text(maker.fields(route.parameters.get("query")))
        sent = maker.body(route.parameters.get("body")) if route.method != "GET" else {}
        key = f"whatever-{maker.chance.random()}"
        headers = {"Authorization": f"Bearer {self.person.token}", "Idempotency-Key": key}
        client = self.person.world.client
        answer = client.open(path, method=route.method, query_string=query, headers=headers, **sent)
        if answer.is_json and answer.status_code < 300:
            maker.learn(answer.json)
        self.same_again = True
        if Once in route.parameters.values() and answer.status_code < 300:  # as a phone does that heard nothing
            again = client.open(path, method=route.method, query_string=query, headers=headers, **sent)
            self.same_again = (again.status_code, again.data) == (answer.status_code, answer.data)
        return answer

    def is_answer(self, answer: TestResponse) -> bool:
        """Whether it is one that a phone can tell, and came again when the same was sent again."""
        told = answer.status_code < 400 or answer.mimetype == "application/problem+json"
        return told and answer.status_code < 500 and self.same_again


@dataclass
class Seat:
    """The console."""

    world: World
    role: Role
    desk: Desk | None = None
    proof: str = ""

    def ask(self, route: Route, path: str, maker: Maker) -> TestResponse:
        """Send what the page might take, nearly always with its proof."""
        form: dict[str, Any] = as_text(maker.fields(route.parameters.get("form")))
        query = as_text(maker.fields(route.parameters.get("query")))
        answer = self._sent(route, path, maker, query, form)
        if "/console/sign-in" in answer.headers.get("Location", ""):
            self.desk = None
            answer = self._sent(route, path, maker, query, form)
        if answer.mimetype == "text/html":
            for name, value in re.findall(r'name="(\w+)" value="([^"]+)"', answer.text):
                maker.learn(value, name)
            for name, value in re.findall(r"/([a-z-]+)s/([\w.-]+)", answer.text):
                maker.learn(value, f"{name.replace('-', '_')}_id")
        return answer

    def is_answer(self, answer: TestResponse) -> bool:
        """Whether it is one that a browser can show, and holds what was sent as words only."""
        return answer.status_code < 500 and not (answer.mimetype == "text/html" and MARKUP in answer.text)

    def _sent(self, route: Route, path: str, maker: Maker, query: dict[str, Any], form: dict[str, Any]) -> TestResponse:
        desk = self._signed_in()
        proof = {"csrf": self.proof} if maker.chance.random() < 0.97 else {}
        data = form | proof if route.method != "GET" else None
        headers = {"User-Agent": EDGE}
        return desk.browser.open(path, method=route.method, query_string=query, data=data, headers=headers)

    def _signed_in(self) -> Desk:
        """The browser, signed in: what was sent may have ended the session, or the role."""
        if self.desk is None:
            self.world.clock.advance(minutes=2)
            self.desk = Desk(self.world, self.world.client.application.test_client())
            self.desk.sign_in(self.world.staff(f"某{self.role}", self.role))
            self.proof = proof_in(self.desk.get("/console/sessions"))
        return self.desk
