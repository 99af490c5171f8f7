"""Appointments 任命: asked for by one person, confirmed by another, ended by one; the person's sessions know at once."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import STAFF, Actor, Role, within
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit
from shouwang.roster.models import Appointment, AppointmentState, Post, Seat, Step
from shouwang.roster.rules import NoSuchUnit, appointing as rules, require_sight
from shouwang.roster.service.members import history_entry
from shouwang.roster.service.roster import Roster
from shouwang.roster.service.together import Rights, notice, settle
from shouwang.roster.store import records


class Asked(msgspec.Struct, frozen=True):
    """What an appointment shall be: of a volunteer by number, or of anybody by person id; a post, or a role by itself."""

    unit_path: str
    from_on: date
    reason: str
    volunteer_number: str | None = None
    person_id: str | None = None
    post: Post | None = None
    role: Role | None = None
    until_on: date | None = None


class AppointmentView(msgspec.Struct, frozen=True):
    """An appointment as those who decide about it see it."""

    appointment_id: str
    name: str
    volunteer_number: str | None
    unit_path: str
    title: str
    from_on: date
    until_on: date | None
    reason: str
    state: AppointmentState
    asked_by_name: str
    asked_at: datetime
    expires_at: datetime
    decided_by_name: str
    decided_at: datetime | None

    @classmethod
    def of(cls, a: Appointment) -> "AppointmentView":
        """What is shown of an appointment: names, no person ids."""
        return cls(
            *(a.appointment_id, a.name, a.volunteer_number, a.unit_path, rules.title(a), a.from_on, a.until_on),
            *(a.reason, a.state, a.asked_by_name, a.asked_at, a.expires_at, a.decided_by_name, a.decided_at),
        )


class Appointments(msgspec.Struct, frozen=True):
    """任命."""

    roster: Roster
    rights: Rights
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, asked: Asked) -> AppointmentView:
        """Ask for an appointment; it waits for a second person. Raises: NoSuchUnit, NoSuchVolunteer, NotFound, Invalid.

        Cost: 3 requests.
        """
        unit = self.roster.unit(asked.unit_path)
        role = rules.POSTS[asked.post].role if asked.post else asked.role
        if role is None or not rules.may_appoint(actor, role, unit.path):
            raise NoSuchUnit
        if not (asked.person_id or asked.volunteer_number):
            raise Invalid(faults=[Fault("/volunteer_number", "写上任命的是谁")])
        person_id = asked.person_id or self.roster.volunteer(asked.volunteer_number or "").person_id
        held = self.rights.held(person_id)
        rules.check_ask(unit, role, asked.post, held, (asked.from_on, asked.until_on), local_day(self.now()))
        now = self.now()
        appointment = Appointment(
            *(self.new_id(), person_id, held.name, held.volunteer_number, unit.path, role, asked.post),
            *(asked.from_on, asked.until_on, asked.reason, actor.person_id, actor.mention, now, now + rules.WAITS),
        )
        line = self._line(appointment, "appointment-asked", actor)
        told = AppointmentView.of(appointment)
        commit(records.asked(appointment), line, once.record(told, at=now, status=201))
        return told

    def confirm(self, actor: Actor, once: Once, appointment_id: str) -> AppointmentView:
        """The second person says yes: role and post are held, and every session of the person knows.

        Raises: NoSuchAppointment, SecondPersonNeeded, AppointmentOver, SeatTaken, Invalid. Cost: 5 requests.
        """
        told: list[AppointmentView] = []
        once.before()

        def attempt() -> Writes:
            seen = self._require(actor, appointment_id)
            after = rules.step(seen, AppointmentState.CONFIRMED, actor, self.now())
            held = self.rights.held(seen.person_id)
            days = (max(seen.from_on, local_day(self.now())), seen.until_on)
            rules.check_ask(self.roster.unit(seen.unit_path), seen.role, seen.post, held, days, local_day(self.now()))
            told[:] = [AppointmentView.of(after)]
            return (
                once.record(told[0], at=self.now())
                + records.moved(seen, after)
                + (records.seated(_seat(after)) if after.post else Writes())
                + self.rights.change_writes(seen.person_id, partial(rules.given, grant=after.grant))
                + self._told(after, Step.POST_BEGUN, actor)
            )

        settle(attempt)
        return told[0]

    def refuse(self, actor: Actor, once: Once, appointment_id: str, why: str) -> AppointmentView:
        """The second person says no. Raises: NoSuchAppointment, AppointmentOver. Cost: 2 requests."""
        once.before()
        seen = self._require(actor, appointment_id)
        to = AppointmentState.WITHDRAWN if actor.person_id == seen.asked_by else AppointmentState.REFUSED
        after = rules.step(seen, to, actor, self.now(), why)
        line = self._line(after, f"appointment-{to}", actor)
        told = AppointmentView.of(after)
        commit(records.moved(seen, after), line, once.record(told, at=self.now()))
        return told

    def end(self, actor: Actor, once: Once, appointment_id: str, why: str) -> AppointmentView:
        """End a post or role now; one person is enough to take a right away. Raises: NoSuchAppointment, AppointmentOver.

        Cost: 4 requests.
        """
        told: list[AppointmentView] = []
        once.before()

        def attempt() -> Writes:
            seen = self._require(actor, appointment_id)
            after = rules.step(seen, AppointmentState.ENDED, actor, self.now(), why)
            ended = replace(after, ended_on=local_day(self.now()))
            told[:] = [AppointmentView.of(ended)]
            return (
                once.record(told[0], at=self.now())
                + records.moved(seen, ended)
                + (records.vacated(seen) if seen.post else Writes())
                + self.rights.change_writes(seen.person_id, partial(rules.taken, grant=seen.grant))
                + self._told(ended, Step.POST_ENDED, actor)
            )

        settle(attempt)
        return told[0]

    def waiting(self, actor: Actor, unit_path: str | None, cursor: str | None, limit: int) -> Page[AppointmentView]:
        """What waits for a second person in a unit and below. Raises: NoSuchUnit. Cost: 1 request."""
        unit_path = unit_path or next(iter(actor.scopes(*STAFF)), "")
        require_sight(actor, unit_path)
        page = records.waiting(unit_path, cursor, limit)
        now = self.now()
        shown = [AppointmentView.of(a) for a in page.items if now < a.expires_at and self._sees(actor, a)]
        return Page(shown, page.cursor)

    def seats(self, unit_path: str) -> Sequence[Seat]:
        """Who holds which post in a unit and below. Raises: NoSuchUnit. Cost: 1 request."""
        self.roster.unit(unit_path)
        today = local_day(self.now())
        held = (seat for seat in records.seats(unit_path) if within(seat.unit_path, unit_path))
        return [seat for seat in held if seat.until_on is None or today <= seat.until_on]

    def _require(self, actor: Actor, appointment_id: str) -> Appointment:
        seen = records.fetch_appointment(appointment_id)
        if seen is None or not self._sees(actor, seen):
            raise rules.NoSuchAppointment
        return seen

    def _sees(self, actor: Actor, appointment: Appointment) -> bool:
        return rules.may_appoint(actor, appointment.role, appointment.unit_path)

    def _told(self, appointment: Appointment, step: Step, actor: Actor) -> Writes:
        """Audit line, the volunteer's history, and word to the person."""
        now, line_id = self.now(), self.new_id()
        name, title = self.roster.unit(appointment.unit_path).name, rules.title(appointment)
        begun = step is Step.POST_BEGUN
        words = f"你担任{name}{title}，从 {appointment.from_on} 起" if begun else f"你不再担任{name}{title}"
        telling = emit(
            "notices.tell",
            notice(appointment.person_id, "任命" if begun else "免职", words),
            at=now,
            source=f"appointment#{line_id}",
        )
        writes = self._line(appointment, f"appointment-{appointment.state}", actor) + telling
        if appointment.volunteer_number:
            facts = {"unit": appointment.unit_path, "role": appointment.role, "post": appointment.post}
            writes += records.noted(history_entry(appointment.volunteer_number, step, actor, now, line_id, facts))
        return writes

    def _line(self, appointment: Appointment, act: str, actor: Actor) -> Writes:
        facts = {
            "appointment_id": appointment.appointment_id,
            "unit_path": appointment.unit_path,
            "role": appointment.role,
            "post": appointment.post,
            "from_on": appointment.from_on.isoformat(),
            "until_on": appointment.until_on.isoformat() if appointment.until_on else None,
            "reason": appointment.decided_why or appointment.reason,
        }
        named = {appointment.person_id: appointment.name}
        return audit.note(f"person {appointment.person_id}", act, actor, self.now(), self.new_id(), facts, named)


def _seat(appointment: Appointment) -> Seat:
    if appointment.post is None:
        raise ValueError("a role by itself has no seat")
    a = appointment
    return Seat(
        *(a.unit_path, appointment.post, a.appointment_id, a.person_id, a.name, a.volunteer_number),
        *(a.from_on, a.until_on),
    )
