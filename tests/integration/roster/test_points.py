"""Assembly points kept by staff: one at a time, and as a list in either datum."""

import io

import pytest

from shouwang.kernel.actor import Role
from tests.integration.roster.test_import import work
from tests.world import BRIGADE, OTHER_SQUADRON, SQUADRON

GIVEN = {"name": "南塘码头", "unit_path": SQUADRON, "latitude_deg": 28.51, "longitude_deg": 109.51, "crs": "wgs84"}


@pytest.fixture
def commander(world):
    return world.staff("赵支队", Role.COMMANDER)


def bring(world, person, content, query):
    job = person.post(f"/v1/assembly-points/import?{query}", data=content).json
    work(world)
    return person.get(f"/v1/jobs/{job['job_id']}").json


def csv(*rows):
    return "\n".join(["编号,名称,中队,纬度,经度,半径", *rows]).encode("gb18030")


def test_a_point_is_kept_in_wgs84_and_shown_on_a_map_of_china(world, commander):
    answer = commander.put("/v1/assembly-points/077", GIVEN)

    assert answer.status_code == 200
    point = world.house.roster.point("077")
    assert (point.latitude_e7, point.longitude_e7, point.radius_m) == (285_100_000, 1_095_100_000, 150)
    shown = {key: answer.json[key] for key in ("latitude_deg", "longitude_deg")}
    assert commander.put("/v1/assembly-points/078", {**GIVEN, **shown, "crs": "gcj02"}).json | {"number": "077"} == (
        answer.json
    )


def test_every_fault_of_a_point_is_listed(commander):
    wrong = {**GIVEN, "latitude_deg": 39.9, "longitude_deg": 116.4, "radius_m": 20}

    refused = commander.put("/v1/assembly-points/0-7", wrong)

    assert [fault["pointer"] for fault in refused.json["errors"]] == ["/number", "/latitude_deg", "/radius_m"]


@pytest.mark.parametrize("number, unit", [("077", OTHER_SQUADRON), ("001", SQUADRON)])
def test_a_point_of_another_unit_is_nobody_elses_to_change(world, number, unit):
    commander = world.staff("赵大队", Role.COMMANDER, BRIGADE)

    refused = commander.put(f"/v1/assembly-points/{number}", {**GIVEN, "unit_path": unit})

    assert (refused.status_code, refused.json["type"]) == (404, "/problems/no-such-unit")
    assert world.house.roster.point("001").unit_path == OTHER_SQUADRON


def test_a_dry_run_lists_faults_by_row_and_writes_nothing(world, commander):
    told = bring(
        world,
        commander,
        csv(
            "077,码头,夜市中队,28.51,109.51,",
            "078,写反,夜市中队,109.51,28.51,150",
            "079,外地,夜市中队,39.9,116.4,80",
            "077,又一个,没有,x,109.5,9",
        ),
        "dry_run=true&crs=wgs84",
    )

    assert [(f["row"], f["column"]) for f in told["result"]["faults"]] == [
        (3, "纬度"),
        (4, "纬度"),
        (5, "中队"),
        (5, "纬度"),
        (5, "编号"),
    ]
    assert (told["state"], told["result"]["points"], len(world.house.roster.points())) == ("done", 1, 2)


@pytest.mark.parametrize("crs", ["wgs84", "gcj02"])
def test_a_list_of_a_hundred_and_ten_is_imported_in_either_datum(world, commander, crs):
    rows = [f"{n},点{n},夜市中队,28.{5000 + n},109.{5000 + n},120" for n in range(100, 210)]

    told = bring(world, commander, csv(*rows), f"dry_run=false&crs={crs}")

    assert (told["state"], told["result"]["new"]) == ("done", 110)
    assert len(world.house.roster.points()) == 112
    moved = abs(world.house.roster.point("100").latitude_e7 - 285_100_000)
    assert (moved == 0) == (crs == "wgs84")
    assert world.house.roster.point("100").radius_m == 120


def test_a_list_with_one_fault_is_not_imported(world, commander):
    told = bring(world, commander, csv("077,码头,夜市中队,28.51,109.51,", "078,码头,夜市中队,28.51,,"), "dry_run=false")

    assert (told["state"], told["fault"]) == ("failed", "集结点名单有 1 处问题，一个也没有导入")
    assert len(world.house.roster.points()) == 2


def test_the_export_is_masked_safe_to_open_and_needs_a_reason_for_whole_names(world, commander):
    from openpyxl import load_workbook

    from tests.integration.roster.lists import csv as members, row

    job = commander.post(
        "/v1/volunteers/import?dry_run=false", data=members(row(1), row(2, 资质="=cmd|' /C calc'!A0"))
    ).json
    work(world)
    assert commander.get(f"/v1/jobs/{job['job_id']}").json["state"] == "done"

    masked = exported(world, commander, {"unit_path": "D1", "format": "csv"}).decode("utf-8-sig").splitlines()
    refused = commander.post("/v1/volunteers/export", {"unit_path": "D1", "names": True})
    whole = exported(world, commander, {"unit_path": "D1", "format": "xlsx", "names": True, "reason": "年度保险投保"})

    assert masked == [
        "编号,姓名,手机号,单位,状态,入队日期,保险到期日,资质",
        "01-01-0001,欧阳**,*******0001,夜市中队,在队,2024-05-06,2027-01-31,急救、驾驶",
        "01-01-0002,欧阳**,*******0002,夜市中队,在队,2024-05-06,2027-01-31,'=cmd|'、C、calc'!A0",
    ]
    assert refused.json["errors"] == [{"pointer": "/reason", "detail": "要看全名，得写明用途"}]
    sheet = load_workbook(io.BytesIO(whole)).active
    assert [cell.value for cell in sheet["B"]] == ["姓名", "欧阳二", "欧阳三"]
    assert sheet["H3"].data_type == "s"


def exported(world, person, body):
    person.prove()
    job_id = person.post("/v1/volunteers/export", body).json["job_id"]
    work(world)
    told = person.get(f"/v1/jobs/{job_id}").json
    assert (told["state"], told["result"]) == ("done", {"rows": 2})
    return person.get(told["files"][0]["url"]).data


@pytest.mark.parametrize("unit", ["D1", OTHER_SQUADRON])
def test_a_list_of_another_unit_is_not_exported(world, unit):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    refused = leader.post("/v1/volunteers/export", {"unit_path": unit})

    assert (refused.status_code, refused.json["type"]) == (404, "/problems/no-such-unit")
