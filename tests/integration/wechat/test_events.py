"""What a push says is read whatever the types of its values, and nothing is read into it."""

from typing import Any

import pytest

from shouwang.platform.wechat import MediaVerdict, Verdict, grant_changes, media_verdict


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.PASS),
        ({"result": {"suggest": "review", "label": "21000"}}, Verdict.REVIEW),
        ({"errcode": -1008}, Verdict.REVIEW),
        ({"errcode": "-1008"}, Verdict.REVIEW),
        ({"errcode": "0", "version": "2"}, Verdict.PASS),
        ({"result": None}, Verdict.REVIEW),
        ({"result": {"suggest": "new word"}}, Verdict.REVIEW),
    ],
)
def test_a_verdict_is_read_whatever_its_types(changes: dict[str, Any], verdict: Verdict) -> None:
    event = {"Event": "wxa_media_check", "trace_id": "t", "errcode": 0, "result": {"suggest": "pass", "label": 100}}

    assert media_verdict(event | changes) == MediaVerdict("t", verdict)


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"Event": "subscribe_msg_popup_event"},
        {"Event": "subscribe_msg_popup_event", "SubscribeMsgPopupEvent": "x"},
        {"Event": "subscribe_msg_popup_event", "SubscribeMsgPopupEvent": {"List": [1, {}, None]}},
        {"Event": "wxa_media_check"},
    ],
)
def test_an_event_without_what_it_should_say_says_nothing(event: dict[str, Any]) -> None:
    assert (grant_changes(event), media_verdict(event)) == ([], None)
