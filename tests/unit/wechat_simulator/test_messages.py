"""Subscribe messages and content checks: argument checks, quotas and the 2-hour rule."""

from typing import Any

import pytest

from tests.unit.wechat_simulator.conftest import Caller

SEND, TEXT, MEDIA = "/cgi-bin/message/subscribe/send", "/wxa/msg_sec_check", "/wxa/media_check_async"


def send(caller: Caller, **bent: Any) -> int:
    message = {
        "touser": caller.openid(),
        "template_id": "T1",
        "page": "pages/a?x=1",
        "data": {"thing1": {"value": "好"}},
    }
    return int(caller.call(SEND, **message | bent)["errcode"])


def test_one_grant_is_one_message_and_a_long_term_grant_is_many(caller: Caller) -> None:
    caller.control("templates", template_id="T1")
    caller.control("templates", template_id="T2", long_term=True)
    for template_id in ("T1", "T2"):
        caller.control("grant", user="张队员", template_id=template_id)

    answers = [send(caller, template_id=template_id) for template_id in ("T1", "T1", "T2", "T2", "T2")]

    assert answers == [0, 43101, 0, 0, 0]
    assert len(caller.control("sent", user="张队员")["sent"]) == 4


def test_a_grant_taken_back_is_gone(caller: Caller) -> None:
    caller.control("grant", user="张队员", template_id="T1", count=3)
    caller.control("revoke", user="张队员", template_id="T1")

    assert send(caller) == 43101


@pytest.mark.parametrize(
    ("bent", "errcode"),
    [
        ({"touser": "nobody"}, 40003),
        ({"template_id": "T9"}, 40037),
        ({"template_id": "T3"}, 43107),
        ({"page": "/pages/a"}, 41030),
        ({"page": "pages/a b"}, 41030),
        ({"page": "pages/other"}, 41030),
        ({"data": {}}, 47003),
        ({"data": {"thing1": "好"}}, 47003),
        ({"data": {"thing1": {"value": None}}}, 47003),
        ({"data": {"thing1": {"value": "x" * 21}}}, 47003),
        ({"data": {"thing1": {"value": "好"}, "time2": {"value": "15:01"}}}, 47003),
        ({"data": {"time2": {"value": "15:01"}}}, 47003),
        ({"miniprogram_state": "beta"}, 47003),
        ({"data": {"thing1": {"value": "违规示例"}}}, 45168),
    ],
)
def test_a_bad_message_is_refused_by_its_code_and_costs_no_grant(
    caller: Caller, bent: dict[str, Any], errcode: int
) -> None:
    caller.control("templates", template_id="T1", fields=["thing1"])
    caller.control("templates", template_id="T3", banned=True)
    caller.control("settings", released_pages=["pages/a"])
    caller.control("grant", user="张队员", template_id="T1")

    refused = send(caller, **bent)

    assert (refused, send(caller)) == (errcode, 0)


def test_a_bad_field_is_named(caller: Caller) -> None:
    message = {"touser": caller.openid(), "template_id": "T1", "data": {"date3": {"value": "十月"}}}

    assert caller.call(SEND, **message)["errmsg"].startswith("argument invalid! data.date3.value invalid rid: ")


@pytest.mark.parametrize(
    ("bent", "errcode"),
    [
        ({}, 0),
        ({"content": ""}, 44002),
        ({"content": "长" * 2501}, 47001),
        ({"scene": 9}, 40129),
        ({"openid": "nobody"}, 40003),
        ({"version": 1}, 0),
        ({"version": 1, "content": "违规示例"}, 87014),
    ],
)
def test_a_text_check_is_answered_by_its_code(caller: Caller, bent: dict[str, Any], errcode: int) -> None:
    asked = {"content": "平安", "version": 2, "scene": 2, "openid": caller.openid()}

    assert caller.call(TEXT, **asked | bent)["errcode"] == errcode


def test_the_verdict_follows_the_word_lists(caller: Caller) -> None:
    caller.control("settings", risky_words=["甲"], review_words=["乙"])
    asked = {"version": 2, "scene": 2, "openid": caller.openid()}

    results = [caller.call(TEXT, content=content, **asked)["result"] for content in ("甲乙", "乙", "丙")]

    assert results == [
        {"suggest": "risky", "label": 21000},
        {"suggest": "review", "label": 21000},
        {"suggest": "pass", "label": 100},
    ]


@pytest.mark.parametrize(
    ("bent", "errcode"),
    [
        ({}, 0),
        ({"media_type": 3}, 40004),
        ({"media_url": "file:///etc/passwd"}, 47001),
        ({"version": 1}, 47001),
        ({"scene": 0}, 40129),
        ({"openid": "nobody"}, 40003),
    ],
)
def test_a_media_check_is_answered_by_its_code(caller: Caller, bent: dict[str, Any], errcode: int) -> None:
    asked = {"media_url": "https://x.invalid/1.jpg", "media_type": 2, "version": 2, "scene": 1}

    assert caller.call(MEDIA, **{"openid": caller.openid()} | asked | bent)["errcode"] == errcode


def test_the_same_media_five_times_a_minute_is_too_often(caller: Caller) -> None:
    asked = {
        "media_url": "https://x.invalid/1.jpg",
        "media_type": 2,
        "version": 2,
        "scene": 1,
        "openid": caller.openid(),
    }

    assert [caller.call(MEDIA, **asked)["errcode"] for _ in range(6)] == [0] * 5 + [87020]


def test_checks_need_a_visit_within_two_hours(caller: Caller) -> None:
    openid = caller.openid()
    text = {"content": "平安", "version": 2, "scene": 2, "openid": openid}
    caller.clock.advance(hours=2)
    within = caller.call(TEXT, **text)["errcode"]
    caller.clock.advance(seconds=1)
    late = caller.call(TEXT, **text)["errcode"]
    caller.control("visit", user="张队员")

    assert (within, late, caller.call(TEXT, **text)["errcode"]) == (0, 61010, 0)


@pytest.mark.parametrize(
    ("name", "path", "errcode"), [("text", TEXT, 44991), ("media", MEDIA, 44991), ("send", SEND, 45009)]
)
def test_a_quota_runs_out(caller: Caller, name: str, path: str, errcode: int) -> None:
    caller.control("settings", quotas={name: 0})
    asked = {
        "content": "平安",
        "media_url": "https://x.invalid/1.jpg",
        "media_type": 2,
        "version": 2,
        "scene": 2,
        "openid": caller.openid(),
        "touser": caller.openid(),
        "template_id": "T1",
        "data": {"thing1": {"value": "好"}},
    }

    assert caller.call(path, **asked)["errcode"] == errcode
