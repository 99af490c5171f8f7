"""报班: taking a place, waiting for one, giving it back; a freed place goes to whoever has waited longest."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import Candidate, Place, Shift, Signup, SignupState
from shouwang.duty.rules import signups
from shouwang.duty.service.shifts import require_shift, told
from shouwang.duty.service.views import SignupView
from shouwang.duty.store import signups as store
from shouwang.duty.store.shifts import draw_ticket
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.platform import audit
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.once import Once

if TYPE_CHECKING:
    from shouwang.roster.service import Roster
    from shouwang.training.service import Training

_T = TypeVar("_T")
_TRIES = 8  # each lost try is somebody else's success on the same shift


class Signups(msgspec.Struct, frozen=True):
    """报班."""

    roster: "Roster"
    training: "Training"
    now: Clock
    new_id: NewId

    def sign_up(self, actor: Actor, once: Once, shift_id: str, *, wait: bool = False) -> SignupView:
        """A place, or with `wait` a turn on the waiting list of a full shift.

        Raises: NotFound, every refusal of `signups`. Cost: 4 requests, 1 more when a course is needed, 2 more to wait.
        """
        return _until_settled(lambda: self._sign_up(actor, once, shift_id, wait=wait))

    def cancel(self, actor: Actor, shift_id: str) -> None:
        """退班, 退候补. Raises: NotFound, NotSignedUp, ShiftOver, CancelTooLate. Cost: 4 requests, 5 when somebody waits."""
        _until_settled(lambda: self._cancel(actor, shift_id))

    def release(self, leader: Actor, shift_id: str, person_id: str, reason: str) -> None:
        """A person taken off a shift by its leader, who was told they cannot come; they hear why.

        Raises: NotFound, NotSignedUp, ShiftOver, Invalid. Cost: 4 requests, 5 when somebody waits.
        """
        _until_settled(lambda: self._release(leader, shift_id, person_id, reason.strip()))

    def candidate(self, actor: Actor, shift: Shift) -> Candidate:
        """The person behind a request as the rules look at one. Cost: none; 1 request when the shift needs a course."""
        return Candidate(
            person_id=actor.person_id,
            volunteer_number=actor.volunteer_number or "",
            name=actor.name,
            unit_path=actor.unit_path or "",
            qualifications=self._qualifications(actor.person_id, shift),
            cover_until=actor.cover_until,
        )

    def candidate_by_number(self, volunteer_number: str, shift: Shift) -> Candidate:
        """Another volunteer as the rules look at one. Raises: NoSuchVolunteer. Cost: 1 request; 2 when a course is needed."""
        found = self.roster.volunteer(volunteer_number)
        qualifications = self._qualifications(found.person_id, shift)
        return Candidate(
            found.person_id, volunteer_number, found.name, found.unit_path, qualifications, found.cover_until
        )

    def needs_cover(self, shift: Shift) -> bool:
        """Whether a shift asks for accident insurance."""
        return self.roster.force().needs_cover(shift.duty_type)

    def _sign_up(self, actor: Actor, once: Once, shift_id: str, *, wait: bool) -> SignupView:
        shift = require_shift(shift_id)
        turn = store.fetch_turn(actor.person_id)
        others = store.signups_around(actor.person_id, shift.starts_at, shift.ends_at)
        person, needed = self.candidate(actor, shift), self.needs_cover(shift)
        signup = signups.sign_up(shift, person, others, self.now(), cover_needed=needed, wait=wait)
        if signup in others:
            return self._view(Place(signup))
        if signup.state is SignupState.WAITING:
            return self._wait(once, shift, signup, turn)
        answer = self._view(Place(signup))
        commit(store.take_place(shift, signup, turn), once.record(answer, at=self.now(), status=201))
        return answer

    def _wait(self, once: Once, shift: Shift, signup: Signup, turn: int) -> SignupView:
        ticket = draw_ticket(shift)
        waiter = replace(signup, ticket=ticket)
        answer = self._view(Place(waiter, store.count_before(shift, ticket)))
        commit(store.join_waiting(shift, waiter, turn), once.record(answer, at=self.now(), status=201))
        return answer

    def _cancel(self, actor: Actor, shift_id: str) -> None:
        shift = require_shift(shift_id)
        before = store.fetch_signup(actor.person_id, shift)
        commit(self._freed(shift, before, signups.cancel(before, self.now())))

    def _release(self, leader: Actor, shift_id: str, person_id: str, reason: str) -> None:
        shift, now = require_shift(shift_id), self.now()
        signups.require_planner(leader, shift, reason)
        before = store.fetch_signup(person_id, shift)
        freed = self._freed(shift, before, signups.release(before, leader, shift, reason, now))
        act, facts, named = "released-from-shift", {"reason": reason}, {person_id: before.name if before else ""}
        line = audit.note(f"person {person_id}", act, leader, now, self.new_id(), facts, named)
        body = f"{leader.mention}把你从 {signups.spoken(shift.starts_at)} 的班上换下来了。理由：{reason}"
        commit(freed, line, told(person_id, "这一班不用来了", body, shift_id, now, "released"))

    def _freed(self, shift: Shift, before: Signup | None, gone: Signup) -> Writes:
        """The writes of a sign-up that ends: a turn is struck off, a place goes to the first who waits."""
        if before is not None and before.state is SignupState.WAITING:
            return store.leave_waiting(before, gone)
        waiter = store.first_waiting(shift)
        if waiter is None:
            return store.give_back_place(gone)
        return store.pass_on_place(gone, waiter, self.now()) + _moved_up(shift, waiter, self.now())

    def _qualifications(self, person_id: str, shift: Shift) -> frozenset[str]:
        if not shift.qualification:
            return frozenset()
        standing = self.training.standing(person_id, shift.qualification)
        lasts = standing.valid_until is None or standing.valid_until >= local_day(shift.ends_at)
        passed = standing.first_passed_at is not None and lasts
        return frozenset({shift.qualification}) if passed else frozenset()

    def _view(self, place: Place) -> SignupView:
        return SignupView.of(place.signup, self.roster.point(place.signup.point_number).name, place.ahead)


def _moved_up(shift: Shift, waiter: Signup, now: datetime) -> Writes:
    body = (
        f"{signups.spoken(shift.starts_at)} 在 {shift.point_number} 的班有了空位，你从候补补上了。去不了请在半小时内退"
    )
    return told(waiter.person_id, "候补补上了", body, shift.shift_id, now, "moved-up")


def _until_settled(attempt: Callable[[], _T]) -> _T:
    """Decide again on what is there now, as long as others are faster. Raises: Conflict."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except store.Moved:
            continue
    raise Conflict
