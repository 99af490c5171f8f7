"""Recoveries 找回记录: a record given to its person's new WeChat account, on two facts and the word of two of the staff."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from shouwang.kernel.actor import STAFF, Actor, Held
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit, throttle
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit
from shouwang.roster.models.recoveries import Fact, Recovery, RecoveryState
from shouwang.roster.rules import recovering as rules, require_sight
from shouwang.roster.service.recovery_views import OwnRecovery, RecoveryView, Told
from shouwang.roster.service.together import Rights, notice, settle
from shouwang.roster.store import recoveries as store
from shouwang.roster.store.register import fetch_volunteer

_DAY = timedelta(days=1)


class Moving(Protocol):
    """What identity does with two people who are one."""

    def phone_holder(self, phone: str) -> str | None:
        """Whose a phone number is. Cost: 1 request."""
        ...

    def require_empty(self, person_id: str) -> str:
        """The last digits of a newcomer's phone. Raises: HoldsSomething. Cost: 1 request."""
        ...

    def move(self, newcomer_id: str, person_id: str, may: Callable[[Held], None]) -> Writes:
        """The writes that give the record to the newcomer's WeChat account. Raises (at commit): Stale. Cost: 4 requests."""
        ...


class Documents(Protocol):
    """Claims on documents, as recruitment keeps them."""

    def holder(self, typed: str, now: datetime, pointer: str) -> str | None:
        """Whose a document is. Raises: IdentityNumberRefused. Cost: 1 request."""
        ...


