"""The people of the demo force are many, various, repeatable, and nobody real."""

import time
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from shouwang.kernel.actor import Role
from shouwang.kernel.identity_number import read_identity_number
from shouwang.kernel.names import read_name
from shouwang.roster.models import DEFAULT_DUTY_TYPES
from shouwang_local.force import applications as queue, staff as headquarters
from shouwang_local.force.people import AGE_LIMITS, Person, volunteers
from shouwang_local.force.shifts import shifts
from shouwang_local.force.staff import staff
from shouwang_local.force.units import brigades, squadrons

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)


def everybody() -> list[Person]:
    """Each person once: squadron leaders are volunteers and staff, but one person."""
    people = [volunteer.person for volunteer in volunteers(TODAY)]
    people += [each.person for each in staff(TODAY) if each.number is None]
    return people + [each.person for each in queue.applications(NOW)]


def test_there_are_1500_volunteers_with_numbers_gapless_in_each_squadron():
    by_squadron = Counter(volunteer.squadron_code for volunteer in volunteers(TODAY))
    numbers = {volunteer.number for volunteer in volunteers(TODAY)}
    expected = {
        f"{squadron.number_prefix}-{sequence:04d}"
        for squadron in squadrons()
        for sequence in range(1, by_squadron[squadron.code] + 1)
    }

    assert len(volunteers(TODAY)) == 1_500
    assert numbers == expected
    assert min(by_squadron.values()) >= 40


def test_who_has_a_smaller_number_joined_no_later():
    for earlier, later in zip(volunteers(TODAY), volunteers(TODAY)[1:], strict=False):
        assert earlier.squadron_code != later.squadron_code or earlier.joined_on <= later.joined_on


def test_every_identity_number_is_well_formed_unique_and_nobodys():
    numbers = [read_identity_number(person.identity_number, TODAY) for person in everybody()]

    assert len({number.digits for number in numbers}) == len(numbers)
    assert {number.born_on.year for number in numbers} <= set(range(1850, 1900))
    assert all(AGE_LIMITS[0] <= number.age_on(TODAY) <= AGE_LIMITS[1] for number in numbers)


def test_every_phone_is_unique_and_in_a_range_that_no_operator_has():
    phones = [phone for person in everybody() for phone in (person.phone, person.emergency_phone)]

    assert len(set(phones)) == len(phones)
    assert {(len(phone), phone[:3], phone.isdigit()) for phone in phones} == {(11, "161", True)}


def test_every_name_is_spelt_as_the_kernel_spells_it():
    misspelt = [person.name for person in everybody() if read_name(person.name) != person.name]

    assert misspelt == []


def test_names_hold_middle_dots_compound_surnames_and_characters_that_poor_fonts_lack():
    together = " ".join(person.name for person in everybody())

    assert together.count("·") >= 20
    assert {"㛃", "𬱖", "䶮"} <= set(together)
    assert "欧阳" in together


def test_every_role_and_every_post_is_held():
    roles = Counter(each.role for each in staff(TODAY))
    posts = Counter(each.post for each in staff(TODAY))

    assert set(roles) - {None} == set(Role) - {Role.APPLICANT, Role.VOLUNTEER}
    assert (roles[Role.SQUADRON_LEADER], roles[Role.BRIGADE_LEADER]) == (23, 12)
    assert {post: posts[post] for post in ("支队长", "政委", "大队长", "教导员", "中队长", "指导员")} == {
        "支队长": 1, "政委": 1, "大队长": 6, "教导员": 6, "中队长": 23, "指导员": 23,
    }  # fmt: skip
    assert len({each.key for each in staff(TODAY)}) == len(staff(TODAY))


def test_a_squadron_leader_is_the_first_volunteer_of_the_squadron():
    leaders = {each.unit_path: each for each in staff(TODAY) if each.role is Role.SQUADRON_LEADER}
    first = {volunteer.number: volunteer.person for volunteer in volunteers(TODAY) if volunteer.sequence == 1}

    for squadron in squadrons():
        leader = leaders[squadron.path]
        assert (leader.number, leader.person) == (
            f"{squadron.number_prefix}-0001",
            first[f"{squadron.number_prefix}-0001"],
        )


