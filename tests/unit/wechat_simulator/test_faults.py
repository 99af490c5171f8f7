"""Faults: which call they meet, whether the effect happens, what the caller sees."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from tests.unit.wechat_simulator.conftest import APPID, SECRET, Caller
from wechat_simulator.faults import Fault, Faults, spoil

LOGIN = "/sns/jscode2session"


def used(caller: Caller, code: str) -> bool:
    """Whether a code was spent."""
    caller.control("faults", clear=True)
    return bool(caller.login(code).get("errcode") == 40163)


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        ({"errcode": 40029}, 200, b'{"errcode": 40029, "errmsg": "invalid code rid: '),
        ({"errcode": 40029, "as_text": True}, 200, b'{"errcode": "40029", "errmsg": "invalid code rid: '),
        ({"errcode": 12345}, 200, b'{"errcode": 12345, "errmsg": "error rid: '),
        ({"status": 502}, 502, b"<html>"),
        ({"html": True}, 200, b"<html>"),
    ],
)
def test_a_refusal_has_no_effect(caller: Caller, fault: dict[str, object], status: int, body: bytes) -> None:
    code = caller.control("login", user="张队员")["code"]
    caller.control("faults", path=LOGIN, **fault)

    seen = caller.raw(f"{LOGIN}?appid={APPID}&secret={SECRET}&js_code={code}&grant_type=authorization_code")

    assert (seen[0], seen[2][: len(body)]) == (status, body)
    assert not used(caller, code)


@pytest.mark.parametrize(("fault", "done"), [({"drop": True}, False), ({"lost": True}, True), ({"cut": True}, True)])
def test_a_dropped_connection_is_seen_as_one(caller: Caller, fault: dict[str, object], done: bool) -> None:
    code = caller.control("login", user="张队员")["code"]
    caller.control("faults", path=LOGIN, **fault)

    with pytest.raises((http.client.HTTPException, ConnectionError)):
        caller.login(code)

    assert used(caller, code) == done


def test_a_truncated_answer_is_half_of_one_and_the_effect_is_done(caller: Caller) -> None:
    code = caller.control("login", user="张队员")["code"]
    caller.control("faults", path=LOGIN, truncated=True)

    with pytest.raises(json.JSONDecodeError):
        caller.login(code)

    assert used(caller, code)


def test_a_field_can_go_missing_at_any_depth(caller: Caller) -> None:
    caller.control("faults", path="/wxa/business/getuserphonenumber", missing="phone_info.watermark.appid")

    answer = caller.call("/wxa/business/getuserphonenumber", code=caller.control("phone", user="张队员")["code"])

    assert set(answer["phone_info"]["watermark"]) == {"timestamp"}


def test_a_field_can_hold_something_else(caller: Caller) -> None:
    caller.control("faults", path="/cgi-bin/stable_token", put={"expires_in": -5})

    assert caller.stable()["expires_in"] == -5


def test_a_delay_goes_before_the_answer(caller: Caller) -> None:
    caller.control("faults", path=LOGIN, delay_s=0.01, errcode=45011)

    assert caller.login("x")["errcode"] == 45011


def test_a_rule_meets_its_path_so_many_times_and_rules_queue_up(caller: Caller) -> None:
    rules = [{"path": LOGIN, "errcode": -1, "times": 2}, {"path": "*", "errcode": 45011}]
    caller.control("faults", faults=rules)

    answers = [caller.login("x")["errcode"] for _ in range(4)]

    assert answers == [-1, -1, 45011, 40029]
    assert caller.control("faults")["faults"] == []


def test_a_rule_can_stay_for_ever(caller: Caller) -> None:
    caller.control("faults", path=LOGIN, errcode=-1, times=-1)

    assert {caller.login("x")["errcode"] for _ in range(5)} == {-1}


@pytest.mark.parametrize("rule", [{"path": "/nowhere"}, {"errcode": 1}, {"path": "*", "typo": 1}])
def test_a_rule_that_can_never_work_is_refused(caller: Caller, rule: dict[str, object]) -> None:
    status, _, body = caller.raw("/__sim/faults", json.dumps(rule).encode())

    assert status == 400
    assert "error" in json.loads(body)


def test_a_caller_that_hangs_up_early_harms_nobody(caller: Caller, capfd: pytest.CaptureFixture[str]) -> None:
    caller.control("faults", path=LOGIN, late_s=0.05)
    host = urlsplit(caller.url)
    connection = http.client.HTTPConnection(str(host.hostname), host.port, timeout=0.02)

    with pytest.raises(TimeoutError):
        connection.request("GET", LOGIN)
        connection.getresponse()
    connection.close()

    assert caller.login("x")["errcode"] == 40029
    assert capfd.readouterr().err == ""


def test_rules_are_taken_in_their_order() -> None:
    faults = Faults()
    faults.add(Fault("/a", errcode=1))
    faults.add(Fault("*", errcode=2))

    taken = [faults.take(path).errcode for path in ("/b", "/a", "/a")]

    assert taken == [2, 1, None]


def test_numbers_become_text_all_the_way_down() -> None:
    answer = {"errcode": 0, "is": True, "in": {"n": 1}, "word": "x"}

    assert spoil(answer, Fault("*", as_text=True)) == {"errcode": "0", "is": True, "in": {"n": "1"}, "word": "x"}
