"""Access tokens of both kinds, and what every call checks before it works."""

import pytest

from tests.unit.wechat_simulator.conftest import APPID, SECRET, Caller

LINK = "/wxa/generate_urllink"


def link(caller: Caller, token: str) -> int:
    return int(caller.post(LINK, {"path": "pages/a"}, access_token=token)["errcode"])


def old_kind(caller: Caller, **bent: str) -> dict[str, object]:
    asked = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
    told: dict[str, object] = caller.get("/cgi-bin/token", **asked | bent)
    return told


def test_the_stable_kind_is_the_same_for_everybody_until_five_minutes_before_its_end(caller: Caller) -> None:
    first = caller.stable()
    caller.clock.advance(seconds=6900)
    same = caller.stable()
    caller.clock.advance(seconds=1)
    renewed = caller.stable()

    assert set(first) == {"access_token", "expires_in"}
    assert (same["access_token"], same["expires_in"]) == (first["access_token"], 300)
    assert (renewed["access_token"] != first["access_token"], renewed["expires_in"]) == (True, 7200)
    assert (link(caller, first["access_token"]), link(caller, renewed["access_token"])) == (0, 0)
    caller.clock.advance(seconds=300)
    assert link(caller, first["access_token"]) == 42001


def test_force_kills_the_token_before(caller: Caller) -> None:
    first = caller.token()

    second = caller.token(force_refresh=True)

    assert (link(caller, first), link(caller, second)) == (40001, 0)


def test_force_within_thirty_seconds_refreshes_nothing(caller: Caller) -> None:
    first = caller.token(force_refresh=True)
    caller.clock.advance(seconds=29)
    same = caller.token(force_refresh=True)
    caller.clock.advance(seconds=1)

    other = caller.token(force_refresh=True)

    assert (same == first, other == first) == (True, False)


def test_force_is_allowed_twenty_times_a_day(caller: Caller) -> None:
    answers = []
    for _ in range(21):
        answers.append(caller.stable(force_refresh=True).get("errcode", 0))
        caller.clock.advance(seconds=31)

    assert answers == [0] * 20 + [45009]


def test_the_old_kind_is_new_each_time_and_the_one_before_lives_five_minutes(caller: Caller) -> None:
    first, second = (str(old_kind(caller)["access_token"]) for _ in range(2))
    caller.clock.advance(seconds=299)
    alive = link(caller, first)
    caller.clock.advance(seconds=1)

    assert first != second
    assert (alive, link(caller, first), link(caller, second)) == (0, 42001, 0)


def test_the_two_kinds_do_not_touch_each_other(caller: Caller) -> None:
    stable = caller.token()
    old = str(old_kind(caller)["access_token"])
    caller.token(force_refresh=True)

    assert (link(caller, stable), link(caller, old)) == (40001, 0)


@pytest.mark.parametrize(
    ("bent", "errcode"),
    [
        ({"grant_type": "x"}, 40002),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"appid": "wxother"}, 40013),
        ({"secret": "wrong"}, 40125),
    ],
)
def test_a_bad_request_for_a_token_is_refused_by_its_code(caller: Caller, bent: dict[str, str], errcode: int) -> None:
    assert (caller.stable(**bent)["errcode"], old_kind(caller, **bent)["errcode"]) == (errcode, errcode)


@pytest.mark.parametrize("errcode", [40164, 40243, 50004, 50007, 89501, 89503, 89506, 89507])
def test_trouble_with_the_account_stops_whatever_needs_the_secret(caller: Caller, errcode: int) -> None:
    token = caller.token()
    caller.control("settings", config_errcode=errcode)

    login = caller.login(caller.control("login", user="张队员")["code"])

    assert (caller.stable()["errcode"], old_kind(caller)["errcode"], login["errcode"]) == (errcode,) * 3
    assert link(caller, token) == 0