def test_a_brigade_leader_stands_over_the_brigade():
    leaders = [each.unit_path for each in staff(TODAY) if each.post == "大队长"]

    assert leaders == [brigade.path for brigade in brigades()]


def test_nobody_is_on_two_shifts_at_once_and_every_shift_has_a_free_place():
    ends: dict[str, datetime] = {}
    for shift in sorted(shifts(TODAY), key=lambda shift: shift.starts_at):
        assert len(set(shift.members)) == len(shift.members) < shift.capacity
        for number in shift.members:
            assert number not in ends or ends[number] <= shift.starts_at
            ends[number] = shift.ends_at


def test_shifts_cover_the_last_seven_and_the_coming_fourteen_days_in_every_squadron():
    days = Counter((shift.starts_at.date() - TODAY).days for shift in shifts(TODAY))

    assert sorted(days) == list(range(-7, 14))
    assert {shift.squadron_code for shift in shifts(TODAY)} == {squadron.code for squadron in squadrons()}
    assert len({shift.key for shift in shifts(TODAY)}) == len(shifts(TODAY))


def test_the_night_market_is_walked_across_midnight_at_042_every_night():
    nights = [s for s in shifts(TODAY) if s.point_number == "042" and s.starts_at.date() < s.ends_at.date()]

    assert len(nights) == 21
    assert {(s.starts_at.hour, (s.ends_at - s.starts_at).total_seconds() / 3600) for s in nights} == {(22, 3.5)}


def test_who_comes_in_an_emergency_drills_on_every_saturday_morning():
    drills = [s for s in shifts(TODAY) if s.duty_type == "training"]
    emergency = [squadron.code for squadron in squadrons() if squadron.task == "应急支援"]

    assert [s.squadron_code for s in drills] == emergency * 3
    assert {(s.starts_at.weekday(), s.starts_at.hour, len(s.members), s.capacity) for s in drills} == {(5, 9, 12, 20)}


def test_every_duty_type_that_the_roster_knows_has_shifts():
    assert {shift.duty_type for shift in shifts(TODAY)} == {duty.code for duty in DEFAULT_DUTY_TYPES}


def test_46_applications_wait_at_five_gates_oldest_first():
    found = queue.applications(NOW)
    at_gates = Counter(each.gate for each in found)

    assert at_gates == {"willingness": 12, "political": 9, "fitness": 8, "skills": 11, "publicity": 6}
    for gate in queue.GATES:
        since = [each.at_gate_since for each in found if each.gate == gate]
        assert since == sorted(since)


def test_an_application_passed_every_gate_before_its_own_in_order_and_in_time():
    deciders = {each.key for each in staff(TODAY)}

    for each in queue.applications(NOW):
        passed = [decision for decision in each.decisions if decision.passed]
        instants = [each.submitted_at, *(decision.decided_at for decision in each.decisions), NOW]

        assert tuple(decision.gate for decision in passed) == queue.GATES[: queue.GATES.index(each.gate)]
        assert instants == sorted(instants)
        assert {decision.by_key for decision in each.decisions} <= deciders
        assert (each.state is queue.State.RETURNED) == any(not decision.passed for decision in each.decisions)


def test_the_queue_shows_some_returned_and_the_rare_name_of_the_demo():
    found = queue.applications(NOW)

    assert 2 <= sum(each.state is queue.State.RETURNED for each in found) <= 12
    assert "周㛃" in {each.person.name for each in found if each.gate == "political"}


@pytest.mark.parametrize("seed", ["wanglan-2022", "another"])
def test_the_same_seed_and_day_give_the_same_bytes_in_less_than_a_second(seed):
    def made() -> str:
        for maker in (volunteers, staff, shifts):
            maker.cache_clear()
        return repr((volunteers(TODAY, seed), staff(TODAY, seed), shifts(TODAY, seed), queue.applications(NOW, seed)))

    started = time.process_time()
    first = made()
    spent_s = time.process_time() - started

    assert made() == first
    assert spent_s < 1


def test_another_seed_gives_other_people():
    assert volunteers(TODAY, "another") != volunteers(TODAY)
    assert headquarters.staff(TODAY, "another") != staff(TODAY)
