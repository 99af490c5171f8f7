"""Disputes over entries, and corrections by leaders: both end as facts of the ledger, nothing is overwritten."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

import msgspec

from shouwang.assessment import rules
from shouwang.assessment.models import Dispute, DisputeState
from shouwang.assessment.store import disputes as store, ledger
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock, day_start, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.mentions import nameless
from shouwang.kernel.problem import Fault, Invalid, NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit

_NOON = timedelta(hours=12)  # a correction has no hour of its own
_PAGE = "me/hours/index"


class Volunteer(Protocol):
    """A volunteer, as far as points need to know them."""

    @property
    def person_id(self) -> str:
        """Who it is."""
        ...

    @property
    def name(self) -> str:
        """What they are called."""
        ...

    @property
    def unit_path(self) -> str:
        """Where they serve."""
        ...


class Roster(Protocol):
    """队伍, as far as points need it."""

    def volunteer_for(self, actor: Actor, number: str) -> Volunteer:
        """A volunteer of the actor's own units. Raises: a Problem."""
        ...


class Asked(msgspec.Struct, frozen=True):
    """What whoever asked is told at once."""

    dispute_id: str


class Disputes(msgspec.Struct, frozen=True):
    """申诉和更正."""

    roster: Roster
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, entry_id: str, text: str, once: Once) -> Asked:
        """Dispute an own entry, once. Raises: NotFound, DisputeTooLate, DisputedBefore. Cost: 2 requests."""
        entry = ledger.fetch_entry(actor.person_id, entry_id)
        asked = rules.dispute(actor, entry, store.dispute_id(actor.person_id, entry_id), text, self.now())
        answer = Asked(asked.dispute_id)
        commit(store.asked(asked), once.record(answer, at=asked.asked_at, status=201))
        return answer

    def own(self, actor: Actor, cursor: str | None) -> Page[Dispute]:
        """My disputes and their answers, the newest first. Cost: 1 request."""
        return store.of_person(actor.person_id, cursor)

    def of_person(self, person_id: str, cursor: str | None = None) -> Page[Dispute]:
        """A person's disputes, the newest first, for who may see the person. Cost: 1 request."""
        return store.of_person(person_id, cursor)

    def waiting(self, actor: Actor, unit_path: str | None, cursor: str | None) -> Page[Dispute]:
        """Open disputes of a unit and all below. Raises: NotFound outside the own units. Cost: 1 request."""
        path = unit_path or next(iter(actor.scopes(*LEADERS)), "")
        if not actor.covers(path, *LEADERS):
            raise NotFound
        return store.waiting(path, cursor)

    def one(self, actor: Actor, dispute_id: str) -> Dispute:
        """A dispute of the own units, answered or not. Raises: NotFound. Cost: 1 request."""
        found = store.fetch(dispute_id)
        if found is None or not actor.covers(found.unit_path, *LEADERS):
            raise NotFound
        return found

    def answer(self, actor: Actor, dispute_id: str, *, upheld: bool, text: str, correction: int) -> Dispute:
        """A leader's answer; what it corrects becomes an entry of its own. Raises: refusals of `rules.answer`. Cost: 2."""
        now = self.now()
        answered = rules.answer(
            actor, store.fetch(dispute_id), upheld=upheld, text=text, correction=correction, now=now
        )
        facts = {"entry_id": answered.entry_id, "state": answered.state, "correction": correction}
        line = audit.note(
            *(f"person {answered.person_id}", "dispute-answered", actor, now, self.new_id()),
            {**facts, "why": text},
            {answered.person_id: answered.name},
        )
        writes = store.answered(answered) + line + self._told(answered)
        if correction:
            named = {answered.person_id: answered.name, actor.person_id: actor.name}
            note = nameless(f"申诉成立，{text}", named)
            writes += self._corrected(answered.person_id, dispute_id, answered.day, correction, note)
        commit(writes)
        return answered

    def correct(self, actor: Actor, number: str, day: date, amount: int, reason: str, once: Once) -> None:
        """A leader's correction, for a reason that the volunteer reads; an entry of its own.

        Raises: the roster's refusal, NotFound, NotYourOwnPoints, Invalid. Cost: 2 requests.
        """
        volunteer = self.roster.volunteer_for(actor, number)
        if not actor.covers(volunteer.unit_path, *rules.CORRECTORS):
            raise NotFound
        rules.require_other(actor, volunteer.person_id)
        if day > local_day(self.now()):
            raise Invalid(faults=[Fault("/day", "这一天还没有到")])
        now = self.now()
        facts = {"day": day.isoformat(), "amount": amount, "why": reason}
        named = {volunteer.person_id: volunteer.name, actor.person_id: actor.name}
        line = audit.note(f"person {volunteer.person_id}", "points-corrected", actor, now, self.new_id(), facts, named)
        told = self._tell(volunteer.person_id, f"积分更正 {amount:+}", f"原因：{reason}", f"corrected#{once.source}")
        writes = self._corrected(volunteer.person_id, once.source, day, amount, nameless(reason, named))
        commit(writes, line, told, once.record({}, at=now, status=201))

    def _corrected(self, person_id: str, source: str, day: date, amount: int, note: str) -> Writes:
        payload = {
            "person_id": person_id,
            "fact": "correction",
            "source": source,
            "quantity": amount,
            "occurred_at": day_start(day) + _NOON,
            "note": note,
        }
        return emit("assessment.fact-told", payload, at=self.now(), source=f"correction#{source}")

    def _told(self, answered: Dispute) -> Writes:
        words: Mapping[DisputeState, str] = {DisputeState.UPHELD: "成立", DisputeState.REJECTED: "不成立"}
        title = f"积分申诉{words[answered.state]}"
        return self._tell(answered.person_id, title, answered.answer, f"dispute#{answered.dispute_id}")

    def _tell(self, person_id: str, title: str, body: str, source: str) -> Writes:
        payload = {
            "person_id": person_id,
            "topic": "points",
            "title": title,
            "body": body,
            "link": _PAGE,
            "template": "",
            "fields": {},
        }
        return emit("notices.tell", payload, at=self.now(), source=source)