class Recoveries(msgspec.Struct, frozen=True):
    """找回记录."""

    rights: Rights
    moving: Moving
    documents: Documents
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, told: Told, address: str) -> OwnRecovery:
        """Ask for a record; its present holder is told. Raises: TriedTooOften, HoldsSomething, FactsDiffer, Invalid.

        Cost: 8 to 9 requests, the same whichever fact is wrong.
        """
        once.before()
        now = self.now()
        throttle.require("recovery", actor.person_id, rules.TRIES_A_DAY, now, rules.TriedTooOften, _DAY)
        throttle.require("recovery-from", address, rules.TRIES_AN_ADDRESS, now, rules.TriedTooOften, _DAY)
        tail = self.moving.require_empty(actor.person_id)
        holders = self._holders(told, now)
        person_id = rules.require_agreement(holders, actor.person_id)
        held = self._held(person_id)
        if held is None or not held.volunteer_number or not held.unit_path:
            raise rules.FactsDiffer
        recovery = Recovery(
            *(self.new_id(), actor.person_id, person_id, held.name, held.volunteer_number, held.unit_path),
            *(tuple(holders), told.words, tail, now, now + rules.WAITS),
        )
        own = OwnRecovery.of(recovery)
        warning = "有人说换了微信或者手机，要把你的记录移过去。不是你的话，马上告诉中队"
        remembered = once.record(own, at=now, status=201)
        commit(store.asked(recovery), remembered, self._told(recovery, "asked", actor, person_id, warning))
        return own

    def mine(self, actor: Actor) -> Sequence[OwnRecovery]:
        """What I asked for, newest first. Cost: 1 request."""
        return [OwnRecovery.of(recovery) for recovery in store.recoveries_of(actor.person_id)]

    def withdraw(self, actor: Actor, once: Once, recovery_id: str) -> OwnRecovery:
        """Take one's own request back. Raises: NoSuchRecovery, RecoveryOver. Cost: 3 requests."""
        once.before()
        seen = store.fetch_recovery(recovery_id)
        if seen is None or seen.newcomer_id != actor.person_id:
            raise rules.NoSuchRecovery
        after = rules.decide(seen, RecoveryState.WITHDRAWN, actor, self.now())
        own = OwnRecovery.of(after)
        commit(store.decided(seen, after), self._line(after, "withdrawn", actor), once.record(own, at=self.now()))
        return own

    def waiting(self, actor: Actor, unit_path: str | None, cursor: str | None, limit: int) -> Page[RecoveryView]:
        """What waits in a unit and below. Raises: NoSuchUnit. Cost: 1 request."""
        unit_path = unit_path or next(iter(actor.scopes(*STAFF)), "")
        require_sight(actor, unit_path)
        page = store.waiting(unit_path, cursor, limit)
        return Page([RecoveryView.of(r) for r in page.items if self.now() < r.expires_at], page.cursor)

    def vouch(self, actor: Actor, once: Once, recovery_id: str) -> RecoveryView:
        """One of the staff has met the person and answers for them.

        Raises: NoSuchRecovery, AnotherPersonNeeded, RecoveryOver. Cost: 4 requests.
        """
        once.before()
        seen = self._require(actor, recovery_id)
        after = rules.vouch(seen, actor, self.now())
        view = RecoveryView.of(after)
        commit(store.vouched(seen, after), self._line(after, "vouched", actor), once.record(view, at=self.now()))
        return view

    def confirm(self, actor: Actor, once: Once, recovery_id: str) -> RecoveryView:
        """Another confirms: the record is the new account's, everybody is signed out, the newcomer is folded away.

        Raises: NoSuchRecovery, AnotherPersonNeeded, RecoveryOver, HoldsSomething. Cost: 8 requests.
        """
        views: list[RecoveryView] = []
        once.before()

        def attempt() -> Writes:
            seen = self._require(actor, recovery_id)
            after = rules.decide(seen, RecoveryState.MOVED, actor, self.now())
            views[:] = [RecoveryView.of(after)]
            words = "你的记录已经移到这个微信，原来的微信和设备都退出了。不是你办的话，马上告诉中队"
            return (
                once.record(views[0], at=self.now())
                + store.decided(seen, after)
                + self._moved(seen, actor)
                + self._told(after, "moved", actor, seen.person_id, words)
            )

        settle(attempt)
        return views[0]

    def refuse(self, actor: Actor, once: Once, recovery_id: str, why: str) -> RecoveryView:
        """One of the staff says no. Raises: NoSuchRecovery, RecoveryOver. Cost: 4 requests."""
        once.before()
        seen = self._require(actor, recovery_id)
        after = rules.decide(seen, RecoveryState.REFUSED, actor, self.now(), why)
        view = RecoveryView.of(after)
        telling = self._told(after, "refused", actor, seen.newcomer_id, f"找回记录没有办成：{why}")
        commit(store.decided(seen, after), telling, once.record(view, at=self.now()))
        return view

    def _moved(self, seen: Recovery, actor: Actor) -> Writes:
        """The record's way to the new account. Raises: RecoveryOver when another's word has folded the newcomer away."""
        try:
            return self.moving.move(seen.newcomer_id, seen.person_id, lambda held: _require_may(actor, held))
        except NotFound as gone:
            if store.fetch_recovery(seen.recovery_id) != seen:
                raise rules.RecoveryOver from gone
            raise

    def _holders(self, told: Told, now: datetime) -> dict[Fact, str | None]:
        """To whom each fact leads; all are looked up, whatever the first says."""
        rules.require_facts(sum(map(bool, (told.volunteer_number, told.document, told.phone))))
        holders: dict[Fact, str | None] = {}
        if told.volunteer_number:
            volunteer = fetch_volunteer(told.volunteer_number.strip().upper())
            holders[Fact.NUMBER] = volunteer.person_id if volunteer else None
        if told.document:
            holders[Fact.DOCUMENT] = self.documents.holder(told.document, now, "/document")
        if told.phone:
            holders[Fact.PHONE] = self.moving.phone_holder(rules.read_phone(told.phone))
        return holders

    def _require(self, actor: Actor, recovery_id: str) -> Recovery:
        seen = store.fetch_recovery(recovery_id)
        held = self._held(seen.person_id) if seen else None
        if seen is None or held is None:
            raise rules.NoSuchRecovery
        _require_may(actor, held)
        return seen

    def _held(self, person_id: str) -> Held | None:
        try:
            return self.rights.held(person_id)
        except NotFound:
            return None

    def _told(self, recovery: Recovery, act: str, actor: Actor, person_id: str, words: str) -> Writes:
        source = f"recovery#{recovery.recovery_id}#{act}"
        telling = emit("notices.tell", notice(person_id, "找回记录", words), at=self.now(), source=source)
        return self._line(recovery, act, actor) + telling

    def _line(self, recovery: Recovery, act: str, actor: Actor) -> Writes:
        facts = {
            "recovery_id": recovery.recovery_id,
            "number": recovery.volunteer_number,
            "told": list(recovery.facts),
            "reason": recovery.decided_why,
        }
        about = (recovery.person_id, recovery.newcomer_id)
        named = {recovery.person_id: recovery.name}
        writes = Writes()
        for person_id in about:
            writes += audit.note(
                f"person {person_id}", f"recovery-{act}", actor, self.now(), self.new_id(), facts, named
            )
        return writes


def _require_may(actor: Actor, held: Held) -> None:
    if not rules.may_move(actor, held):
        raise rules.NoSuchRecovery
