"""Decisions of notices: what becomes of a message, whatever WeChat or the machine did meanwhile."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import SHANGHAI, parse_rfc3339
from shouwang.kernel.ids import ulid
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.notices.models import Complaint, InboxEntry, Message, MessageState, Notice, Ruling

# After this, whoever was sending has stopped: the adapter's time-outs and tries end long before.
# Source: reference wechat.md 9.1 (2 s to connect, 4 s to read, at most 2 tries)
LOST_AFTER = timedelta(seconds=60)

COMPLAINTS_KEPT = timedelta(days=3 * 366)  # as long as the audit log. Source: reference domain-rules 6 (retention)

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


class ComplaintRuled(Problem):
    """A complaint is ruled once."""

    slug, title, status = "complaint-ruled", "这件投诉已经裁定过了", 409


class PartyToComplaint(Problem):
    """Nobody rules a complaint that is their own, about them, or about what they published."""

    slug, title, status = "party-to-complaint", "你是这件投诉的当事人，要由别人裁定", 403


def forgotten_at(complaint: Complaint) -> datetime:
    """When a complaint and its ruling are cleared away."""
    return complaint.at + COMPLAINTS_KEPT


def complaint_id(month: str, new_id: str) -> str:
    """The id of a complaint: it says in which month (`2026-11`) it lies."""
    return f"{month}-{new_id}"


def month_of(complaint_id_: str) -> str:
    """The month that a complaint lies in; of an id that is none, a month without complaints."""
    return complaint_id_[:7]


def rule(
    actor: Actor, complaint: Complaint | None, *, upheld: bool, reason: str, accused_id: str, now: datetime
) -> Ruling:
    """The ruling of a complaint by somebody who is no party. `accused_id`: whom it is about, as the ruler names them.

    Raises: NotFound, PartyToComplaint, Invalid for an accused beside the author of what was published.
    """
    if complaint is None:
        raise NotFound
    piece = complaint.piece
    if piece is not None and piece.author_id and accused_id:
        raise Invalid(faults=[Fault("/against", "投诉的是公开的内容，当事人就是写的人")])
    against_id = (piece.author_id if piece else "") or accused_id
    if actor.person_id in (complaint.person_id, against_id, *(piece.parties if piece else ())):
        raise PartyToComplaint
    return Ruling(complaint.complaint_id, upheld, reason, against_id, actor.person_id, now)
