"""Medals whose ground goes again: taken back by rule while nobody has the certificate, by a person afterwards."""

import random

import pytest

from shouwang.honours.models import AwardState
from shouwang.honours.store import ClaimRow, medals_of_people
from shouwang.kernel.actor import Role
from shouwang.platform.jobs import Jobs
from tests.integration.honours.hall import NUMBER, OTHER_NUMBER, Hall
from tests.tiers import count
from tests.world import BRIGADE, OTHER_SQUADRON, SQUADRON


def ten_patrols(hall, name="张队员", number=NUMBER):
    member = hall.enlist(name, number)
    hall.enter_hours(member, f"{number}-e1", patrols=10)
    hall.deliver()
    return member


def standing(hall, person):
    return sorted(award.medal for award in hall.awarded(person) if award.state is AwardState.ISSUED)


def download(hall, person, medal="patrols-10"):
    award = next(award for award in hall.awarded(person) if award.medal == medal)
    assert person.get(f"/v1/honours/{award.award_id}.jwt").status_code == 200
    return award.award_id


def lose_a_patrol(hall, person, entry="e9"):
    hall.enter_hours(person, entry, patrols=9)
    hall.deliver()


def test_a_medal_whose_ground_goes_before_the_certificate_was_fetched_is_taken_back_and_may_be_earned_again(hall: Hall):
    member = ten_patrols(hall)

    lose_a_patrol(hall, member)
    after_loss = standing(hall, member)
    hall.enter_hours(member, "e10", patrols=10)
    hall.deliver()

    assert after_loss == ["first-patrol"]
    assert standing(hall, member) == ["first-patrol", "patrols-10"]
    assert [(a.medal, a.state) for a in hall.awarded(member) if a.state is not AwardState.ISSUED] == [
        ("patrols-10", AwardState.REVOKED)
    ]
    assert "「十次巡逻」已撤销" in hall.told(member)


def test_leaders_read_how_many_medals_each_of_a_unit_has_and_the_highest_star_in_one_page(hall: Hall):
    member = ten_patrols(hall)
    starred = hall.enlist("李队员", OTHER_NUMBER)
    hall.enter_hours(starred, "s1", minutes_measured=300 * 60)
    hall.deliver()
    brigade = hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE)
    first = next(award for award in hall.awarded(member) if award.medal == "first-patrol")
    before = brigade.get("/v1/honours/members")
    brigade.post(f"/v1/honours/{first.award_id}/revoke", {"reason": "登记错了人"})

    after = brigade.get(f"/v1/honours/members?unit={SQUADRON}").json
    elsewhere = hall.leader("别队长", unit_path=OTHER_SQUADRON).get(f"/v1/honours/members?unit={SQUADRON}")

    assert [(one["name"], one["medals"], one["star"]) for one in before.json["items"]] == [
        ("张队员", 2, 0),
        ("李队员", 2, 2),
    ]
    assert before.headers["Server-Timing"].rsplit("=", 1)[1] == "3"  # the session, the register, the medals
    assert [(one["volunteer_number"], one["medals"]) for one in after["items"]] == [(NUMBER, 1), (OTHER_NUMBER, 2)]
    assert elsewhere.status_code == 404


def test_a_medal_given_anew_counts_once(hall: Hall):
    member = ten_patrols(hall)
    first = next(award for award in hall.awarded(member) if award.medal == "first-patrol")

    hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE).post(
        f"/v1/honours/{first.award_id}/reissue", {"reason": "姓名更正"}
    )

    assert medals_of_people([member.person_id])[member.person_id] == {"first-patrol", "patrols-10"}


def test_once_the_certificate_was_fetched_a_person_decides(hall: Hall):
    member = ten_patrols(hall)
    award_id = download(hall, member)
    brigade = hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE)

    lose_a_patrol(hall, member)
    (doubt,) = brigade.get("/v1/medal-doubts").json["items"]
    kept = brigade.post(f"/v1/medal-doubts/{award_id}/answer", {"keep": True, "reason": "补录在路上，先留着"})
    lose_a_patrol(hall, member, "e11")

    assert standing(hall, member) == ["first-patrol", "patrols-10"]
    assert (doubt["award_id"], doubt["volunteer_number"], doubt["title"]) == (award_id, NUMBER, "十次巡逻")
    assert kept.status_code == 204
    assert brigade.get("/v1/medal-doubts").json["items"] == []


def test_a_person_may_take_a_doubted_medal_back_and_then_it_is_not_given_again(hall: Hall):
    member = ten_patrols(hall)
    award_id = download(hall, member)
    lose_a_patrol(hall, member)
    brigade = hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE)

    taken = brigade.post(f"/v1/medal-doubts/{award_id}/answer", {"keep": False, "reason": "时长确实不够"})
    again = brigade.post(f"/v1/medal-doubts/{award_id}/answer", {"keep": False, "reason": "时长确实不够"})
    hall.enter_hours(member, "e12", patrols=10)
    hall.deliver()

    assert (taken.status_code, again.status_code) == (204, 404)
    assert standing(hall, member) == ["first-patrol"]


