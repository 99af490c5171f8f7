"""Notices in the test's world, with the simulated WeChat behind them."""

from dataclasses import dataclass
from typing import Any

import pytest

import shouwang.notices.store  # noqa: F401 -- declares its tables before the world makes them
from shouwang.identity.routes import api as identity_api
from shouwang.notices.handlers import handlers
from shouwang.notices.models import Message
from shouwang.notices.routes import api
from shouwang.notices.service import Notices
from shouwang.notices.store import MessageRow
from shouwang.platform.dynamo import commit
from shouwang.platform.outbox import Event, EventRow, Outbox, emit
from shouwang.platform.web import build
from tests.world import Person, World

TEMPLATES = {"honour-awarded": "T-honour", "shift-soon": "T-shift"}
SEND = "/cgi-bin/message/subscribe/send"


@dataclass
class PostOffice:
    """What is told, what is allowed, and what WeChat got."""

    world: World
    notices: Notices

    @property
    def outbox(self) -> Outbox:
        """Delivery to notices alone."""
        return Outbox(handlers(self.notices), self.world.clock)

    def allow(self, person: Person, *, here: int = 1, at_wechat: int = 1) -> None:
        """The person pressed 允许 so often, as we counted it and as WeChat did."""
        for _ in range(here):
            assert person.post("/v1/me/message-grants", {"templates": ["honour-awarded"]}).status_code == 200
        if at_wechat:
            self.world.wechat.call("grant", user=person.name, template_id="T-honour", count=at_wechat)

    def tell(self, person: Person, source: str = "a1", **changes: Any) -> None:
        """An event that says what the person is to be told."""
        payload = {
            "person_id": person.person_id,
            "topic": "honours",
            "title": "你得到了「首次巡逻」",
            "body": "证书也发给你了。",
            "link": "pages/honours/honour?id=1",
            "template": "honour-awarded",
            "fields": {"honour": "首次巡逻", "day": "2026年11月23日", "note": "证书已发"},
        }
        commit(emit("notices.tell", payload | changes, at=self.world.clock(), source=source))

    def due(self) -> list[Event]:
        """Events that wait."""
        return list(self.outbox.due())

    def deliver(self) -> list[bool]:
        """One round: deliver what waits, once."""
        self.world.wechat.same_time()
        return [self.outbox.deliver(event) for event in self.due()]

    def messages(self) -> list[Message]:
        """Every message to WeChat, as the table has it."""
        return sorted((row.value(Message) for row in MessageRow.scan()), key=lambda message: message.message_id)

    def arrived(self) -> list[dict[str, str]]:
        """The fields of every message that reached a phone."""
        return [message["data"] for message in self.world.wechat.call("sent")["sent"]]

    def calls(self) -> int:
        """How often WeChat was asked to send."""
        return int(self.world.wechat.call("calls")["counts"].get(SEND, 0))

    def undone(self) -> list[str]:
        """Kinds of events that are not done, due or not."""
        return sorted(row.kind for row in EventRow.scan(EventRow.undone_shard.exists()))

    def left(self, person: Person) -> dict[str, int]:
        """The grants a person sees."""
        grants = person.get("/v1/me/inbox").json["grants"]
        return {grant["template"]: grant["left"] for grant in grants}


@pytest.fixture
def office(world: World) -> PostOffice:
    """Notices with nobody told yet."""
    house = world.house
    notices = Notices(house.wechat, house.identity, TEMPLATES, house.now, house.new_id)
    signing_in = identity_api(house.identity, house.console_sign_in)
    world.client = build(
        "office", [signing_in, api(notices)], house.callers.authenticate, house.callers.names
    ).flask.test_client()
    return PostOffice(world, notices)
