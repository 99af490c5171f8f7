"""A new WeChat account gets its person's record back: two facts, one who vouches, another who confirms."""

from threading import Barrier, Thread

import pytest

from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.problem import Problem
from shouwang.platform import audit
from shouwang.platform.dynamo import commit
from shouwang.recruitment.service.documents import Documents
from tests.integration.roster.force import enlist
from tests.world import BRIGADE, FORCE, OTHER_SQUADRON, SQUADRON

NUMBER, PHONE = "01-01-0001", "16190000001"
DOCUMENT, OTHER_DOCUMENT = "11010518991231004X", "110105189912310023"
FACTS = {"volunteer_number": NUMBER, "phone": PHONE}


@pytest.fixture
def member(world):
    """A volunteer with a phone and a document, signed in with the WeChat account that will be lost."""
    person = enlist(world, "张队员", 1, phone=PHONE)
    commit(Documents(world.house.vault).reserve(DOCUMENT, person.person_id, NUMBER, Problem()))
    return person


@pytest.fixture
def newcomer(world, member):
    return world.sign_in("张队员的新微信")


@pytest.fixture
def leader(world):
    return world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)


@pytest.fixture
def brigadier(world):
    return world.staff("周大队", Role.BRIGADE_LEADER, BRIGADE)


def ask(person, **facts):
    return person.post("/v1/me/recoveries", facts or FACTS)


def act(person, asked, what, **body):
    return person.post(f"/v1/recoveries/{asked.json['recovery_id']}/{what}", body or None)


def test_two_of_the_staff_give_the_record_to_the_new_account(world, member, newcomer, leader, brigadier):
    code = world.wechat.phone_code(newcomer.name)
    new_phone = world.house.wechat.phone_of(code)
    newcomer.post("/v1/login/phone", {"code": world.wechat.phone_code(newcomer.name)})

    asked = ask(newcomer, **FACTS, words="手机丢了")
    seen = leader.get("/v1/recoveries").json["recoveries"]
    world.clock.advance(seconds=1)
    vouched = act(leader, asked, "vouch")
    world.clock.advance(seconds=1)
    moved = act(brigadier, asked, "confirm")

    assert (asked.status_code, asked.json["state"], asked.json["facts"]) == (
        201,
        "asked",
        ["volunteer_number", "phone"],
    )
    assert [(r["volunteer_number"], r["words"], r["new_phone"]) for r in seen] == [
        (NUMBER, "手机丢了", f"*******{new_phone[-4:]}")
    ]
    assert PHONE not in str(seen) and new_phone not in str(seen) and member.person_id not in str(seen)
    assert [(a.status_code, a.json["state"]) for a in (vouched, moved)] == [(200, "vouched"), (200, "moved")]
    assert [p.get("/v1/me").status_code for p in (member, newcomer)] == [401, 401]
    again = world.sign_in(newcomer.name)
    assert again.person_id == member.person_id
    assert again.get("/v1/me").json["volunteer_number"] == NUMBER
    assert again.get("/v1/me").json["phone"] == f"*******{new_phone[-4:]}"
    assert world.sign_in(member.name).get("/v1/me").json["volunteer_number"] is None
    moving = world.house.moving
    assert (moving.phone_holder(new_phone), moving.phone_holder(PHONE)) == (member.person_id, None)
    acts = [line.act for line in audit.read(f"person {member.person_id}").items]
    assert [a for a in acts if a.startswith("recovery")] == ["recovery-moved", "recovery-vouched", "recovery-asked"]
    world.deliver()
    assert [n["body"] for n in again.get("/v1/me/inbox").json["items"]] == [
        "你的记录已经移到这个微信，原来的微信和设备都退出了。不是你办的话，马上告诉中队",
        "有人说换了微信或者手机，要把你的记录移过去。不是你的话，马上告诉中队",
    ]
    found = leader.get(f"/v1/volunteers?q={new_phone[-4:]}")
    assert [v["volunteer_number"] for v in found.json["volunteers"]] == [NUMBER]


def test_whichever_fact_is_wrong_the_answer_is_the_same(world, member, newcomer):
    enlist(world, "刘队员", 2)

    answers = [
        ask(newcomer, volunteer_number=NUMBER, phone="16190000009"),
        ask(newcomer, volunteer_number="01-01-0009", phone=PHONE),
        ask(newcomer, volunteer_number=NUMBER, document=OTHER_DOCUMENT),
        ask(newcomer, volunteer_number="01-01-0002", document=DOCUMENT, phone=PHONE),
    ]

    told = [{name: a.json[name] for name in a.json if name != "request_id"} for a in answers]
    assert (told[0]["type"], told[0]["status"]) == ("/problems/facts-differ", 409)
    assert told == [told[0]] * 4


