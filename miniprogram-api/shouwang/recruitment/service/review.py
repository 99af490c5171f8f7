"""The gatekeepers' side: who waits, one application with masked data, the decision, one sensitive field at a time."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.fresh import require_fresh
from shouwang.kernel.ids import NewId
from shouwang.platform import audit, outbox
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.vault import Vault
from shouwang.recruitment import store
from shouwang.recruitment.models import Application, Gate, Reviewer, State, Verdict
from shouwang.recruitment.rules import decisions, gates, owners, sight, waits, way
from shouwang.recruitment.rules.problems import NoQueue, NoSuchApplication, NothingToReveal
from shouwang.recruitment.service.again import replayed, retried
from shouwang.recruitment.service.desk import saying_who
from shouwang.recruitment.service.needs import People, Roster, phone_index, phone_of
from shouwang.recruitment.service.photos import fetch_photo
from shouwang.recruitment.service.sealing import open_fields
from shouwang.recruitment.service.shown import Decided, Detail, Overdue, Queue, Revealed
from shouwang.recruitment.service.telling import line, subject, tell


class Review(msgspec.Struct, frozen=True):
    """报名审核."""

    vault: Vault
    blobs: Blobs
    people: People
    roster: Roster
    now: Clock
    new_id: NewId

    def queue(
        self,
        actor: Actor,
        gate: str = "",
        state: State = State.REVIEW,
        unit_path: str = "",
        cursor: str | None = None,
        limit: int = 50,
        older_days: int = 0,
    ) -> Queue:
        """Who waits at a gate in a unit and all below, the longest first; by default at the own gate in the own unit.

        `older_days` leaves out who has waited less. Raises: NoSuchGate, NoQueue. Cost: 1 request.
        """
        force = self.roster.force()
        asked = gates.require_gate(gate) if gate else gates.own_gate(actor, force)
        unit_path = self._visible_unit(actor, unit_path)
        usual_days = gates.rule_of(force, asked).usual_days
        now = self.now()
        before = now - timedelta(days=older_days) if older_days else None
        page = store.queue(unit_path, asked, state, cursor, limit, before)
        return Queue(asked, state, unit_path, usual_days, page, now)

    def overdue(self, actor: Actor, unit_path: str = "", cursor: str | None = None, limit: int = 50) -> Overdue:
        """The escalation list: whose due day is over in a unit and all below, at any gate, the most overdue first.

        Raises: NoQueue. Cost: 1 request.
        """
        unit_path = self._visible_unit(actor, unit_path)
        now = self.now()
        return Overdue(unit_path, store.overdue(unit_path, local_day(now), cursor, limit), now)

    def detail(self, actor: Actor, application_id: str) -> Detail:
        """One application. Raises: NoSuchApplication. Cost: 4 requests."""
        application, force = self.require(actor, application_id), self.roster.force()
        return Detail(
            application,
            way.way(application, force),
            audit.read(subject(application_id)).items,
            owners.may_decide(application, actor, force),
            store.revealed(self.reviewer_day(actor)),
            store.fetch_claim(application_id, self.now()),
        )

    def history(
        self, actor: Actor, application_id: str, cursor: str | None = None, limit: int = 50
    ) -> Page[audit.AuditLine]:
        """A page of what happened to an application, newest first. Raises: NoSuchApplication. Cost: 2 requests."""
        self.require(actor, application_id)
        return audit.read(subject(application_id), cursor, limit)

    def photo(self, actor: Actor, application_id: str) -> bytes:
        """The applicant's photo, a JPEG. Raises: NoSuchApplication, NoPhoto. Cost: 1 request."""
        return fetch_photo(self.blobs, self.require(actor, application_id))

    def decide(self, actor: Actor, once: Once, application_id: str, gate: str, verdict: Verdict) -> Decided:
        """Decide at a gate. The last pass gives the number, in the same commit.

        Raises: NoSuchApplication, NoSuchGate, ClaimedByAnother, and what `rules.decisions.decide` raises.
        Cost: 4 requests, 5 for the last pass, and 3 more for each lost race.
        """
        asked = gates.require_gate(gate)
        with replayed(once):
            return self.decide_as(self.reviewer(actor), once, application_id, asked, verdict)

    def decide_as(self, reviewer: Reviewer, once: Once, application_id: str, gate: Gate, verdict: Verdict) -> Decided:
        """As `decide`, for a reviewer whose friends are known."""
        return retried(lambda: self._decide(reviewer, once, application_id, gate, verdict))

    def reveal(self, actor: Actor, application_id: str, field: str, reason: str) -> Revealed:
        """Open one sensitive field; counted, and on the audit log that the applicant can read.

        Raises: NoSuchApplication, TooClose, NotYoursToReveal, NothingToReveal, EnoughRevealed, StepUpNeeded. Cost: 3
        requests, 4 for the phone.
        """
        now, day = self.now(), self.reviewer_day(actor)
        application = self.require(actor, application_id)
        seen = store.revealed(day)
        sight.require_revealable(actor, application, field, seen)
        require_fresh(actor, now)
        value = self._open(application, field)
        facts = {"field": field, "reason": reason}
        named = {application.person_id: application.name}
        about_person = {"by_name": actor.mention, "application": application.number, **facts}
        commit(
            store.reveal_counted(day, now),
            line(application, "revealed", actor, now, self.new_id(), facts),
            audit.note(f"person {application.person_id}", "revealed", actor, now, self.new_id(), about_person, named),
        )
        return Revealed(field, value, sight.REVEALED_FOR_S, seen + 1, sight.REVEALS_A_DAY)

    def _decide(self, reviewer: Reviewer, once: Once, application_id: str, gate: Gate, verdict: Verdict) -> Decided:
        now = self.now()
        before = self.require(reviewer.actor, application_id)
        after = decisions.decide(before, gate, verdict, reviewer, self.roster.force(), now)
        numbering = Writes()
        if after.state is State.PASSED:
            after, numbering = self._numbered(after, verdict, now)
        decided = Decided(
            after.application_id, after.number, after.state, after.gate, after.version + 1, after.volunteer_number
        )
        facts = {"gate": gate, "decision": verdict.decision, "reason": verdict.reason, "note": verdict.note}
        with saying_who(application_id, now):
            commit(
                once.record(decided, at=now),
                store.keep_application(after),
                store.requeued(before, after),
                store.claim_ended(application_id, reviewer.actor.person_id, now),
                store.waited(gate, waits.waited_h(before, after, now), application_id, now),
                numbering,
                line(after, "decided", reviewer.actor, now, self.new_id(), facts),
                tell(before, after, now),
            )
        return decided

    def _numbered(self, passed: Application, verdict: Verdict, now: datetime) -> tuple[Application, Writes]:
        """The application with the volunteer's number, and the writes of all that comes with it."""
        number, given = self.roster.number_writes(
            passed.unit_path,
            passed.person_id,
            passed.name,
            joined_on=local_day(now),
            cover_until=verdict.cover_until,
        )
        payload = {
            "person_id": passed.person_id,
            "volunteer_number": number,
            "name": passed.name,
            "unit_path": passed.unit_path,
            "cover_until": verdict.cover_until,
        }
        event = outbox.emit("identity.volunteer-numbered", payload, at=now, source=passed.application_id)
        certified = {"person_id": passed.person_id}
        event += outbox.emit("honours.volunteer-numbered", certified, at=now, source=passed.application_id)
        held = store.holds_document(passed.document_index, passed.person_id)
        return replace(passed, volunteer_number=number), given + held + event

    def reviewer(self, actor: Actor) -> Reviewer:
        """Who decides, with the blind indexes of the own phone and of what the own application named."""
        phone = phone_of(self.vault, self.people, actor.person_id)
        own = {phone_index(self.vault, phone)} if phone else set()
        return Reviewer(actor, frozenset(own | set(store.fetch_applicant(actor.person_id).kin)))

    def require(self, actor: Actor, application_id: str) -> Application:
        """An application that was handed in and is this person's to see. Raises: NoSuchApplication. Cost: 1 request."""
        application = store.fetch_application(application_id)
        if application is None or not application.number:
            raise NoSuchApplication
        if not sight.may_see(actor, application.unit_path, self.roster.force()):
            raise NoSuchApplication
        return application

    def _open(self, application: Application, field: str) -> str:
        if field == sight.PHONE:
            return phone_of(self.vault, self.people, application.person_id)
        opened = open_fields(self.vault, application, [field])
        if field not in opened:
            raise NothingToReveal
        return _words(opened[field])

    def _visible_unit(self, actor: Actor, unit_path: str) -> str:
        force = self.roster.force()
        unit_path = unit_path or next(iter(actor.scopes(*sight.onlookers(force))), "")
        if not sight.may_see(actor, unit_path, force):
            raise NoQueue
        return unit_path

    def reviewer_day(self, actor: Actor) -> str:
        """Under what the looks of a reviewer are counted today."""
        return f"{actor.person_id}#{local_day(self.now()).isoformat()}"


def _words(value: Any) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
