"""排班模板: kept by leaders, planned two weeks ahead each night; and what became of the shifts that are over."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import Attendance, Pattern, Shift
from shouwang.duty.rules import attendance, patterns, signups
from shouwang.duty.service.shifts import require_shift
from shouwang.duty.store import patterns as store, signups as places
from shouwang.duty.store.sessions import sessions_between
from shouwang.duty.store.shifts import shifts_of_unit
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

_MOST_SHIFTS = 500  # of one unit in ten days
_STAY = timedelta(hours=6)  # a session of a shift begins within this time around it


class Patterns(msgspec.Struct, frozen=True):
    """排班模板."""

    roster: "Roster"
    now: Clock
    new_id: NewId

    def create(self, actor: Actor, once: Once, asked: Pattern) -> Pattern:
        """A pattern of one of the leader's units, its first two weeks planned at once.

        Raises: NotFound, NoSuchUnit, NoSuchPoint, Invalid. Cost: 1 request.
        """
        unit = self.roster.unit(asked.unit_path)
        if not actor.covers(unit.path, *LEADERS):
            raise NotFound
        self.roster.point(asked.point_number)
        force = self.roster.force()
        pattern = replace(asked, pattern_id=self.new_id(), planned_until=None, ended=False)
        patterns.check_pattern(pattern, [kind.code for kind in force.duty_types])
        due, until = patterns.shifts_due(pattern, local_day(self.now()), force.holidays)
        kept = replace(pattern, planned_until=until)
        facts = {"point": kept.point_number, "weekdays": list(kept.weekdays), "begins_min": kept.begins_min}
        line = audit.note(f"pattern {kept.pattern_id}", "pattern-created", actor, self.now(), self.new_id(), facts)
        commit(store.new_pattern(kept, due), line, once.record(kept, at=self.now(), status=201))
        return kept

    def of_unit(self, actor: Actor, unit_path: str | None) -> Sequence[Pattern]:
        """A unit's own patterns. Raises: NotFound. Cost: 1 request."""
        return store.patterns_of(self._led(actor, unit_path))

    def end(self, actor: Actor, unit_path: str | None, pattern_id: str) -> None:
        """No more shifts of a pattern; those that stand are called off one by one. Raises: NotFound. Cost: 2 requests."""
        pattern = store.fetch_pattern(self._led(actor, unit_path), pattern_id)
        if pattern is None:
            raise NotFound
        line = audit.note(f"pattern {pattern_id}", "pattern-ended", actor, self.now(), self.new_id(), {})
        commit(store.end(pattern), line)

    def plan_ahead(self, unit_path: str) -> int:
        """Plan what a unit's patterns still owe; how many shifts. Cost: 1 request, 1 for each pattern that owes any."""
        today, made = local_day(self.now()), 0
        for pattern in store.patterns_of(unit_path):
            due, until = patterns.shifts_due(pattern, today, self.roster.force().holidays)
            if until == pattern.planned_until or pattern.ended:
                continue
            try:
                commit(store.planned(pattern, due, until))
            except Conflict:  # planned by another step of the same night
                continue
            made += len(due)
        return made

    def settle(self, unit_path: str) -> int:
        """State what became of every place on a unit's shifts of the last days; how many statements changed.

        Cost: 1 request, 1 for each shift, 1 for each place that is not settled, 1 for each that changed.
        """
        now = self.now()
        over = shifts_of_unit(unit_path, now - attendance.LOOK_BACK, now, _MOST_SHIFTS)
        return sum(self._settle(shift, signup) for shift in over if not shift.cancelled for signup in _on(shift))

    def excuse(self, leader: Actor, shift_id: str, person_id: str, reason: str) -> Attendance:
        """A missed place excused, with a reason. Raises: NotFound, NothingToExcuse, Invalid. Cost: 4 requests."""
        shift, now = require_shift(shift_id), self.now()
        signups.require_planner(leader, shift, reason)
        if person_id == leader.person_id:
            raise NotFound
        signup, before = places.fetch_attendance(person_id, shift)
        after = attendance.excuse(signup, before)
        facts, named = {"shift_id": shift_id, "reason": reason.strip()}, {person_id: signup.name if signup else ""}
        line = audit.note(f"person {person_id}", "no-show-excused", leader, now, self.new_id(), facts, named)
        self._state(shift, person_id, before, after, line)
        return after

    def _settle(self, shift: Shift, place: "places.Attended") -> int:
        signup, before = place
        if before is not None and before.stayed:
            return 0
        around = sessions_between(signup.person_id, signup.starts_at - _STAY, signup.ends_at + _STAY)
        after = attendance.judge(signup, around, self.now())
        if after is None or (before is not None and before == replace(after, excused=before.excused, told=before.told)):
            return 0
        return self._state(shift, signup.person_id, before, after, Writes())

    def _state(
        self, shift: Shift, person_id: str, before: Attendance | None, after: Attendance, besides: Writes
    ) -> int:
        now, told = self.now(), before.told if before else 0
        new = attendance.changes(before, after, shift.shift_id)
        writes = besides
        for (kind, source), quantity in new.items():
            payload = {
                "person_id": person_id,
                "fact": kind,
                "source": source,
                "quantity": quantity,
                "occurred_at": shift.starts_at,
                "ended_at": shift.ends_at,
                "duty_type": shift.duty_type,
                "unit_path": shift.unit_path,
            }
            writes += emit("assessment.fact-told", payload, at=now, source=f"{kind}#{source}#{person_id}#{told}")
        commit(places.attended(shift, person_id, before, replace(after, told=told + 1)), writes)
        return len(new)

    def _led(self, actor: Actor, unit_path: str | None) -> str:
        path = unit_path or next(iter(actor.scopes(*LEADERS)), "")
        if not actor.covers(path, *LEADERS):
            raise NotFound
        return path


def _on(shift: Shift) -> Sequence["places.Attended"]:
    return places.attended_of_shift(shift.shift_id)
