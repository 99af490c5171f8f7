"""Papers given by rule besides medals: 结业证书 when a course is passed, 志愿服务证明 for one's own hours."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Citation, Given, Holder
from shouwang.honours.rendering import undrawable
from shouwang.honours.service import telling
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuer import BY_RULE
from shouwang.honours.service.issuing import given, until_settled
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.platform import throttle
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit


class HoursLedger(Protocol):
    """时长, as duty keeps it."""

    def service_by_type(
        self, person_id: str, first: date, last: date
    ) -> tuple[rules.Served, Sequence[rules.ServedOfType]]:
        """What a person has done in a span of days, in all and of each duty type. Cost: 2 requests."""
        ...


class Papers(msgspec.Struct, frozen=True):
    """结业证书和志愿服务证明."""

    honours: Honours
    hours: HoursLedger
    course_title: Callable[[str], str]
    passes: Callable[[str], Mapping[str, date]]  # of a person: courses whose pass holds, and its last day
    duty_types: Callable[[], Sequence[rules.DutyType]]  # of the force
    contact: str = ""

    def numbered(self, person_id: str, source: str, done: Writes) -> None:
        """What was passed before there was a number is told again, now that there is one. Cost: 1 commit, 1 request."""
        at = self.honours.now()
        for course_id, until in self.passes(person_id).items():
            told = {"person_id": person_id, "course_id": course_id, "valid_until": until}
            done += emit("honours.course-passed", told, at=at, source=f"{source}#{course_id}")
        commit(done)

    def course_passed(self, person_id: str, course_id: str, until: date | None, source: str, done: Writes) -> None:
        """The certificate of a course passed, once a validity, together with the event's done-mark; then medals are looked at.

        Who is no volunteer yet gets it with the number (`numbered`). Cost: 1 commit and at most 5 requests.
        """
        holder = self.honours.holders.by_person(person_id)
        if holder is None:
            commit(done)
            return
        told = {"person_id": person_id, "whole": True}
        done += emit("honours.deeds-entered", told, at=self.honours.now(), source=source)
        citation = rules.course_citation(self.course_title(course_id), until)
        self._by_rule(holder, citation, f"{person_id}#course#{course_id}#{until or ''}", done)

    def record(self, actor: Actor, span: rules.Span, once: Once) -> Given:
        """A service record of one's own hours in a span of days, as the ledger has them now.

        Raises: Invalid, NotFound for who is no volunteer, NothingServed, RecordedTooOften, UndrawableName.
        Cost: 8 requests.
        """
        once.before()
        now = self.honours.now()
        rules.require_span(span, local_day(now))
        throttle.require("service-record", actor.person_id, rules.RECORDS_A_MINUTE, now, rules.RecordedTooOften)
        holder = self.honours.holders.require_person(actor.person_id)
        served, by_type = self.hours.service_by_type(actor.person_id, span.first_on, span.last_on)
        kinds = rules.hours_by_type(by_type, self.duty_types())
        citation = rules.service_citation(holder, span, served, kinds, self.contact)
        self.honours.issuing.require_drawable(holder, citation, actor)

        def attempt() -> Given:
            (award,), writes = self.honours.issuing.issue([holder], [citation], actor)
            answer = given(award)
            commit(writes, telling.awarded(award), once.record(answer, at=award.awarded_at, status=201))
            return answer

        return until_settled(attempt)

    def _by_rule(self, holder: Holder, citation: Citation, claim: str, done: Writes) -> None:
        issuing = self.honours.issuing

        def attempt() -> None:
            if store.claimants([claim]):
                commit(done)
            elif undrawable(holder.name):
                commit(issuing.task(holder, citation, BY_RULE, claim), done)
            else:
                (award,), writes = issuing.issue([holder], [citation], BY_RULE)
                commit(writes, store.claimed(claim, award.award_id), telling.awarded(award), done)

        until_settled(attempt)
