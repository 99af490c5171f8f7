"""A person's rights over the own data: a copy, who saw it, erasure that leaves no personal value and every certificate."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from shouwang.app.nightly import TASKS
from shouwang.honours.models import Doubt
from shouwang.honours.store.medals import doubted
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.clock import local_day
from shouwang.notices.store import InboxRow
from shouwang.platform import dynamo, retention
from shouwang.platform.dynamo import commit
from tests.integration.recruitment.making import Panel, applicant, identity_number, write
from tests.integration.roster.force import enlist
from tests.world import SQUADRON

NAME, STREET, KIN, HEALTH = "欧阳植树", "植树路 88 号", "16159998877", "对青霉素过敏"


@pytest.fixture
def member(world):
    """Somebody who passed all gates, with an honour, a praise given and one received, and words in the inbox."""
    panel = Panel.of(world)
    person, application_id = applicant(
        world, NAME, 31, name=NAME, address=STREET, emergency_phone=KIN, health_note=HEALTH
    )
    panel.pass_up_to(person, application_id, "number")
    look = {"field": "document_number", "reason": "核对证件"}
    assert panel.recruiter.post(f"/v1/review/applications/{application_id}/reveal", look).status_code == 200
    assert panel.decide(application_id, "number").status_code == 200
    world.deliver()
    person = world.sign_in(NAME)
    number = person.get("/v1/me").json["volunteer_number"]
    given = panel.commander.post(
        "/v1/honours",
        {
            "volunteer_number": number,
            "kind": "certificate",
            "title": "先进个人",
            "body": "在夜市值守中表现突出，特发此证",
        },
    )
    assert given.status_code == 201, given.json
    person.code = given.json["code"]
    person.award_id = given.json["award_id"]
    person.number = number
    other = enlist(world, "刘队员", 900)
    assert person.post("/v1/praise", {"volunteer_number": "01-01-0900", "words": WORDS}).status_code in {200, 201}
    assert other.post("/v1/praise", {"volunteer_number": number, "words": WORDS}).status_code in {200, 201}
    assert person.get(f"/v1/honours/{person.award_id}.pdf").status_code == 200
    doubt = Doubt(
        person.award_id, person.person_id, NAME, number, SQUADRON, "hours-100", "百时", "时长冲正", world.clock()
    )
    commit(doubted(doubt))
    world.deliver()
    return person


WORDS = "帮了大忙"


def planted(world, person):
    """Every personal value that was planted."""
    phone = world.house.vault.open(
        world.house.identity.require_person(person.person_id).phone_sealed, place=f"people|{person.person_id}|phone"
    )
    return {
        "name": NAME,
        "street": STREET,
        "kin": KIN,
        "health": HEALTH,
        "document": identity_number(31),
        "phone": phone,
    }


def kept(world, tmp_path, without=()):
    """Everything that lies anywhere: every row of every table, every file."""
    rows = [
        json.dumps(row.serialize(), ensure_ascii=False, default=str)
        for table in dynamo.tables()
        if table.__module__.startswith("shouwang.") and table.TABLE not in without
        for row in table.scan()
    ]
    files = [file.read_bytes() for file in (tmp_path / "files").rglob("*") if file.is_file()]
    return "\n".join(rows).encode() + b"\n".join(files)


def copy_of(world, person):
    job = person.post("/v1/me/export").json
    world.work()
    told = person.get("/v1/me/export").json
    assert (told["job_id"], told["state"]) == (job["job_id"], "done")
    return told, [person.get(file["url"]).data for file in told["files"]]


def test_a_copy_holds_every_slices_data_open_for_the_person_alone(world, member, tmp_path):
    told, files = copy_of(world, member)

    with zipfile.ZipFile(io.BytesIO(files[0])) as packed:
        data = json.loads(packed.read("data.json"))
        names = packed.namelist()
    text = json.dumps(data, ensure_ascii=False)
    assert [what for what, value in planted(world, member).items() if value not in text] == []
    assert {"README.txt", "data.json", "报名和审核.csv", "荣誉.csv", "站内消息.csv", "送出的点赞.csv"} <= set(names)
    assert told["result"]["rows"]["荣誉"] == 1
    assert data["队员登记"][0]["volunteer_number"] == member.number
    assert "看了一项敏感信息" in {line["act"] for line in data["谁看过、动过我的资料"]}
    everything = kept(world, tmp_path)
    sensitive = {what: value for what, value in planted(world, member).items() if what != "name"}
    assert [what for what, value in sensitive.items() if value.encode() in everything] == []


def test_a_copy_is_made_once_a_day_and_is_nobody_elses(world, member):
    first, again = member.post("/v1/me/export").json, member.post("/v1/me/export").json
    world.work()
    other = world.staff("赵支队", Role.ADMINISTRATOR)

    assert first["job_id"] == again["job_id"]
    assert other.get(f"/v1/jobs/{first['job_id']}").status_code == 404
    assert other.get("/v1/me/export").json["type"] == "/problems/no-such-job"


def test_who_saw_my_data_is_told_by_role_and_number(world, member):
    world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON).get(f"/v1/volunteers/{member.number}")

    log = member.get("/v1/me/access-log").json["items"]

    assert {(line["what"], line["by"]) for line in log} >= {
        ("看了队员资料", "squadron_leader"),
        ("看了一项敏感信息", "recruiter"),
    }
    assert "王招录" not in json.dumps(log, ensure_ascii=False)


def erased(world, person):
    """Ask for it, let the cooling-off pass, let the work be done."""
    answer = person.post("/v1/me/erasure", {"understood": True})
    assert (answer.status_code, answer.json["state"]) == (200, "asked"), answer.json
    world.clock.advance(days=7, seconds=1)
    world.work()
    return answer.json


def test_after_erasure_no_personal_value_is_anywhere_and_the_certificate_still_verifies(world, member, tmp_path):
    values = planted(world, member)
    copy_of(world, member)

    erased(world, member)

    # Answers to POSTs are cleared away by the store after 7 days; what others were told is in their inboxes.
    everything = kept(world, tmp_path, without={"idempotency", "inbox"})
    assert member.person_id not in {row.person_id for row in InboxRow.scan()}
    assert [what for what, value in values.items() if value.encode() in everything] == []
    shown = world.client.get(f"/v1/verify/{member.code}").json
    assert (shown["state"], shown["holder"]) == ("issued", "已注销")
    volunteer = world.house.roster.volunteer(member.number)
    assert (volunteer.name, volunteer.status, volunteer.volunteer_number) == ("已注销", "left", member.number)


def test_an_earlier_application_is_in_the_copy_and_goes_with_the_person(world, tmp_path):
    person, first = applicant(world, NAME, 31, name=NAME, address=STREET, emergency_phone=KIN)
    version = person.get("/v1/application").json["version"]
    assert person.post("/v1/application/withdraw", {"version": version}).status_code == 200
    assert write(person, community="别处社区").status_code == 200
    personal = world.house.personal

    told = personal.portable(person.person_id)["报名和审核"]
    for place in range(len(personal.holdings)):
        personal.forget(person.person_id, NAME, place)

    assert [one["application_id"] == first for one in told] == [True, False]
    assert told[0]["address"] == STREET
    everything = kept(world, tmp_path, without={"idempotency", "outbox"})
    assert [value for value in (NAME, STREET, KIN, "别处社区") if value.encode() in everything] == []


def test_after_erasure_no_session_lives_and_the_same_phone_is_somebody_new(world, member):
    erased(world, member)

    assert member.get("/v1/me").status_code == 401
    again = world.sign_in(NAME)
    assert again.person_id != member.person_id
    assert again.get("/v1/me").json["volunteer_number"] is None


def test_what_goes_and_what_stays_is_said_before_and_one_can_think_better_of_it(world, member):
    before = member.get("/v1/me/erasure").json
    unread = member.post("/v1/me/erasure", {"understood": False})
    asked = member.post("/v1/me/erasure", {"understood": True}).json
    cancelled = member.delete("/v1/me/erasure").json
    world.clock.advance(days=8)
    world.work()

    assert (before["state"], asked["state"], cancelled["state"]) == ("none", "asked", "cancelled")
    assert unread.json["errors"] == [{"pointer": "/understood", "detail": "先看清楚会删什么、留什么"}]
    assert "打卡位置" in before["goes"]
    assert {"what": "服务时长", "why": "服务时长已经公示，按编号保留，不再对应到人"} in before["stays"]
    assert world.sign_in(NAME).person_id == member.person_id


def test_who_holds_a_role_is_told_to_have_it_ended_first(world, member):
    grants = [Grant(Role.VOLUNTEER, SQUADRON), Grant(Role.TRAINER, SQUADRON)]
    world.house.identity.grant(member.person_id, grants, "test")

    refused = member.post("/v1/me/erasure", {"understood": True})

    assert (refused.status_code, refused.json["detail"]) == (409, "你还担任职务或者工作身份，先请上级免去")


def test_a_closed_application_holds_its_outcome_alone_after_ninety_days(world, tmp_path):
    person, _ = applicant(world, NAME, 31, name=NAME, address=STREET, emergency_phone=KIN)
    version = person.get("/v1/application").json["version"]
    assert person.post("/v1/application/withdraw", {"version": version}).status_code == 200
    world.deliver()

    for days, left in ((89, True), (2, False)):
        world.clock.advance(days=days)
        TASKS["clear-away"](world.house, world.clock().date())

        everything = kept(world, tmp_path, without={"people", "inbox", "audit"})
        assert ((STREET.encode() in everything or NAME.encode() in everything), photos(tmp_path)) == (left, left)
    nights = retention.nights("applications").items
    assert [(night.gone, night.left, night.oldest_due_on) for night in nights] == [
        (1, 0, None),
        (0, 0, local_day(world.clock() - timedelta(days=1))),
    ]


def test_a_photo_goes_thirty_days_after_the_gates_were_passed_and_a_copy_after_seven(world, member, tmp_path):
    copy_of(world, member)
    before = photos(tmp_path), exports(tmp_path)

    world.clock.advance(days=31)
    TASKS["clear-away"](world.house, world.clock().date())

    assert (before, (photos(tmp_path), exports(tmp_path))) == ((True, True), (False, False))
    gone = {night.kind: (night.gone, night.left) for night in retention.newest()}
    assert {kind: gone[kind] for kind in ("photos", "applications", "job-files")} == {
        "photos": (1, 0),
        "applications": (0, 0),
        "job-files": (3, 0),
    }


def photos(tmp_path):
    return any(file.is_file() for file in (tmp_path / "files" / "photos").rglob("*"))


def exports(tmp_path):
    return any(file.is_file() for file in (tmp_path / "files" / "exports").rglob("*"))


def test_the_auditor_reads_by_subject_by_actor_and_by_day_and_is_read_too(world, member):
    auditor = world.staff("周审计", Role.AUDITOR)
    subject = f"person {member.person_id}"

    by_subject = auditor.get("/v1/audit", query_string={"subject": subject}).json["items"]
    by_actor = auditor.get("/v1/audit", query_string={"actor_id": member.person_id}).json["items"]
    by_day = auditor.get("/v1/audit?day=2026-11-23&limit=3").json
    own = auditor.get("/v1/audit?subject=audit").json["items"]
    twice = auditor.get(f"/v1/audit?subject=x&actor_id={member.person_id}")

    assert {line["act"] for line in by_subject} >= {"revealed", "phone-bound", "consents-given"}
    assert {line["actor_id"] for line in by_actor} == {member.person_id}
    assert (len(by_day["items"]), by_day["cursor"] is not None) == (3, True)
    assert {line["act"] for line in own} == {"audit-read"}
    assert twice.json["type"] == "/problems/one-way"
