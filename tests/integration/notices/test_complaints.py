"""Complaints: taken by anybody, ruled by an auditor who is no party; what is upheld goes down and costs points."""

import io
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from PIL import Image

from shouwang.assessment.models import Measure, Rule
from shouwang.assessment.rules import DEFAULT_RULES
from shouwang.identity.rules import NOTICES
from shouwang.kernel.actor import Role
from shouwang.platform.audit import AuditRow
from tests.integration.assessment.conftest import enrol
from tests.world import OTHER_SQUADRON, SQUADRON, Person, World

COMPLAINT = {"about": "10 月的时长", "text": "10 月 3 日晚上巡了四个小时，只记了两个小时。"}
WORDS = {"title": "热心为民", "body": "夜里帮走失的老人找到家人，比外人那样的强多了。"}
MONTH = {"month": "2026-11"}


@pytest.fixture
def auditor(world: World) -> Person:
    return world.staff("陈审计", Role.AUDITOR)


@pytest.fixture
def praised(world: World) -> Person:
    """张队员, whose commendation hangs on the wall in words of 李队长, a volunteer like them."""
    writer = enrol(world, "李队长", SQUADRON, Role.SQUADRON_LEADER)
    member = enrol(world, "张队员", SQUADRON)
    consent = {"purpose": "publication", "notice_version": NOTICES["publication"]}
    assert member.post("/v1/me/consents", {"consents": [consent]}).status_code < 300
    number = member.get("/v1/me").json["volunteer_number"]
    assert writer.post("/v1/commendations", {"volunteer_number": number, **WORDS}).status_code == 202
    world.deliver()
    return member


def wall(person: Person) -> list[dict[str, str]]:
    return list(person.get("/v1/citations", query_string={"unit": SQUADRON}).json["items"])


def complain_of_words(world: World, praised: Person, name: str = "外人") -> str:
    piece = {"kind": "citation", "id": wall(praised)[0]["citation_id"]}
    answer = world.sign_in(name).post("/v1/complaints", {**COMPLAINT, "about": "表扬里的话", "piece": piece})
    return str(answer.json["complaint_id"])


def rule(auditor: Person, complaint_id: str, **body: object):
    ask = {"upheld": True, "reason": "拿别人作比，伤人", **body}
    return auditor.post(f"/v1/complaints/{complaint_id}/ruling", ask)


def told(person: Person) -> list[str]:
    return [entry["title"] for entry in person.get("/v1/me/inbox").json["items"] if entry["topic"] == "complaints"]


def points(person: Person) -> int:
    return int(person.get("/v1/me/points").json["all_time"])


def test_a_complaint_reaches_the_auditor_and_nobody_else(world: World, auditor: Person) -> None:
    person, commander = world.sign_in("张队员"), world.staff("赵支队", Role.COMMANDER)

    answers = [person.post("/v1/complaints", COMPLAINT, key="the-same-key") for _ in range(2)]

    seen = auditor.get("/v1/complaints", query_string=MONTH).json["items"]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert seen == [
        {
            "complaint_id": answers[0].json["complaint_id"],
            "person_id": person.person_id,
            **COMPLAINT,
            "at": "2026-11-23T11:00:00Z",
            "piece": None,
            "ruling": None,
        }
    ]
    assert commander.get("/v1/complaints", query_string=MONTH).status_code == 403
    assert rule(commander, answers[0].json["complaint_id"]).status_code == 403
    assert auditor.get("/v1/complaints", query_string={"month": "2026-10"}).json["items"] == []
    assert auditor.get("/v1/complaints", query_string={"month": "2026-13"}).status_code == 400


def test_upheld_words_leave_the_wall_and_cost_their_writer_points(world, auditor, praised):
    complaint_id = complain_of_words(world, praised)
    (before,) = wall(praised)

    answer = rule(auditor, complaint_id)
    world.deliver()

    writer = world.sign_in("李队长")
    entry = writer.get("/v1/me/points").json["items"][0]
    assert (answer.status_code, before["body"], wall(praised)) == (204, WORDS["body"], [])
    assert (points(writer), points(praised)) == (-50, 50)
    assert (entry["amount"], entry["reason"]) == (-50, "投诉查实：拿别人作比，伤人")
    assert told(writer) == ["你公开的内容被投诉，裁定成立"]
    assert told(world.sign_in("外人")) == ["你的投诉裁定了：成立"]
    assert "外人" not in str(writer.get("/v1/me/inbox").json)
    (seen,) = auditor.get("/v1/complaints", query_string=MONTH).json["items"]
    assert seen["piece"]["shown"] == f"{WORDS['title']}\n{WORDS['body']}"
    assert seen["piece"]["author_id"] == writer.person_id
    assert {**seen["ruling"], "at": None} == {
        "upheld": True,
        "reason": "拿别人作比，伤人",
        "against_id": writer.person_id,
        "at": None,
    }
    (line,) = AuditRow.query(f"complaint {complaint_id}")
    assert (line.act, line.actor_id) == ("complaint-ruled", auditor.person_id)


