"""Changes of volunteers 队员变动: unit, further units, status, insurance cover; each with history, audit and every session."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import LEADERS, STAFF, Actor, Held, Status
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.mentions import nameless
from shouwang.kernel.problem import Stale
from shouwang.platform import audit
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit
from shouwang.roster.models import HistoryEntry, Step, Volunteer
from shouwang.roster.rules import NoSuchUnit, NoSuchVolunteer, members as rules, require_sight
from shouwang.roster.service.roster import Roster
from shouwang.roster.service.together import Rights, notice, settle
from shouwang.roster.store import records, register


class Changed(msgspec.Struct, frozen=True):
    """What a change came to."""

    volunteer_number: str
    unit_path: str
    status: Status
    cover_until: date | None
    also: tuple[str, ...]


class _Change(msgspec.Struct, frozen=True):
    """One kind of change: who asks what, how the volunteer comes out of it, and how the person is told."""

    step: Step
    decide: Callable[[Volunteer], Volunteer]
    facts: Callable[[Volunteer, Volunteer], Mapping[str, Any]]
    told: str
    may: Callable[[Held, Volunteer], None] = lambda _held, _volunteer: None


class Members(msgspec.Struct, frozen=True):
    """队员变动. Each change is one commit of volunteer, history, audit line, the person and all the person's sessions."""

    roster: Roster
    rights: Rights
    now: Clock
    new_id: NewId

    def transfer(
        self, actor: Actor, once: Once, number: str, unit_path: str, reason: str, seen: int | None = None
    ) -> Changed:
        """Move a volunteer to another unit; the number stays. `seen`: the version that was looked at, if one was.

        Raises: NoSuchVolunteer, NoSuchUnit, HoldsPost, Invalid, Stale. Cost: 6 requests.
        """
        require_sight(actor, self.roster.unit(unit_path).path)
        today = self._today()

        def decide(volunteer: Volunteer) -> Volunteer:
            rules.require_mover(actor, volunteer, *rules.MOVERS)
            require_mover_to(actor, unit_path)
            return rules.transfer(volunteer, unit_path, today)

        def facts(before: Volunteer, _: Volunteer) -> Mapping[str, Any]:
            since = before.unit_since or before.joined_on
            return {"from": before.unit_path, "since": since.isoformat(), "to": unit_path, "reason": reason}

        words = f"你调到了{self.roster.unit(unit_path).name}，编号不变"
        return self._change(actor, once, number, _Change(Step.TRANSFERRED, decide, facts, words, _no_post_there), seen)

    def join_also(self, actor: Actor, once: Once, number: str, unit_path: str) -> Changed:
        """Let a volunteer belong to a further unit. Raises: NoSuchVolunteer, NoSuchUnit, Invalid. Cost: 6 requests."""
        unit = self.roster.unit(unit_path)
        require_mover_to(actor, unit_path)

        def decide(volunteer: Volunteer) -> Volunteer:
            rules.require_mover(actor, volunteer, *rules.MOVERS)
            return rules.join_also(volunteer, unit_path, self._today())

        change = _Change(Step.ALSO_JOINED, decide, lambda _, __: {"unit": unit_path}, f"你也属于{unit.name}了")
        return self._change(actor, once, number, change)

    def leave_also(self, actor: Actor, number: str, unit_path: str) -> Changed:
        """Take a volunteer out of a further unit. Raises: NoSuchVolunteer, NoSuchUnit. Cost: 4 requests."""
        unit = self.roster.unit(unit_path)

        def decide(volunteer: Volunteer) -> Volunteer:
            rules.require_mover(actor, volunteer, *rules.MOVERS)
            return rules.leave_also(volunteer, unit_path)

        change = _Change(Step.ALSO_LEFT, decide, lambda _, __: {"unit": unit_path}, f"你不再兼属{unit.name}")
        return self._change(actor, None, number, change)

    def change_status(
        self,
        actor: Actor,
        once: Once,
        number: str,
        to: Status,
        until_on: date | None,
        reason: str,
        seen: int | None = None,
    ) -> Changed:
        """Leave, suspend, let go, take back; `seen` as in `transfer`.

        Raises: NoSuchVolunteer, StatusStepRefused, NotYourself, HoldsPost, Invalid, Stale. Cost: 6 requests.
        """

        def decide(volunteer: Volunteer) -> Volunteer:
            rules.require_in_sight(actor, volunteer)
            return rules.change_status(volunteer, to, until_on, actor, self._today())

        def facts(before: Volunteer, _: Volunteer) -> Mapping[str, Any]:
            until = until_on.isoformat() if until_on else None
            return {"from": before.status, "to": to, "until": until, "reason": reason}

        words = f"你的在队状态改成了：{rules.STATUS_TITLES[to]}"
        may = _no_staff_role if to is Status.LEFT else _anything
        return self._change(actor, once, number, _Change(Step.STATUS, decide, facts, words, may), seen)

    def set_cover(
        self, actor: Actor, number: str, until_on: date, once: Once | None = None, seen: int | None = None
    ) -> Changed:
        """Note until when a volunteer is insured; `seen` as in `transfer`. Raises: NoSuchVolunteer, Invalid, Stale.

        Cost: 4 requests, 5 with `once`.
        """

        def decide(volunteer: Volunteer) -> Volunteer:
            if not actor.covers(volunteer.unit_path, *rules.CARERS):
                raise NoSuchVolunteer
            return rules.cover(volunteer, until_on, self._today())

        def facts(before: Volunteer, _: Volunteer) -> Mapping[str, Any]:
            was = before.cover_until.isoformat() if before.cover_until else None
            return {"from": was, "to": until_on.isoformat()}

        change = _Change(Step.COVER, decide, facts, f"你的保险登记到 {until_on}")
        return self._change(actor, once, number, change, seen)

    def obstacle(self, person_id: str) -> str:
        """Why a person cannot go for good now, if so: a post or role that somebody must end first. Cost: 1 request."""
        held, today = self.rights.held(person_id), self._today()
        holds = any(grant.role in STAFF and grant.counts_on(today) for grant in held.grants)
        return "你还担任职务或者工作身份，先请上级免去" if holds else ""

    def leave_for_good(self, person_id: str) -> None:
        """Note that a volunteer left by the own wish; nothing for who is none, or has left. Cost: 6 requests."""

        def attempt() -> Writes:
            before = self.roster.volunteer_of(person_id)
            if before is None or before.status is Status.LEFT:
                return Writes()
            after = replace(before, status=Status.LEFT, status_until=None, also=())
            now, line_id = self.now(), self.new_id()
            facts = {"from": before.status, "to": Status.LEFT, "until": None, "reason": "本人注销"}
            entry = history_entry(before.volunteer_number, Step.STATUS, "erasure", now, line_id, facts)
            line = audit.note(f"person {person_id}", "member-status", "erasure", now, line_id, facts)
            rights = self.rights.change_writes(person_id, partial(rules.held_by, volunteer=after))
            return register.kept(before, after) + records.noted(entry) + line + rights

        settle(attempt)

    def phone_bound(self, number: str, tail_index: str, done: Writes) -> None:
        """Find the volunteer by another phone from now on, together with the event's done-mark. Cost: 2 requests."""
        before = self.roster.volunteer(number)
        commit(register.tailed(before, tail_index), done)

    def _change(
        self, actor: Actor, once: Once | None, number: str, change: _Change, seen: int | None = None
    ) -> Changed:
        told: list[Changed] = []
        if once:
            once.before()

        def attempt() -> Writes:
            before = self.roster.volunteer(number)
            after = change.decide(before)
            if seen not in {None, before.version}:
                raise Stale(f"{before.name}的情况刚被别人改过，下面是现在的；你写的还在，看过再交一次")
            change.may(self.rights.held(before.person_id), before)
            told[:] = [_changed(after)]
            remembered = once.record(told[0], at=self.now()) if once else Writes()
            return remembered + self._writes(actor, before, after, change)

        settle(attempt)
        return told[0]

    def _writes(self, actor: Actor, before: Volunteer, after: Volunteer, change: _Change) -> Writes:
        now, line_id = self.now(), self.new_id()
        # The history is never changed: a reason that names somebody must not hold the name.
        named = {before.person_id: before.name, actor.person_id: actor.name}
        facts: dict[str, Any] = nameless(change.facts(before, after), named)
        line = audit.note(f"person {before.person_id}", f"member-{change.step}", actor, now, line_id, facts)
        telling = notice(before.person_id, "队里有变动", change.told)
        return (
            register.kept(before, after)
            + records.noted(history_entry(before.volunteer_number, change.step, actor, now, line_id, facts))
            + self.rights.change_writes(before.person_id, partial(rules.held_by, volunteer=after))
            + line
            + emit("notices.tell", telling, at=now, source=f"member#{line_id}")
        )

    def _today(self) -> date:
        return local_day(self.now())


