"""Commendations: words checked by WeChat, points by whose they are, the wall by consent."""

import pytest

from shouwang.honours.models import AwardState
from shouwang.identity.rules import NOTICES
from shouwang.kernel.actor import Role
from shouwang.platform.outbox import EventRow, _event
from tests.integration.honours.hall import NUMBER, Hall
from tests.world import BRIGADE, FORCE, OTHER_SQUADRON, SQUADRON

BODY = "十一月二十日夜里在南塘夜市帮走失的老人找到家人。"


@pytest.fixture
def member(hall: Hall):
    return hall.enlist("张队员", NUMBER)


def commend(hall, leader, body=BODY, number=NUMBER):
    answer = leader.post("/v1/commendations", {"volunteer_number": number, "title": "热心为民", "body": body})
    hall.world.wechat.same_time()
    hall.deliver()
    return answer


def points_told(hall):
    """What the points ledger was told of commendations, oldest first."""
    rows = sorted(EventRow.scan(EventRow.kind == "assessment.fact-told"), key=lambda row: row.event_id, reverse=True)
    return [(e.payload["fact"], e.payload["quantity"], e.payload["level"]) for e in map(_event, rows)]


@pytest.mark.parametrize(
    ("role", "unit", "level"),
    [
        (Role.SQUADRON_LEADER, SQUADRON, 1),
        (Role.BRIGADE_LEADER, BRIGADE, 2),
        (Role.COMMANDER, FORCE, 3),
    ],
)
def test_a_commendation_whose_words_pass_is_issued_with_points_by_whose_it_is(hall, member, role, unit, level):
    answer = commend(hall, hall.leader("李队长", role, unit))

    (award,) = hall.awarded(member)
    assert answer.status_code == 202
    assert (award.inscription.title, award.inscription.body, award.state) == ("热心为民", BODY, AwardState.ISSUED)
    assert points_told(hall) == [("commended", 1, level)]


def test_a_commendation_that_is_taken_back_takes_its_points_back(hall, member):
    commend(hall, hall.leader())
    (award,) = hall.awarded(member)

    hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "事情查过，不属实"})

    assert sorted(points_told(hall)) == [("commended", 0, 0), ("commended", 1, 1)]


def test_words_that_wechat_refuses_are_not_issued_and_the_writer_is_told(hall, member):
    hall.world.wechat.call("settings", risky_words=["走失"])
    leader = hall.leader()

    commend(hall, leader)

    assert (hall.awarded(member), points_told(hall)) == ([], [])
    assert hall.told(leader) == ["表扬稿没有通过"]


@pytest.mark.parametrize(("accept", "issued"), [(True, 1), (False, 0)])
def test_words_that_wechat_is_unsure_of_wait_for_somebody_above(hall, member, accept, issued):
    hall.world.wechat.call("settings", review_words=["走失"])
    commend(hall, hall.leader())
    above = hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE)

    (held,) = above.get("/v1/commendations/held").json["items"]
    address = f"/v1/commendations/{held['commendation_id']}/decision"
    before = len(hall.awarded(member))
    decided = above.post(address, {"accept": accept})
    again = above.post(address, {"accept": True})

    assert (held["body"], before) == (BODY, 0)
    assert (decided.status_code, again.status_code) == (204, 409)
    assert len(hall.awarded(member)) == issued
    assert above.get("/v1/commendations/held").json["items"] == []


def test_nobody_decides_about_the_words_they_wrote(hall, member):
    hall.world.wechat.call("settings", review_words=["走失"])
    above = hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE)
    answer = commend(hall, above)

    refused = above.post(f"/v1/commendations/{answer.json['commendation_id']}/decision", {"accept": True})

    assert refused.status_code == 404


@pytest.mark.parametrize("unit", [OTHER_SQUADRON])
def test_leaders_commend_their_own_volunteers_only(hall, member, unit):
    refused = commend(hall, hall.leader("别的队长", Role.SQUADRON_LEADER, unit))

    assert refused.status_code == 404


def test_the_wall_names_only_who_agreed_and_only_what_holds(hall, member):
    leader = hall.leader()
    commend(hall, leader)
    before = leader.get(f"/v1/citations?unit={FORCE}")
    wall = f"/v1/citations?unit={SQUADRON}"
    unnamed = member.get(wall).json["items"]
    agreed = {"purpose": "publication", "notice_version": NOTICES["publication"]}
    member.post("/v1/me/consents", {"consents": [agreed]})
    named = member.get(wall).json["items"]
    (award,) = hall.awarded(member)
    hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "事情查过，不属实"})

    assert (before.status_code, unnamed) == (404, [])
    assert named == [
        {
            "citation_id": award.award_id,
            "name": "张队员",
            "unit": "夜市中队",
            "title": "热心为民",
            "body": BODY,
            "issued_on": "2026-11-23",
        }
    ]
    assert member.get(wall).json["items"] == []
