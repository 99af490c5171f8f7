from datetime import date

import pytest

from shouwang.kernel.actor import Grant, Role
from shouwang.platform import dynamo
from shouwang.roster.models import Status, Volunteer
from shouwang.roster.rules import AlreadyNumbered, NoNumbersHere, NoSuchUnit, NoSuchVolunteer
from tests.world import OTHER_SQUADRON, SQUADRON

JOINED = date(2026, 11, 23)


def member(serial, unit_path=SQUADRON, name="阿卜杜热西提·麦麦提吐尔逊"):
    prefix = "01-01" if unit_path == SQUADRON else "02-01"
    return Volunteer(f"{prefix}-{serial:04d}", f"person-{prefix}-{serial}", name, unit_path, JOINED, date(2027, 11, 22))


@pytest.fixture
def roster(world):
    """Sixty in one squadron, three in another, written as an import does."""
    members = [member(n) for n in range(1, 61)] + [member(n, OTHER_SQUADRON) for n in range(1, 4)]
    world.house.roster.put_volunteers(members, {SQUADRON: 60, OTHER_SQUADRON: 3})
    return world.house.roster


def number(roster, person_id="person", unit_path=SQUADRON):
    return roster.number_writes(unit_path, person_id, "周㛃", joined_on=JOINED)


def test_the_next_number_follows_the_last_one_given(roster):
    given, writes = number(roster)

    dynamo.commit(writes)

    assert given == "01-01-0061"
    assert roster.volunteer_of("person") == roster.volunteer(given)
    assert roster.volunteer(given) == Volunteer("01-01-0061", "person", "周㛃", SQUADRON, JOINED)


def test_of_two_that_saw_the_same_counter_one_reads_again(roster):
    (first, one), (second, other) = number(roster, "one"), number(roster, "other")
    dynamo.commit(one)

    with pytest.raises(dynamo.Conflict):
        dynamo.commit(other)
    again, writes = number(roster, "other")
    dynamo.commit(writes)

    assert (first, second, again) == ("01-01-0061", "01-01-0061", "01-01-0062")


def test_nobody_gets_a_second_number_whatever_the_squadron(roster):
    dynamo.commit(number(roster)[1])

    for unit_path in (SQUADRON, OTHER_SQUADRON):
        with pytest.raises(AlreadyNumbered):
            dynamo.commit(number(roster, unit_path=unit_path)[1])
    assert number(roster, "somebody else")[0] == "01-01-0062"


def test_only_a_squadron_that_is_there_gives_numbers(roster):
    with pytest.raises(NoNumbersHere):
        number(roster, unit_path="D1/B01")
    with pytest.raises(NoSuchUnit):
        number(roster, unit_path="D1/B01/S09")


def test_writing_the_same_members_again_changes_nothing(roster):
    roster.put_volunteers([member(1)], {SQUADRON: 60})

    assert roster.volunteer("01-01-0001") == member(1)


def test_a_number_that_is_somebody_elses_is_not_overwritten(roster):
    thief = Volunteer("01-01-0001", "somebody else", "外人", SQUADRON, JOINED)

    with pytest.raises(dynamo.Conflict):
        roster.put_volunteers([thief], {})
    assert roster.volunteer("01-01-0001") == member(1)


def test_a_counter_never_goes_back(roster):
    with pytest.raises(dynamo.Conflict):
        roster.put_volunteers([member(2)], {SQUADRON: 2})


def test_who_has_no_number_is_no_volunteer(roster):
    assert roster.volunteer_of("nobody") is None
    with pytest.raises(NoSuchVolunteer):
        roster.volunteer("09-09-0001")


def test_staff_see_the_members_of_their_units_page_by_page(world, roster):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    leader.get("/v1/units")

    first = leader.get("/v1/volunteers")
    rest = leader.get(f"/v1/volunteers?cursor={first.json['cursor']}").json

    assert [line["volunteer_number"] for line in first.json["volunteers"] + rest["volunteers"]] == [
        f"01-01-{n:04d}" for n in range(1, 61)
    ]
    assert (len(first.json["volunteers"]), rest["cursor"]) == (50, None)
    assert len(first.data) <= 15 * 1024
    assert first.headers["Server-Timing"].endswith("store;desc=2")
    assert first.json["volunteers"][0] == {
        "volunteer_number": "01-01-0001",
        "name": "阿卜杜热西提·麦麦提吐尔逊",
        "unit_path": SQUADRON,
        "status": Status.ACTIVE,
        "qualifications": [],
        "joined_on": "2026-11-23",
        "cover_until": "2027-11-22",
    }


def test_a_brigades_page_lists_its_squadrons_and_no_other(world, roster):
    leader = world.staff("李大队长", Role.BRIGADE_LEADER, "D1/B02")

    listed = leader.get("/v1/volunteers").json["volunteers"]

    assert [line["volunteer_number"] for line in listed] == ["02-01-0001", "02-01-0002", "02-01-0003"]


@pytest.mark.parametrize("unit", ["D1", "D1/B02", OTHER_SQUADRON, "D1/B0", "D2"])
def test_members_outside_the_own_units_are_not_there(world, roster, unit):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    answers = [leader.get(f"/v1/volunteers?unit={unit}"), leader.get("/v1/volunteers/02-01-0001")]

    assert [answer.json["type"] for answer in answers] == ["/problems/no-such-unit", "/problems/no-such-volunteer"]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert leader.get("/v1/volunteers/09-09-0001").json["type"] == "/problems/no-such-volunteer"


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.APPLICANT])
def test_volunteers_do_not_see_each_other_in_the_register(world, roster, role):
    person = world.sign_in("张队员")
    world.house.identity.grant(person.person_id, [Grant(role, "D1")], "test")

    answers = [person.get("/v1/volunteers"), person.get("/v1/volunteers/01-01-0001")]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_the_nights_work_meets_every_member_once(world, roster):
    # A night comes long after the index has them; somebody who looks at the list stands for that time.
    assert world.staff("李支队长", Role.COMMANDER).get("/v1/volunteers").status_code == 200

    everyone = [volunteer.volunteer_number for volunteer in roster.everyone("D1")]

    assert everyone == [f"01-01-{n:04d}" for n in range(1, 61)] + [f"02-01-{n:04d}" for n in range(1, 4)]


def test_a_page_asks_for_no_more_than_fifty(world, roster):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    refused = leader.get("/v1/volunteers?limit=51")

    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (400, "/limit")