@pytest.mark.parametrize(("token", "errcode"), [("", 41001), ("short", 40014), ("!" * 40, 40014), ("A" * 157, 40001)])
def test_a_call_without_a_good_token_is_refused(caller: Caller, token: str, errcode: int) -> None:
    assert link(caller, token) == errcode


def test_tokens_can_be_killed_from_elsewhere(caller: Caller) -> None:
    token = caller.token()
    caller.control("invalidate-tokens")

    assert (link(caller, token), link(caller, caller.token())) == (40001, 0)


def test_a_body_is_read_without_a_content_type_and_refused_when_it_is_none(caller: Caller) -> None:
    path = f"{LINK}?access_token={caller.token()}"

    answers = [
        caller.raw(path, body)[2] for body in (b'{"path": "pages/a"}', b"", b"{", b"[]", b"\xff", b"[" * 100_000)
    ]

    codes = [int(answer.split(b'"errcode": ')[1].split(b",")[0]) for answer in answers]
    assert codes == [0, 44002, 47001, 47001, 47001, 47001]


def test_a_get_where_a_post_is_due_is_refused(caller: Caller) -> None:
    assert caller.get(LINK)["errcode"] == 43002


def test_an_answer_looks_like_wechats(caller: Caller) -> None:
    status, headers, body = caller.raw(f"{LINK}?access_token=x", b"{}")

    assert (status, headers["Content-Type"]) == (200, "application/json; encoding=utf-8")
    assert b'"errmsg": "invalid access_token rid: ' in body


def test_the_token_of_the_minute_runs_out(caller: Caller) -> None:
    caller.control("settings", quotas={"stable_token": 2, "token": 1})

    stable = [caller.stable().get("errcode", 0) for _ in range(3)]
    old = [old_kind(caller).get("errcode", 0) for _ in range(2)]

    assert (stable, old) == ([0, 0, 45011], [0, 45009])


def test_quotas_are_cleared_ten_times_a_month(caller: Caller) -> None:
    caller.control("settings", quotas={"link": 1})
    token = caller.token()
    spent = [link(caller, token), link(caller, token)]

    cleared = caller.post("/cgi-bin/clear_quota", {"appid": APPID}, access_token=token)["errcode"]
    other = caller.post("/cgi-bin/clear_quota", {"appid": "wxother"}, access_token=token)["errcode"]
    caller.control("settings", quotas={"clear_quota": 0})

    assert (spent, cleared, other, link(caller, token)) == ([0, 44990], 0, 40013, 0)
    assert caller.post("/cgi-bin/clear_quota", {"appid": APPID}, access_token=token)["errcode"] == 48006


def test_a_rid_can_be_looked_up_for_seven_days(caller: Caller) -> None:
    rid = caller.post(LINK, {"path": "/?"}, access_token="")["errmsg"].rsplit(" ", 1)[1]

    def look_up(wanted: str) -> int:
        return int(caller.call("/cgi-bin/openapi/rid/get", rid=wanted)["errcode"])

    known = [look_up(rid), look_up("x"), look_up("00000000-00000000-00000000")]
    caller.clock.advance(days=7, seconds=1)

    assert (known, look_up(rid)) == ([0, 76002, 76001], 76004)


def test_an_account_without_a_name_belongs_to_the_first_caller(caller: Caller) -> None:
    caller.control("settings", appid="", secret="")
    asked = {"grant_type": "client_credential", "appid": "wxfirst", "secret": "theirs"}

    first = caller.post("/cgi-bin/stable_token", asked)
    second = caller.post("/cgi-bin/stable_token", asked | {"appid": "wxsecond"})

    assert ("access_token" in first, second["errcode"]) == (True, 40013)


@pytest.mark.parametrize("path", ["/wxa/img_sec_check", "/cgi-bin/user/info", "/sns/nothing"])
def test_what_wechat_no_longer_has_is_not_found(caller: Caller, path: str) -> None:
    assert caller.raw(path, b"{}")[0] == 404
