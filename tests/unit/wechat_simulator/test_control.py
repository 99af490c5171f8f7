"""The control API: people, clock, determinism, and who may use it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.wechat_simulator.conftest import START, Caller
from wechat_simulator import Account, serve


def test_a_person_nobody_knew_is_made_with_an_openid_and_a_phone_of_their_name(caller: Caller) -> None:
    first = caller.control("login", user="张队员")["openid"]
    caller.control("reset", seed=99)

    people = caller.control("people", name="张队员")["people"]

    assert people == [{"user": "张队员", "name": "张队员", "openid": first, "phone": people[0]["phone"]}]
    assert people[0]["phone"].startswith("161")


def test_people_are_added_and_changed_by_their_user_name(caller: Caller) -> None:
    caller.control("people", people=[{"user": "u1", "name": "李队长", "phone": "16100000001"}, {"name": "外人"}])

    people = caller.control("people", user="u1", name="李守成", openid="o-given")["people"]

    assert people[0] == {"user": "u1", "name": "李守成", "openid": "o-given", "phone": "16100000001"}
    assert [person["user"] for person in people] == ["u1", "外人"]
    assert caller.control("login", user="u1")["openid"] == "o-given"


def test_the_same_seed_gives_the_same_codes_tokens_and_ids(caller: Caller) -> None:
    def play() -> list[Any]:
        caller.control("reset", seed=5)
        codes = [caller.control(kind, user="张队员")["code"] for kind in ("login", "phone")]
        return [*codes, caller.token(), caller.login(codes[0])]

    first, second = play(), play()
    caller.control("reset", seed=6)

    assert first == second
    assert caller.control("login", user="张队员")["code"] != first[0]


def test_the_clock_is_set_advanced_and_frozen(caller: Caller) -> None:
    advanced = caller.control("clock", advance_s=60)["now"]
    caller.control("clock", set="2027-01-01T00:00:00+08:00", frozen=True)
    caller.clock.advance(hours=1)
    frozen = caller.control("clock")["now"]
    caller.control("clock", set="2027-01-01T00:00:00+00:00")
    caller.clock.advance(hours=1)

    assert advanced == (START + timedelta(seconds=60)).isoformat()
    assert (frozen, caller.control("clock", advance_s=1)["now"]) == (
        "2026-12-31T16:00:00+00:00",
        "2027-01-01T01:00:01+00:00",
    )


def test_a_reset_may_set_the_clock_too(caller: Caller) -> None:
    caller.control("reset", now="2027-01-01T00:00:00+00:00", frozen=True)

    assert caller.control("clock")["now"] == "2027-01-01T00:00:00+00:00"


def test_a_reset_forgets_everything_but_the_account(caller: Caller) -> None:
    caller.control("grant", user="张队员", template_id="T1")
    caller.token()

    caller.control("reset")

    assert (caller.control("people")["people"], caller.control("calls")["counts"]) == ([], {})
    assert "access_token" in caller.stable()


def test_calls_are_told_with_their_outcome(caller: Caller) -> None:
    caller.login("x")
    caller.token()

    assert caller.control("calls") == {
        "calls": [
            {"path": "/sns/jscode2session", "outcome": "40029"},
            {"path": "/cgi-bin/stable_token", "outcome": "ok"},
        ],
        "counts": {"/sns/jscode2session": 1, "/cgi-bin/stable_token": 1},
        "tokens_in_use": 1,
    }


@pytest.mark.parametrize("name", ["people", "clock", "templates", "sent", "drawn", "calls", "faults", "media"])
def test_what_only_shows_answers_a_get(caller: Caller, name: str) -> None:
    assert caller.raw(f"/__sim/{name}")[0] == 200


@pytest.mark.parametrize("name", ["reset", "login", "grant", "settings", "deliver", "nothing"])
def test_a_get_changes_nothing(caller: Caller, name: str) -> None:
    assert caller.raw(f"/__sim/{name}?user=x&advance_s=60")[0] == 404
    assert caller.control("people")["people"] == []


def test_messages_of_one_person_are_shown(caller: Caller) -> None:
    for user in ("张队员", "外人"):
        caller.control("grant", user=user, template_id="T1")
        message = {"touser": caller.openid(user), "template_id": "T1", "data": {"thing1": {"value": user}}}
        caller.call("/cgi-bin/message/subscribe/send", **message)

    shown = caller.get("/__sim/sent", user="外人")["sent"]

    assert [message["data"] for message in shown] == [{"thing1": "外人"}]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("login", b"{}"),
        ("login", b"{"),
        ("login", b"[]"),
        ("clock", b'{"set": "yesterday"}'),
        ("settings", b'{"typo": 1}'),
        ("settings", b'{"quotas": {"typo": 1}}'),
        ("settings", b'{"push_url": "https://example.invalid/push"}'),
        ("media", b'{"trace_id": "x", "suggest": "pass"}'),
        ("handshake", b"{}"),
    ],
)
def test_a_command_that_does_not_fit_says_why(caller: Caller, name: str, body: bytes) -> None:
    status, _, answer = caller.raw(f"/__sim/{name}", body)

    assert (status, list(json.loads(answer))) == (400, ["error"])


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.invalid"}, {"Origin": "http://evil.invalid"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}],
)
@pytest.mark.parametrize("path", ["/__sim/reset", "/people/x/login-code", "/"])
def test_a_page_of_another_site_can_do_nothing(caller: Caller, path: str, headers: dict[str, str]) -> None:
    assert caller.raw(path, b"{}", headers)[0] == 403


def test_a_body_must_have_a_length_and_be_of_reasonable_size(caller: Caller) -> None:
    chunked = caller.raw("/__sim/reset", b"", {"Transfer-Encoding": "chunked"})[0]
    huge = caller.raw("/__sim/reset", b"", {"Content-Length": str(13 * 1024 * 1024)})[0]

    assert (chunked, huge) == (413, 413)


def test_a_port_in_use_is_an_error_at_once(caller: Caller) -> None:
    with pytest.raises(OSError, match="in use"):
        serve(int(caller.url.rsplit(":", 1)[1]))


def test_a_backend_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        serve(0, account=Account(), backend="https://example.invalid")
