"""The promises of recruitment, each over everything that is in the store."""

from collections import Counter

from msgspec.structs import replace

from shouwang.kernel.clock import local_day
from shouwang.kernel.working_days import publicity_ends_on
from shouwang.recruitment.models import OPEN, QUEUED, Application, Decision, Gate, GateRecord, ObjectionState, State
from shouwang.recruitment.rules.gates import passed
from shouwang.recruitment.store.applications import ApplicationRow
from shouwang.recruitment.store.objections import ObjectionRow
from shouwang.recruitment.store.queue import QueueRow
from shouwang.roster.store import ClaimRow, VolunteerRow
from tests.world import small_force

GATES = tuple(Gate)
PUBLICITY_DAYS = 2
RECRUITER, TWIN, FRIEND = "recruiter", "twin", "friend"


def hold() -> None:
    """Every promise."""
    applications = [row.value(Application) for row in ApplicationRow.scan()]
    no_gate_is_skipped_and_a_number_comes_after_all(applications)
    nobody_decided_for_himself_or_a_friend(applications)
    each_person_has_one_open_application(applications)
    each_number_is_one_persons_and_none_is_missing(applications)
    the_queues_show_exactly_who_waits(applications)
    what_waits_for_us_has_a_due_day_and_nothing_else_has(applications)
    a_refusal_is_appealed_once_and_ruled_by_another(applications)
    open_objections_are_counted_and_stop_the_number(applications)
    publicity_lasts_its_days(applications)
    an_objection_upheld_ends_what_it_was_raised_to()


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
        (f"{unit_path}#{name}", each.application_id)
        for each in applications
        if each.state in QUEUED
        for name in (f"{each.gate}#{each.state}", *(["due"] if each.due_on else []))
        for unit_path in ("D1", "D1/B01", "D1/B01/S01")
    )


def what_waits_for_us_has_a_due_day_and_nothing_else_has(applications: list[Application]) -> None:
    for application in applications:
        assert (application.due_on is not None) == (application.state in {State.REVIEW, State.APPEALED})


def a_refusal_is_appealed_once_and_ruled_by_another(applications: list[Application]) -> None:
    for application in applications:
        appeal = application.appeal
        assert (application.state is State.APPEALED) <= (appeal is not None and appeal.granted is None)
        assert appeal is None or appeal.by not in {appeal.against, application.person_id}


def open_objections_are_counted_and_stop_the_number(applications: list[Application]) -> None:
    waiting = Counter(row.application_id for row in ObjectionRow.scan() if row.state is ObjectionState.OPEN)
    assert waiting == Counter({each.application_id: each.objections for each in applications if each.objections})
    assert not any(each.objections for each in applications if each.state is State.PASSED)


def publicity_lasts_its_days(applications: list[Application]) -> None:
    force = replace(small_force()[0], publicity_days=PUBLICITY_DAYS)
    for application in applications:
        passes = {record.gate: record.at for record in application.records if record.decision is Decision.PASS}
        if Gate.PUBLICITY in passes:
            assert local_day(passes[Gate.PUBLICITY]) >= publicity_ends_on(passes[Gate.SKILLS], force)


def an_objection_upheld_ends_what_it_was_raised_to() -> None:
    for row in ObjectionRow.scan():
        if row.state is ObjectionState.UPHELD:
            ended = {(each.gate, each.decision, each.by, each.at) for each in _records(row.application_id)}
            assert (Gate.PUBLICITY, Decision.FAIL, row.ruled_by, row.ruled_at) in ended
            assert row.by != row.ruled_by


def _records(application_id: str) -> tuple[GateRecord, ...]:
    row = ApplicationRow.fetch(application_id)
    assert row is not None
    return row.records
