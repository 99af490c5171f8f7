"""Handing an application in and taking it back; and the quiz, which may be passed at any time."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.identity_number import IdentityNumber
from shouwang.kernel.ids import NewId
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.vault import Vault
from shouwang.recruitment import store
from shouwang.recruitment.models import OPEN, Applicant, Application, Gate, QuizPass, State
from shouwang.recruitment.rules import appeals, decisions, form, waits
from shouwang.recruitment.service.again import replayed, retried
from shouwang.recruitment.service.applications import context
from shouwang.recruitment.service.latest import fetch_latest, require_seen
from shouwang.recruitment.service.needs import People, Roster, phone_index, phone_of
from shouwang.recruitment.service.sealing import held_fields
from shouwang.recruitment.service.telling import line, tell


class Receipt(msgspec.Struct, frozen=True):
    """What an applicant holds after handing in or taking back."""

    application_id: str
    number: str
    state: State
    gate: Gate | None
    version: int


class Submission(msgspec.Struct, frozen=True):
    """报名, handed in."""

    vault: Vault
    people: People
    roster: Roster
    now: Clock
    new_id: NewId

    def submit(self, actor: Actor, once: Once, seen: int) -> Receipt:
        """Hand the form in: to the first gate, or back to the one that returned it.

        Who writes a document that another person holds is not told so: the reviewers are.
        Raises: NoApplication, FieldsChanged, FormIncomplete listing everything, NotNow. Cost: 5 requests, 6 at first.
        """
        with replayed(once):
            return retried(lambda: self._submit(actor, once, seen))

    def withdraw(self, actor: Actor, once: Once, seen: int) -> Receipt:
        """Take the application back. Raises: NoApplication, FieldsChanged, NotNow. Cost: 3 requests."""
        with replayed(once):
            return retried(lambda: self._withdraw(actor, once, seen))

    def appeal(self, actor: Actor, once: Once, seen: int, words: str) -> Receipt:
        """Appeal against the refusal, once. Raises: NoApplication, FieldsChanged, NotNow, AppealSpent, AppealLate.

        Cost: 3 requests.
        """
        with replayed(once):
            return retried(lambda: self._appeal(actor, once, seen, words))

    def quiz_passed(self, person_id: str, quiz: QuizPass, done: Writes) -> None:
        """Note a passed quiz wherever the person is on the way, together with the event's done-mark. Cost: 3 requests."""
        retried(lambda: self._quiz_passed(person_id, quiz, done))

    def _submit(self, actor: Actor, once: Once, seen: int) -> Receipt:
        now = self.now()
        applicant, before = require_seen(actor.person_id, seen)
        phone = phone_of(self.vault, self.people, actor.person_id)
        held = held_fields(self.vault, before, form.FIELDS)
        form.require_complete(before, held, actor.consents, phone, context(self.roster, self.now))
        identified, claims = self._identified(before, held)
        phones = {phone, held["emergency_phone"], held.get("household_phone", phone)}
        kin = tuple(sorted(phone_index(self.vault, each) for each in phones))
        after = decisions.submit(replace(identified, kin=kin), self.roster.force(), now)
        receipt = _receipt(after)
        commit(
            once.record(receipt, at=now),
            store.keep_application(after),
            store.requeued(before, after),
            store.keep_applicant(replace(applicant, kin=kin)),
            claims,
            line(after, "submitted", actor, now, self.new_id(), {"unit_path": after.unit_path}),
        )
        return receipt

    def _identified(self, application: Application, held: Mapping[str, Any]) -> tuple[Application, Writes]:
        """The application with its number, what its document says, and the claim on that document."""
        year = f"{local_day(self.now()):%y}"
        seen = 0 if application.number else store.last_number(year)
        number = application.number or f"{year}-{seen + 1:04d}"
        counted = Writes() if application.number else store.counted(year, seen)
        document = IdentityNumber(held["document_number"])
        index = self.vault.index("document", document.digits)
        holder = store.fetch_document_holder(index)
        taken = holder is not None and holder.person_id != application.person_id
        identified = replace(
            application,
            number=number,
            document_index=index,
            birth_year=document.born_on.year,
            sex=document.sex,
            duplicate_of=holder.number if holder is not None and taken else "",
            duplicate_id=holder.application_id if holder is not None and taken else "",
        )
        own = application.application_id
        claim = Writes() if taken else store.claim_document(index, application.person_id, number, own)
        return identified, counted + claim + self._released(application, index)

    def _released(self, application: Application, index: str) -> Writes:
        """The claim on a document that was corrected to another number, given back."""
        mine = application.document_index and not application.duplicate_of
        if not mine or application.document_index == index:
            return Writes()
        return store.release_document(application.document_index, application.person_id)

    def _appeal(self, actor: Actor, once: Once, seen: int, words: str) -> Receipt:
        now = self.now()
        _, before = require_seen(actor.person_id, seen)
        after = appeals.appeal(before, words, self.roster.force(), now)
        receipt = _receipt(after)
        commit(
            once.record(receipt, at=now),
            store.keep_application(after),
            store.is_latest(after),
            store.requeued(before, after),
            line(after, "appealed", actor, now, self.new_id(), {"gate": after.gate}),
        )
        return receipt

    def _withdraw(self, actor: Actor, once: Once, seen: int) -> Receipt:
        now = self.now()
        _, before = require_seen(actor.person_id, seen)
        after = decisions.withdraw(before, self.roster.force(), now)
        receipt = _receipt(after)
        commit(
            once.record(receipt, at=now),
            store.keep_application(after),
            store.requeued(before, after),
            self._released(before, "") if after.state is State.WITHDRAWN else Writes(),
            line(after, "withdrawn", actor, now, self.new_id(), {}),
        )
        return receipt

    def _quiz_passed(self, person_id: str, quiz: QuizPass, done: Writes) -> None:
        now = self.now()
        applicant, before = fetch_latest(person_id)
        if before is None or before.state not in OPEN:
            commit(done, self._noted(applicant, quiz))
            return
        after = decisions.quiz_passed(before, quiz, self.roster.force(), now)
        if after is before:
            commit(done)
            return
        told = tell(before, after, now) if after.stage != before.stage else Writes()
        facts = {"course_id": quiz.course_id, "score": quiz.score, "gate": after.gate}
        commit(
            done,
            store.keep_application(after),
            store.requeued(before, after),
            store.waited(Gate.SKILLS, waits.waited_h(before, after, now), after.application_id, now),
            line(after, "quiz-passed", "training", now, self.new_id(), facts),
            told,
        )

    def _noted(self, applicant: Applicant, quiz: QuizPass) -> Writes:
        """A quiz passed while no application was open waits for the next one."""
        return store.keep_applicant(replace(applicant, quiz=applicant.quiz or quiz))


def _receipt(application: Application) -> Receipt:
    return Receipt(
        application.application_id, application.number, application.state, application.gate, application.version + 1
    )
