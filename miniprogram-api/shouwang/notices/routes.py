"""HTTP of notices: the inbox, what WeChat may be used for, what WeChat pushes, complaints."""

from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor, Role
from shouwang.notices.models import Complained, Complaint, Grants, Inbox, InboxEntry, MessageGrant, MessageState
from shouwang.notices.service import Notices
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, anyone, get, post, public, roles


class PageAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class MonthAsk(msgspec.Struct):
    """Which month, and where to go on."""

    month: Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
    cursor: str | None = None


class GrantsAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Kinds of message that the person has just allowed in WeChat's sheet, by our names."""

    templates: Annotated[list[str], msgspec.Meta(min_length=1, max_length=5)]


class ComplaintAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What is wrong."""

    about: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    text: Annotated[str, msgspec.Meta(min_length=10, max_length=1000)]


class PushAsk(msgspec.Struct):
    """What WeChat puts into the address of a push, all of it text."""

    signature: str = ""
    timestamp: str = ""
    nonce: str = ""
    echostr: str = ""
    openid: str = ""
    encrypt_type: str = ""
    msg_signature: str = ""


class EntryTold(msgspec.Struct):
    """A message in the app; `wechat` says where its WeChat message stands, null when it was told in the app alone."""

    entry_id: str
    topic: str
    title: str
    body: str
    link: str
    at: datetime
    read_at: datetime | None
    wechat: MessageState | None


class InboxTold(msgspec.Struct):
    """Messages, newest first, and the grants left."""

    items: list[EntryTold]
    cursor: str | None
    grants: tuple[MessageGrant, ...]


class ComplaintTold(msgspec.Struct):
    """A complaint as the auditor reads it."""

    complaint_id: str
    person_id: str
    about: str
    text: str
    at: datetime


class Complaints(msgspec.Struct):
    """Complaints of a month, newest first."""

    items: list[ComplaintTold]
    cursor: str | None


class NoticesRoutes:
    """The inbox, grants, pushes, complaints."""

    def __init__(self, notices: Notices) -> None:
        self.notices = notices

    @get("/v1/me/inbox", who=anyone, summary="我的消息，和微信还能提醒几次")
    def inbox(self, actor: Actor, query: PageAsk) -> InboxTold:
        """My messages, newest first."""
        inbox = self.notices.inbox(actor, query.cursor)
        return InboxTold([_entry(entry, inbox) for entry in inbox.entries], inbox.cursor, inbox.grants.grants)

    @post("/v1/me/inbox/{entry_id}/read", who=anyone, summary="看过一条消息")
    def read(self, actor: Actor, entry_id: str) -> None:
        """I have read it."""
        self.notices.read(actor, entry_id)

    @post("/v1/me/message-grants", who=anyone, summary="在微信里点了允许")
    def grant(self, actor: Actor, once: Once, body: GrantsAsk) -> Grants:
        """I have allowed messages of these kinds, once each."""
        return self.notices.grant(actor, body.templates, once)

    @post("/v1/complaints", who=anyone, status=201, summary="投诉")
    def complain(self, actor: Actor, once: Once, body: ComplaintAsk) -> Complained:
        """Something is wrong."""
        return self.notices.complain(actor, body.about, body.text, once)

    @get("/v1/complaints", who=roles(Role.AUDITOR), summary="一个月的投诉")
    def complaints(self, query: MonthAsk) -> Complaints:
        """What people complained about."""
        page = self.notices.complaints(query.month, query.cursor)
        return Complaints([_complaint(complaint) for complaint in page.items], page.cursor)

    @get("/wechat/push", who=public, summary="微信校验推送地址")
    def prove(self, query: PushAsk) -> Reply:
        """WeChat asks whether this address is ours."""
        return _text(self.notices.prove(msgspec.structs.asdict(query)))

    @post("/wechat/push", who=public, summary="微信推送消息")
    def hear(self, query: PushAsk, raw: bytes) -> Reply:
        """WeChat tells us something, sealed."""
        return _text(self.notices.hear(msgspec.structs.asdict(query), raw))


def api(notices: Notices) -> Api:
    """Routes of notices."""
    return Api.of("notices", NoticesRoutes(notices))


def _text(words: str) -> Reply:
    return Reply(words.encode(), "text/plain; charset=utf-8")


def _entry(entry: InboxEntry, inbox: Inbox) -> EntryTold:
    wechat = inbox.messages.get(entry.entry_id)
    return EntryTold(entry.entry_id, entry.topic, entry.title, entry.body, entry.link, entry.at, entry.read_at, wechat)


def _complaint(complaint: Complaint) -> ComplaintTold:
    return ComplaintTold(complaint.complaint_id, complaint.person_id, complaint.about, complaint.text, complaint.at)
