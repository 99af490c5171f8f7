"""Anybody does anything in any order: the promises of recruitment hold after every step."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace

from dynamodb_sqlite import Engine, Faults
from dynamodb_sqlite.disk.store import copy_of
from shouwang.app import House
from shouwang.identity.models import Person
from shouwang.identity.rules import actor_of
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.problem import Problem
from shouwang.platform import audit, dynamo
from shouwang.platform.once import KEPT, AnsweredBefore, Once
from shouwang.recruitment import store as rows
from shouwang.recruitment.models import (
    QUEUED,
    Application,
    Decision,
    Gate,
    Objection,
    ObjectionState,
    QuizPass,
    State,
    Verdict,
)
from shouwang.recruitment.rules.appeals import REOPENINGS
from shouwang.recruitment.rules.reasons import reasons_at
from shouwang.recruitment.service import Seen
from shouwang.recruitment.store.objections import ObjectionRow
from shouwang.roster.models import DEFAULT_GATES
from tests.integration.recruitment import promises
from tests.integration.recruitment.making import CONSENTS, form, photo
from tests.integration.recruitment.promises import FRIEND, GATES, RECRUITER, TWIN
from tests.tiers import PROVE, count
from tests.world import START, Store, World, small_force

STEPS = 50
JPEG = photo()
HOUSEHOLD = "16150000777"
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
SERIALS = {name: place for place, name in enumerate(dict.fromkeys((*APPLICANTS, *STAFF, "外人")))}

WHERE_IT_MATTERS = ("numbers given", "passed on by the night", "objections upheld", "objections dismissed")
TIMES = 3

applicants = st.sampled_from(APPLICANTS)
staff = st.sampled_from([*STAFF])
seldom = st.sampled_from([False, False, False, True])
deciders = st.sampled_from(["commander", "commander", RECRUITER, "other-recruiter"])
OWNERS = {
    Gate(rule.gate): [name for name, held in STAFF.items() if {*held} & {*rule.deciders}] for rule in DEFAULT_GATES
}


@dataclass(frozen=True)
class Asked:
    """A request that was made, so that it can be made again."""

    at: datetime
    once: Once
    ask: Callable[[], Any]
    answer: Any


@dataclass(frozen=True)
class Morning:
    """What every run begins with: the store, the people, what was asked so far."""

    content: bytes
    actors: dict[str, Actor]
    keys: int
    asked: tuple[Asked, ...]


class Recruitment(RuleBasedStateMachine):
    """Everybody over the services of a house; each run has a store of its own."""

    world: ClassVar[World]
    engines: ClassVar[Store]
    faults: ClassVar[Faults]
    reached: ClassVar[Counter[str]]
    morning: ClassVar["Morning | None"] = None

    @property
    def house(self) -> House:
        return self.world.house

    @initialize()
    def begin(self) -> None:
        """Everybody has handed in: the same for every run, so it is done once and each begins with a copy."""
        self.engines.engine.close()
        self.world.clock.instant = START
        self.held_at = -1
        if self.morning is None:
            self.engines.engine = Engine(":memory:", self.faults)
            self.hand_in()
            type(self).morning = Morning(self.engines.engine.content(), self.actors, self.keys, tuple(self.asked))
        else:
            self.engines.engine = Engine(copy_of(self.morning.content), self.faults)
            self.actors, self.keys, self.asked = self.morning.actors, self.morning.keys, list(self.morning.asked)

    def hand_in(self) -> None:
        dynamo.create_tables()
        force, *ground = small_force()
        self.house.roster.put_ground(replace(force, publicity_days=promises.PUBLICITY_DAYS), *ground)
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
            assert refused.status in {400, 403, 404, 409, 422, 429}
            return None
        self.asked.append(Asked(self.world.clock(), once, lambda: ask(once), answer))
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

    @rule(name=applicants, sure=seldom)
    def withdraw(self, name: str, sure: bool) -> None:
        latest = self.latest(name)
        if latest and sure:
            self.tried(lambda once: self.house.submission.withdraw(self.actors[name], once, latest.version))

    @rule()
    def apply_again(self) -> None:
        """So that there always is somebody on the way."""
        if len(self.queued()) < len(APPLICANTS) // 2:
            self.wait(24 * 91)
            for name in APPLICANTS:
                self.write(name)
                self.submit(name, 0)

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

    @rule(data=st.data(), by=deciders, last=st.sampled_from([Gate.SKILLS, Gate.SKILLS, Gate.NUMBER]))
    def pass_on(self, data: st.DataObject, by: str, last: Gate) -> None:
        """So that many get into publicity, and some to the end."""
        if not (queued := self.queued()):
            return
        name = data.draw(st.sampled_from(queued)).person_id
        self.pass_quiz(name)
        patient = last is Gate.NUMBER and data.draw(st.booleans())
        for gate in GATES[: GATES.index(last) + 1]:
            latest = self.latest(name)
            if gate is Gate.PUBLICITY and patient:
                self.wait(7 * 24)
            who = by if by in OWNERS[gate] else OWNERS[gate][0]
            self.decided(who, latest, gate, Verdict(Decision.PASS, latest.version))

    def queued(self) -> list[Application]:
        return [each for each in map(self.latest, APPLICANTS) if each and each.state in QUEUED]

    def decided(self, by: str, latest: Application, gate: Gate, verdict: Verdict) -> None:
        claim = rows.fetch_claim(latest.application_id, self.world.clock())
        answer = self.tried(
            lambda once: self.house.review.decide(self.actors[by], once, latest.application_id, gate, verdict)
        )
        if answer is not None:
            assert claim is None or claim.by == by
            self.reached["numbers given"] += answer.state is State.PASSED
            assert by not in {latest.person_id, "stranger"}
            assert {by, latest.person_id} != {RECRUITER, FRIEND}
            assert (latest.gate, latest.version, latest.duplicate_of and verdict.decision) in {
                (gate, verdict.version, ""),
                (gate, verdict.version, Decision.FAIL),
                (gate, verdict.version, Decision.RETURN),
            }

    def any_of_them(self, data: st.DataObject, *states: State) -> Application | None:
        found = [each for each in map(self.latest, APPLICANTS) if each and each.state in states]
        return data.draw(st.sampled_from(found)) if found else None

    @rule(data=st.data(), by=staff)
    def claim_or_release(self, data: st.DataObject, by: str) -> None:
        if application := self.any_of_them(data, *State):
            act = self.house.desk.claim if data.draw(st.booleans()) else self.house.desk.release
            try:
                act(self.actors[by], application.application_id)
            except Problem as refused:
                assert refused.detail

    @rule(data=st.data(), gate=st.sampled_from(GATES), lag=st.sampled_from([0, 0, 0, 1]))
    def decide_many(self, data: st.DataObject, gate: Gate, lag: int) -> None:
        by = data.draw(st.sampled_from(OWNERS[gate]))
        decision = data.draw(st.sampled_from([Decision.PASS, Decision.PASS, *Decision]))
        reason = data.draw(st.sampled_from([*reasons_at(gate, decision), ""]))
        seen = [Seen(each.application_id, each.version - lag) for each in self.queued()]
        outcomes = self.tried(
            lambda once: self.house.bulk.decide(self.actors[by], once, gate, seen, Verdict(decision, 0, reason))
        )
        assert all((outcome.decided is None) == bool(outcome.detail) for outcome in outcomes)
        self.asked.pop()  # sent again, it is answered without AnsweredBefore

    @rule(data=st.data(), sure=seldom)
    def refuse_somebody(self, data: st.DataObject, sure: bool) -> None:
        """So that there is something to appeal against and to reopen."""
        if sure and (application := self.any_of_them(data, State.REVIEW)):
            by = data.draw(st.sampled_from(OWNERS[application.gate]))
            reason = next(iter(reasons_at(application.gate, Decision.FAIL)))
            self.decided(by, application, application.gate, Verdict(Decision.FAIL, application.version, reason))

    @rule(name=applicants)
    def appeal(self, name: str) -> None:
        if latest := self.latest(name):
            actor = self.actors[name]
            self.tried(lambda once: self.house.submission.appeal(actor, once, latest.version, "请再看一次"))

    @rule(data=st.data(), by=staff, granted=st.booleans())
    def rule_on_appeal(self, data: st.DataObject, by: str, granted: bool) -> None:
        if application := self.any_of_them(data, State.APPEALED, State.APPEALED, *State):
            own, version, look = application.application_id, application.version, self.house.second_look
            self.tried(lambda once: look.rule_on_appeal(self.actors[by], once, own, version, granted=granted, note=""))

    @rule(data=st.data(), by=staff, reason=st.sampled_from([*REOPENINGS, ""]))
    def reopen(self, data: st.DataObject, by: str, reason: str) -> None:
        if application := self.any_of_them(data, State.FAILED, State.FAILED, *State):
            own, version, look = application.application_id, application.version, self.house.second_look
            self.tried(lambda once: look.reopen(self.actors[by], once, own, version, reason=reason, note=""))

    @rule(data=st.data(), by=st.sampled_from(["外人", *APPLICANTS]))
    def object(self, data: st.DataObject, by: str) -> None:
        if found := self.in_publicity() or self.queued():
            own = data.draw(st.sampled_from(found)).application_id
            self.tried(lambda once: self.house.objections.raise_one(self.actors[by], once, own, "他不住在这里"))

    @rule(data=st.data(), by=st.one_of(st.sampled_from(OWNERS[Gate.PUBLICITY]), staff), upheld=seldom)
    def rule_on_objection(self, data: st.DataObject, by: str, upheld: bool) -> None:
        known = [row.value(Objection) for row in ObjectionRow.scan()]
        found = [each for each in known if each.state is ObjectionState.OPEN] or known
        if not found:
            return
        objection = data.draw(st.sampled_from(found))
        own = objection.application_id
        version, ruling = rows.fetch_application(own).version, self.house.objections
        answer = self.tried(
            lambda once: ruling.rule(
                self.actors[by], once, own, objection.objection_id, version, upheld=upheld, note="查过"
            )
        )
        assert answer is None or (objection.state is ObjectionState.OPEN and objection.by != by)
        self.reached["objections upheld" if upheld else "objections dismissed"] += answer is not None

    @rule(data=st.data(), by=staff)
    def settle_the_document(self, data: st.DataObject, by: str) -> None:
        if application := self.any_of_them(data, *QUEUED):
            own, version, look = application.application_id, application.version, self.house.second_look
            self.tried(lambda once: look.settle_document(self.actors[by], once, own, version))

    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        """The same request with the same key, however long ago, is answered as before and does nothing."""
        known = [each for each in self.asked if self.world.clock() - each.at < KEPT]
        if known:
            before = data.draw(st.sampled_from(known))
            with pytest.raises(AnsweredBefore):
                before.ask()

    def in_publicity(self) -> list[Application]:
        return [each for each in self.queued() if each.gate is Gate.PUBLICITY]

    @rule(days=st.sampled_from([0, 4]))
    def end_publicity(self, days: int) -> None:
        """The night passes on whose publicity is over, and nobody to whom somebody objected."""
        self.wait(24 * days)
        before = {each.application_id: each for each in self.in_publicity() if each.state is State.REVIEW}
        passed = self.house.publicity.end_due(25)
        moved = [own for own, each in before.items() if rows.fetch_application(own).version != each.version]
        assert passed == len(moved)
        self.reached["passed on by the night"] += passed
        assert not any(before[own].objections or before[own].duplicate_of for own in moved)

    @rule(hours=st.sampled_from([1, 30, 24 * 91]))
    def wait(self, hours: int) -> None:
        self.world.clock.instant += timedelta(hours=hours)

    @invariant()
    def every_promise_holds(self) -> None:
        """They say something of what is in the store and of nothing else: where nothing was written they hold as before."""
        if self.engines.written != self.held_at:
            promises.hold()
            self.held_at = self.engines.written


def run(world: World, store: Store, faults: Faults, runs: int) -> Counter[str]:
    """So many runs; how often they got where it matters."""
    reached: Counter[str] = Counter()
    run_state_machine_as_test(
        type("Everybody", (Recruitment,), {"world": world, "engines": store, "faults": faults, "reached": reached}),
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return reached


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_whatever_anybody_does_in_any_order_the_promises_hold(world, store):
    reached = run(world, store, Faults(), count(4, 20_000 // STEPS))

    if PROVE:  # a few runs may not get that far
        assert {where for where in WHERE_IT_MATTERS if reached[where] < TIMES} == set(), reached


@pytest.mark.timeout(600)
def test_the_promises_hold_when_transactions_meet_each_other(world, store):
    run(world, store, Faults(7, conflicts=0.2), count(2, 20))
