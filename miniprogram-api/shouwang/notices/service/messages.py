"""Messages: telling somebody, sending by WeChat at most once, hearing WeChat, reading, allowing."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.notices import rules
from shouwang.notices.models import (
    Grants,
    Inbox,
    InboxEntry,
    Message,
    MessageGrant,
    MessageState,
    Notice,
)
from shouwang.notices.store import messages as store
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import AnsweredBefore, Once
from shouwang.platform.outbox import Event, emit
from shouwang.platform.wechat import Sent, SubscribeMessage, Verdict, fit, grant_changes, media_verdict

_PAGE = 20  # inbox entries: what a phone shows in three screens


HEARD = "success"  # ends WeChat's tries. Source: reference wechat.md 5


class WeChatMessages(Protocol):
    """What notices needs of WeChat."""

    def send_notice(self, message: SubscribeMessage) -> Sent:
        """Send at most once, and say what became of it."""
        ...

    def handshake(self, query: Mapping[str, str]) -> str:
        """The echo that proves the address."""
        ...

    def open_push(self, query: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """The event inside a push."""
        ...


class People(Protocol):
    """What notices needs of identity."""

    def openid_of(self, person_id: str) -> str:
        """Where WeChat reaches a person."""
        ...

    def person_of(self, openid: str) -> str | None:
        """Whom WeChat means."""
        ...


class Notices(msgspec.Struct, frozen=True):
    """消息. `templates` holds the force's setting of each kind of message it uses: WeChat's template id, maybe keys."""

    wechat: WeChatMessages
    people: People
    templates: Mapping[str, str]
    now: Clock
    new_id: NewId
    miniprogram_state: str = "formal"

    def tell(self, event: Event, notice: Notice, done: Writes) -> None:
        """An inbox entry, and where the person allows it the intent of one WeChat message. Cost: 1-2 requests."""
        entry = rules.entry(notice, event.id, event.at)
        written = store.new_entry(entry) + done
        try:
            commit(written, self._message(notice, entry))
        except store.GrantSpent:
            commit(written)

    def send(self, message_id: str, done: Writes) -> None:
        """Hand a message to WeChat, at most once.

        Raises: StillSending, Taken, TryLater, so that the outbox comes back. Cost: 4 requests.
        """
        message = store.fetch_message(message_id)
        now = self.now()
        if message is None or (message.state is not MessageState.NEW and not rules.is_lost(message, now)):
            commit(done)
        elif message.state is MessageState.SENDING:
            commit(store.moved(message, rules.settle(message, MessageState.UNKNOWN, now)), done)
        else:
            self._send_new(message, done)

    def prove(self, query: Mapping[str, str]) -> str:
        """The echo that proves to WeChat that the push address is ours. Raises: PushRefused."""
        return self.wechat.handshake(query)

    def hear(self, query: Mapping[str, str], body: bytes) -> str:
        """Act on an event that WeChat pushed, once, and give the answer it wants; what does not concern us is heard, too.

        Raises: PushRefused. Cost: 1 request, 1-2 more for what concerns us.
        """
        event = self.wechat.open_push(query, body)
        effect = self._grants_lost(event) + self._verdict(event)
        if effect.actions:
            with suppress(AnsweredBefore):
                commit(effect, _by_content(event).record(HEARD, at=self.now()))
        return HEARD

    def verdict_of(self, trace_id: str) -> Verdict | None:
        """WeChat's verdict on a media check 媒体检查结论, None while there is none. Cost: 1 request."""
        return store.fetch_verdict(trace_id)

    def inbox(self, actor: Actor, cursor: str | None) -> Inbox:
        """A page of one's entries, newest first, with what became of each by WeChat. Cost: 3 requests."""
        left = store.grants_left(actor.person_id)
        page = store.inbox(actor.person_id, cursor, _PAGE)
        states = store.message_states([entry.entry_id for entry in page.items]) if page.items else {}
        return Inbox(page.items, page.cursor, states, self._grants(left))

    def read(self, actor: Actor, entry_id: str) -> None:
        """Mark one's own entry as read; again is fine. Raises: NotFound. Cost: 1 request."""
        commit(store.mark_read(actor.person_id, entry_id, self.now()))

    def grant(self, actor: Actor, accepted: Sequence[str], once: Once) -> Grants:
        """Count what the person allowed in WeChat's sheet, once each. Raises: Invalid, Conflict. Cost: 2 requests."""
        rules.require_templates(accepted, self.templates)
        left = store.grants_left(actor.person_id)
        more = {template: left.get(template, 0) for template in accepted}
        answer = self._grants(left | {template: seen + 1 for template, seen in more.items()})
        added = [store.add_grant(actor.person_id, template, seen) for template, seen in more.items()]
        commit(*added, once.record(answer, at=self.now()))
        return answer

    def _grants(self, left: Mapping[str, int]) -> Grants:
        kinds = ((name, rules.template_id(setting)) for name, setting in self.templates.items())
        return Grants(tuple(MessageGrant(name, template_id, left.get(name, 0)) for name, template_id in kinds))

    def _message(self, notice: Notice, entry: InboxEntry) -> Writes:
        """The intent of a WeChat message and the grant it costs; nothing where the person allows none."""
        if notice.template not in self.templates or not store.fetch_left(notice.person_id, notice.template):
            return Writes()
        laid_out = rules.lay_out(notice, self.templates[notice.template])
        fields = {key: fit(key, value) for key, value in laid_out.items()}
        message = rules.intent(notice, entry, fields)
        ask = emit("notices.send", {"message_id": message.message_id}, at=self.now(), source=message.message_id)
        return store.take_grant(notice.person_id, notice.template) + store.new_message(message) + ask

    def _grants_lost(self, event: Mapping[str, Any]) -> Writes:
        """Refusals only: what a person accepts is counted when the phone reports it. Source: docs/decisions/0031"""
        refused = {change.template_id for change in grant_changes(event) if not change.accepted}
        lost = rules.kinds_of(refused, self.templates)
        person_id = self.people.person_of(str(event.get("FromUserName", ""))) if lost else None
        if person_id is None:
            return Writes()
        return sum((store.no_grants(person_id, template) for template in lost), Writes())

    def _verdict(self, event: Mapping[str, Any]) -> Writes:
        told = media_verdict(event)
        return store.keep_verdict(told.trace_id, told.verdict, self.now()) if told else Writes()

    def _send_new(self, message: Message, done: Writes) -> None:
        try:
            letter = self._letter(message)
        except NotFound:  # the person was erased, or the force gave this kind of message up
            commit(store.moved(message, rules.settle(message, MessageState.REFUSED, self.now())), done)
            return
        sending = rules.start(message, self.now())
        commit(store.moved(message, sending))
        sent = self.wechat.send_notice(letter)
        after = rules.settle(sending, rules.OUTCOMES[sent.outcome], self.now(), sent.errcode)
        if after.state is MessageState.NEW:
            commit(store.moved(sending, after))
            raise rules.TryLater
        spent = after.state is MessageState.NOT_SUBSCRIBED
        dropped = store.no_grants(message.person_id, message.template) if spent else Writes()
        commit(store.moved(sending, after), dropped, done)

    def _letter(self, message: Message) -> SubscribeMessage:
        setting = self.templates.get(message.template)
        if setting is None:
            raise NotFound
        template_id = rules.template_id(setting)
        openid = self.people.openid_of(message.person_id)
        return SubscribeMessage(openid, template_id, message.page, message.fields, self.miniprogram_state)


def _by_content(event: Mapping[str, Any]) -> Once:
    """An event is the same event whatever signature it comes under."""
    content = hashlib.sha256(msgspec.json.encode(event, order="deterministic")).hexdigest()
    return Once.of(str(event.get("FromUserName", "")), "POST /wechat/push", content, content.encode())
