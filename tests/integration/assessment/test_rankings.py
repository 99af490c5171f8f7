from datetime import date

import pytest

from shouwang.assessment.models import Member
from shouwang.assessment.service import Rankings
from shouwang.kernel.actor import Grant, Role
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.workers import ask_for_rankings
from tests.tiers import count
from tests.world import BRIGADE, FORCE, OTHER_SQUADRON, SQUADRON


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
    assert rank(world, everyone, "2026") == 5
    return member, leader


def rank(world, members, *periods, nameless=()):
    """Make rankings of these members."""
    published = {member.person_id for member in members} - set(nameless)
    return Rankings(lambda: members, lambda _: published, world.clock).snapshot(*periods)


def test_a_leader_sees_the_own_squadrons_board_with_names(people):
    _, leader = people

    answer = leader.get(f"/v1/rankings?unit={SQUADRON}&season=2026")

    first = {"place": 1, "number": "01-01-0002", "name": "张守义", "points": 20, "me": False}
    second = {"place": 2, "number": "01-01-0001", "name": "李长河", "points": 10, "me": True}
    assert answer.json == {
        "unit_path": SQUADRON,
        "period": "2026",
        "as_of": "2026-11-23T11:00:00Z",
        "members": 2,
        "items": [first, second],
        "squadrons": [],
        "mine": {"place": 2, "members": 2, "points": 10, "gap": 10, "above": [first], "below": []},
        "cursor": None,
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


def test_commanders_see_the_whole_force_page_by_page_on_one_snapshot(world, people):
    commander = world.staff("支队长", Role.COMMANDER)
    crowd = [Member(f"P{n}", f"02-01-{n:04}", f"队员{n}", OTHER_SQUADRON) for n in range(120)]
    rank(world, crowd, "2026")

    pages = [commander.get(f"/v1/rankings?unit={FORCE}&season=2026").json]
    world.clock.advance(minutes=15)
    rank(world, crowd[:1], "2026")
    while pages[-1]["cursor"]:
        pages.append(commander.get("/v1/rankings", query_string={"unit": FORCE, "cursor": pages[-1]["cursor"]}).json)

    assert [len(page["items"]) for page in pages] == [50, 50, 20]
    assert [item["number"] for page in pages for item in page["items"]] == [member.number for member in crowd]
    assert {page["as_of"] for page in pages} == {"2026-11-23T11:00:00Z"}
    assert pages[0]["squadrons"] == [
        {"place": 1, "unit_path": OTHER_SQUADRON, "members": 120, "points": 0, "per_head": 0.0}
    ]


def test_a_page_that_is_not_there_is_not_found(world, people):
    commander = world.staff("支队长", Role.COMMANDER)

    answer = commander.get("/v1/rankings", query_string={"unit": FORCE, "cursor": "2020-01-01T00:00:00.000000Z~2"})

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/no-such-board")


def test_who_did_not_agree_to_be_named_has_a_place_without_name_and_number_to_comrades(world, people):
    member, leader = people
    world.house.identity.promote(member.person_id, "01-01-0002", "张守义", SQUADRON, Writes())
    both = [
        Member(member.person_id, "01-01-0002", "张守义", SQUADRON),
        Member(leader.person_id, "01-01-0001", "李长河", SQUADRON),
    ]
    rank(world, both, "2026", nameless=[leader.person_id])

    as_comrade = member.get(f"/v1/rankings?unit={SQUADRON}&season=2026").json
    as_leader = leader.get(f"/v1/rankings?unit={SQUADRON}&season=2026").json

    assert [(item["number"], item["name"]) for item in as_comrade["items"]] == [
        ("01-01-0002", "张守义"),
        ("", "未公开姓名"),
    ]
    assert as_comrade["mine"]["below"][0]["name"] == "未公开姓名"
    assert as_leader["items"][1]["name"] == "李长河"


def test_the_schedule_ranks_every_period_once_a_quarter_of_an_hour_from_the_roster_and_consents(world, ledger):
    member = world.sign_in("张队员")
    number, writes = world.house.roster.number_writes(SQUADRON, member.person_id, "张守义", joined_on=date(2026, 1, 1))
    commit(writes)
    world.house.identity.promote(member.person_id, number, "张守义", SQUADRON, Writes())
    ledger.tell_hours(member.person_id, "S1", 60)
    ledger.tell_hours(member.person_id, "S2", 60, day="2026-11-02")
    ledger.tell_hours(member.person_id, "S3", 60, day="2026-02-02")
    ledger.tell_hours(member.person_id, "S4", 60, day="2025-02-02")
    ledger.deliver()

    for _ in range(2):
        ask_for_rankings(world.clock())
    world.work()

    told = {
        period: member.get(f"/v1/rankings?unit={FORCE}&period={period}").json["mine"]["points"]
        for period in ("2026-W48", "2026-11", "2026", "all")
    }
    assert told == {"2026-W48": 10, "2026-11": 20, "2026": 30, "all": 40}


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_a_page_costs_one_request_besides_the_sessions_and_is_as_large_for_a_force_a_hundred_times_larger(world):
    member = world.sign_in("张队员")
    world.house.identity.promote(member.person_id, "01-01-0001", "张守义", SQUADRON, Writes())
    answers = []
    for size in (count(60, 1_500), count(600, 150_000)):
        crowd = [Member(f"P{n:06}", f"02-{n:06}", "欧阳守义", OTHER_SQUADRON) for n in range(size - 1)]
        rank(world, [Member(member.person_id, "01-01-0001", "张守义", SQUADRON), *crowd], "2026")
        answers.append(member.get(f"/v1/rankings?unit={FORCE}&season=2026"))

    assert [answer.headers["Server-Timing"].rsplit("=", 1)[1] for answer in answers] == ["2", "2"]
    assert abs(len(answers[0].data) - len(answers[1].data)) < 200
    assert len(answers[1].data) <= 15 * 1024


def test_members_see_each_others_names_masked(world, people):
    member, _ = people
    person = world.house.identity.require_person(member.person_id)
    world.house.identity.promote(person.person_id, "01-01-0002", "张守义", SQUADRON, Writes())

    answer = member.get(f"/v1/rankings?unit={FORCE}&season=2026").json

    assert [place["name"] for place in answer["items"]] == ["张守义", "李**", "王**"]


def test_a_stranger_sees_no_board(world, people):
    answer = world.sign_in("外人").get(f"/v1/rankings?unit={SQUADRON}&season=2026")

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/no-such-board")
