"""意外险: a condition of sign-up and check-in when the force says so, and never of a training."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.platform import dynamo
from tests.world import POINT, SQUADRON, small_force

TOMORROW = timedelta(days=2)


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


@pytest.fixture
def strict(watch):
    """The force asks for insurance; the ground is read again."""
    force, units, points = small_force()
    watch.world.house.roster.put_ground(replace(force, cover_needed=True), units, points)
    return watch


def insured(watch, until):
    """Somebody whose session says until when they are covered."""
    person = watch.world.sign_in("保险人")
    watch.world.house.identity.promote(person.person_id, "01-01-0300", "保险人", SQUADRON, dynamo.Writes(), until)
    return person


def test_without_cover_there_is_no_sign_up_and_no_check_in(strict):
    shift_id = strict.shift(begins_in=TOMORROW)

    signed_up = strict.volunteer.post(f"/v1/shifts/{shift_id}/signup")
    arrived = strict.tap("in", strict.at_point())

    assert [(a.status_code, slug(a)) for a in (signed_up, arrived)] == [(409, "not-insured")] * 2
    assert arrived.json["detail"] == "还没有保险，续上以前不排班。请告诉队部"
    assert strict.volunteer.get("/v1/duty/current").json["duty"] is None


@pytest.mark.parametrize(("days", "status"), [(1, 409), (2, 201)])
def test_the_cover_must_last_until_the_shift_is_over(strict, days, status):
    shift_id = strict.shift(begins_in=TOMORROW)
    person = insured(strict, strict.world.clock().date() + timedelta(days=days))

    assert person.post(f"/v1/shifts/{shift_id}/signup").status_code == status


def test_a_training_asks_for_no_cover(strict):
    shift_id = strict.shift(begins_in=timedelta(minutes=10), duty_type="training")

    signed_up = strict.volunteer.post(f"/v1/shifts/{shift_id}/signup")
    arrived = strict.tap("in", strict.at_point())

    assert (signed_up.status_code, arrived.status_code) == (201, 201)


def test_a_force_that_does_not_ask_lets_everybody_in(watch):
    assert watch.tap("in", watch.at_point(), point_number=POINT).status_code == 201
