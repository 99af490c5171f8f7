"""A name that cannot be drawn whole stops an honour, and a person goes on with it."""

import pytest

from shouwang.honours.store import medals_of_people
from shouwang.kernel.actor import Role
from tests.integration.honours.hall import NUMBER, Hall
from tests.world import OTHER_SQUADRON, Person

RARE = "张\U000323af"


@pytest.fixture
def member(hall: Hall) -> Person:
    """A volunteer whose name no font here can write, with a first patrol."""
    person = hall.enlist(RARE, NUMBER)
    hall.enter_hours(person, "e1", minutes_measured=60, patrols=1)
    hall.deliver()
    return person


def test_the_honour_waits_on_the_leaders_list_with_what_is_missing(hall: Hall, member: Person) -> None:
    tasks = hall.leader().get("/v1/honour-tasks").json

    (task,) = tasks["items"]
    assert task == {
        "task_id": task["task_id"],
        "name": RARE,
        "missing": ["\U000323af"],
        "volunteer_number": NUMBER,
        "kind": "medal",
        "title": "首次巡逻",
        "at": "2026-11-23T11:00:00Z",
    }
    assert (hall.awarded(member), hall.due()) == ([], [])


def test_the_same_honour_tried_again_is_one_task(hall: Hall, member: Person) -> None:
    hall.enter_hours(member, "e2", minutes_measured=120, patrols=2)
    hall.deliver()

    assert len(hall.leader().get("/v1/honour-tasks").json["items"]) == 1


def test_a_leader_gives_it_in_a_spelling_the_holder_agreed_to_and_it_leaves_the_list(
    hall: Hall, member: Person
) -> None:
    leader = hall.leader()
    (task,) = leader.get("/v1/honour-tasks").json["items"]

    answer = leader.post(f"/v1/honour-tasks/{task['task_id']}/settle", {"spelling": "张昇"})

    (award,) = hall.awarded(member)
    assert answer.status_code == 201
    assert (award.medal, award.inscription.name) == ("first-patrol", "张昇")
    assert medals_of_people([member.person_id])[member.person_id] == {"first-patrol"}
    assert leader.get("/v1/honour-tasks").json["items"] == []
    hall.enter_hours(member, "e3", minutes_measured=180, patrols=3)
    hall.deliver()
    assert len(hall.awarded(member)) == 1


def test_a_task_is_settled_once_and_not_in_a_spelling_that_cannot_be_drawn_either(hall: Hall, member: Person) -> None:
    leader = hall.leader()
    (task,) = leader.get("/v1/honour-tasks").json["items"]
    path = f"/v1/honour-tasks/{task['task_id']}/settle"

    still = leader.post(path, {})
    first = leader.post(path, {"spelling": "张昇"})
    second = leader.post(path, {"spelling": "张昇"})

    assert (still.status_code, still.json["type"]) == (422, "/problems/undrawable-name")
    assert (first.status_code, second.status_code) == (201, 404)
    assert len(hall.awarded(member)) == 1


def test_another_squadrons_leader_sees_and_settles_nothing_of_it(hall: Hall, member: Person) -> None:
    (task,) = hall.leader().get("/v1/honour-tasks").json["items"]
    other = hall.leader("周队长", Role.SQUADRON_LEADER, OTHER_SQUADRON)

    assert other.get("/v1/honour-tasks").json["items"] == []
    assert other.get("/v1/honour-tasks?unit=D1").status_code == 404
    assert other.post(f"/v1/honour-tasks/{task['task_id']}/settle", {"spelling": "张昇"}).status_code == 404


def test_an_honour_by_hand_is_refused_and_put_on_the_list(hall: Hall, member: Person) -> None:
    leader = hall.leader()
    ask = {"volunteer_number": NUMBER, "kind": "certificate", "title": "好人好事", "body": "救助走失老人，特予表扬。"}

    answer = leader.post("/v1/honours", ask)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/undrawable-name")
    assert "待办" in answer.json["detail"]
    assert sorted(task["title"] for task in leader.get("/v1/honour-tasks").json["items"]) == ["好人好事", "首次巡逻"]
