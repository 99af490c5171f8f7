"""班次: what is on, and a leader's side of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import Attendance, Shift, Signup, SignupState
from shouwang.duty.rules import signups
from shouwang.duty.service.views import ShiftView
from shouwang.duty.store import shifts as store, signups as places
from shouwang.kernel.actor import LEADERS, STAFF, Actor, within
from shouwang.kernel.clock import Clock, day_start, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

MOST_DAYS = 14  # that one list shows. Source: design section 4, pages stay small
_PAGE = 50
_MOST_BELOW = 200  # of one unit in a week: four a day at seven places
_BATCH = 90  # actions a transaction, below the store's 100


class Shifts(msgspec.Struct, frozen=True):
    """班次."""

    roster: "Roster"
    now: Clock
    new_id: NewId

    def of_unit(self, actor: Actor, unit_path: str | None, first: date | None, days: int) -> Sequence[ShiftView]:
        """The shifts of a unit and of those above it, which its people may take too, by their start.

        Raises: NotFound outside the own units. Cost: 1 request for each unit up the tree, 1 for the own sign-ups.
        """
        unit_path = self._visible(actor, unit_path)
        starts_from = day_start(first or local_day(self.now()))
        before = starts_from + timedelta(days=min(days, MOST_DAYS))
        mine = {s.shift_id: s.state for s in held(actor.person_id, starts_from, before)}
        found = [shift for path in _up(unit_path) for shift in store.shifts_of_unit(path, starts_from, before, _PAGE)]
        found.sort(key=lambda shift: (shift.starts_at, shift.shift_id))
        return [self._view(shift, mine.get(shift.shift_id)) for shift in found]

    def below(self, reader: Actor, unit_path: str, first_at: datetime, before: datetime) -> Sequence[ShiftView]:
        """The own shifts of a unit and of all below it that start in a span of time, by their start.

        Raises: NotFound outside the units that are led. Cost: 1 request for each of the units.
        """
        if not reader.covers(unit_path, *LEADERS):
            raise NotFound
        paths = [unit.path for unit in self.roster.units() if within(unit.path, unit_path)]
        found = [shift for path in paths for shift in store.shifts_of_unit(path, first_at, before, _MOST_BELOW)]
        found.sort(key=lambda shift: (shift.starts_at, shift.point_number, shift.shift_id))
        return [self._view(shift, None) for shift in found]

    def create(self, actor: Actor, once: Once, asked: Shift) -> ShiftView:
        """A shift of one of the leader's units. Raises: NotFound, NoSuchUnit, NoSuchPoint, Invalid. Cost: 1 request."""
        unit = self.roster.unit(asked.unit_path)
        if not actor.covers(unit.path, *LEADERS):
            raise NotFound
        self.roster.point(asked.point_number)
        shift = replace(asked, shift_id=self.new_id(), taken=0, cancelled=False)
        signups.check_shift(shift, [kind.code for kind in self.roster.force().duty_types])
        told = self._view(shift, None)
        facts = {"starts_at": shift.starts_at.isoformat(), "point": shift.point_number, "capacity": shift.capacity}
        line = audit.note(f"shift {shift.shift_id}", "shift-created", actor, self.now(), self.new_id(), facts)
        commit(store.new_shift(shift), line, once.record(told, at=self.now(), status=201))
        return told

    def call_off(self, actor: Actor, shift_id: str, reason: str) -> ShiftView:
        """A shift cancelled; everybody on it is told. Raises: NotFound, ShiftOver, Invalid. Cost: 2 requests."""
        now = self.now()
        shift = signups.call_off(require_shift(shift_id), actor, reason, now)
        facts = {"reason": reason.strip()}
        commit(
            store.called_off(shift),
            audit.note(f"shift {shift_id}", "shift-called-off", actor, now, self.new_id(), facts),
            emit("duty.shift-called-off", {"shift_id": shift_id, "reason": reason.strip()}, at=now, source=shift_id),
        )
        return self._view(shift, None)

    def tell_called_off(self, shift_id: str, reason: str, done: Writes) -> None:
        """Every sign-up of a cancelled shift ended, everybody told, together with the event's done-mark.

        Cost: 2 requests, 1 for each person.
        """
        shift, now = require_shift(shift_id), self.now()
        on_it = places.signups_of_shift(shift_id, SignupState.SIGNED_UP, SignupState.WAITING)
        for signup in on_it:
            ended = replace(signup, state=SignupState.CANCELLED, cancelled_at=now)
            body = f"{signups.spoken(shift.starts_at)} 在 {shift.point_number} 的班取消了。理由：{reason}"
            try:
                commit(places.withdrawn(ended), told(signup.person_id, "班次取消了", body, shift_id, now, "off"))
            except places.Moved:
                continue  # told by an earlier delivery, or gone by itself
        commit(done)

    def people(self, actor: Actor, shift_id: str) -> Sequence[Signup]:
        """Who has a place on a shift and who waits, for staff of its unit. Raises: NotFound. Cost: 2 requests."""
        shift = require_shift(shift_id)
        if not actor.covers(shift.unit_path, *STAFF):
            raise NotFound
        on_it = places.signups_of_shift(shift_id, SignupState.SIGNED_UP, SignupState.WAITING)
        return sorted(on_it, key=_order)

    def look(self, reader: Actor, shift_id: str) -> tuple[ShiftView, Sequence[tuple[Signup, Attendance | None]]]:
        """A shift with who has a place, then who waits, and what became of each once it was over, for staff of its unit.

        Raises: NotFound. Cost: 3 requests.
        """
        shift, people = require_shift(shift_id), self.people(reader, shift_id)
        known = {signup.person_id: attendance for signup, attendance in places.attended_of_shift(shift_id)}
        on_it = sorted(people, key=lambda signup: signup.state is SignupState.WAITING)
        return self._view(shift, None), [(signup, known.get(signup.person_id)) for signup in on_it]

    def coming(self, person_id: str, now: datetime) -> Signup | None:
        """The sign-up whose shift runs or comes next within a day. Cost: 1 request."""
        found = held(person_id, now, now + timedelta(days=1))
        return next((s for s in found if s.ends_at > now and s.state is SignupState.SIGNED_UP), None)

    def put(self, planned: Iterable[tuple[Shift, Sequence[Signup]]]) -> None:
        """Shifts with their sign-ups as another system planned them, for set-up and imports. Cost: 1 request each 90 rows."""
        writes: list[Writes] = []
        actions = 0
        for shift, on_it in planned:
            if actions + 1 + 2 * len(on_it) > _BATCH:
                commit(*writes)
                writes, actions = [], 0
            writes.append(places.planned(replace(shift, taken=len(on_it)), on_it))
            actions += 1 + len(on_it)
        if writes:
            commit(*writes)

    def _visible(self, actor: Actor, unit_path: str | None) -> str:
        """The unit whose shifts are asked for, if they are this person's to see. Raises: NotFound."""
        own = actor.unit_path or next(iter(actor.scopes(*STAFF)), None)
        path = unit_path or own
        if path is None or not (actor.covers(path, *STAFF) or (actor.unit_path and within(actor.unit_path, path))):
            raise NotFound
        return path

    def _view(self, shift: Shift, mine: SignupState | None) -> ShiftView:
        return ShiftView.of(shift, self.roster.point(shift.point_number).name, mine)


