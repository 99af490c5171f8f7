"""Decisions of notices: what becomes of a message, whatever WeChat or the machine did meanwhile."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from shouwang.kernel.clock import SHANGHAI, parse_rfc3339
from shouwang.kernel.ids import ulid
from shouwang.kernel.problem import Fault, Invalid
from shouwang.notices.models import InboxEntry, Message, MessageState, Notice

# After this, whoever was sending has stopped: the adapter's time-outs and tries end long before.
# Source: reference wechat.md 9.1 (2 s to connect, 4 s to read, at most 2 tries)
LOST_AFTER = timedelta(seconds=60)

STEPS: Mapping[MessageState, frozenset[MessageState]] = {
    MessageState.NEW: frozenset({MessageState.SENDING, MessageState.REFUSED}),
    MessageState.SENDING: frozenset(MessageState) - {MessageState.SENDING},  # back to new only if surely not sent
    **{
        final: frozenset()
        for final in (
            MessageState.SENT,
            MessageState.NOT_SUBSCRIBED,
            MessageState.UNKNOWN,
            MessageState.HELD,
            MessageState.REFUSED,
        )
    },
}

# Our kinds of message, and under which of WeChat's keys each field goes. A force whose template has other keys says so
# in its settings, `honour-awarded=<template id>|thing5=honour|time3=day`. Source: reference wechat.md 3.8 (what keys hold)
LAYOUTS: Mapping[str, Mapping[str, str]] = {
    "application-progress": {"character_string1": "number", "thing2": "result", "time3": "at", "thing4": "note"},
    "honour-awarded": {"thing1": "honour", "date2": "day", "thing3": "note"},
}

# What the adapter says, and what it means for the message. Source: reference wechat.md 3.8
OUTCOMES: Mapping[str, MessageState] = {
    "sent": MessageState.SENT,
    "not_subscribed": MessageState.NOT_SUBSCRIBED,
    "later": MessageState.NEW,
    "unknown": MessageState.UNKNOWN,
    "held": MessageState.HELD,
    "refused": MessageState.REFUSED,
}


class StillSending(Exception):
    """Another delivery may be waiting for WeChat's answer at this moment: look again later."""


class TryLater(Exception):
    """WeChat said that nothing was sent, and why not now: the outbox tries again with growing pauses."""


def entry_id(event_id: str, at: datetime) -> str:
    """The inbox entry of an event: the same for every delivery of it, sorted by time."""
    return ulid(at, hashlib.sha256(event_id.encode()).digest())


def entry(notice: Notice, event_id: str, at: datetime) -> InboxEntry:
    """What the person finds in the app."""
    entry = entry_id(event_id, at)
    return InboxEntry(notice.person_id, entry, notice.topic, notice.title, notice.body, notice.link, at)


def template_id(setting: str) -> str:
    """WeChat's id of a kind of message, from the force's setting of it."""
    return setting.partition("|")[0]


def kinds_of(template_ids: Collection[str], settings: Mapping[str, str]) -> list[str]:
    """Our names of the kinds of message that have these ids at WeChat."""
    return [name for name, setting in settings.items() if template_id(setting) in template_ids]


def lay_out(notice: Notice, setting: str) -> dict[str, str]:
    """The notice's fields under WeChat's keys; instants as people in China write them."""
    own = dict(pair.split("=", 1) for pair in setting.split("|")[1:])
    keys = own or LAYOUTS.get(notice.template) or {key: key for key in notice.fields}
    return {key: _written(key, notice.fields.get(name, "")) for key, name in keys.items()}


def intent(notice: Notice, entry: InboxEntry, fields: Mapping[str, str]) -> Message:
    """The message that is to be sent, with its fields already made to fit."""
    return Message(entry.entry_id, notice.person_id, notice.template, notice.link, fields, MessageState.NEW, entry.at)


def is_lost(message: Message, now: datetime) -> bool:
    """Whether whoever was sending has surely stopped, and the answer with them. Raises: StillSending."""
    if message.state is not MessageState.SENDING or message.sending_at is None:
        return False
    if now - message.sending_at < LOST_AFTER:
        raise StillSending
    return True


def start(message: Message, now: datetime) -> Message:
    """The message about to be handed to WeChat."""
    return _step(replace(message, sending_at=now), message.state, MessageState.SENDING)


def settle(message: Message, to: MessageState, now: datetime, errcode: int = 0) -> Message:
    """The message after WeChat's answer, or without one; back to new when surely nothing was sent."""
    settled_at = None if to is MessageState.NEW else now
    return _step(replace(message, settled_at=settled_at, errcode=errcode), message.state, to)


def require_templates(asked: Collection[str], known: Collection[str]) -> None:
    """Raises: Invalid listing every template that this force does not use."""
    faults = [Fault(f"/templates/{i}", "没有这种消息") for i, name in enumerate(asked) if name not in known]
    if faults:
        raise Invalid(faults=faults)


def _written(key: str, value: str) -> str:
    if not key.startswith(("date", "time")):
        return value
    try:
        local = parse_rfc3339(value).astimezone(SHANGHAI)
    except ValueError:  # in words already
        return value
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _step(message: Message, at: MessageState, to: MessageState) -> Message:
    if to not in STEPS[at]:
        raise ValueError(f"{at} does not become {to}")
    return replace(message, state=to)
