"""What leaders give, take back and give anew; and what they may not."""

import pytest

from shouwang.honours.models import AwardState
from shouwang.kernel.actor import Role
from shouwang.platform import audit
from shouwang.roster.store import ClaimRow as NumberClaimRow
from tests.integration.honours.hall import NUMBER, OTHER_NUMBER, Hall
from tests.world import OTHER_SQUADRON, SQUADRON, Person

CERTIFICATE = {
    "volunteer_number": NUMBER,
    "kind": "certificate",
    "title": "年度优秀义警",
    "body": "在二〇二六年度义务巡防工作中表现突出，被评为“年度优秀义警”。\n特发此证，以资鼓励。",
}


@pytest.fixture
def member(hall: Hall) -> Person:
    """A volunteer of the squadron."""
    return hall.enlist("张队员", NUMBER)


def test_a_leader_gives_a_certificate_by_hand(hall: Hall, member: Person) -> None:
    leader = hall.leader()

    answer = leader.post("/v1/honours", CERTIFICATE)

    (award,) = hall.awarded(member)
    assert answer.status_code == 201
    assert answer.json == {
        "award_id": award.award_id,
        "serial": "望义证〔2026〕第0001号",
        "code": award.inscription.code,
    }
    assert (award.inscription.title, award.awarded_by) == ("年度优秀义警", leader.person_id)
    assert hall.told(member) == ["你得到了「年度优秀义警」"]
    (line,) = audit.read(f"honour {award.award_id}").items
    assert (line.act, line.actor_id) == ("honour-issued", leader.person_id)


def test_a_certificate_that_could_not_be_drawn_whole_is_not_given(hall: Hall, member: Person) -> None:
    hall.rename(NUMBER, "张\U000323af", SQUADRON)

    answer = hall.leader().post("/v1/honours", CERTIFICATE)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/undrawable-name")
    assert answer.json["characters"] == "\U000323af"
    assert hall.awarded(member) == []


def test_the_same_submission_twice_gives_one_certificate(hall: Hall, member: Person) -> None:
    leader = hall.leader()

    answers = [leader.post("/v1/honours", CERTIFICATE, key="the-same-key") for _ in range(3)]

    assert [answer.json for answer in answers] == [answers[0].json] * 3
    assert len(hall.awarded(member)) == 1


def test_commendations_have_a_door_of_their_own_which_the_refusal_names(hall: Hall, member: Person) -> None:
    leader = hall.leader()
    commendation = CERTIFICATE | {"kind": "commendation"}
    many = {key: value for key, value in commendation.items() if key != "volunteer_number"} | {"unit": SQUADRON}

    refused = [leader.post("/v1/honours", commendation), leader.post("/v1/ceremonies", many)]

    told = [(each.status_code, each.json["type"], each.json["post_to"]) for each in refused]
    assert told == [(422, "/problems/commend-elsewhere", "/v1/commendations")] * 2
    assert hall.awarded(member) == []


def test_a_medal_by_hand_and_a_title_with_the_name_are_both_named(hall: Hall, member: Person) -> None:
    answer = hall.leader().post("/v1/honours", CERTIFICATE | {"kind": "medal", "title": "优秀义警张队员"})

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json["errors"]] == ["/kind", "/title"]
    assert hall.awarded(member) == []


def test_only_leaders_of_the_own_units_give(hall: Hall, member: Person) -> None:
    others = [
        (Role.SQUADRON_LEADER, OTHER_SQUADRON, 404),
        (Role.SQUADRON_LEADER, "D1/B01/S0", 404),
        (Role.BRIGADE_LEADER, "D1/B02", 404),
        (Role.RECRUITER, SQUADRON, 403),
        (Role.AUDITOR, "D1", 403),
        (Role.ADMINISTRATOR, "D1", 403),
    ]

    answers = [
        hall.leader(f"某{n}", role, unit_path).post("/v1/honours", CERTIFICATE).status_code
        for n, (role, unit_path, _) in enumerate(others)
    ]

    assert answers == [status for _, _, status in others]
    assert hall.awarded(member) == []


def test_nobody_honours_themself(hall: Hall, member: Person) -> None:
    leader = hall.leader()
    hall.appoint(member, Role.COMMANDER, "D1")
    award_id = leader.post("/v1/honours", CERTIFICATE).json["award_id"]

    answers = [
        member.post("/v1/honours", CERTIFICATE),
        member.post(f"/v1/honours/{award_id}/revoke", {"reason": "不想要了"}),
        member.post(f"/v1/honours/{award_id}/reissue", {"reason": "字写错了"}),
    ]

    assert [answer.json["type"] for answer in answers] == ["/problems/not-for-yourself"] * 3


