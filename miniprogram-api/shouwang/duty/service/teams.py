"""点名: a leader records a team, or somebody without a phone; each person confirms, and then the hours are attested."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import (
    Attestation,
    AttestationState,
    CheckIn,
    Clearance,
    DutySession,
    Shift,
    Signup,
    SignupState,
    TeamMember,
    TeamOutcome,
    Way,
)
from shouwang.duty.rules import attestations as rules, proofs, sessions, signups
from shouwang.duty.service.shifts import require_shift
from shouwang.duty.store import attestations as store, check_ins as kept, clearing, sessions as duties
from shouwang.duty.store.signups import fetch_signup, signups_of_shift
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.mentions import nameless
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.service import Roster


class Teams(msgspec.Struct, frozen=True):
    """点名."""

    roster: "Roster"
    now: Clock
    new_id: NewId

    def call(self, leader: Actor, shift_id: str, way: Way, numbers: Sequence[str], reason: str) -> Sequence[TeamMember]:
        """Record the arrival or departure of people on a shift; what became of each, for each alone.

        Raises: NotFound, Invalid, TooManyPeople, CheckInTooEarly, ShiftOver. Cost: 2 requests, 2-3 for each person.
        """
        shift, now = require_shift(shift_id), self.now()
        signups.require_planner(leader, shift, reason)
        rules.require_running(shift, now)
        if len(numbers) > rules.MOST_PEOPLE:
            raise rules.TooManyPeople
        on_it = {signup.volunteer_number: signup for signup in signups_of_shift(shift_id)}
        record = self._arrive if way is Way.IN else self._leave
        told = []
        for number in dict.fromkeys(numbers):
            signup = on_it.get(number) or self._just_signed_up(number, shift)
            outcome = TeamOutcome.NOT_ON_SHIFT
            if signup is not None:
                own = signup.person_id == leader.person_id
                outcome = TeamOutcome.OWN_WORK if own else record(leader, shift, signup, reason.strip(), now)
            told.append(TeamMember(number, outcome))
        return told

    def mine(self, actor: Actor) -> Sequence[Attestation]:
        """What leaders said of a person, the newest first. Cost: 1 request."""
        return store.attestations_of(actor.person_id)

    def answer(self, actor: Actor, attestation_id: str, *, confirm: bool) -> Attestation:
        """The person's yes, which makes the hours attested, or no, which leaves none.

        Raises: NotFound, AnsweredAlready. Cost: 2 requests, 1 for each end.
        """
        now = self.now()
        asked = store.fetch_attestation(actor.person_id, attestation_id)
        answered = rules.answer(asked, actor, confirm=confirm, now=now)
        ends = [
            end
            for name in (answered.in_check_in, answered.out_check_in)
            if name and (end := kept.fetch_check_in(actor.person_id, name)) and end.clearance is Clearance.PENDING
        ]
        closed = {"person_id": actor.person_id, "session_id": attestation_id}
        source = f"attested#{attestation_id}#{answered.version}"
        facts = {"attestation_id": attestation_id, "confirmed": confirm, "by": answered.by}
        line = audit.note(f"person {actor.person_id}", "attestation-answered", actor, now, self.new_id(), facts)
        writes = emit("duty.session-closed", closed, at=now, source=source) + line
        if not confirm:
            writes += _told(
                answered.by,
                "点名没有得到确认",
                f"{actor.mention}说那一班不在场，时长不记",
                answered.shift_id,
                now,
                source,
            )
        commit(store.kept(answered), _settled(ends, answered, confirm=confirm), writes)
        return answered

    def _just_signed_up(self, number: str, shift: Shift) -> Signup | None:
        """A place that the list of the shift may not show yet. Cost: 1 or 2 requests."""
        try:
            person_id = self.roster.volunteer(number).person_id
        except NotFound:  # nobody has the number, which the outcome tells
            return None
        signup = fetch_signup(person_id, shift)
        return signup if signup is not None and signup.state is SignupState.SIGNED_UP else None

    def _arrive(self, leader: Actor, shift: Shift, signup: Signup, reason: str, now: datetime) -> TeamOutcome:
        volunteer = self.roster.volunteer(signup.volunteer_number)
        try:
            needed = self.roster.force().needs_cover(shift.duty_type)
            signups.require_cover(volunteer.cover_until, local_day(now), needed=needed)
        except signups.NotInsured:
            return TeamOutcome.NOT_INSURED
        session_id = proofs.tap_id(signup.person_id, now, "duty")
        check_in = replace(rules.called(signup, volunteer.unit_path, Way.IN, leader, now), session_id=session_id)
        session = sessions.begin(check_in, session_id, signup)
        asked = self._asked(leader, shift, session, reason, now, check_in)
        try:
            commit(
                kept.new_check_in(check_in, None),
                duties.begin(session, signup.name, signup.volunteer_number),
                store.kept(asked),
                self._noted(leader, asked, signup, Way.IN, now),
            )
        except (duties.OpenDutyFound, sessions.CheckInReplayed):
            return TeamOutcome.ON_DUTY_ALREADY
        return TeamOutcome.RECORDED

    def _leave(self, leader: Actor, shift: Shift, signup: Signup, reason: str, now: datetime) -> TeamOutcome:
        begun = duties.fetch_open(signup.person_id)
        if begun is None or begun.shift_id != shift.shift_id:
            return TeamOutcome.NOT_ON_DUTY
        check_out = replace(rules.called(signup, begun.unit_path, Way.OUT, leader, now), session_id=begun.session_id)
        before = store.fetch_attestation(signup.person_id, begun.session_id)
        asked = self._asked(leader, shift, begun, reason, now, check_out, before)
        closed = {"person_id": begun.person_id, "session_id": begun.session_id}
        try:
            commit(
                kept.new_check_in(check_out, None),
                duties.end(sessions.end(begun, check_out)),
                duties.release(begun),
                store.kept(asked),
                self._noted(leader, asked, signup, Way.OUT, now),
                emit("duty.session-closed", closed, at=now, source=begun.session_id),
            )
        except (sessions.NoDutyOpen, sessions.CheckInReplayed):
            return TeamOutcome.NOT_ON_DUTY
        return TeamOutcome.RECORDED

    def _asked(
        self,
        leader: Actor,
        shift: Shift,
        session: DutySession,
        reason: str,
        now: datetime,
        check_in: CheckIn,
        before: Attestation | None = None,
    ) -> Attestation:
        """What the person is asked: a new question, or the one that stands with one end more."""
        reason = nameless(reason, {leader.person_id: leader.name})
        fresh = Attestation(
            session.session_id,
            session.person_id,
            shift.shift_id,
            session.unit_path,
            session.point_number,
            leader.person_id,
            leader.mention,
            reason,
            now,
        )
        asked = replace(
            before or fresh,
            state=AttestationState.ASKED,
            by=leader.person_id,
            by_name=leader.mention,
            reason=reason,
            asked_at=now,
        )
        return rules.with_end(asked, check_in)

    def _noted(self, leader: Actor, asked: Attestation, signup: Signup, way: Way, now: datetime) -> Writes:
        named = {signup.person_id: signup.name}
        facts = {"shift_id": asked.shift_id, "way": way, "reason": asked.reason}
        line = audit.note(f"person {asked.person_id}", "team-check-in", leader, now, self.new_id(), facts, named)
        what = "到岗" if way is Way.IN else "离岗"
        body = (
            f"{leader.mention}替你记了{what}：{sessions.clock(now)}，{asked.point_number}。请确认；你不确认，时长不记"
        )
        source = f"attest#{asked.attestation_id}#{way}"
        return line + _told(asked.person_id, f"请确认{what}", body, asked.shift_id, now, source)


def _settled(ends: Sequence[CheckIn], answered: Attestation, *, confirm: bool) -> Writes:
    if not ends:
        return Writes()
    clearance = Clearance.WORD if confirm else Clearance.REFUSED
    words = {end.way: rules.voucher(answered, end.way) for end in ends} if confirm else {}
    writes = clearing.cleared_ends(ends, clearance, words)
    for end in ends:
        writes += kept.cleared_check_in(end, clearance)
    return writes


def _told(person_id: str, title: str, body: str, shift_id: str, now: datetime, source: str) -> Writes:
    payload = {
        "person_id": person_id,
        "topic": "duty",
        "title": title,
        "body": body,
        "link": "me/inbox/index",
        "template": "",
        "fields": {},
    }
    return emit("notices.tell", payload, at=now, source=source)