def test_a_doubt_goes_when_the_ground_is_there_again(hall: Hall):
    member = ten_patrols(hall)
    download(hall, member)
    lose_a_patrol(hall, member)
    hall.enter_hours(member, "e12", patrols=11)
    hall.deliver()

    assert hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE).get("/v1/medal-doubts").json["items"] == []
    assert standing(hall, member) == ["first-patrol", "patrols-10"]


def test_leaders_of_other_units_neither_see_nor_decide_a_doubt(hall: Hall):
    member = ten_patrols(hall)
    award_id = download(hall, member)
    lose_a_patrol(hall, member)
    other = hall.leader("别的大队长", Role.BRIGADE_LEADER, "D1/B02")

    answer = other.post(f"/v1/medal-doubts/{award_id}/answer", {"keep": False, "reason": "不归我管"})

    assert (other.get("/v1/medal-doubts").json["items"], answer.status_code) == ([], 404)
    assert other.get(f"/v1/medal-doubts?unit={SQUADRON}").status_code == 404


def test_a_leader_who_looks_at_the_file_does_not_take_the_certificate_for_its_holder(hall: Hall):
    member = ten_patrols(hall)
    award = next(award for award in hall.awarded(member) if award.medal == "patrols-10")
    assert hall.leader().get(f"/v1/honours/{award.award_id}.jwt").status_code == 200

    lose_a_patrol(hall, member)

    assert standing(hall, member) == ["first-patrol"]


def test_a_preview_of_the_backfill_names_who_would_get_what_and_gives_nothing(hall: Hall):
    member, other, result = backfilled(hall, preview=True)

    assert (hall.awarded(member), hall.awarded(other)) == ([], [])
    assert result == {
        "medals": {"first-patrol": 2, "patrols-10": 1},
        "due": [
            {"number": NUMBER, "unit_path": SQUADRON, "medals": ["first-patrol", "patrols-10"]},
            {"number": OTHER_NUMBER, "unit_path": OTHER_SQUADRON, "medals": ["first-patrol"]},
        ],
    }


def test_the_backfill_gives_it_once_however_often_it_is_done(hall: Hall):
    member, other, _ = backfilled(hall, preview=False)
    hall.world.clock.advance(days=1)
    again = run(hall, preview=False)

    assert (standing(hall, member), standing(hall, other)) == (["first-patrol", "patrols-10"], ["first-patrol"])
    assert again == {"medals": {}, "due": []}


def backfilled(hall, *, preview):
    """Two volunteers with history but no event, then the backfill."""
    member, other = hall.enlist("张队员", NUMBER), hall.enlist("王队员", OTHER_NUMBER, OTHER_SQUADRON)
    hall.have_done(member, patrols=12)
    hall.have_done(other, patrols=1)
    return member, other, run(hall, preview=preview)


def run(hall, *, preview):
    commander = hall.leader("支队长", Role.COMMANDER, "D1")
    asked = commander.post("/v1/medals/backfill", {"preview": preview}, key=f"backfill-{hall.world.clock.instant}")
    assert asked.status_code == 202
    working = Jobs({"medals-backfill": hall.backfilling.step}, hall.world.clock)
    while due := working.due():
        for job in due:
            done = working.work(job)
    return done.result


def test_only_the_force_backfills(hall: Hall):
    brigade = hall.leader("大队长", Role.BRIGADE_LEADER, BRIGADE)

    assert brigade.post("/v1/medals/backfill", {"preview": True}).status_code == 403


@pytest.mark.proof
def test_facts_that_go_up_and_down_end_with_the_medals_of_the_last_ones(hall: Hall):
    chance = random.Random(17)
    for number in range(count(3, 40)):
        hall.world.clock.advance(minutes=1)  # who signs in more often from one place is held up
        member = hall.enlist(f"队员{number}", f"01-01-{number + 100:04}")
        for entry in range(12):
            patrols = chance.choice([0, 1, 9, 10, 49, 50, 100])
            hall.enter_hours(member, f"{number}-{entry}", patrols=patrols)
            events = hall.due() if chance.random() < 0.6 else []
            for event in chance.sample(events * 2, len(events)):
                hall.outbox.deliver(event)
        while events := hall.due():
            hall.outbox.deliver(chance.choice(events))

        grounds = {"first-patrol": 1, "patrols-10": 10, "patrols-50": 50, "patrols-100": 100}
        reached = sorted(medal for medal, least in grounds.items() if patrols >= least)
        assert standing(hall, member) == reached
        claims = [row.claim.partition("#")[2] for row in ClaimRow.scan() if row.claim.startswith(member.person_id)]
        assert sorted(claims) == reached
        assert sorted(medals_of_people([member.person_id]).get(member.person_id, ())) == reached
