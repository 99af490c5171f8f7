"""Message push: what is not WeChat's, fresh, sealed for us and new is refused; what is, is read."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from shouwang.platform.wechat import (
    GrantChange,
    LocalOnceShelf,
    LocalTokenShelf,
    MediaVerdict,
    PushRefused,
    Verdict,
    WeChat,
    WeChatSettings,
    grant_changes,
    media_verdict,
)
from tests.integration.wechat.simulated import AES_KEY, APPID, PUSH_TOKEN, SECRET, Simulated, adapter
from wechat_simulator import sealing


class Backend:
    """A backend's push address over HTTP: opens what comes, keeps the events."""

    def __init__(self, wechat: WeChat) -> None:
        self.events: list[dict[str, Any]] = []
        backend = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(lambda query: wechat.handshake(query))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._answer(lambda query: backend.events.append(wechat.open_push(query, body)) or "success")

            def _answer(self, work: Any) -> None:
                try:
                    status, answer = 200, work(dict(parse_qsl(urlsplit(self.path).query)))
                except PushRefused as refused:
                    status, answer = refused.status, refused.slug
                self.send_response(status)
                self.end_headers()
                self.wfile.write(answer.encode())

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.http = HTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/wechat/push"
        self.thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def backend(simulated: Simulated) -> Iterator[Backend]:
    made = Backend(adapter(simulated))
    simulated("settings", push_url=made.url)
    made.thread.start()
    yield made
    made.close()


def test_the_address_is_proved_by_a_handshake(simulated: Simulated, backend: Backend) -> None:
    assert simulated("handshake") == {"status": 200, "ok": True}


def test_a_handshake_with_another_token_is_refused(simulated: Simulated, backend: Backend) -> None:
    simulated("settings", push_token="SomebodyElse")

    assert simulated("handshake") == {"status": 403, "ok": False}


def test_a_media_verdict_arrives(simulated: Simulated, backend: Backend, wechat: WeChat) -> None:
    trace_id = wechat.check_media("https://x.invalid/1.jpg", openid=simulated.openid())
    simulated("media", trace_id=trace_id, suggest="risky")

    delivered = simulated("deliver")["delivered"]

    assert delivered == [{"event": "wxa_media_check", "status": 200, "answer": "success"}]
    assert media_verdict(backend.events[0]) == MediaVerdict(trace_id, Verdict.RISKY)


def test_grants_taken_and_taken_back_arrive(simulated: Simulated, backend: Backend) -> None:
    simulated("grant", user="张队员", template_ids=["T-shift", "T-honour"])
    simulated("revoke", user="张队员", template_id="T-shift")

    simulated("deliver")

    assert [grant_changes(event) for event in backend.events] == [
        [GrantChange("T-shift", accepted=True), GrantChange("T-honour", accepted=True)],
        [GrantChange("T-shift", accepted=False)],
    ]


def test_the_end_of_a_sent_message_arrives(simulated: Simulated, backend: Backend, wechat: WeChat) -> None:
    wechat.send_notice(simulated.message())

    simulated("deliver")

    last = backend.events[-1]
    assert last["SubscribeMsgSentEvent"]["List"]["ErrorStatus"] == "success"
    assert (grant_changes(last), media_verdict(last)) == ([], None)


def test_a_backend_that_refuses_is_tried_four_times(simulated: Simulated, backend: Backend) -> None:
    simulated("settings", push_aes_key="B" * 43)
    simulated("push", event={"Event": "debug_demo"})

    statuses = [[one["status"] for one in simulated("deliver")["delivered"]] for _ in range(5)]

    assert statuses == [[403], [403], [403], [403], []]


# One push by hand, to bend every part of it.
def push(simulated: Simulated, message: str = '{"Event":"debug_demo"}', **bent: Any) -> tuple[dict[str, str], bytes]:
    token, key = bent.pop("token", PUSH_TOKEN), bent.pop("key", AES_KEY)
    appid, age_s = bent.pop("appid", APPID), bent.pop("age_s", 0)
    sealed = bent.pop("sealed", None) or sealing.seal_push(message, key, appid, b"0123456789abcdef")
    timestamp, nonce = str(int(simulated.clock().timestamp()) - age_s), "123456"
    query = {
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": "o",
        "encrypt_type": "aes",
        "signature": sealing.push_signature(token, timestamp, nonce),
        "msg_signature": sealing.push_signature(token, timestamp, nonce, sealed),
    }
    body = bent.pop("body", None) or json.dumps({"ToUserName": "gh", "Encrypt": sealed}).encode()
    return query | bent, body


