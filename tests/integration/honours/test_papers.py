"""结业证书 when a course is passed, 志愿服务证明 for one's own hours, and the proofs behind it."""

import io
import json
from datetime import date

import jwt
from pypdf import PdfReader

from shouwang.duty.models import Ledger
from shouwang.honours.models import AwardKind
from shouwang.kernel.merkle import proves_inclusion
from tests.integration.honours.hall import NUMBER, Hall
from tests.world import Person

SPAN = {"first_on": "2026-11-01", "last_on": "2026-11-23"}


def served(hall: Hall) -> Person:
    """A volunteer with three days in the ledger, one of them attested, of two duty types."""
    member = hall.enlist("张队员", NUMBER)
    hall.serve(member, date(2026, 11, 20), 185, duty_type="market")
    hall.serve(member, date(2026, 11, 21), 130, duty_type="patrol")
    hall.serve(member, date(2026, 11, 22), 59, Ledger.ATTESTED, "market")
    return member


def test_a_course_passed_gives_its_certificate_once_with_its_last_day(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.pass_course(member, "A1", date(2027, 11, 23))
    (event,) = hall.due()

    done = [hall.outbox.deliver(event) for _ in range(2)]

    (award,) = hall.awarded(member)
    assert done == [True, True]
    assert (award.kind, award.inscription.title) == (AwardKind.TRAINING, "巡防基础课程")
    assert award.inscription.serial == "望义结〔2026〕第0001号"
    assert award.inscription.valid_until == date(2027, 11, 23)
    claims = jwt.decode(award.credential, options={"verify_signature": False})
    assert claims["validUntil"] == "2027-11-23T16:00:00Z"
    assert claims["credentialSubject"]["achievement"]["achievementType"] == "CertificateOfCompletion"
    assert member.get(f"/v1/honours/{award.award_id}.jpg").status_code == 200


def test_a_certificate_that_ran_out_is_said_to_have_and_its_picture_still_opens(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.pass_course(member, "A1", date(2026, 11, 23))
    hall.deliver()
    (award,) = hall.awarded(member)
    code = award.inscription.code

    today = hall.world.client.get(f"/v1/verify/{code}").json["state"]
    hall.world.clock.advance(hours=5)  # past midnight in China
    after = hall.world.client.get(f"/v1/verify/{code}").json

    assert (today, after["state"], after["valid_until"]) == ("issued", "expired", "2026-11-23")
    assert "已过期" in hall.world.client.get(f"/c/{code}").get_data(as_text=True)


def test_who_is_no_volunteer_yet_gets_no_certificate_and_the_event_is_done(hall: Hall) -> None:
    applicant = hall.world.sign_in("外人")
    hall.pass_course(applicant, "A1")

    assert (hall.deliver(), hall.awarded(applicant), hall.due()) == ([True], [], [])


def test_a_service_record_has_the_fields_the_law_asks_and_never_adds_the_two_ledgers(hall: Hall) -> None:
    member = served(hall)

    answer = member.post("/v1/me/service-records", SPAN)

    (award,) = hall.awarded(member)
    written = award.inscription
    assert (answer.status_code, answer.json["serial"]) == (201, "望义服〔2026〕第0001号")
    assert dict(written.facts) == {
        "志愿者编号": NUMBER,
        "证件种类号码": "（盖章单位核对本人证件后填写）",
        "所在单位": "夜市中队",
        "服务期间": "2026年11月1日至2026年11月23日",
        "服务内容": "义务治安巡逻防范，共 3 次；各类时长（小时，零头舍去）：",
        "实测时长": "5.2 小时",
        "认定时长": "0.9 小时",
        "治安巡逻": "实测2.1",
        "商圈夜市安保": "实测3.0 认定0.9",
        "负责人签字": "　" * 8,
        "经办人签字": "　" * 8,
        "联系方式": "0000-1234567",
        "时长存证": f"http://localhost:8000/c/{written.code}/hours",
    }
    pdf = PdfReader(io.BytesIO(member.get(f"/v1/honours/{award.award_id}.pdf").data))
    said = "".join(pdf.pages[0].extract_text().split())
    assert "实测时长5.2小时" in said and "商圈夜市安保实测3.0认定0.9" in said


def test_hours_outside_the_span_and_of_no_type_known_are_told_apart(hall: Hall) -> None:
    member = served(hall)
    hall.serve(member, date(2026, 10, 31), 600, duty_type="patrol")
    hall.serve(member, date(2026, 11, 19), 60, duty_type="given up since")
    hall.serve(member, date(2026, 11, 18), 30)

    member.post("/v1/me/service-records", SPAN)

    (award,) = hall.awarded(member)
    facts = dict(award.inscription.facts)
    assert (facts["治安巡逻"], facts["商圈夜市安保"], facts["其他勤务"]) == ("实测2.1", "实测3.0 认定0.9", "实测1.5")
    assert facts["实测时长"] == "6.7 小时"


def test_every_hour_of_a_record_can_be_proven_by_a_stranger_once_its_day_is_sealed(hall: Hall) -> None:
    member = served(hall)
    code = member.post("/v1/me/service-records", SPAN).json["code"]
    before = hall.world.client.get(f"/v1/verify/{code}/hours").json
    hall.world.clock.advance(days=1)
    hall.world.house.public_log.seal_due()

    after = hall.world.client.get(f"/v1/verify/{code}/hours").json
    page = hall.world.client.get(f"/c/{code}/hours")

    assert [item["line"] for item in before["items"]] == [None] * 3
    assert (after["entries"], after["cursor"], after["first_on"]) == (3, None, "2026-11-01")
    for item in after["items"]:
        root = bytes.fromhex(json.loads(item["statement"])["root"])
        proof = [bytes.fromhex(step) for step in item["proof"]]
        assert proves_inclusion(item["line"].encode(), item["index"], item["size"], proof, root)
    minutes = sorted(json.loads(item["line"])["minutes"] for item in after["items"])
    assert minutes == [59, 130, 185]
    assert "张*" not in page.get_data(as_text=True) and "张队员" not in page.get_data(as_text=True)
    assert len(page.data) <= 10_000


def test_hours_entered_after_a_record_are_no_part_of_its_proof(hall: Hall) -> None:
    member = served(hall)
    code = member.post("/v1/me/service-records", SPAN).json["code"]
    hall.world.clock.advance(seconds=1)
    hall.serve(member, date(2026, 11, 19), 60)

    assert hall.world.client.get(f"/v1/verify/{code}/hours").json["entries"] == 3


def test_proofs_of_another_kind_of_honour_of_a_withdrawn_and_of_no_code_read_the_same(hall: Hall) -> None:
    member = served(hall)
    record = member.post("/v1/me/service-records", SPAN).json
    hall.pass_course(member, "A1")
    hall.deliver()
    course = next(a for a in hall.awarded(member) if a.kind is AwardKind.TRAINING)
    member.put(f"/v1/honours/{record['award_id']}/publication", {"publication": "withdrawn"})

    answers = [
        hall.world.client.get(f"/v1/verify/{code}/hours")
        for code in (course.inscription.code, record["code"], "0" * 16)
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.json["detail"] for answer in answers}) == 1


def test_a_record_of_no_hours_of_days_to_come_or_the_wrong_way_round_is_refused(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)

    none = member.post("/v1/me/service-records", SPAN)
    ahead = member.post("/v1/me/service-records", {"first_on": "2026-11-24", "last_on": "2026-11-25"})
    wrong = member.post("/v1/me/service-records", {"first_on": "2026-11-23", "last_on": "2026-11-01"})

    assert (none.status_code, none.json["type"]) == (409, "/problems/nothing-served")
    assert [fault["pointer"] for fault in ahead.json["errors"]] == ["/last_on"]
    assert [fault["pointer"] for fault in wrong.json["errors"]] == ["/first_on"]
