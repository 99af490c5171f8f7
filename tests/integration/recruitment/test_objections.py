"""Publicity in the open: who is about to join, and who says why not."""

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.platform import audit
from shouwang.recruitment.service import Publicity
from tests.integration.recruitment.making import Panel, applicant, problem
from tests.world import SQUADRON, small_force

WORDS = "他去年打过人，planted words"


@pytest.fixture
def in_publicity(world):
    """周㛃, whose five days of publicity have just begun, and the panel."""
    force, units, points = small_force()
    world.house.roster.put_ground(replace(force, publicity_days=5), units, points)
    person, application_id = applicant(world, "周㛃", 7)
    panel = Panel.of(world)
    panel.pass_up_to(person, application_id, "publicity")
    return person, application_id, panel


def object_to(person, application_id, words=WORDS, **how):
    return person.post(f"/v1/publicity/{application_id}/objections", {"words": words}, **how)


def objections(member, application_id):
    return member.get(f"/v1/review/applications/{application_id}/objections")


def rule(member, application_id, objection_id, **body):
    version = member.get(f"/v1/review/applications/{application_id}").json["version"]
    return member.post(
        f"/v1/review/applications/{application_id}/objections/{objection_id}", {"version": version, **body}
    )


def test_anybody_sees_who_is_about_to_join_and_not_more(world, in_publicity):
    _, application_id, _ = in_publicity

    shown = world.client.get("/v1/publicity")

    assert shown.json == {
        "items": [
            {
                "application_id": application_id,
                "number": "26-0001",
                "name": "周**",
                "unit_path": SQUADRON,
                "since": "2026-11-23T11:00:00Z",
                "ends_on": "2026-12-01",
            }
        ],
        "cursor": None,
    }


def test_an_objection_stops_the_night_until_it_is_ruled_and_its_raiser_stays_unnamed(world, in_publicity):
    _, application_id, panel = in_publicity
    neighbour = world.sign_in("外人")

    raised, again = (object_to(neighbour, application_id, key="an-objection") for _ in range(2))
    second = object_to(neighbour, application_id)
    world.clock.advance(days=9)
    panel = Panel.of(world)
    stopped = (Publicity(world.house.review).end_due(25), panel.decide(application_id, "publicity"))
    read = objections(panel.commander, application_id)
    ruled = rule(panel.commander, application_id, raised.json["objection_id"], upheld=False, note="查无此事")
    ended = Publicity(world.house.review).end_due(25)

    assert (raised.status_code, again.json, problem(second)) == (200, raised.json, (409, "objected-before"))
    assert (stopped[0], problem(stopped[1])) == (0, (409, "objection-open"))
    assert [(each["words"], each["state"]) for each in read.json["items"]] == [(WORDS, "open")]
    seen = read.get_data(as_text=True) + panel.commander.get(f"/v1/review/applications/{application_id}").text
    assert neighbour.person_id not in seen
    assert (ruled.json["state"], ended) == ("review", 1)
    world.deliver()
    neighbour = world.sign_in("外人")
    assert [entry["body"] for entry in neighbour.get("/v1/me/inbox").json["items"]] == [
        "核实后异议不成立，谢谢你提出来"
    ]
    assert [line.actor_id for line in audit.read(f"objection {raised.json['objection_id']}").items] == [
        neighbour.person_id
    ]


def test_an_upheld_objection_ends_the_application(world, in_publicity):
    person, application_id, panel = in_publicity
    raised = object_to(world.sign_in("外人"), application_id).json["objection_id"]

    ruled = rule(panel.commander, application_id, raised, upheld=True, note="属实")

    assert ruled.json["state"] == "failed"
    assert problem(rule(panel.commander, application_id, raised, upheld=True, note="属实")) == (409, "objection-ruled")
    assert person.get("/v1/application").json["way"][4]["state"] == "failed"
    assert world.client.get("/v1/publicity").json["items"] == []


def test_who_may_not_rule_reads_nothing_either(world, in_publicity):
    _, application_id, panel = in_publicity
    raised = object_to(world.sign_in("外人"), application_id).json["objection_id"]
    elsewhere = world.staff("孟归程", Role.RECRUITER, "D1/B02")

    assert problem(objections(panel.trainer, application_id)) == (403, "not-your-gate")
    assert problem(objections(elsewhere, application_id)) == (404, "no-such-application")
    assert problem(rule(panel.trainer, application_id, raised, upheld=True, note="属实")) == (403, "not-your-gate")
    assert problem(rule(panel.commander, application_id, "another", upheld=True, note="属实")) == (
        404,
        "no-such-objection",
    )


def test_only_who_is_in_publicity_is_objected_to_and_never_oneself(world, in_publicity):
    person, application_id, _ = in_publicity
    _, waiting = applicant(world, "罗小满", 8)
    neighbour = world.sign_in("外人")

    assert problem(object_to(neighbour, waiting)) == (404, "not-in-publicity")
    assert problem(object_to(neighbour, "nobody")) == (404, "not-in-publicity")
    assert problem(object_to(person, application_id)) == (403, "too-close")


def test_objections_come_no_faster_than_people_write(world, in_publicity):
    _, application_id, _ = in_publicity
    neighbour = world.sign_in("外人")

    answers = [problem(object_to(neighbour, "nobody"))[0] for _ in range(4)]

    assert answers == [404, 404, 404, 429]
    world.clock.advance(minutes=1)
    assert object_to(neighbour, application_id).status_code == 200
