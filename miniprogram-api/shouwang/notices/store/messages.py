"""Inbox, grants, messages to WeChat and its verdicts. Each function is one request to the store unless it says otherwise."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.problem import NotFound
from shouwang.notices.models import InboxEntry, Message, MessageState
from shouwang.platform.dynamo import (
    Choice,
    Instant,
    Packed,
    Page,
    Table,
    Writes,
    next_page,
    put,
    read_cursor,
    update,
)
from shouwang.platform.wechat import Verdict


class GrantSpent(Exception):
    """Another message took the last grant first."""

    def __init__(self, _: object = None) -> None:
        super().__init__("grant spent")


class Taken(Exception):
    """Another delivery moved the message first."""

    def __init__(self, _: object = None) -> None:
        super().__init__("taken")


class InboxRow(Table):
    """站内消息."""

    TABLE = "inbox"

    person_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    topic = UnicodeAttribute()
    title = UnicodeAttribute()
    body = UnicodeAttribute()
    link = UnicodeAttribute(default="")
    at = Instant()
    read_at = Instant(null=True)


class GrantRow(Table):
    """订阅授权."""

    TABLE = "message-grants"

    person_id = UnicodeAttribute(hash_key=True)
    template = UnicodeAttribute(range_key=True)
    left = NumberAttribute()


class MessageRow(Table):
    """订阅消息."""

    TABLE = "messages"

    message_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    template = UnicodeAttribute()
    page = UnicodeAttribute(default="")
    fields = Packed[dict[str, str]](dict[str, str])
    state = Choice[MessageState](MessageState)
    at = Instant()
    sending_at = Instant(null=True)
    settled_at = Instant(null=True)
    errcode = NumberAttribute(default=0)


class MediaVerdictRow(Table):
    """媒体检查结论, by the trace id of the check; of checks that nobody here remembers, too."""

    TABLE = "media-verdicts"

    trace_id = UnicodeAttribute(hash_key=True)
    verdict = Choice[Verdict](Verdict)
    at = Instant()


def new_entry(entry: InboxEntry) -> Writes:
    """An inbox entry, once."""
    return put(InboxRow.of(entry), InboxRow.entry_id.does_not_exist())


def inbox(person_id: str, cursor: str | None, limit: int) -> Page[InboxEntry]:
    """A person's entries, newest first."""
    rows = InboxRow.query(
        person_id, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor)
    )
    return Page([row.value(InboxEntry) for row in rows], next_page(rows.last_evaluated_key))


def mark_read(person_id: str, entry_id: str, now: datetime) -> Writes:
    """An entry read; the first time counts. Raises (at commit): NotFound."""
    row = InboxRow(person_id=person_id, entry_id=entry_id)
    return update(
        row,
        InboxRow.read_at.set(InboxRow.read_at | now),
        condition=InboxRow.entry_id.exists(),
        otherwise=NotFound(),
    )


def grants_left(person_id: str) -> dict[str, int]:
    """How many grants are left, by template; a template never granted is not there."""
    return {row.template: int(row.left) for row in GrantRow.query(person_id, consistent_read=True)}


def fetch_left(person_id: str, template: str) -> int:
    """How many grants are left of one template."""
    row = GrantRow.fetch(person_id, template)
    return int(row.left) if row else 0


def add_grant(person_id: str, template: str, seen: int) -> Writes:
    """One grant more than the number seen. Raises (at commit): Conflict when it has moved since."""
    row = GrantRow(person_id=person_id, template=template, left=seen + 1)
    none_yet = GrantRow.person_id.does_not_exist()
    return put(row, GrantRow.left == seen if seen else none_yet | (GrantRow.left == 0))


def take_grant(person_id: str, template: str) -> Writes:
    """One grant less, never below none. Raises (at commit): GrantSpent."""
    row = GrantRow(person_id=person_id, template=template)
    return update(row, GrantRow.left.add(-1), condition=GrantRow.left > 0, otherwise=GrantSpent)


def no_grants(person_id: str, template: str) -> Writes:
    """None left, whatever we counted: WeChat says so."""
    return put(GrantRow(person_id=person_id, template=template, left=0))


def new_message(message: Message) -> Writes:
    """The intent to send, once."""
    return put(MessageRow.of(message), MessageRow.message_id.does_not_exist())


def fetch_message(message_id: str) -> Message | None:
    """A message by id."""
    row = MessageRow.fetch(message_id)
    return row.value(Message) if row else None


def message_states(message_ids: Sequence[str]) -> dict[str, MessageState]:
    """Where each of these messages stands; an entry that was never sent by WeChat is not there. At most 100 ids."""
    return {row.message_id: row.state for row in MessageRow.batch_get(list(message_ids), consistent_read=True)}


def moved(seen: Message, to: Message) -> Writes:
    """A message one step on, if it still stands where it was seen. Raises (at commit): Taken."""
    still = MessageRow.state == seen.state
    if seen.sending_at is not None:
        still &= MessageRow.sending_at == seen.sending_at
    return put(MessageRow.of(to), still, Taken)


def keep_verdict(trace_id: str, verdict: Verdict, at: datetime) -> Writes:
    """WeChat's verdict on a media check; a later one takes the place of an earlier."""
    return put(MediaVerdictRow(trace_id=trace_id, verdict=verdict, at=at))


def fetch_verdict(trace_id: str) -> Verdict | None:
    """The verdict on a media check, if it has come."""
    row = MediaVerdictRow.fetch(trace_id)
    return row.verdict if row else None
