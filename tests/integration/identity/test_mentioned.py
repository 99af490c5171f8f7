"""Erasure of somebody who went the whole way and then decided about others: a dump of everything names them nowhere."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from shouwang.app.nightly import TASKS
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.mentions import mention
from tests.integration.recruitment.making import Panel, applicant, identity_number, pass_quiz, problem
from tests.integration.recruitment.test_dump import leaks
from tests.integration.roster.force import enlist
from tests.world import FORCE, POINT, SQUADRON

NAME = "欧阳植树"
OTHER = "01-01-0900"


def said(text):
    """Words that staff type."""
    return f"{text}，{NAME}知道"


def ok(answer):
    assert answer.status_code in {200, 201, 204}, answer.get_data(as_text=True)
    return answer.json


def shift(leader, clock, begins_in):
    starts_at = clock() + begins_in
    body = {
        "unit_path": SQUADRON,
        "point_number": POINT,
        "duty_type": "patrol",
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=3)).isoformat(),
        "capacity": 5,
        "minimum_team": 1,
    }
    return ok(leader.post("/v1/shifts", body))["shift_id"]


@pytest.fixture
def both(world):
    """The one who will go, a volunteer with an honour and words said about them; and a comrade."""
    panel = Panel.of(world)
    person, application_id = applicant(world, NAME, 31, name=NAME)
    ok(panel.decide(application_id, "willingness", note=said("面谈过")))
    asked = {"field": "address", "reason": said("核对")}
    ok(panel.recruiter.post(f"/v1/review/applications/{application_id}/reveal", asked))
    for gate in ("political", "fitness", "skills", "publicity", "number"):
        if gate == "skills":
            pass_quiz(person)
        ok(panel.decide(application_id, gate))
    world.deliver()
    number = world.sign_in(NAME).get("/v1/me").json["volunteer_number"]
    words_about(panel.commander, number, world.clock().date().isoformat())
    given = {"kind": "certificate", "title": "先进个人", "body": f"{NAME}同志表现突出，特发此证"}
    code = ok(panel.commander.post("/v1/honours", {"volunteer_number": number, **given}))["code"]
    return number, code, enlist(world, "刘队员", 900)


def words_about(commander, number, day):
    """Reasons that name the one they are about, in what is never changed, too."""
    path = f"/v1/volunteers/{number}"
    for unit_path in ("D1/B01/S02", SQUADRON):
        ok(commander.post(f"{path}/transfer", {"unit_path": unit_path, "reason": said("搬家")}))
    ok(commander.post(f"{path}/points-corrections", {"day": day, "amount": 5, "reason": said("补记")}))


def lead(world, person, number, other):
    """What a leader does to others: a roll, a release, a swap, a decision at a gate, an appointment, praise."""
    own = [Grant(Role.VOLUNTEER, SQUADRON)]
    roles = (Role.SQUADRON_LEADER, Role.RECRUITER, Role.COMMANDER)
    world.house.identity.grant(person.person_id, own + [Grant(role, FORCE) for role in roles], "test")
    now, later = (shift(person, world.clock, timedelta(minutes=minutes)) for minutes in (10, 600))
    for one, who in ((now, other), (later, other), (later, person)):
        ok(who.post(f"/v1/shifts/{one}/signup"))
    roll = {"way": "in", "volunteer_numbers": [OTHER], "reason": said("手机没电")}
    assert ok(person.post(f"/v1/shifts/{now}/team-checkin", roll))["items"][0]["outcome"] == "recorded"
    ok(person.post(f"/v1/shifts/{later}/roster/{other.person_id}/release", {"reason": "换人"}))
    swap = ok(person.post(f"/v1/shifts/{later}/swaps", {"volunteer_number": OTHER}))
    ok(other.post(f"/v1/swaps/{swap['swap_id']}/answer", {"accept": False}))
    for by, to in ((person, OTHER), (other, number)):
        ok(by.post("/v1/praise", {"volunteer_number": to, "words": "帮了大忙"}))
    post = {"volunteer_number": OTHER, "unit_path": SQUADRON, "post": "squadron_leader", "from_on": "2026-11-23"}
    ok(person.post("/v1/appointments", {**post, "reason": "能干"}))
    _, application_id = applicant(world, "申请人", 32, emergency_phone="16151234567")
    seen = {"decision": "pass", "version": 1}
    seen["version"] = person.get(f"/v1/review/applications/{application_id}").json["version"]
    ok(person.post(f"/v1/review/applications/{application_id}/gates/willingness", seen))
    world.deliver()
    world.house.identity.grant(person.person_id, own, "test")
    return application_id


def erase(world, person):
    """The wish, the days to think better of it, the work; and the nights after it."""
    ok(person.post("/v1/me/erasure", {"understood": True}))
    world.clock.advance(days=7, seconds=1)
    world.work()
    world.clock.advance(days=8)
    TASKS["clear-away"](world.house, world.clock().date())


def test_a_dump_names_the_erased_nowhere_and_others_read_that_somebody_is_gone(world, both):
    number, code, other = both
    person = world.sign_in(NAME)
    application_id = lead(world, person, number, other)
    sealed = world.house.identity.require_person(person.person_id).phone_sealed
    phone = world.house.vault.open(sealed, place=f"people|{person.person_id}|phone")
    planted = {"name": NAME, "phone": phone, "document": identity_number(31)}
    before, told = leaks(world, planted), titles(other)

    erase(world, person)
    other, recruiter = world.sign_in("刘队员"), world.sign_in("王招录")

    assert {what for what, _ in before} == {"name"}  # the search finds what is there, and class S is sealed before, too
    assert leaks(world, planted) == set()
    assert told == {f"{NAME}给你点了赞", "有人想和你换班", "换班", "这一班不用来了", "请确认到岗"}
    assert titles(other) == {each.replace(NAME, "已注销") for each in told}
    (attestation,) = other.get("/v1/me/attestations").json["items"]
    assert attestation["by_name"] == "已注销"
    history = recruiter.get(f"/v1/review/applications/{application_id}/history").json["items"]
    assert [line["facts"]["by_name"] for line in history if line["act"] == "decided"] == ["已注销"]
    assert world.client.get(f"/v1/verify/{code}").json["holder"] == "已注销"


def titles(person):
    return {entry["title"] for entry in person.get("/v1/me/inbox").json["items"]}


def test_a_copy_calls_those_it_mentions_by_their_names(world, both):
    _, _, other = both
    person = world.sign_in(NAME)
    ok(person.post("/v1/praise", {"volunteer_number": OTHER, "words": "帮了大忙"}))
    world.deliver()

    ok(other.post("/v1/me/export"))
    world.work()
    (file,) = other.get("/v1/me/export").json["files"]
    with zipfile.ZipFile(io.BytesIO(other.get(file["url"]).data)) as packed:
        inbox = json.loads(packed.read("data.json"))["站内消息"]

    assert [entry["title"] for entry in inbox] == [f"{NAME}给你点了赞"]


def test_nobody_draws_a_name_by_writing_what_stands_for_somebody(world, both):
    _, _, other = both
    forged = mention(world.sign_in(NAME).person_id)
    body = {"volunteer_number": "01-01-0901", "words": forged}
    enlist(world, "何队员", 901)

    plain = other.post("/v1/praise", body)
    escaped = other.post("/v1/praise", data=json.dumps(body), content_type="application/json")
    asked = other.get("/v1/me/inbox", query_string={"cursor": forged})

    assert [problem(answer) for answer in (plain, escaped, asked)] == [(400, "not-text")] * 3
