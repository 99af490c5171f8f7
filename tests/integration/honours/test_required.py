"""全科结业: given when every course that is required of a volunteer is passed and valid, and for nothing less."""

from datetime import timedelta

import pytest

from shouwang.kernel.actor import Role
from shouwang.platform.dynamo import Writes
from tests.integration.assessment.conftest import Ledger, enrol
from tests.world import OTHER_SQUADRON, SQUADRON, Person, World

DRILL = {"quiz": {"draw": 0}, "lessons": [{"title": "要领", "markdown": "站直"}]}
MEDAL = "全科结业"


@pytest.fixture
def trainer(world: World) -> Person:
    return world.staff("何教官", Role.TRAINER)


@pytest.fixture
def member(world: World) -> Person:
    return enrol(world, "张队员", SQUADRON)


def publish(trainer: Person, course: str, **required: object) -> None:
    answer = trainer.put(f"/v1/courses/{course}", {"title": f"课 {course}", **DRILL, **required})
    assert answer.status_code == 200, answer.json


def attend(trainer: Person, person: Person, course: str, unit: str = SQUADRON) -> None:
    """Pass a course by being there, by the trainer's mark."""
    world = person.world
    now = world.clock()
    times = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=2)).isoformat()}
    body = {"title": "一次课", "unit_path": unit, "place": "操场", **times}
    held = trainer.post(f"/v1/courses/{course}/classes", body).json
    number = person.get("/v1/me").json["volunteer_number"]
    path = f"/v1/courses/{course}/classes/{held['class_id']}/attendance"
    assert trainer.post(path, {"numbers": [number]}).status_code == 200
    world.deliver()


def honours(person: Person) -> list[str]:
    return sorted(each["title"] for each in person.get("/v1/me/honours").json["items"])


def ahead(person: Person) -> list[tuple[int, int, str]]:
    told = person.get("/v1/me/honours").json["next"]
    return [(step["have"], step["need"], step["words"]) for step in told if step["family"] == "training"]


def test_all_required_courses_give_it_and_one_of_them_does_not(world, trainer, member):
    publish(trainer, "law", for_units=["D1"])
    publish(trainer, "drill", for_posts=["volunteer"])
    publish(trainer, "boats")

    before = ahead(member)
    attend(trainer, member, "law")
    attend(trainer, member, "boats")
    between, still = honours(member), ahead(member)
    attend(trainer, member, "drill")

    assert before == [(0, 2, "还差 2 门必修课")]
    assert (between, still) == (["课 boats", "课 law"], [(1, 2, "还差 1 门必修课")])
    assert (honours(member), ahead(member)) == ([MEDAL, "课 boats", "课 drill", "课 law"], [])


def test_a_course_that_nobody_must_take_gives_the_certificate_alone(world, trainer, member):
    publish(trainer, "boats")

    attend(trainer, member, "boats")

    assert (honours(member), ahead(member)) == (["课 boats"], [])


def test_a_post_asks_for_more(world, trainer, member):
    publish(trainer, "law", for_units=["D1"])
    publish(trainer, "leading", for_posts=["squadron_leader"])
    leader = enrol(world, "李队长", SQUADRON, Role.SQUADRON_LEADER)

    for person in (member, leader):
        attend(trainer, person, "law")
    before = honours(leader)
    attend(trainer, leader, "leading")

    assert honours(member) == [MEDAL, "课 law"]
    assert (before, honours(leader)) == (["课 law"], [MEDAL, "课 law", "课 leading"])


def test_a_type_of_duty_asks_for_more_of_who_has_served_in_it(world, trainer, member):
    publish(trainer, "law", for_units=["D1"])
    publish(trainer, "boats", for_duty_types=["fishing-ban"])
    boatman = enrol(world, "周队员", OTHER_SQUADRON)
    Ledger(world).tell_hours(boatman.person_id, "S1", 60, duty_type="fishing-ban")
    world.deliver()

    for person, unit in ((member, SQUADRON), (boatman, OTHER_SQUADRON)):
        attend(trainer, person, "law", unit)
    before, required = honours(boatman), boatman.get("/v1/courses").json["items"]
    attend(trainer, boatman, "boats", OTHER_SQUADRON)

    assert honours(member) == [MEDAL, "课 law"]
    assert {each["course_id"]: each["required"] for each in required} == {"boats": True, "law": True}
    assert (before, honours(boatman)) == (["课 law"], [MEDAL, "课 boats", "课 law"])


def test_a_pass_that_ran_out_counts_no_more_and_takes_no_medal_back(world, trainer, member):
    publish(trainer, "law", for_units=["D1"], valid_months=1)
    publish(trainer, "drill", for_units=["D1"])
    attend(trainer, member, "law")
    world.clock.advance(days=35)
    trainer, member = world.sign_in("何教官"), world.sign_in("张队员")
    attend(trainer, member, "drill")
    lapsed, still = honours(member), ahead(member)
    attend(trainer, member, "law")
    renewed = honours(member)
    world.clock.advance(days=35)
    world.house.medals.evaluate(member.person_id, Writes(), whole=True)

    assert (lapsed, still) == (["课 drill", "课 law"], [(1, 2, "还差 1 门必修课")])
    assert renewed == [MEDAL, "课 drill", "课 law", "课 law"]
    assert honours(world.sign_in("张队员")) == sorted([*renewed, "入队一年"])


def test_a_course_that_is_given_no_more_is_required_no_more(world, trainer, member):
    publish(trainer, "law", for_units=["D1"])
    publish(trainer, "old", for_units=["D1"])
    attend(trainer, member, "law")
    trainer.post("/v1/courses/old/retire")

    world.house.medals.evaluate(member.person_id, Writes(), whole=True)

    assert honours(member) == [MEDAL, "课 law"]