@pytest.mark.parametrize("age_s", [-300, 0, 300])
def test_a_push_within_five_minutes_is_opened(simulated: Simulated, wechat: WeChat, age_s: int) -> None:
    assert wechat.open_push(*push(simulated, age_s=age_s)) == {"Event": "debug_demo"}


@pytest.mark.parametrize(
    "bent",
    [
        {"age_s": 301},
        {"age_s": -301},
        {"token": "SomebodyElse"},
        {"key": "B" * 43},
        {"appid": "wxsomebodyelse00"},
        {"encrypt_type": "raw"},
        {"msg_signature": ""},
        {"msg_signature": "0" * 40},
        {"msg_signature": "签名"},
        {"nonce": "654321"},
        {"timestamp": "soon"},
        {"timestamp": "9" * 40},
        {"timestamp": "١٧"},
        {"message": "not json"},
        {"message": "[]"},
        {"message": "[" * 100_000},
        {"sealed": "***"},
        {"body": b"not json"},
        {"body": b"[]"},
        {"body": b'{"ToUserName":"gh","MsgType":"event","Event":"debug_demo"}'},
        {"body": b'{"Encrypt": 7}'},
        {"body": b"\xff\xfe"},
        {"body": b" " * (64 * 1024 + 1)},
    ],
    ids=lambda bent: "-".join(f"{key}={str(value)[:20]}" for key, value in bent.items()),
)
def test_a_push_that_is_bent_is_refused(simulated: Simulated, wechat: WeChat, bent: dict[str, Any]) -> None:
    with pytest.raises(PushRefused):
        wechat.open_push(*push(simulated, **bent))


def test_the_plain_signature_does_not_stand_in_for_the_safe_one(simulated: Simulated, wechat: WeChat) -> None:
    query, body = push(simulated)

    with pytest.raises(PushRefused):
        wechat.open_push(query | {"msg_signature": query["signature"]}, body)


def test_the_same_push_is_opened_once(simulated: Simulated, wechat: WeChat) -> None:
    query, body = push(simulated)
    wechat.open_push(query, body)

    with pytest.raises(PushRefused):
        wechat.open_push(query, body)


def test_processes_that_share_a_memory_open_a_push_once(simulated: Simulated) -> None:
    once = LocalOnceShelf(simulated.clock)
    query, body = push(simulated)
    adapter(simulated, once=once).open_push(query, body)

    with pytest.raises(PushRefused):
        adapter(simulated, once=once).open_push(query, body)


def test_a_forged_push_does_not_use_up_the_true_one(simulated: Simulated, wechat: WeChat) -> None:
    query, body = push(simulated)
    with pytest.raises(PushRefused):
        wechat.open_push(query, body.replace(b"Encrypt", b"Encrypted"))

    assert wechat.open_push(query, body) == {"Event": "debug_demo"}


@pytest.mark.parametrize("echo", ["<script>", "", "a b", "x" * 129, "回声"])
def test_only_a_plain_word_is_echoed(simulated: Simulated, wechat: WeChat, echo: str) -> None:
    query, _ = push(simulated)

    with pytest.raises(PushRefused):
        wechat.handshake(query | {"echostr": echo})
    assert wechat.handshake(query | {"echostr": "4375120948345356249"}) == "4375120948345356249"


def test_without_a_token_of_our_own_nothing_is_believed(simulated: Simulated) -> None:
    settings = WeChatSettings(APPID, SECRET, simulated.url, development=True)
    wechat = WeChat(settings, LocalTokenShelf(), simulated.clock)
    query, body = push(simulated, token="", key="A" * 43)

    with pytest.raises(PushRefused):
        wechat.handshake(query | {"echostr": "1"})
    with pytest.raises(PushRefused):
        wechat.open_push(query, body)