def require_shift(shift_id: str) -> Shift:
    """A shift. Raises: NotFound. Cost: 1 request."""
    shift = store.fetch_shift(shift_id)
    if shift is None:
        raise NotFound
    return shift


def held(person_id: str, starts_from: datetime, before: datetime) -> Sequence[Signup]:
    """A person's places and turns around a span of time. Cost: 1 request."""
    found = places.signups_around(person_id, starts_from, before)
    return [signup for signup in found if signup.state is not SignupState.CANCELLED]


def told(person_id: str, title: str, body: str, shift_id: str, now: datetime, why: str) -> Writes:
    """A line in a person's inbox about a shift, once a person, shift, reason and instant."""
    payload = {
        "person_id": person_id,
        "topic": "duty",
        "title": title,
        "body": body,
        "link": f"pages/shifts/index?id={shift_id}",
        "template": "",
        "fields": {},
    }
    return emit("notices.tell", payload, at=now, source=f"{why}#{shift_id}#{person_id}#{now.isoformat()}")


def _order(signup: Signup) -> tuple[int, datetime]:
    waits = signup.state is SignupState.WAITING
    return (signup.ticket or 0) if waits else 0, signup.signed_up_at


def _up(unit_path: str) -> Sequence[str]:
    """A unit's path and those above it."""
    steps = unit_path.split("/")
    return ["/".join(steps[:depth]) for depth in range(len(steps), 0, -1)]