def history_entry(
    number: str, step: Step, actor: Actor | str, at: Any, line_id: str, facts: Mapping[str, Any]
) -> HistoryEntry:
    """A line of a volunteer's history; who did it is named by roles and number."""
    by_as = actor if isinstance(actor, str) else audit.acting_as(actor)
    return HistoryEntry(number, f"{at.isoformat()}#{line_id}", step, at, by_as, dict(facts))


def require_mover_to(actor: Actor, unit_path: str) -> None:
    """Let pass who may put volunteers into a unit. Raises: NoSuchUnit, as if it were not there."""
    if not actor.covers(unit_path, *rules.MOVERS):
        raise NoSuchUnit


def _no_post_there(held: Held, volunteer: Volunteer) -> None:
    if any(g.role in LEADERS and g.unit_path == volunteer.unit_path for g in held.grants):
        raise rules.HoldsPost


def _no_staff_role(held: Held, _: Volunteer) -> None:
    if any(grant.role in STAFF for grant in held.grants):
        raise rules.HoldsPost


def _anything(_held: Held, _volunteer: Volunteer) -> None:
    return None


def _changed(volunteer: Volunteer) -> Changed:
    also = tuple(membership.unit_path for membership in volunteer.also)
    return Changed(volunteer.volunteer_number, volunteer.unit_path, volunteer.status, volunteer.cover_until, also)
