"""Pushes to the backend: signed, sealed, tried again, never sent elsewhere."""

from collections.abc import Iterator

import pytest

from tests.unit.wechat_simulator.backend import Backend, running
from tests.unit.wechat_simulator.conftest import APPID, SECRET, Caller, Clock
from wechat_simulator import Account, sealing, serve


@pytest.fixture
def backend() -> Iterator[Backend]:
    with running() as made:
        yield made


@pytest.fixture
def caller(clock: Clock, backend: Backend) -> Iterator[Caller]:
    account = Account(APPID, SECRET, push_url=f"{backend.url}/push")
    server = serve(0, seed=7, now=clock, account=account, backend=backend.url)
    yield Caller(server.url, clock)
    server.close()


def test_a_push_is_signed_and_sealed_for_the_account(caller: Caller, backend: Backend) -> None:
    caller.control("push", event={"FromUserName": "o-1", "Event": "debug_demo"})

    delivered = caller.control("deliver")["delivered"]

    _, query, body, _ = backend.seen[0]
    token = Account().push_token
    assert delivered == [{"event": "debug_demo", "status": 200, "answer": "success"}]
    assert (query["openid"], query["encrypt_type"]) == ("o-1", "aes")
    assert query["signature"] == sealing.push_signature(token, query["timestamp"], query["nonce"])
    assert query["msg_signature"] == sealing.push_signature(token, query["timestamp"], query["nonce"], body["Encrypt"])
    assert sealing.read_push(body["Encrypt"], Account().push_aes_key)[2] == APPID


def test_what_was_taken_is_not_pushed_again_and_what_was_not_is_tried_four_times(
    caller: Caller, backend: Backend
) -> None:
    caller.control("push", event={"Event": "a"})
    caller.control("deliver")
    backend.answer = lambda path, query: (500, "")
    caller.control("push", event={"Event": "b"})

    rounds = [[one["status"] for one in caller.control("deliver")["delivered"]] for _ in range(5)]

    assert rounds == [[500], [500], [500], [500], []]


def test_several_grants_at_once_are_a_list_and_one_is_an_object(caller: Caller, backend: Backend) -> None:
    caller.control("grant", user="张队员", template_ids=["T1", "T2"])
    caller.control("revoke", user="张队员", template_id="T1")
    caller.control("deliver")

    popup, change = backend.events()

    assert [one["TemplateId"] for one in popup["SubscribeMsgPopupEvent"]["List"]] == ["T1", "T2"]
    assert change["SubscribeMsgChangeEvent"]["List"]["SubscribeStatusString"] == "reject"
    assert isinstance(popup["CreateTime"], str)


@pytest.mark.parametrize(
    ("there", "errcode", "result"),
    [(True, 0, {"suggest": "review", "label": 20002}), (False, -1008, None)],
)
def test_a_media_verdict_is_pushed_when_the_file_could_be_fetched(
    caller: Caller, backend: Backend, there: bool, errcode: int, result: object
) -> None:
    backend.answer = lambda path, query: (200 if there or path == "/push" else 404, "success")
    asked = {"media_url": f"{backend.url}/1.jpg", "media_type": 2, "version": 2, "scene": 1, "openid": caller.openid()}
    trace_id = caller.call("/wxa/media_check_async", **asked)["trace_id"]
    caller.control("media", trace_id=trace_id, suggest="review", label=20002)

    caller.control("deliver")

    (event,) = backend.events()
    assert (event["trace_id"], event["errcode"], event.get("result")) == (trace_id, errcode, result)
    assert event["version"] == 2


def test_a_handshake_must_be_echoed(caller: Caller, backend: Backend) -> None:
    backend.answer = lambda path, query: (200, query.get("echostr", ""))
    echoed = caller.control("handshake")
    backend.answer = lambda path, query: (200, "hello")

    assert (echoed, caller.control("handshake")) == ({"status": 200, "ok": True}, {"status": 200, "ok": False})


def test_a_backend_that_is_gone_is_told_as_no_answer(caller: Caller) -> None:
    caller.control("settings", push_url="http://127.0.0.1:9/push")
    caller.control("push", event={"Event": "a"})

    assert caller.control("deliver")["delivered"][0]["status"] == 0


def test_a_redirect_of_the_backend_is_not_followed(caller: Caller, backend: Backend) -> None:
    backend.answer = lambda path, query: (302, "")
    caller.control("push", event={"Event": "a"})

    assert (caller.control("deliver")["delivered"][0]["status"], len(backend.seen)) == (302, 1)


def test_an_account_nobody_uses_yet_cannot_be_pushed_to(caller: Caller) -> None:
    caller.control("settings", appid="", secret="")
    caller.control("push", event={"Event": "a"})

    assert "nobody has called yet" in caller.control("deliver")["error"]


def test_pushes_go_out_by_themselves_when_asked_to(clock: Clock, backend: Backend) -> None:
    account = Account(APPID, SECRET, push_url=f"{backend.url}/push")
    server = serve(0, now=clock, account=account, backend=backend.url, deliver_every_s=0.01)
    try:
        Caller(server.url, clock).control("push", event={"Event": "a"})

        assert backend.came.wait(10)
    finally:
        server.close()
    assert backend.events()[0] == {"Event": "a"}
