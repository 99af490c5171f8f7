"""Exports 导出: service records of a unit, and the proofs of one's own hours; both are long work."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from shouwang.duty.models import HoursEntry
from shouwang.duty.rules import exports as rules
from shouwang.duty.service.public_log import NotSealed, ProofView, PublicLog
from shouwang.duty.service.records import Records
from shouwang.duty.store import hours
from shouwang.duty.store.sessions import sessions_between
from shouwang.kernel.actor import LEADERS, Actor, Grant, Role
from shouwang.kernel.clock import Clock, day_start, local_day
from shouwang.kernel.fresh import require_fresh
from shouwang.kernel.problem import Fault, Invalid, NotFound
from shouwang.platform import audit, jobs
from shouwang.platform.dynamo import Page, commit
from shouwang.platform.once import Once

if TYPE_CHECKING:
    from shouwang.roster.models import Volunteer
    from shouwang.roster.service import Roster

EXPORTERS = (*sorted(LEADERS), Role.AUDITOR, Role.ADMINISTRATOR)
_MOST_PROOF_DAYS = 366


class JobAsked(msgspec.Struct, frozen=True):
    """Where to look how far the work is: `GET /v1/jobs/{job_id}`."""

    job_id: str


class Exports(msgspec.Struct, frozen=True):
    """导出."""

    roster: "Roster"
    records: Records
    log: PublicLog
    now: Clock

    def ask_records(self, actor: Actor, once: Once, asked: rules.Asked) -> JobAsked:
        """Service records of a unit. Raises: NotFound outside the own units, Invalid, StepUpNeeded. Cost: 1 request."""
        role = next((role for role in EXPORTERS if actor.covers(asked.unit_path, role)), None)
        if role is None:
            raise NotFound
        rules.check(asked)
        self.roster.unit(asked.unit_path)
        told, now = JobAsked(once.source), self.now()
        require_fresh(actor, now)
        facts = {"unit": asked.unit_path, "first": asked.first.isoformat(), "last": asked.last.isoformat()}
        job = jobs.ask(
            "service-records",
            {**facts, "format": asked.format},
            job_id=told.job_id,
            by=actor.person_id,
            at=now,
            needs=[Grant(role, asked.unit_path)],
        )
        line = audit.note(f"unit {asked.unit_path}", "service-records-exported", actor, now, told.job_id, facts)
        commit(job, line, once.record(told, at=now, status=201))
        return told

    def ask_proofs(self, actor: Actor, once: Once, first: date, last: date) -> JobAsked:
        """The proofs of one's own entries of some days, in one file for strangers. Raises: Invalid. Cost: 1 request."""
        if not 0 <= (last - first).days < _MOST_PROOF_DAYS:
            raise Invalid(faults=[Fault("/last", "在 first 之后，最多一年")])
        told, now = JobAsked(once.source), self.now()
        span = {"first": first.isoformat(), "last": last.isoformat()}
        job = jobs.ask("hours-proofs", span, job_id=told.job_id, by=actor.person_id, at=now)
        commit(job, once.record(told, at=now, status=201))
        return told

    def people(self, by: str, unit_path: str, cursor: str | None, limit: int) -> "Page[Volunteer]":
        """A page of a unit's volunteers, for a job that was asked for with the right to see them. Cost: 1 request."""
        return self.roster.volunteers_for(Actor(by, "", (Grant(Role.AUDITOR, unit_path),)), unit_path, cursor, limit)

    def row(self, who: "Volunteer", first: date, last: date) -> dict[str, Any]:
        """A volunteer's record of some days. Cost: 3 requests."""
        named = rules.Who(
            who.name, who.volunteer_number, self.roster.unit(who.unit_path).name, who.joined_on, who.qualifications
        )
        days = hours.days_between(who.person_id, first, last)
        begun = sessions_between(
            who.person_id, day_start(first) - timedelta(days=1), day_start(last + timedelta(days=1))
        )
        stars = [star for star in self.records.record(who.person_id).stars if star.counts]
        return rules.row(named, days, begun, len(stars))

    def entries_by_day(self, person_id: str, first: date, last: date) -> dict[date, list[HoursEntry]]:
        """A person's entries of some days of service, by the day they were recorded. Cost: 1 request."""
        by_day: dict[date, list[HoursEntry]] = {}
        for entry in hours.entries_between(person_id, first, last):
            by_day.setdefault(local_day(entry.recorded_at), []).append(entry)
        return by_day

    def proofs(self, day: date, entries: Sequence[HoursEntry]) -> list[dict[str, Any]]:
        """Proofs of entries recorded on a day, as `verify.py` reads them; none for a day not yet sealed. Cost: 2 requests."""
        try:
            return [_plain(one) for one in self.log.proofs(day, entries)]
        except NotSealed:
            return []


def _plain(one: ProofView) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(one, str_keys=True)
    return told
