import csv
import io

from openpyxl import load_workbook

from shouwang.kernel.actor import Role
from tests.integration.assessment.conftest import enrol
from tests.world import BRIGADE, FORCE, OTHER_SQUADRON, SQUADRON


def made(world, person, unit=FORCE, month="2026-11", **until):
    asked = person.post("/v1/points-reports", {"unit": unit, "month": month, **until})
    assert asked.status_code == 202, asked.json
    world.work()
    return person.get(f"/v1/jobs/{asked.json['job_id']}").json


def rows(job):
    head, *others = job["result"]["table"]
    return {row[0]: dict(zip(head, row, strict=True)) for row in others}


def some_month(world, ledger):
    member, second, other = (
        enrol(world, name, unit)
        for name, unit in (("张队员", SQUADRON), ("王队员", SQUADRON), ("外人", OTHER_SQUADRON))
    )
    ledger.tell_hours(member.person_id, "S1", 210, duty_type="patrol")
    ledger.tell_hours(member.person_id, "S2", 60, duty_type="school-guard", day="2026-11-20")
    ledger.tell_hours(member.person_id, "S3", 30, ledger="attested", duty_type="patrol", day="2026-11-21")
    ledger.tell_hours(other.person_id, "S4", 60, duty_type="patrol", day="2026-10-31")
    ledger.tell_hours(other.person_id, "S5", 90, duty_type="patrol", day="2026-11-01")
    ledger.tell("fact-told", person_id=member.person_id, fact="completed", source="S1", quantity=1)
    ledger.tell("fact-told", person_id=second.person_id, fact="no-show", source="SH1", quantity=1)
    ledger.tell("course-passed", person_id=second.person_id, course_id="patrol-basics", attempt_id="A1")
    ledger.deliver()
    body = {"kind": "certificate", "title": "年度优秀义警", "body": "在义务巡防工作中表现突出，特发此证，以资鼓励。"}
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    for given in (member, second):
        number = given.get("/v1/me").json["volunteer_number"]
        assert leader.post("/v1/honours", {**body, "volunteer_number": number}).status_code == 201
    return member


def test_a_report_tells_a_units_month_squadron_by_squadron(world, ledger):
    some_month(world, ledger)

    told = rows(made(world, world.staff("支队长", Role.COMMANDER)))

    assert told[SQUADRON] == {
        "单位": SQUADRON,
        "名称": "夜市中队",
        "在册人数": 2,
        "出勤人数": 1,
        "执勤次数": 3,
        "积分": 55,
        "人均积分": 27.5,
        "荣誉": 2,
        "实测小时·patrol": 3.5,
        "实测小时·school-guard": 1.0,
        "认定小时·patrol": 0.5,
        "培训合格": 1,
        "按时满勤": 1,
        "迟到": 0,
        "早退": 0,
        "报班未到": 1,
        "出警到场": 0,
        "线索查实": 0,
        "表扬": 0,
        "投诉查实": 0,
        "虚假打卡": 0,
    }
    assert told[OTHER_SQUADRON]["实测小时·patrol"] == 1.5
    assert (told[FORCE]["在册人数"], told[FORCE]["执勤次数"], told[FORCE]["积分"]) == (3, 4, 70)
    assert list(told) == [FORCE, BRIGADE, SQUADRON, "D1/B01/S02", "D1/B02", OTHER_SQUADRON]


def test_the_three_files_say_what_the_result_says(world, ledger):
    some_month(world, ledger)
    leader = world.staff("大队长", Role.BRIGADE_LEADER, BRIGADE)

    job = made(world, leader, BRIGADE)
    names = [file["name"] for file in job["files"]]
    as_json, as_csv, as_xlsx = (leader.get(f"/v1/jobs/{job['job_id']}/files/{n}") for n in range(3))

    head, *others = job["result"]["table"]
    assert names == [f"考核报表-D1-B01-2026-11.{kind}" for kind in ("json", "csv", "xlsx")]
    assert as_json.get_json(force=True) == [dict(zip(head, row, strict=True)) for row in others]
    read = list(csv.reader(io.StringIO(as_csv.data.decode("utf-8-sig"))))
    assert read == [[str(cell) for cell in row] for row in (head, *others)]
    sheet = load_workbook(io.BytesIO(as_xlsx.data)).active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [head, *others]


def test_a_report_is_of_the_own_units_only(world, ledger):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    refused = [leader.post("/v1/points-reports", {"unit": unit, "month": "2026-11"}) for unit in (FORCE, "D1/B09")]

    assert [each.status_code for each in refused] == [404, 404]


def test_who_no_longer_leads_does_not_see_the_report(world, ledger):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    job = made(world, leader, SQUADRON)

    world.house.identity.grant(leader.person_id, [], "test")

    assert leader.get(f"/v1/jobs/{job['job_id']}").status_code == 404


def test_a_report_of_several_months_counts_people_once_and_tells_each_month(world, ledger):
    member = some_month(world, ledger)
    ledger.tell_hours(member.person_id, "S6", 120, duty_type="patrol", day="2026-10-05")
    ledger.deliver()
    commander = world.staff("支队长", Role.COMMANDER)

    job = made(world, commander, month="2026-10", until="2026-11")

    told, (head, *months) = rows(job), job["result"]["months"]
    by_month = {row[0]: dict(zip(head, row, strict=True)) for row in months}
    both = told[SQUADRON]
    assert (both["在册人数"], both["出勤人数"], both["执勤次数"], both["实测小时·patrol"]) == (2, 1, 4, 5.5)
    assert [by_month[month]["名称"] for month in by_month] == ["2026 年 10 月", "2026 年 11 月"]
    assert [(row["在册人数"], row["出勤人数"], row["实测小时·patrol"]) for row in by_month.values()] == [
        (3, 2, 3.0),
        (3, 2, 5.0),
    ]
    assert told[FORCE]["积分"] == sum(row["积分"] for row in by_month.values())
    names = [file["name"] for file in job["files"]]
    assert [name.removeprefix("考核报表-D1-2026-10-2026-11") for name in names] == [
        ".json",
        ".csv",
        ".xlsx",
        "-逐月.csv",
    ]
    book = load_workbook(io.BytesIO(commander.get(f"/v1/jobs/{job['job_id']}/files/2").data))
    assert [list(row) for row in book["逐月"].values] == [head, *months]


def test_a_report_runs_forwards_and_over_a_year_at_most(world):
    commander = world.staff("支队长", Role.COMMANDER)

    def status(month, until):
        return commander.post("/v1/points-reports", {"unit": FORCE, "month": month, "until": until}).status_code

    assert [status("2026-11", "2026-10"), status("2025-11", "2026-11"), status("2025-12", "2026-11")] == [400, 400, 202]
