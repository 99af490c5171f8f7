import pytest

from shouwang.assessment.models import Member
from shouwang.kernel.actor import Grant, Role
from shouwang.platform.dynamo import Writes
from tests.world import BRIGADE, FORCE, SQUADRON


@pytest.fixture
def people(world, ledger):
    """张队员 with 20 points and 李队长 with 10, both of one squadron, on a snapshot."""
    member, leader = world.sign_in("张队员"), world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    world.house.identity.grant(member.person_id, [Grant(Role.VOLUNTEER, SQUADRON)], "test")
    ledger.tell_hours(member.person_id, "S1", 120)
    ledger.tell_hours(leader.person_id, "S2", 60)
    ledger.deliver()
    everyone = [
        Member(member.person_id, "01-01-0002", "张守义", SQUADRON),
        Member(leader.person_id, "01-01-0001", "李长河", SQUADRON),
        Member("nobody", "02-01-0001", "王五", "D1/B02/S03"),
    ]
    assert ledger.assessment.snapshot("2026", everyone) == 5
    return member, leader


def test_a_leader_sees_the_own_squadrons_board_with_names(people):
    _, leader = people

    answer = leader.get(f"/v1/rankings?unit={SQUADRON}&season=2026")

    assert answer.json == {
        "unit_path": SQUADRON,
        "season": "2026",
        "as_of": "2026-11-23T11:00:00Z",
        "items": [
            {"place": 1, "number": "01-01-0002", "name": "张守义", "points": 20, "me": False},
            {"place": 2, "number": "01-01-0001", "name": "李长河", "points": 10, "me": True},
        ],
        "mine": {"place": 2, "members": 2, "points": 10, "gap": 10},
        "after": None,
    }


@pytest.mark.parametrize("unit", [FORCE, BRIGADE])
def test_a_leader_does_not_see_the_boards_of_wider_units_that_are_not_the_own(people, unit):
    _, leader = people

    answer = leader.get(f"/v1/rankings?unit={unit}&season=2026")

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/no-such-board")


def test_a_season_without_a_snapshot_is_not_there(people):
    _, leader = people

    assert leader.get(f"/v1/rankings?unit={SQUADRON}&season=2025").status_code == 404


def test_a_bad_question_is_refused_field_by_field(people):
    _, leader = people

    answer = leader.get("/v1/rankings?unit=D&season=26")

    assert (answer.status_code, [fault["pointer"] for fault in answer.json["errors"]]) == (400, ["/unit", "/season"])


def test_commanders_see_the_whole_force_page_by_page(world, people):
    commander = world.staff("支队长", Role.COMMANDER)

    first = commander.get(f"/v1/rankings?unit={FORCE}&season=2026&limit=2").json
    rest = commander.get(f"/v1/rankings?unit={FORCE}&season=2026&limit=2&after={first['after']}").json

    assert [place["name"] for place in first["items"] + rest["items"]] == ["张守义", "李长河", "王五"]
    assert (first["after"], rest["after"], first["mine"]) == (2, None, None)


def test_a_new_snapshot_takes_the_place_of_the_old_one(world, ledger, people):
    _, leader = people
    world.clock.advance(minutes=15)
    ledger.tell_hours(leader.person_id, "S3", 240)
    ledger.deliver()
    ledger.assessment.snapshot("2026", [Member(leader.person_id, "01-01-0001", "李长河", SQUADRON)])

    answer = leader.get(f"/v1/rankings?unit={SQUADRON}&season=2026").json

    assert [(place["place"], place["points"]) for place in answer["items"]] == [(1, 50)]
    assert answer["as_of"] == "2026-11-23T11:15:00Z"


def test_members_see_each_others_names_masked(world, people):
    member, _ = people
    person = world.house.identity.require_person(member.person_id)
    world.house.identity.promote(person.person_id, "01-01-0002", "张守义", SQUADRON, Writes())

    answer = member.get(f"/v1/rankings?unit={FORCE}&season=2026").json

    assert [place["name"] for place in answer["items"]] == ["张守义", "李**", "王**"]


def test_a_stranger_sees_no_board(world, people):
    answer = world.sign_in("外人").get(f"/v1/rankings?unit={SQUADRON}&season=2026")

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/no-such-board")
