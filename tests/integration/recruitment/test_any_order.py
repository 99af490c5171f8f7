"""Anybody does anything in any order: the promises of recruitment hold after every step."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dynamodb_sqlite import Engine, Faults
from shouwang.app import House
from shouwang.identity.models import Person
from shouwang.identity.rules import actor_of
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.problem import Problem
from shouwang.platform import audit, dynamo
from shouwang.platform.once import AnsweredBefore, Once
from shouwang.recruitment import store as rows
from shouwang.recruitment.models import OPEN, QUEUED, Application, Decision, Gate, QuizPass, State, Verdict
from shouwang.recruitment.rules.gates import passed
from shouwang.recruitment.rules.reasons import reasons_at
from shouwang.recruitment.store.applications import ApplicationRow
from shouwang.recruitment.store.queue import QueueRow
from shouwang.roster.models import DEFAULT_GATES
from shouwang.roster.store import ClaimRow, VolunteerRow
from tests.integration.recruitment.making import CONSENTS, form, photo
from tests.tiers import count
from tests.world import START, Store, World, small_force

STEPS = 50
GATES = tuple(Gate)
JPEG = photo()
HOUSEHOLD = "16150000777"
RECRUITER, TWIN, FRIEND = "recruiter", "twin", "friend"
APPLICANTS = ("周㛃", "罗小满", TWIN, FRIEND, RECRUITER, "commander")
STAFF = {
    RECRUITER: (Role.RECRUITER,),
    "other-recruiter": (Role.RECRUITER,),
    "checker": (Role.POLITICAL_CHECKER,),
    "trainer": (Role.TRAINER,),
    "commander": (Role.COMMANDER, Role.RECRUITER, Role.POLITICAL_CHECKER, Role.TRAINER),
    "stranger": (Role.RECRUITER, Role.COMMANDER),
}
# The twin carries 周㛃's document; the friend and the recruiter have one emergency contact.
DOCUMENTS = {name: place for place, name in enumerate(APPLICANTS)} | {TWIN: 0}
CONTACTS = {FRIEND: HOUSEHOLD, RECRUITER: HOUSEHOLD}
SERIALS = {name: place for place, name in enumerate(dict.fromkeys((*APPLICANTS, *STAFF)))}

applicants = st.sampled_from(APPLICANTS)
OWNERS = {
    Gate(rule.gate): [name for name, held in STAFF.items() if {*held} & {*rule.deciders}] for rule in DEFAULT_GATES
}


@dataclass(frozen=True)
class Asked:
    """A request that was made, so that it can be made again."""

    once: Once
    ask: Callable[[], Any]
    answer: Any


class Recruitment(RuleBasedStateMachine):
    """Everybody over the services of a house; each run has a store of its own."""

    world: ClassVar[World]
    engines: ClassVar[Store]
    faults: ClassVar[Faults]

    @property
    def house(self) -> House:
        return self.world.house

    @initialize()
    def begin(self) -> None:
        self.engines.engine.close()
        self.engines.engine = Engine(":memory:", self.faults)
        dynamo.create_tables()
        self.world.clock.instant = START
        self.house.roster.put_ground(*small_force())
        self.keys = 0
        self.asked: list[Asked] = []
        self.actors = {name: self.known(name) for name in SERIALS}
        for name in APPLICANTS:
            self.write(name)
            self.submit(name, 0)

    def known(self, name: str) -> Actor:
        over = "D1/B02" if name == "stranger" else "D1"
        grants = tuple(Grant(role, over) for role in STAFF.get(name, (Role.APPLICANT,)))
        person = Person(name, f"openid of {name}", START, name=name, grants=grants)
        self.house.identity.put_people([(person, f"1619{SERIALS[name]:07d}")])
        return replace(actor_of(person, "session", START), consents=CONSENTS)

    def latest(self, name: str) -> Application | None:
        application_id = rows.fetch_applicant(name).application_id
        return rows.fetch_application(application_id) if application_id else None

    def tried(self, ask: Callable[[Once], Any]) -> Any:
        """Ask; an answer or a refusal that says why."""
        self.keys += 1
        once = Once.of("somebody", "POST", f"key-{self.keys:06d}", b"body")
        try:
            answer = ask(once)
        except Problem as refused:
            assert refused.detail
            assert refused.status in {400, 403, 404, 409, 422}
            return None
        self.asked.append(Asked(once, lambda: ask(once), answer))
        return answer

    @rule(name=applicants)
    def write(self, name: str) -> None:
        contact = {"emergency_phone": CONTACTS[name]} if name in CONTACTS else {}
        fields = form(DOCUMENTS[name], **contact)
        try:
            self.house.applications.write(self.actors[name], fields, 10**6)
            if not self.latest(name).photo:
                self.house.applications.add_photo(self.actors[name], JPEG)
        except Problem as refused:
            assert refused.detail

    @rule(name=applicants, lag=st.integers(0, 1))
    def submit(self, name: str, lag: int) -> None:
        latest = self.latest(name)
        version = latest.version - lag if latest else 0
        self.tried(lambda once: self.house.submission.submit(self.actors[name], once, version))

    @rule(name=applicants, sure=st.integers(0, 4))
    def withdraw(self, name: str, sure: int) -> None:
        latest = self.latest(name)
        if latest and sure == 0:
            self.tried(lambda once: self.house.submission.withdraw(self.actors[name], once, latest.version))

    @rule(name=applicants)
    def pass_quiz(self, name: str) -> None:
        self.keys += 1
        now = self.world.clock()
        done = audit.note("quiz", "passed", name, now, f"{self.keys}", {})  # stands for the event's done-mark
        self.house.submission.quiz_passed(name, QuizPass("recruits", 90, now), done)

    @rule(data=st.data())
    def decide(self, data: st.DataObject) -> None:
        """Mostly what somebody might decide by mistake or by intent: the right gate, an owner of it, a version seen."""
        if not (queued := self.queued()):
            return
        application = data.draw(st.sampled_from(queued))
        gate = data.draw(st.sampled_from([application.gate, application.gate, application.gate, *GATES]))
        by = data.draw(st.sampled_from([*OWNERS[gate], *OWNERS[gate], *STAFF]))
        decision = data.draw(st.sampled_from([Decision.PASS, Decision.PASS, Decision.PASS, *Decision]))
        reason = data.draw(st.sampled_from([*reasons_at(gate, decision), ""]))
        lag = data.draw(st.sampled_from([0, 0, 0, 1]))
        self.decided(by, application, gate, Verdict(decision, application.version - lag, reason))

    @rule(data=st.data(), by=st.sampled_from(["commander", "commander", RECRUITER, "other-recruiter"]))
    def pass_all_the_way(self, data: st.DataObject, by: str) -> None:
        """So that many reach the end."""
        if not (queued := self.queued()):
            return
        name = data.draw(st.sampled_from(queued)).person_id
        self.pass_quiz(name)
        for gate in GATES:
            latest = self.latest(name)
            who = by if by in OWNERS[gate] else OWNERS[gate][0]
            self.decided(who, latest, gate, Verdict(Decision.PASS, latest.version))

    def queued(self) -> list[Application]:
        return [each for each in map(self.latest, APPLICANTS) if each and each.state in QUEUED]

    def decided(self, by: str, latest: Application, gate: Gate, verdict: Verdict) -> None:
        answer = self.tried(
            lambda once: self.house.review.decide(self.actors[by], once, latest.application_id, gate, verdict)
        )
        if answer is not None:
            assert by not in {latest.person_id, "stranger"}
            assert {by, latest.person_id} != {RECRUITER, FRIEND}
            assert (latest.gate, latest.version, latest.duplicate_of and verdict.decision) in {
                (gate, verdict.version, ""),
                (gate, verdict.version, Decision.FAIL),
                (gate, verdict.version, Decision.RETURN),
            }

    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        """The same request with the same key, however long ago, is answered as before and does nothing."""
        if self.asked:
            before = data.draw(st.sampled_from(self.asked))
            with pytest.raises(AnsweredBefore):
                before.ask()

    @rule(hours=st.sampled_from([1, 30, 24 * 91]))
    def wait(self, hours: int) -> None:
        self.world.clock.instant += timedelta(hours=hours)
        self.asked = self.asked if hours < 24 * 7 else []  # answers are kept for 7 days

    @invariant()
    def every_promise_holds(self) -> None:
        applications = [row.value(Application) for row in ApplicationRow.scan()]
        no_gate_is_skipped_and_a_number_comes_after_all(applications)
        nobody_decided_for_himself_or_a_friend(applications)
        each_person_has_one_open_application(applications)
        each_number_is_one_persons_and_none_is_missing(applications)
        the_queues_show_exactly_who_waits(applications)


def no_gate_is_skipped_and_a_number_comes_after_all(applications: list[Application]) -> None:
    for application in applications:
        order = passed(application.records)
        assert order == GATES[: len(order)]
        assert (application.state is State.PASSED) == (order == GATES) == bool(application.volunteer_number)


def nobody_decided_for_himself_or_a_friend(applications: list[Application]) -> None:
    for application in applications:
        deciders = {record.by for record in application.records}
        assert application.person_id not in deciders
        assert not (application.person_id == FRIEND and RECRUITER in deciders)


def each_person_has_one_open_application(applications: list[Application]) -> None:
    owners = Counter(application.person_id for application in applications if application.state in OPEN)
    assert set(owners.values()) <= {1}


def each_number_is_one_persons_and_none_is_missing(applications: list[Application]) -> None:
    members = {row.person_id: row.volunteer_number for row in VolunteerRow.scan()}
    claims = {row.person_id: row.volunteer_number for row in ClaimRow.scan()}
    assert members == claims == {a.person_id: a.volunteer_number for a in applications if a.volunteer_number}
    assert sorted(members.values()) == [f"01-01-{place:04d}" for place in range(1, len(members) + 1)]
    assert not {"周㛃", TWIN} <= set(members)


def the_queues_show_exactly_who_waits(applications: list[Application]) -> None:
    lines = sorted((row.queue, row.line.application_id) for row in QueueRow.scan())
    assert lines == sorted(
        (f"{unit_path}#{each.gate}#{each.state}", each.application_id)
        for each in applications
        if each.state in QUEUED
        for unit_path in ("D1", "D1/B01", "D1/B01/S01")
    )


def run(world: World, store: Store, faults: Faults, runs: int) -> None:
    run_state_machine_as_test(
        type("Everybody", (Recruitment,), {"world": world, "engines": store, "faults": faults}),
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_whatever_anybody_does_in_any_order_the_promises_hold(world, store):
    run(world, store, Faults(), count(4, 20_000 // STEPS))


@pytest.mark.timeout(600)
def test_the_promises_hold_when_transactions_meet_each_other(world, store):
    run(world, store, Faults(7, conflicts=0.2), count(2, 20))
