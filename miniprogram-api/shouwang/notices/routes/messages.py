"""HTTP of messages: the inbox, what WeChat may be used for, what WeChat pushes."""

from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.notices.models import Grants, Inbox, InboxEntry, MessageGrant, MessageState
from shouwang.notices.service import Notices
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, anyone, get, post, public


class PageAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class GrantsAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Kinds of message that the person has just allowed in WeChat's sheet, by our names."""

    templates: Annotated[list[str], msgspec.Meta(min_length=1, max_length=5)]


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


class NoticesRoutes:
    """The inbox, grants, pushes."""

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

    @get("/wechat/push", who=public, summary="微信校验推送地址")
    def prove(self, query: PushAsk) -> Reply:
        """WeChat asks whether this address is ours."""
        return _text(self.notices.prove(msgspec.structs.asdict(query)))

    @post("/wechat/push", who=public, summary="微信推送消息")
    def hear(self, query: PushAsk, raw: bytes) -> Reply:
        """WeChat tells us something, sealed."""
        return _text(self.notices.hear(msgspec.structs.asdict(query), raw))


def api(notices: Notices) -> Api:
    """Routes of messages."""
    return Api.of("notices", NoticesRoutes(notices))


def _text(words: str) -> Reply:
    return Reply(words.encode(), "text/plain; charset=utf-8")


def _entry(entry: InboxEntry, inbox: Inbox) -> EntryTold:
    wechat = inbox.messages.get(entry.entry_id)
    return EntryTold(entry.entry_id, entry.topic, entry.title, entry.body, entry.link, entry.at, entry.read_at, wechat)
