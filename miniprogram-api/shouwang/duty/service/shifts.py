"""班次: what is on, taking a place, giving it back, and a leader's side of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shouwang.duty.models import Candidate, Shift, Signup
from shouwang.duty.rules import signups
from shouwang.duty.service.views import ShiftView, SignupView
from shouwang.duty.store import shifts as store
from shouwang.kernel.actor import LEADERS, STAFF, Actor, within
from shouwang.kernel.clock import Clock, day_start, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once

if TYPE_CHECKING:
    from shouwang.roster.service import Roster
    from shouwang.training.service import Training

MOST_DAYS = 14  # that one list shows. Source: design section 4, pages stay small
_PAGE = 50
_BATCH = 90  # actions a transaction, below the store's 100


@dataclass(frozen=True, slots=True)
class Shifts:
    """班次. `cover_needed`: whether the force asks for accident insurance before a duty."""

    roster: "Roster"
    training: "Training"
    now: Clock
    new_id: NewId
    cover_needed: bool = False

    def of_unit(self, actor: Actor, unit_path: str | None, first: date | None, days: int) -> Sequence[ShiftView]:
        """The shifts of a unit and of those above it, which its people may take too, by their start.

        Raises: NotFound outside the own units. Cost: 1 request for each unit up the tree, 1 for the own sign-ups.
        """
        unit_path = self._visible(actor, unit_path)
        starts_from = day_start(first or local_day(self.now()))
        before = starts_from + timedelta(days=min(days, MOST_DAYS))
        mine = {signup.shift_id for signup in self._held(actor.person_id, starts_from, before)}
        found = [shift for path in _up(unit_path) for shift in store.shifts_of_unit(path, starts_from, before, _PAGE)]
        found.sort(key=lambda shift: (shift.starts_at, shift.shift_id))
        return [self._view(shift, mine=shift.shift_id in mine) for shift in found]

    def sign_up(self, actor: Actor, once: Once, shift_id: str) -> SignupView:
        """报班. Raises: NotFound, every refusal of `signups`. Cost: 4 requests, 1 more when a course is needed."""
        shift = self._require(shift_id)
        turn = store.fetch_turn(actor.person_id)
        held = store.signups_around(actor.person_id, shift.starts_at, shift.ends_at)
        signup = signups.sign_up(shift, self._candidate(actor, shift), held, self.now(), cover_needed=self.cover_needed)
        told = self._signup_view(signup)
        if signup not in held:
            commit(store.take_place(shift, signup, turn), once.record(told, at=self.now(), status=201))
        return told

    def cancel(self, actor: Actor, shift_id: str) -> None:
        """退班. Raises: NotFound, NotSignedUp, ShiftOver, CancelTooLate. Cost: 3 requests."""
        shift = self._require(shift_id)
        signup = signups.cancel(store.fetch_signup(actor.person_id, shift), self.now())
        commit(store.give_back_place(signup))

    def create(self, actor: Actor, once: Once, asked: Shift) -> ShiftView:
        """A shift of one of the leader's units. Raises: NotFound, NoSuchUnit, NoSuchPoint, Invalid. Cost: 1 request."""
        unit = self.roster.unit(asked.unit_path)
        if not actor.covers(unit.path, *LEADERS):
            raise NotFound
        self.roster.point(asked.point_number)
        shift = replace(asked, shift_id=self.new_id(), taken=0, cancelled=False)
        signups.check_shift(shift)
        told = self._view(shift, mine=False)
        facts = {"starts_at": shift.starts_at.isoformat(), "point": shift.point_number, "capacity": shift.capacity}
        line = audit.note(f"shift {shift.shift_id}", "shift-created", actor, self.now(), self.new_id(), facts)
        commit(store.new_shift(shift), line, once.record(told, at=self.now(), status=201))
        return told

    def people(self, actor: Actor, shift_id: str) -> Sequence[Signup]:
        """Who has a place on a shift, for staff of its unit. Raises: NotFound. Cost: 2 requests."""
        shift = self._require(shift_id)
        if not actor.covers(shift.unit_path, *STAFF):
            raise NotFound
        return store.signups_of_shift(shift_id)

    def coming(self, person_id: str, now: datetime) -> Signup | None:
        """The sign-up whose shift runs or comes next within a day. Cost: 1 request."""
        held = self._held(person_id, now, now + timedelta(days=1))
        return next((signup for signup in held if signup.ends_at > now), None)

    def put(self, planned: Iterable[tuple[Shift, Sequence[Signup]]]) -> None:
        """Shifts with their sign-ups as another system planned them, for set-up and imports. Cost: 1 request each 90 rows."""
        writes: list[Writes] = []
        actions = 0
        for shift, places in planned:
            if actions + 1 + 2 * len(places) > _BATCH:
                commit(*writes)
                writes, actions = [], 0
            writes.append(store.planned(replace(shift, taken=len(places)), places))
            actions += 1 + len(places)
        if writes:
            commit(*writes)

    def _visible(self, actor: Actor, unit_path: str | None) -> str:
        """The unit whose shifts are asked for, if they are this person's to see. Raises: NotFound."""
        own = actor.unit_path or next(iter(actor.scopes(*STAFF)), None)
        path = unit_path or own
        if path is None or not (actor.covers(path, *STAFF) or (actor.unit_path and within(actor.unit_path, path))):
            raise NotFound
        return path

    def _candidate(self, actor: Actor, shift: Shift) -> Candidate:
        passed = bool(shift.qualification) and self._passed(actor.person_id, shift.qualification or "", shift)
        return Candidate(
            person_id=actor.person_id,
            volunteer_number=actor.volunteer_number or "",
            name=actor.name,
            unit_path=actor.unit_path or "",
            qualifications=frozenset({shift.qualification}) if passed and shift.qualification else frozenset(),
            cover_until=actor.cover_until,
        )

    def _passed(self, person_id: str, course_id: str, shift: Shift) -> bool:
        standing = self.training.standing(person_id, course_id)
        lasts = standing.valid_until is None or standing.valid_until >= local_day(shift.ends_at)
        return standing.first_passed_at is not None and lasts

    def _held(self, person_id: str, starts_from: datetime, before: datetime) -> Sequence[Signup]:
        return [s for s in store.signups_around(person_id, starts_from, before) if s.state == "signed-up"]

    def _require(self, shift_id: str) -> Shift:
        shift = store.fetch_shift(shift_id)
        if shift is None:
            raise NotFound
        return shift

    def _view(self, shift: Shift, *, mine: bool) -> ShiftView:
        return ShiftView.of(shift, self.roster.point(shift.point_number).name, mine=mine)

    def _signup_view(self, signup: Signup) -> SignupView:
        return SignupView.of(signup, self.roster.point(signup.point_number).name)


def _up(unit_path: str) -> Sequence[str]:
    """A unit's path and those above it."""
    steps = unit_path.split("/")
    return ["/".join(steps[:depth]) for depth in range(len(steps), 0, -1)]