def test_its_writer_disputes_the_points_the_way_of_every_entry(world, auditor, praised):
    rule(auditor, complain_of_words(world, praised))
    world.deliver()
    writer = world.sign_in("李队长")
    entry_id = writer.get("/v1/me/points").json["items"][0]["entry_id"]

    asked = writer.post(f"/v1/me/points/{quote(entry_id, safe='')}/dispute", {"text": "那句话是原话，没有贬损谁"})
    commander = world.staff("赵支队", Role.COMMANDER)
    answer = {"upheld": True, "text": "听过录音，是原话", "correction": 50}
    commander.post(f"/v1/points-disputes/{asked.json['dispute_id']}/answer", answer)
    world.deliver()

    assert points(writer) == 0


def test_what_is_not_upheld_stays_and_costs_nothing(world, auditor, praised):
    complaint_id = complain_of_words(world, praised)

    rule(auditor, complaint_id, upheld=False, reason="说的是事实")
    again = rule(auditor, complaint_id)
    world.deliver()

    writer = world.sign_in("李队长")
    assert (again.status_code, again.json["type"]) == (409, "/problems/complaint-ruled")
    assert [each["body"] for each in wall(praised)] == [WORDS["body"]]
    assert points(writer) == 0
    assert told(writer) == ["有人投诉，裁定不成立"]
    assert told(world.sign_in("外人")) == ["你的投诉裁定了：不成立"]


@pytest.mark.parametrize("party", ["外人", "李队长", "张队员"])
def test_no_party_rules_a_complaint(world, auditor, praised, party):
    complaint_id = complain_of_words(world, praised)
    person = world.sign_in(party)
    grants = world.house.identity.require_person(person.person_id).grants
    audits = world.house.identity.require_person(auditor.person_id).grants
    world.house.identity.grant(person.person_id, [*grants, *audits], "test")

    answer = rule(person, complaint_id)

    assert (answer.status_code, answer.json["type"]) == (403, "/problems/party-to-complaint")
    assert rule(auditor, complaint_id).status_code == 204


def test_a_face_that_is_not_one_is_looked_at_by_the_auditor_alone_and_taken_off_the_card(world, auditor):
    member, stranger = enrol(world, "张队员", SQUADRON), world.sign_in("外人")
    photo = io.BytesIO()
    Image.new("RGB", (600, 800), (150, 180, 210)).save(photo, "JPEG")
    member.put("/v1/me/card/photo", data=photo.getvalue())
    piece = {"kind": "card-photo", "id": member.get("/v1/me").json["volunteer_number"]}
    complaint_id = stranger.post("/v1/complaints", {**COMPLAINT, "piece": piece}).json["complaint_id"]
    path = f"/v1/complaints/{complaint_id}/picture.jpg"

    looked, refused = auditor.get(path), stranger.get(path)
    rule(auditor, complaint_id, reason="不是本人的照片")
    world.deliver()

    assert (looked.data[:3], refused.status_code) == (b"\xff\xd8\xff", 403)
    assert member.get("/v1/me/card.jpg").json["type"] == "/problems/card-photo-missing"
    assert auditor.get(path).status_code == 404
    assert points(member) == -50
    acts = [line.act for line in AuditRow.query(f"person {member.person_id}")]
    assert "complaint-picture-seen" in acts


def test_a_complaint_about_conduct_is_upheld_against_whom_the_auditor_names(world, auditor):
    accused, other = enrol(world, "张队员", SQUADRON), enrol(world, "周队员", OTHER_SQUADRON)
    number = accused.get("/v1/me").json["volunteer_number"]
    complaint_id = world.sign_in("外人").post("/v1/complaints", COMPLAINT).json["complaint_id"]

    unknown = rule(auditor, complaint_id, against="99-99-9999")
    answer = rule(auditor, complaint_id, against=number, reason="当班时骂了商户")
    world.deliver()

    assert (unknown.status_code, answer.status_code) == (404, 204)
    assert (points(accused), points(other)) == (-50, 0)
    assert told(accused) == ["投诉查实"]


def test_what_an_upheld_complaint_costs_is_the_rules_matter(world, auditor, praised):
    dearer = Rule("complaint", "投诉查实", Measure.ONCE, points=-80)
    mine = tuple(dearer if each.rule == "complaint" else each for each in DEFAULT_RULES.rules)
    rules = {"version": 2, "from_on": world.clock().date(), "rules": mine}
    world.house.assessment.keep_rules(replace(DEFAULT_RULES, **rules), "test")

    rule(auditor, complain_of_words(world, praised))
    world.deliver()

    assert points(world.sign_in("李队长")) == -80


def test_a_piece_that_is_not_there_is_no_secret_and_its_complaint_is_taken_all_the_same(world, auditor):
    stranger = world.sign_in("外人")
    for kind in ("citation", "card-photo"):
        answer = stranger.post("/v1/complaints", {**COMPLAINT, "piece": {"kind": kind, "id": "99-99-9999"}})
        assert (answer.status_code, list(answer.json)) == (201, ["complaint_id"])
        assert rule(auditor, answer.json["complaint_id"]).status_code == 204
    world.deliver()

    seen = auditor.get("/v1/complaints", query_string=MONTH).json["items"]
    assert [(each["piece"]["author_id"], each["ruling"]["against_id"]) for each in seen] == [("", "")] * 2
    wrong = stranger.post("/v1/complaints", {**COMPLAINT, "piece": {"kind": "horoscope", "id": "1"}})
    assert wrong.status_code == 400
    assert rule(auditor, "2026-11-nothing").status_code == 404
