"""Login codes, session keys, phone codes: what WeChat's documents say of them."""

import hashlib
import hmac
import json
from typing import Any

import pytest

from tests.unit.wechat_simulator.conftest import APPID, Caller
from wechat_simulator import sealing


def test_a_code_gives_openid_and_session_key_and_no_errcode(caller: Caller) -> None:
    minted = caller.control("login", user="张队员")

    session = caller.login(minted["code"])

    assert set(session) == {"openid", "session_key"}
    assert (session["openid"], len(minted["code"]), len(session["openid"])) == (minted["openid"], 32, 28)


def test_a_bound_account_has_a_unionid(caller: Caller) -> None:
    caller.control("people", name="张队员", unionid="u-1")

    session = caller.login(caller.control("login", user="张队员")["code"])

    assert session["unionid"] == "u-1"


def test_a_code_works_once(caller: Caller) -> None:
    code = caller.control("login", user="张队员")["code"]
    caller.login(code)

    again = caller.login(code)

    assert again["errcode"] == 40163
    assert again["errmsg"].startswith("code been used rid: ")


@pytest.mark.parametrize(
    ("bent", "errcode"),
    [
        ({"js_code": "unknown"}, 40029),
        ({"js_code": ""}, 41008),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"appid": "wxother"}, 40013),
        ({"secret": "wrong"}, 40125),
        ({"grant_type": "password"}, 40002),
    ],
)
def test_a_bad_login_is_refused_by_its_code(caller: Caller, bent: dict[str, str], errcode: int) -> None:
    code = caller.control("login", user="张队员")["code"]

    assert caller.login(code, **bent)["errcode"] == errcode


def test_a_code_lives_five_minutes(caller: Caller) -> None:
    codes = [caller.control("login", user=user)["code"] for user in ("a", "b")]
    caller.clock.advance(minutes=5)
    first = caller.login(codes[0])
    caller.clock.advance(seconds=1)

    late = caller.login(codes[1])

    assert ("openid" in first, late["errcode"]) == (True, 40029)


def test_a_person_may_log_in_a_hundred_times_a_minute(caller: Caller) -> None:
    answers = [caller.login(caller.control("login", user="张队员")["code"]) for _ in range(101)]

    assert [answer.get("errcode", 0) for answer in answers] == [0] * 100 + [45011]
    assert "openid" in caller.login(caller.control("login", user="外人")["code"])


def test_a_blocked_person_is_refused(caller: Caller) -> None:
    caller.control("people", name="外人", blocked=True)

    assert caller.login(caller.control("login", user="外人")["code"])["errcode"] == 40226


def test_a_post_where_a_get_is_due_is_refused(caller: Caller) -> None:
    assert caller.post("/sns/jscode2session", {})["errcode"] == 43001


def test_a_new_login_makes_the_old_session_key_worthless(caller: Caller) -> None:
    def session_of(user: str) -> Any:
        return caller.login(caller.control("login", user=user)["code"])

    def check(session: Any, **bent: str) -> int:
        signature = hmac.new(session["session_key"].encode(), b"", hashlib.sha256).hexdigest()
        query = {"openid": session["openid"], "signature": signature, "sig_method": "hmac_sha256"}
        answer = caller.get("/wxa/checksession", access_token=caller.token(), **query | bent)
        return int(answer["errcode"])

    old = session_of("张队员")
    first = check(old)
    new = session_of("张队员")

    assert (first, check(old), check(new)) == (0, 87009, 0)
    assert (check(new, sig_method="md5"), check(new, openid="o"), check(new, signature="")) == (87008, 40003, 87009)


def test_a_session_key_that_was_never_given_cannot_be_checked(caller: Caller) -> None:
    query = {"openid": caller.openid(), "signature": "", "sig_method": "hmac_sha256", "access_token": caller.token()}

    assert caller.get("/wxa/checksession", **query)["errcode"] == 87007


def test_a_session_key_is_reset_by_who_holds_it(caller: Caller) -> None:
    session = caller.login(caller.control("login", user="张队员")["code"])
    signature = sealing.state_signature(session["session_key"])
    query = {"openid": session["openid"], "signature": signature, "sig_method": "hmac_sha256"}

    reset = caller.get("/wxa/resetusersessionkey", access_token=caller.token(), **query)

    assert (reset["errcode"], reset["session_key"] != session["session_key"]) == (0, True)


def test_a_phone_code_gives_the_number_with_its_watermark(caller: Caller) -> None:
    caller.control("people", name="张队员", phone="16100000001")
    code = caller.control("phone", user="张队员")["code"]

    answer = caller.call("/wxa/business/getuserphonenumber", code=code)

    assert answer["phone_info"] == {
        "phoneNumber": "16100000001",
        "purePhoneNumber": "16100000001",
        "countryCode": "86",
        "watermark": {"timestamp": int(caller.clock().timestamp()), "appid": APPID},
    }


def test_a_foreign_number_carries_its_country(caller: Caller) -> None:
    caller.control("people", name="张队员", phone="+852 51234567")
    code = caller.control("phone", user="张队员")["code"]

    info = caller.call("/wxa/business/getuserphonenumber", code=code)["phone_info"]

    assert (info["phoneNumber"], info["purePhoneNumber"], info["countryCode"]) == ("+85251234567", "51234567", "852")


def test_a_person_without_a_number_gives_none_and_keeps_the_code(caller: Caller) -> None:
    caller.control("people", name="外人", phone="")
    code = caller.control("phone", user="外人")["code"]
    without = caller.call("/wxa/business/getuserphonenumber", code=code)["errcode"]
    caller.control("people", name="外人", phone="16100000002")

    assert (without, caller.call("/wxa/business/getuserphonenumber", code=code)["errcode"]) == (-1, 0)


def test_a_phone_code_is_bad_when_used_old_unknown_or_of_a_login(caller: Caller) -> None:
    used = caller.control("phone", user="张队员")["code"]
    caller.call("/wxa/business/getuserphonenumber", code=used)
    old = caller.control("phone", user="张队员")["code"]
    caller.clock.advance(minutes=5, seconds=1)
    login = caller.control("login", user="张队员")["code"]

    answers = [caller.call("/wxa/business/getuserphonenumber", code=code) for code in (used, old, "x", login)]

    assert [answer["errcode"] for answer in answers] == [40029] * 4


@pytest.mark.parametrize("kind", ["phone", "profile"])
def test_open_data_is_sealed_under_the_present_session_key(caller: Caller, kind: str) -> None:
    session = caller.login(caller.control("login", user="张队员")["code"])

    data = caller.control("open-data", user="张队员", kind=kind)

    plain = json.loads(sealing.read_open_data(data["encryptedData"], session["session_key"], data["iv"]))
    assert plain["watermark"] == {"timestamp": int(caller.clock().timestamp()), "appid": APPID}
    assert data["signature"] == hashlib.sha1((data["rawData"] + session["session_key"]).encode()).hexdigest()


def test_open_data_needs_a_login_first(caller: Caller) -> None:
    assert "has not logged in" in caller.control("open-data", user="张队员")["error"]


def test_the_risk_of_a_person_is_told(caller: Caller) -> None:
    asked = {"appid": APPID, "openid": caller.openid(), "scene": 0, "client_ip": "127.0.0.1"}
    path = "/wxa/getuserriskrank"

    answers = [
        caller.call(path, **asked | bent)
        for bent in ({}, {"scene": 9}, {"client_ip": ""}, {"openid": "o"}, {"appid": "wxother"})
    ]

    assert answers[0]["risk_rank"] == 0
    assert [answer["errcode"] for answer in answers[1:]] == [40129, 40097, 40003, 40013]
