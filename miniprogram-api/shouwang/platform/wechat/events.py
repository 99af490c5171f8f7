"""What a push says (推送事件), read from JSON whose numbers may be text and whose lists may be single objects."""

from collections.abc import Mapping
from typing import Any

import msgspec

from shouwang.platform.wechat.values import Verdict

# Source: reference wechat 3.8. What a person answered, or took back in WeChat's own settings.
_GRANT_EVENTS = {
    "subscribe_msg_popup_event": "SubscribeMsgPopupEvent",
    "subscribe_msg_change_event": "SubscribeMsgChangeEvent",
}


class GrantChange(msgspec.Struct, frozen=True):
    """A person accepted or refused messages of one template (订阅授权变化)."""

    template_id: str
    accepted: bool


class MediaVerdict(msgspec.Struct, frozen=True):
    """The late verdict of a media check (媒体检查结论); what WeChat could not look at is for a person."""

    trace_id: str
    verdict: Verdict


def media_verdict(event: Mapping[str, Any]) -> MediaVerdict | None:
    """The verdict in a push event, or None if it is another kind. Source: reference wechat 3.7."""
    if event.get("Event") != "wxa_media_check" or not event.get("trace_id"):
        return None
    result = event.get("result")
    suggest = result.get("suggest") if isinstance(result, Mapping) and str(event.get("errcode", 0)) == "0" else None
    verdict = {"pass": Verdict.PASS, "risky": Verdict.RISKY}.get(str(suggest), Verdict.REVIEW)
    return MediaVerdict(str(event["trace_id"]), verdict)


def grant_changes(event: Mapping[str, Any]) -> list[GrantChange]:
    """The changes of message grants in a push event; none for other kinds."""
    part = event.get(_GRANT_EVENTS.get(str(event.get("Event")), ""))
    entries = part.get("List") if isinstance(part, Mapping) else None
    listed = entries if isinstance(entries, list) else [entries]
    return [
        GrantChange(str(entry["TemplateId"]), entry.get("SubscribeStatusString") == "accept")
        for entry in listed
        if isinstance(entry, Mapping) and entry.get("TemplateId")
    ]
