from urllib.parse import quote

import pytest

from shouwang.assessment.store import EntryRow
from shouwang.kernel.actor import Role
from shouwang.platform.audit import AuditRow
from tests.integration.assessment.conftest import enrol
from tests.world import BRIGADE, OTHER_SQUADRON, SQUADRON


@pytest.fixture
def member(world, ledger):
    """张队员, a volunteer with one entry of -20 points."""
    person = enrol(world, "张队员", SQUADRON)
    ledger.tell("fact-told", person_id=person.person_id, fact="no-show", source="SH1", quantity=1)
    ledger.deliver()
    return person


@pytest.fixture
def leader(world):
    return world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)


def entry_of(person):
    return person.get("/v1/me/points").json["items"][0]["entry_id"]


def ask(person, entry_id=None, text="那天我请过假，班长知道", **options):
    return person.post(
        f"/v1/me/points/{quote(entry_id or entry_of(person), safe='')}/dispute", {"text": text}, **options
    )


def answer(leader, dispute_id, **body):
    return leader.post(
        f"/v1/points-disputes/{dispute_id}/answer", {"upheld": True, "text": "查过了，确实请过假", **body}
    )


def test_a_dispute_and_its_answer_both_stay_and_the_correction_is_an_entry_of_its_own(world, ledger, member, leader):
    asked = ask(member)
    (waiting,) = leader.get("/v1/points-disputes").json["items"]
    answered = answer(leader, asked.json["dispute_id"], correction=20)
    world.deliver()

    (mine,) = member.get("/v1/me/points-disputes").json["items"]
    points = member.get("/v1/me/points").json

    assert (asked.status_code, answered.status_code) == (201, 200)
    assert waiting["text"] == mine["text"] == "那天我请过假，班长知道"
    assert (mine["state"], mine["answer"], mine["correction"]) == ("upheld", "查过了，确实请过假", 20)
    assert points["all_time"] == 0
    assert sorted((item["amount"], item["reason"]) for item in points["items"]) == [
        (-20, "报班未到"),
        (20, "更正：申诉成立，查过了，确实请过假"),
    ]
    assert leader.get("/v1/points-disputes").json["items"] == []
    told = member.get("/v1/me/inbox").json["items"]
    assert [(item["title"], item["body"]) for item in told] == [("积分申诉成立", "查过了，确实请过假")]


def test_an_entry_is_disputed_once(member, leader):
    first = ask(member, key="the-same-tap")
    again = ask(member, key="the-same-tap")
    second = ask(member)
    answer(leader, first.json["dispute_id"])
    third = ask(member)

    assert again.json == first.json
    assert {(each.status_code, each.json["type"]) for each in (second, third)} == {(409, "/problems/disputed-before")}


@pytest.mark.parametrize(("days", "status"), [(30, 201), (30.01, 409)])
def test_an_entry_is_disputed_within_thirty_days(world, member, days, status):
    entry_id = entry_of(member)
    world.clock.advance(days=days)
    again = world.sign_in("张队员")

    assert ask(again, entry_id).status_code == status


def test_another_persons_entry_is_not_there(world, member):
    entry_id = entry_of(member)
    other = enrol(world, "外人", OTHER_SQUADRON)

    assert ask(other, entry_id).status_code == 404


def test_a_dispute_is_answered_once_and_only_an_upheld_one_corrects(member, leader):
    dispute_id = ask(member).json["dispute_id"]

    wrong = answer(leader, dispute_id, upheld=False, correction=5)
    first = answer(leader, dispute_id, upheld=False)
    second = answer(leader, dispute_id)

    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (400, "/correction")
    assert (first.status_code, first.json["state"]) == (200, "rejected")
    assert (second.status_code, second.json["type"]) == (409, "/problems/dispute-answered")


@pytest.mark.parametrize("role", [Role.SQUADRON_LEADER, Role.BRIGADE_LEADER])
def test_leaders_of_other_units_neither_see_nor_answer_it(world, member, role):
    dispute_id = ask(member).json["dispute_id"]
    other = world.staff("别的队长", role, OTHER_SQUADRON)

    assert other.get(f"/v1/points-disputes?unit={SQUADRON}").status_code == 404
    assert other.get("/v1/points-disputes").json["items"] == []
    assert answer(other, dispute_id).status_code == 404


def test_a_brigades_leader_sees_those_of_its_squadrons(world, member):
    ask(member)
    above = world.staff("大队长", Role.BRIGADE_LEADER, BRIGADE)

    assert [item["volunteer_number"] for item in above.get("/v1/points-disputes").json["items"]] == ["01-01-0001"]


def test_nobody_answers_the_own_dispute(world, ledger):
    leader = enrol(world, "李队长", SQUADRON, Role.SQUADRON_LEADER)
    ledger.tell("fact-told", person_id=leader.person_id, fact="late", source="D1", quantity=20)
    ledger.deliver()
    dispute_id = ask(leader).json["dispute_id"]

    refused = answer(leader, dispute_id)

    assert (refused.status_code, refused.json["type"]) == (403, "/problems/not-your-own-points")


def test_leaders_see_the_entries_of_their_own_units_volunteers_only(world, member, leader):
    other = world.staff("别的队长", Role.SQUADRON_LEADER, OTHER_SQUADRON)

    seen = leader.get("/v1/volunteers/01-01-0001/points")

    assert (seen.status_code, seen.json["all_time"], seen.json["items"][0]["reason"]) == (200, -20, "报班未到")
    assert other.get("/v1/volunteers/01-01-0001/points").status_code == 404


def test_a_correction_is_an_entry_with_its_reason_and_an_audit_line(world, ledger, member):
    above = world.staff("大队长", Role.BRIGADE_LEADER, BRIGADE)
    body = {"day": "2026-11-20", "amount": 15, "reason": "抢险支援没有排班"}

    made = above.post("/v1/volunteers/01-01-0001/points-corrections", body)
    world.deliver()

    items = member.get("/v1/me/points").json["items"]
    assert made.status_code == 201
    assert [(item["day"], item["amount"], item["reason"]) for item in items if item["amount"] > 0] == [
        ("2026-11-20", 15, "更正：抢险支援没有排班")
    ]
    acts = [row.act for row in AuditRow.query(f"person {member.person_id}")]
    assert acts.count("points-corrected") == 1
    assert sum(int(row.amount) for row in EntryRow.query(member.person_id)) == -5


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"day": "2026-11-24", "amount": 15, "reason": "明天的事"}, "/day"),
        ({"day": "2026-11-20", "amount": 501, "reason": "太多的分"}, "/amount"),
        ({"day": "2026-11-20", "amount": 5, "reason": "短"}, "/reason"),
    ],
)
def test_a_correction_says_what_is_wrong_with_it(world, member, body, pointer):
    above = world.staff("大队长", Role.BRIGADE_LEADER, BRIGADE)

    refused = above.post("/v1/volunteers/01-01-0001/points-corrections", body)

    assert (refused.status_code, [each["pointer"] for each in refused.json["errors"]]) == (400, [pointer])


def test_a_squadrons_leader_corrects_by_answers_only(leader, member):
    body = {"day": "2026-11-20", "amount": 15, "reason": "抢险支援没有排班"}

    assert leader.post("/v1/volunteers/01-01-0001/points-corrections", body).status_code == 403
