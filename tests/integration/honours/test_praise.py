"""Who praises whom: shown to staff, mutual ones first, hidden from nobody who leads and told to nobody else."""

import pytest

from shouwang.kernel.actor import Role
from tests.integration.honours.hall import NUMBER, OTHER_NUMBER, Hall
from tests.world import BRIGADE, OTHER_SQUADRON, SQUADRON, Person

FAR_NUMBER = "02-01-0001"


@pytest.fixture
def people(hall: Hall) -> dict[str, Person]:
    return {
        NUMBER: hall.enlist("张队员", NUMBER),
        OTHER_NUMBER: hall.enlist("王队员", OTHER_NUMBER),
        FAR_NUMBER: hall.enlist("周队员", FAR_NUMBER, OTHER_SQUADRON),
    }


def praise(giver: Person, number: str, words: str = "帮了大忙") -> None:
    assert giver.post("/v1/praise", {"volunteer_number": number, "words": words}).status_code == 201


def circles(person: Person, unit: str = SQUADRON, **query: str):
    return person.get("/v1/praise-circles", query_string={"unit": unit, **query})


def between(*people: tuple[str, str, int]) -> dict[str, object]:
    told = [{"volunteer_number": number, "name": name, "gave": gave} for number, name, gave in people]
    gave = [each[2] for each in people]
    return {"people": told, "times": sum(gave), "mutual": all(gave)}


def test_staff_see_who_praised_whom_how_often_and_what_went_both_ways(hall: Hall, people) -> None:
    for _ in range(3):
        praise(people[NUMBER], FAR_NUMBER)
        hall.world.clock.advance(days=1)
    praise(people[NUMBER], OTHER_NUMBER)
    praise(people[OTHER_NUMBER], NUMBER)

    near, far = (
        circles(hall.leader()),
        circles(hall.leader("周队长", Role.SQUADRON_LEADER, OTHER_SQUADRON), OTHER_SQUADRON),
    )

    assert near.json == {
        "items": [
            between((NUMBER, "张队员", 1), (OTHER_NUMBER, "王队员", 1)),
            between((NUMBER, "张队员", 3), (FAR_NUMBER, "", 0)),
        ]
    }
    assert far.json == {"items": [between((NUMBER, "", 3), (FAR_NUMBER, "周队员", 0))]}


def test_a_quarter_stands_alone(hall: Hall, people) -> None:
    praise(people[NUMBER], OTHER_NUMBER)
    hall.world.clock.advance(days=60)
    leader = hall.leader()

    assert circles(leader).json == {"items": []}
    assert len(circles(leader, quarter="2026-Q4").json["items"]) == 1
    assert circles(leader, quarter="2026-Q5").status_code == 400


def test_who_does_not_lead_there_sees_nothing(hall: Hall, people) -> None:
    praise(people[NUMBER], OTHER_NUMBER)
    stranger = hall.leader("外队长", Role.SQUADRON_LEADER, OTHER_SQUADRON)

    seen = {
        "member": circles(people[NUMBER]).status_code,
        "other squadron's leader": circles(stranger).status_code,
        "brigade": circles(hall.brigade_leader()).status_code,
        "auditor": circles(hall.leader("陈审计", Role.AUDITOR, BRIGADE)).status_code,
    }

    assert seen == {"member": 403, "other squadron's leader": 404, "brigade": 200, "auditor": 200}


def test_a_praise_that_is_refused_counts_in_no_circle(hall: Hall, people) -> None:
    praise(people[NUMBER], OTHER_NUMBER)

    again = people[NUMBER].post("/v1/praise", {"volunteer_number": OTHER_NUMBER, "words": "帮了大忙"})

    assert again.status_code == 409
    assert circles(hall.leader()).json == {"items": [between((NUMBER, "张队员", 1), (OTHER_NUMBER, "王队员", 0))]}
