"""Nouns of notices 消息: inbox entry, grant, message to WeChat, complaint."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec


class Notice(msgspec.Struct, frozen=True):
    """What somebody is told: the payload of a `notices.tell` event. `template` is our kind of WeChat message, or none."""

    person_id: str
    topic: str
    title: str
    body: str
    link: str = ""
    template: str = ""
    fields: Mapping[str, str] = msgspec.field(default_factory=dict)  # by meaning; rules.LAYOUTS knows WeChat's keys


class InboxEntry(msgspec.Struct, frozen=True):
    """A message in the app 站内消息; it stays whatever becomes of WeChat."""

    person_id: str
    entry_id: str
    topic: str
    title: str
    body: str
    link: str
    at: datetime
    read_at: datetime | None = None


class MessageGrant(msgspec.Struct, frozen=True):
    """How often WeChat may still be used for one kind of message 订阅授权: each 允许 is worth one."""

    template: str
    template_id: str  # WeChat's name for it, which the client asks with
    left: int


class Grants(msgspec.Struct, frozen=True):
    """One for each kind of message that the force uses."""

    grants: tuple[MessageGrant, ...]


class MessageState(StrEnum):
    """Where a WeChat message stands. Whatever is past `sending` is final: it is never sent again."""

    NEW = "new"
    SENDING = "sending"
    SENT = "sent"
    NOT_SUBSCRIBED = "not-subscribed"
    UNKNOWN = "unknown"  # the answer was lost: it may have arrived
    HELD = "held"  # a person must look
    REFUSED = "refused"  # our fault; logged by the adapter


class Message(msgspec.Struct, frozen=True):
    """A subscribe message 订阅消息: the intent, written before WeChat is called."""

    message_id: str
    person_id: str
    template: str
    page: str
    fields: Mapping[str, str]
    state: MessageState
    at: datetime
    sending_at: datetime | None = None
    settled_at: datetime | None = None
    errcode: int = 0


class Inbox(msgspec.Struct, frozen=True):
    """A page of entries; where the WeChat message of each stands, none for an entry told in the app alone; grants left."""

    entries: Sequence[InboxEntry]
    cursor: str | None
    messages: Mapping[str, MessageState]
    grants: Grants


class PieceKind(StrEnum):
    """What people publish here for others to see."""

    CITATION = "citation"  # 表扬墙上的文字
    CARD_PHOTO = "card-photo"  # 义警证上的照片


class Piece(msgspec.Struct, frozen=True):
    """A published text or picture, as a complaint found it. `parties` may not rule about it; nobody's when it was not found."""

    kind: PieceKind
    piece_id: str
    author_id: str = ""
    shown: str = ""  # the words that were there
    parties: tuple[str, ...] = ()


class Complaint(msgspec.Struct, frozen=True):
    """A complaint 投诉: what somebody says is wrong, for the auditor. `piece` is None when it is about nothing published."""

    complaint_id: str
    person_id: str
    about: str
    text: str
    at: datetime
    piece: Piece | None = None


class Complained(msgspec.Struct, frozen=True):
    """What whoever complained is told."""

    complaint_id: str


class Ruling(msgspec.Struct, frozen=True):
    """裁定: a complaint upheld or not, for a reason. `against_id`: who published it or whom it is about; empty for nobody."""

    complaint_id: str
    upheld: bool
    reason: str
    against_id: str
    ruled_by: str
    at: datetime
