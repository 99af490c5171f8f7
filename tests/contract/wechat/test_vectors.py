"""The nine vectors of WeChat's documents, on both sides, which share no code: so they cannot be wrong together."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shouwang.platform.wechat import (
    LocalOnceShelf,
    LocalTokenShelf as Shelf,
    OpenDataInvalid,
    PushRefused,
    WeChat,
    WeChatSettings,
)
from shouwang.platform.wechat.open_data import open_data, require_raw_data, state_signature
from shouwang.platform.wechat.push import signature, unseal
from wechat_simulator import sealing

VECTORS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text())


def at(timestamp: str | int) -> datetime:
    return datetime.fromtimestamp(int(timestamp), UTC)


def opened(vector: dict[str, Any], **changes: str) -> dict[str, Any]:
    now = at(json.loads(vector["plain"])["watermark"]["timestamp"])
    given = vector | changes
    return open_data(
        given["encrypted"],
        given["iv"],
        given["session_key"],
        appid=given["appid"],
        openid="o",
        now=now,
        once=LocalOnceShelf(lambda: now),
    )


def account(vector: dict[str, Any], *, later: timedelta = timedelta(0)) -> WeChat:
    settings = WeChatSettings(
        appid=vector.get("appid", "wxba5fad812f8e6fb9"),
        secret="-",
        push_token=vector["token"],
        push_aes_key=vector.get("aes_key", ""),
    )
    return WeChat(settings, Shelf(), lambda: at(vector["timestamp"]) + later)


def query(vector: dict[str, Any], **more: str) -> dict[str, str]:
    names = ("timestamp", "nonce", "signature", "msg_signature", "echostr")
    return {name: vector[name] for name in names if name in vector} | more


def body(vector: dict[str, Any]) -> bytes:
    return json.dumps({"ToUserName": vector["to_user_name"], "Encrypt": vector["encrypt"]}).encode()


@pytest.mark.parametrize("name", ["V1", "V9"])
def test_open_data_is_read_by_the_adapter_and_made_by_the_simulator(name: str) -> None:
    vector = VECTORS[name]

    read = opened(vector)
    made = sealing.open_data(vector["plain"], vector["session_key"], vector["iv"])
    reread = sealing.read_open_data(vector["encrypted"], vector["session_key"], vector["iv"])

    assert (read, made, reread) == (json.loads(vector["plain"]), vector["encrypted"], vector["plain"])


def test_raw_data_bears_the_same_signature_on_both_sides() -> None:
    vector = VECTORS["V2"]

    require_raw_data(vector["raw_data"], vector["signature"], vector["session_key"])
    signed = sealing.raw_data_signature(vector["raw_data"], vector["session_key"])

    assert signed == vector["signature"]
    with pytest.raises(OpenDataInvalid):
        require_raw_data(vector["raw_data"] + " ", vector["signature"], vector["session_key"])


@pytest.mark.parametrize("side", [state_signature, sealing.state_signature])
def test_the_login_state_is_signed_with_the_keys_text(side: Any) -> None:
    vector, phone = VECTORS["V3"], VECTORS["V9"]

    signed = (side(vector["session_key"], vector["message"]), side(vector["session_key"]), side(phone["session_key"]))

    assert signed == (vector["signature"], vector["signature_of_nothing"], phone["signature_of_nothing"])


def test_the_handshake_is_signed_by_the_simulator_and_answered_by_the_adapter() -> None:
    vector = VECTORS["V4"]

    echoed = account(vector).handshake(query(vector))
    signed = sealing.push_signature(vector["token"], vector["timestamp"], vector["nonce"])

    assert (echoed, signed) == (vector["echostr"], vector["signature"])


@pytest.mark.parametrize("side", [signature, sealing.push_signature])
def test_a_plain_push_bears_the_same_signature_on_both_sides(side: Any) -> None:
    vector = VECTORS["V5"]

    assert side(vector["token"], vector["timestamp"], vector["nonce"]) == vector["signature"]


def test_a_safe_push_is_sealed_by_the_simulator_and_opened_by_the_adapter() -> None:
    vector = VECTORS["V6"]

    event = account(vector).open_push(query(vector, encrypt_type="aes"), body(vector))
    sealed = sealing.seal_push(vector["message"], vector["aes_key"], vector["appid"], vector["random"].encode())
    signed = sealing.push_signature(vector["token"], vector["timestamp"], vector["nonce"], sealed)

    assert event == json.loads(vector["message"])
    assert (sealed, signed) == (vector["encrypt"], vector["msg_signature"])


def test_a_sealed_answer_is_the_same_on_both_sides() -> None:
    vector = VECTORS["V7"]

    read = unseal(vector["encrypt"], vector["aes_key"], vector["appid"])
    sealed = sealing.seal_push(vector["message"], vector["aes_key"], vector["appid"], vector["random"].encode())
    signed = {
        side(vector["token"], vector["timestamp"], vector["nonce"], sealed)
        for side in (signature, sealing.push_signature)
    }

    assert (read, sealed, signed) == (vector["message"], vector["encrypt"], {vector["msg_signature"]})


def test_a_push_that_carries_xml_is_unsealed_on_both_sides() -> None:
    vector = VECTORS["V8"]
    sealed = re.search(r"<Encrypt><!\[CDATA\[(.*?)\]\]>", vector["xml"])
    assert sealed

    ours = unseal(sealed[1], vector["aes_key"], vector["appid"])
    _, theirs, appid = sealing.read_push(sealed[1], vector["aes_key"])
    signed = sealing.push_signature(vector["token"], vector["timestamp"], vector["nonce"], sealed[1])

    assert (ours, appid, signed) == (theirs, vector["appid"], vector["msg_signature"])
    assert "<CreateTime>1715943329</CreateTime>" in ours
    assert "o9AgO5Kd5ggOC-bXrbNODIiE3bGY" in ours


@pytest.mark.parametrize(
    "changes",
    [
        {"session_key": base64.b64encode(bytes(16)).decode()},
        {"appid": "wxsomebodyelse00"},
        {"session_key": "QUJD"},
        {"iv": "QUJD"},
        {"encrypted": ""},
        {"encrypted": "***"},
        {"encrypted": "QUJD"},
        {"encrypted": sealing.open_data("{}", VECTORS["V1"]["session_key"], VECTORS["V1"]["iv"])},
        {"encrypted": sealing.open_data("[]", VECTORS["V1"]["session_key"], VECTORS["V1"]["iv"])},
    ],
)
def test_open_data_that_is_not_ours_is_refused_in_one_way(changes: dict[str, str]) -> None:
    with pytest.raises(OpenDataInvalid):
        opened(VECTORS["V1"], **changes)


@pytest.mark.parametrize("seconds", [-600, 600])
def test_open_data_with_an_old_or_future_watermark_is_refused(seconds: int) -> None:
    vector = VECTORS["V9"]
    given = {name: vector[name] for name in ("encrypted", "iv", "session_key", "appid")}
    now = at(json.loads(vector["plain"])["watermark"]["timestamp"] + seconds)

    with pytest.raises(OpenDataInvalid):
        open_data(**given, openid="o", now=now, once=LocalOnceShelf(lambda: now))


def test_open_data_is_taken_once_from_each_person() -> None:
    vector = VECTORS["V9"]
    given = {name: vector[name] for name in ("encrypted", "iv", "session_key", "appid")}
    now = at(json.loads(vector["plain"])["watermark"]["timestamp"])
    once = LocalOnceShelf(lambda: now)
    open_data(**given, openid="o", now=now, once=once)
    open_data(**given, openid="another", now=now, once=once)

    with pytest.raises(OpenDataInvalid):
        open_data(**given, openid="o", now=now, once=once)


def test_the_memory_of_one_process_is_bounded_and_forgets_the_oldest() -> None:
    once = LocalOnceShelf(lambda: at(0))
    until = at(600)

    first = [once.claim(f"push:{n}", until) for n in range(20_001)]

    assert all(first)
    assert (once.claim("push:20000", until), once.claim("push:0", until)) == (False, True)


@pytest.mark.parametrize(
    "sealed",
    [
        "",
        "***",
        "QUJD",
        base64.b64encode(bytes(16)).decode(),
        base64.b64encode(bytes(64)).decode(),
        sealing.seal_push("{}", "A" * 43, "wxsomebodyelse00", bytes(16)),
    ],
)
def test_a_seal_that_is_not_for_us_is_refused_in_one_way(sealed: str) -> None:
    with pytest.raises(PushRefused):
        unseal(sealed, "A" * 43, VECTORS["V6"]["appid"])


@pytest.mark.parametrize("aes_key", ["", "A" * 42, "A" * 22, "%" * 43])
def test_a_bad_key_opens_nothing(aes_key: str) -> None:
    with pytest.raises(PushRefused):
        unseal(VECTORS["V6"]["encrypt"], aes_key, VECTORS["V6"]["appid"])