def test_an_unknown_number_is_the_roster_s_refusal(hall: Hall) -> None:
    answer = hall.leader().post("/v1/honours", CERTIFICATE | {"volunteer_number": "09-09-0009"})

    assert answer.status_code == 404


def test_revoking_keeps_the_record_tells_the_holder_and_is_final(hall: Hall, member: Person) -> None:
    award_id = hall.leader().post("/v1/honours", CERTIFICATE).json["award_id"]
    brigade = hall.brigade_leader()

    answers = [brigade.post(f"/v1/honours/{award_id}/revoke", {"reason": "评选名单有误"}) for _ in range(2)]

    (award,) = hall.awarded(member)
    assert [answer.status_code for answer in answers] == [204, 409]
    assert (award.state, award.state_reason, award.state_at) == (
        AwardState.REVOKED,
        "评选名单有误",
        hall.world.clock(),
    )
    assert hall.told(member) == ["「年度优秀义警」已撤销", "你得到了「年度优秀义警」"]
    acts = [line.act for line in audit.read(f"honour {award_id}").items]
    assert sorted(acts) == ["honour-issued", "honour-revoked"]


def test_a_squadron_leader_cannot_revoke_and_another_brigade_does_not_see(hall: Hall, member: Person) -> None:
    leader = hall.leader()
    award_id = leader.post("/v1/honours", CERTIFICATE).json["award_id"]
    elsewhere = hall.leader("周大队", Role.BRIGADE_LEADER, "D1/B02")
    revoke = f"/v1/honours/{award_id}/revoke"

    answers = [person.post(revoke, {"reason": "评选名单有误"}) for person in (leader, elsewhere, member)]

    assert [answer.status_code for answer in answers] == [403, 404, 403]
    assert hall.awarded(member)[0].state is AwardState.ISSUED


def test_reissuing_writes_the_name_of_today_and_replaces_the_old_one(hall: Hall, member: Person) -> None:
    first = hall.leader().post("/v1/honours", CERTIFICATE).json
    hall.rename(NUMBER, "张㛃", SQUADRON)

    answer = hall.commander().post(f"/v1/honours/{first['award_id']}/reissue", {"reason": "姓名写错了"})

    old, new = hall.awarded(member)
    assert answer.status_code == 201
    assert (old.state, old.replaced_by, old.inscription.name) == (AwardState.REPLACED, new.award_id, "张队员")
    assert (new.state, new.inscription.name, new.inscription.serial) == (
        AwardState.ISSUED,
        "张㛃",
        "望义证〔2026〕第0002号",
    )
    assert hall.world.client.get(f"/v1/verify/{first['code']}").json["state"] == "replaced"
    assert "已换发" in hall.world.client.get(f"/c/{first['code']}").get_data(as_text=True)


def test_reissuing_twice_with_one_key_gives_one_new_award(hall: Hall, member: Person) -> None:
    first = hall.leader().post("/v1/honours", CERTIFICATE).json
    commander = hall.commander()
    path = f"/v1/honours/{first['award_id']}/reissue"

    answers = [commander.post(path, {"reason": "姓名写错了"}, key="the-same-key") for _ in range(2)]
    late = commander.post(path, {"reason": "姓名写错了"})

    assert answers[0].json == answers[1].json
    assert (late.status_code, late.json["type"]) == (409, "/problems/award-settled")
    assert len(hall.awarded(member)) == 2


def test_an_award_of_somebody_who_left_the_roster_is_not_given_anew(hall: Hall, member: Person) -> None:
    first = hall.leader().post("/v1/honours", CERTIFICATE).json
    NumberClaimRow(person_id=member.person_id).delete()

    answer = hall.commander().post(f"/v1/honours/{first['award_id']}/reissue", {"reason": "姓名写错了"})

    assert answer.status_code == 404
    assert hall.awarded(member)[0].state is AwardState.ISSUED


def test_leaders_list_the_honours_of_their_own(hall: Hall, member: Person) -> None:
    leader = hall.leader()
    leader.post("/v1/honours", CERTIFICATE)
    hall.enlist("王队员", OTHER_NUMBER, OTHER_SQUADRON)

    mine = leader.get("/v1/honours", query_string={"volunteer_number": NUMBER})
    others = leader.get("/v1/honours", query_string={"volunteer_number": OTHER_NUMBER})

    assert [item["title"] for item in mine.json["items"]] == ["年度优秀义警"]
    assert others.status_code == 404
