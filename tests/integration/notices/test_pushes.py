"""What WeChat pushes, over HTTP: signed and sealed by the simulator, heard by the deployed routes, acted on once."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest

from shouwang.notices.store import GrantRow, MediaVerdictRow
from shouwang.platform.wechat import Verdict
from tests.integration.notices.conftest import PostOffice
from tests.serving import listening
from tests.world import Person
from wechat_simulator import sealing

APPID, TOKEN, AES_KEY = "wxshouwanglocal0001", "LocalPushToken", "A" * 43  # as tests/world.py sets the house up


@dataclass
class Door:
    """The push address, listening, and WeChat in front of it."""

    office: PostOffice
    url: str

    def wechat(self, command: str, **body: Any) -> Any:
        """A command to the simulated WeChat, at the test's time."""
        self.office.world.wechat.same_time()
        return self.office.world.wechat.call(command, **body)

    def delivered(self) -> list[tuple[str, int, str]]:
        """Send what waits: event, status and answer of each."""
        sent = self.wechat("deliver")["delivered"]
        return [(one["event"], one["status"], one["answer"]) for one in sent]

    def drop_waiting(self) -> None:
        """Deliver what earlier steps left, so that a test counts its own."""
        self.delivered()

    def post(self, query: dict[str, str], body: bytes) -> tuple[int, str]:
        """A push by hand."""
        request = urllib.request.Request(f"{self.url}?{urlencode(query)}", body, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.loads(refused.read())["type"]

    def sealed(self, event: dict[str, Any]) -> tuple[dict[str, str], bytes]:
        """Query and body of a push, as WeChat seals it."""
        timestamp, nonce = str(int(self.office.world.clock().timestamp())), "123456"
        secret = sealing.seal_push(json.dumps(event), AES_KEY, APPID, b"0123456789abcdef")
        signature = sealing.push_signature(TOKEN, timestamp, nonce, secret)
        query = {"timestamp": timestamp, "nonce": nonce, "encrypt_type": "aes", "msg_signature": signature}
        return query, json.dumps({"ToUserName": "gh", "Encrypt": secret}).encode()


@pytest.fixture
def door(office: PostOffice) -> Iterator[Door]:
    with listening(office.world.client.application) as made:
        url = f"{made.url}/wechat/push"
        office.world.wechat.call("settings", push_url=url)
        yield Door(office, url)


@pytest.fixture
def person(office: PostOffice) -> Person:
    return office.world.sign_in("张队员")


@dataclass
class Refusal:
    """A person's no to one kind of message, as WeChat tells it."""

    openid: str
    at: int = 1_795_431_600
    status: str = "reject"
    templates: list[str] = field(default_factory=lambda: ["T-honour"])

    def event(self) -> dict[str, Any]:
        entries = [{"TemplateId": name, "SubscribeStatusString": self.status} for name in self.templates]
        told = {"List": entries[0] if len(entries) == 1 else entries}
        return {
            "FromUserName": self.openid,
            "CreateTime": self.at,
            "MsgType": "event",
            "Event": "subscribe_msg_change_event",
            "SubscribeMsgChangeEvent": told,
        }


def openid_of(door: Door, person: Person) -> str:
    return door.office.world.house.identity.openid_of(person.person_id)


def test_the_address_proves_itself_to_wechat_in_plain_text(door: Door, person: Person) -> None:
    proved = door.wechat("handshake")

    assert proved == {"status": 200, "ok": True}


def test_a_handshake_that_is_not_wechat_s_is_refused(door: Door, person: Person) -> None:
    door.wechat("settings", push_token="SomebodyElse")

    assert door.wechat("handshake") == {"status": 403, "ok": False}


def test_what_a_person_takes_back_at_wechat_is_gone_here(door: Door, person: Person) -> None:
    door.office.allow(person, here=3, at_wechat=3)
    assert person.post("/v1/me/message-grants", {"templates": ["shift-soon"]}).status_code == 200
    door.drop_waiting()

    door.wechat("revoke", user=person.name, template_id="T-honour")

    assert door.delivered() == [("subscribe_msg_change_event", 200, "success")]
    assert door.office.left(person) == {"honour-awarded": 0, "shift-soon": 1}


def test_after_a_refusal_nothing_is_sent_and_the_inbox_has_it(door: Door, person: Person) -> None:
    door.office.allow(person)
    door.wechat("revoke", user=person.name, template_id="T-honour")
    door.delivered()

    door.office.tell(person)
    door.office.deliver()

    assert (door.office.messages(), door.office.calls()) == ([], 0)
    assert len(person.get("/v1/me/inbox").json["items"]) == 1


@pytest.mark.parametrize("push_first", [True, False], ids=["push-first", "phone-first"])
def test_an_acceptance_that_phone_and_push_both_report_counts_once(
    door: Door, person: Person, push_first: bool
) -> None:
    def phone() -> None:
        assert person.post("/v1/me/message-grants", {"templates": ["honour-awarded"]}).status_code == 200

    def push() -> None:
        assert door.delivered() == [("subscribe_msg_popup_event", 200, "success")]

    door.wechat("grant", user=person.name, template_id="T-honour")
    for report in [push, phone] if push_first else [phone, push]:
        report()

    assert door.office.left(person) == {"honour-awarded": 1, "shift-soon": 0}


@pytest.mark.parametrize("word", ["reject", "ban", "filter"])
def test_every_word_but_accept_is_a_refusal(door: Door, person: Person, word: str) -> None:
    door.office.allow(person, at_wechat=0)

    heard = door.post(*door.sealed(Refusal(openid_of(door, person), status=word).event()))

    assert heard == (200, "success")
    assert door.office.left(person) == {"honour-awarded": 0, "shift-soon": 0}


def test_several_refusals_in_one_push_all_count_and_strange_templates_do_not_matter(door: Door, person: Person) -> None:
    ask = {"templates": ["honour-awarded", "shift-soon"]}
    assert person.post("/v1/me/message-grants", ask).status_code == 200
    refusal = Refusal(openid_of(door, person), templates=["T-shift", "T-of-nobody", "T-honour", "T-shift"])

    door.post(*door.sealed(refusal.event()))

    assert door.office.left(person) == {"honour-awarded": 0, "shift-soon": 0}


def test_a_refusal_that_comes_again_under_a_new_signature_undoes_nothing(door: Door, person: Person) -> None:
    event = Refusal(openid_of(door, person)).event()
    door.wechat("push", event=event)
    door.delivered()
    door.office.allow(person, at_wechat=0)  # the person has changed their mind since

    door.wechat("push", event=event)

    assert door.delivered() == [("subscribe_msg_change_event", 200, "success")]
    assert door.office.left(person) == {"honour-awarded": 1, "shift-soon": 0}


def test_the_same_bytes_are_heard_once(door: Door, person: Person) -> None:
    query, body = door.sealed(Refusal(openid_of(door, person)).event())

    answers = [door.post(query, body) for _ in range(2)]

    assert answers == [(200, "success"), (403, "/problems/push-refused")]


def test_a_refusal_of_somebody_unknown_leaves_no_trace(door: Door, person: Person) -> None:
    heard = door.post(*door.sealed(Refusal("o-of-nobody").event()))

    assert heard == (200, "success")
    assert list(GrantRow.scan()) == []


@pytest.mark.parametrize("suggest", ["pass", "risky", "review"])
def test_a_media_verdict_is_kept_under_its_trace_id(door: Door, person: Person, suggest: str) -> None:
    house = door.office.world.house
    trace_id = house.wechat.check_media("https://x.invalid/1.jpg", openid=openid_of(door, person))
    before = door.office.notices.verdict_of(trace_id)
    door.wechat("media", trace_id=trace_id, suggest=suggest)

    delivered = door.delivered()

    assert delivered == [("wxa_media_check", 200, "success")]
    assert (before, door.office.notices.verdict_of(trace_id)) == (None, Verdict(suggest))


def test_a_verdict_for_an_unknown_trace_id_is_kept_too(door: Door, person: Person) -> None:
    event = {"Event": "wxa_media_check", "trace_id": "of-nobody", "errcode": 0, "result": {"suggest": "risky"}}

    heard = [door.post(*door.sealed(event | {"CreateTime": n})) for n in (1, 2)]

    assert heard == [(200, "success")] * 2
    assert [(row.trace_id, row.verdict, row.at) for row in MediaVerdictRow.scan()] == [
        ("of-nobody", Verdict.RISKY, door.office.world.clock())
    ]


@pytest.mark.parametrize("event", [{"Event": "debug_demo"}, {"MsgType": "text", "Content": "你好"}, {}])
def test_what_does_not_concern_us_is_heard_and_forgotten(door: Door, person: Person, event: dict[str, Any]) -> None:
    assert door.post(*door.sealed(event)) == (200, "success")


def test_a_forged_a_plain_and_a_huge_push_are_refused_and_change_nothing(door: Door, person: Person) -> None:
    door.office.allow(person, at_wechat=0)
    query, body = door.sealed(Refusal(openid_of(door, person)).event())
    plain = json.dumps(Refusal(openid_of(door, person)).event()).encode()

    answers = [
        door.post(query | {"msg_signature": "0" * 40}, body),
        door.post({}, body),
        door.post(query, plain),
        door.post(query, body + b" " * 64 * 1024),
    ]

    refused, large = (403, "/problems/push-refused"), (413, "/problems/too-large")
    assert answers == [refused, refused, refused, large]
    assert door.office.left(person) == {"honour-awarded": 1, "shift-soon": 0}