def test_number_and_document_are_two_facts_too(newcomer):
    asked = ask(newcomer, volunteer_number=" 01-01-0001 ", document="11010518991231004x")

    assert (asked.status_code, asked.json["facts"]) == (201, ["volunteer_number", "document"])
    assert [r["recovery_id"] for r in newcomer.get("/v1/me/recoveries").json["items"]] == [asked.json["recovery_id"]]


def test_one_fact_is_too_little_and_five_tries_a_day_are_enough(world, newcomer):
    answers = [ask(newcomer, volunteer_number=NUMBER) for _ in range(6)]

    assert [a.json["type"] for a in answers] == ["/problems/invalid"] * 5 + ["/problems/tried-too-often"]
    world.clock.advance(days=1)
    assert ask(newcomer).status_code == 201


def test_nobody_confirms_alone_nor_for_themselves(world, member, newcomer, leader, brigadier):
    asked = ask(newcomer)
    unvouched = act(brigadier, asked, "confirm")
    act(leader, asked, "vouch")

    alone = act(leader, asked, "confirm")

    assert (unvouched.json["type"], alone.json["type"]) == (
        "/problems/recovery-over",
        "/problems/another-person-needed",
    )
    assert member.get("/v1/me").status_code == 200


def test_another_squadrons_leader_sees_nothing(world, newcomer):
    stranger = world.staff("别的队长", Role.SQUADRON_LEADER, OTHER_SQUADRON)
    asked = ask(newcomer)

    answers = [act(stranger, asked, "vouch"), act(stranger, asked, "refuse", reason="不认识")]

    assert [a.json["type"] for a in answers] == ["/problems/no-such-recovery"] * 2
    assert stranger.get("/v1/recoveries").json["recoveries"] == []


def test_a_record_with_a_staff_role_moves_only_by_those_who_appoint_to_it(world, member, newcomer, leader, brigadier):
    own = [Grant(Role.VOLUNTEER, SQUADRON), Grant(Role.ADMINISTRATOR, FORCE)]
    world.house.identity.grant(member.person_id, own, "test")

    refused = act(leader, ask(newcomer), "vouch")

    assert refused.json["type"] == "/problems/no-such-recovery"


def test_who_holds_something_here_takes_no_record_over(world, member, newcomer, leader, brigadier):
    other = enlist(world, "刘队员", 2)
    at_asking = ask(other)
    asked = ask(newcomer)
    act(leader, asked, "vouch")
    consent = {"purpose": "document", "notice_version": "2026-11"}
    assert newcomer.post("/v1/me/consents", {"consents": [consent]}).status_code == 200

    at_confirming = act(brigadier, asked, "confirm")

    assert [a.json["type"] for a in (at_asking, at_confirming)] == ["/problems/holds-something"] * 2
    assert (member.get("/v1/me").status_code, newcomer.get("/v1/me").status_code) == (200, 200)


def test_a_request_ends_by_refusal_by_withdrawal_and_by_a_week(world, newcomer, leader):
    refused = act(leader, ask(newcomer), "refuse", reason="不是本人")
    second = ask(newcomer)
    withdrawn = newcomer.post(f"/v1/me/recoveries/{second.json['recovery_id']}/withdraw")
    third = ask(newcomer)
    world.clock.advance(days=7)

    late = act(world.sign_in("李队长"), third, "vouch")

    assert (refused.json["state"], withdrawn.json["state"]) == ("refused", "withdrawn")
    assert late.json["type"] == "/problems/recovery-over"
    assert sorted(r["why"] for r in world.sign_in(newcomer.name).get("/v1/me/recoveries").json["items"]) == [
        "",
        "",
        "不是本人",
    ]


def test_of_two_who_confirm_at_once_one_does(world, member, newcomer, leader, brigadier):
    commander = world.staff("赵支队", Role.COMMANDER, FORCE)
    asked = ask(newcomer)
    act(leader, asked, "vouch")
    barrier, answers = Barrier(2), []

    def confirm(person):
        barrier.wait()
        answers.append(act(person, asked, "confirm").json)

    threads = [Thread(target=confirm, args=(person,)) for person in (brigadier, commander)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(a.get("state", a.get("type")) for a in answers) == ["/problems/recovery-over", "moved"]


def test_a_phone_that_was_changed_is_free_for_its_next_owner(world, member):
    bound = member.post("/v1/login/phone", {"code": world.wechat.phone_code(member.name)})

    assert bound.status_code == 200
    assert world.house.moving.phone_holder(PHONE) is None
