"""导出: service records of a unit in the national groups, and one file of proofs for strangers."""

import csv
import io
import json
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from shouwang.duty import formats
from shouwang.duty.routes.pages import verify
from tests.integration.duty.nights import public_key
from tests.integration.duty.test_records import NUMBER, enlisted, serve


def export(watch, who, kind: str, unit: str = "D1/B01/S01"):
    body = {"unit_path": unit, "first": "2026-11-01", "last": "2026-11-30", "format": kind}
    asked = who.post("/v1/reports/service-records", body)
    if asked.status_code != 201:
        return asked
    watch.world.work()
    told = who.get(f"/v1/jobs/{asked.json['job_id']}").json
    assert told["state"] == "done", told
    return who.get(f"/v1/jobs/{asked.json['job_id']}/files/0")


EXPECTED = {
    "姓名": "张队员",
    "编号": NUMBER,
    "单位": "夜市中队",
    "加入日期": "2026-11-23",
    "实测时长（小时）": "2.0",
    "见证时长（小时）": "0.0",
    "服务次数": "1",
    "服务天数": "1",
    "首次服务": "2026-11-23",
    "最近服务": "2026-11-23",
    "服务内容": "其他 1 次",
    "技能资格": "",
    "星级": "0",
    "评价次数": "0",
    "平均评分": "",
}


def test_a_units_records_open_in_a_spreadsheet(watch):
    enlisted(watch)
    serve(watch, 2)
    watch.leader.prove()

    text = export(watch, watch.leader, "csv")
    book = load_workbook(io.BytesIO(export(watch, watch.leader, "xlsx").data))
    grouped = export(watch, watch.leader, "json").json

    assert list(csv.DictReader(io.StringIO(text.data.decode("utf-8-sig")))) == [EXPECTED]
    heads, columns, *rows = [[str(cell.value or "") for cell in row] for row in book.active.iter_rows()]
    assert (heads[0], heads[4], columns) == ("基本情况", "服务情况", list(EXPECTED))
    assert [dict(zip(columns, row, strict=True)) for row in rows] == [EXPECTED | {"评价次数": "", "星级": ""}]
    assert [list(group) for group in grouped] == [["基本情况", "服务情况", "培训情况", "表彰奖励情况", "评价情况"]]


@pytest.mark.parametrize(("who", "unit", "status"), [("stranger", "D1/B01/S01", 404), ("volunteer", "D1/B01/S01", 403)])
def test_only_staff_of_the_unit_export(watch, who, unit, status):
    assert export(watch, getattr(watch, who), "csv", unit).status_code == status


def test_what_is_asked_for_is_checked(watch):
    body = {"unit_path": "D1/B01/S01", "first": "2026-11-30", "last": "2026-11-01", "format": "pdf"}

    refused = watch.leader.post("/v1/reports/service-records", body).json

    assert [fault["pointer"] for fault in refused["errors"]] == ["/format", "/last"]


def test_many_people_are_exported_step_by_step_each_once(watch):
    from shouwang.roster.models import Volunteer

    joined = watch.world.clock().date()
    rows = [Volunteer(f"01-01-1{n:03}", f"p{n:04}", "某队员", "D1/B01/S01", joined) for n in range(130)]
    watch.world.house.roster.put_volunteers(rows, {"D1/B01/S01": 1129})

    told = export(watch, watch.leader, "json").json

    assert [one["基本情况"]["编号"] for one in told] == [row.volunteer_number for row in rows]


def test_no_cell_is_a_formula():
    told = formats.written("csv", {"a": ["x"]}, [{"x": "=1+1"}, {"x": "张"}, {"x": -3}])

    assert told.decode("utf-8-sig").splitlines() == ["x", "'=1+1", "张", "-3"]


def test_a_stranger_checks_a_whole_file_of_proofs(watch, tmp_path, capsys):
    for _ in range(2):
        serve(watch, 2)
        watch.world.clock.advance(hours=22)
    watch.world.house.public_log.seal_due()
    serve(watch, 1)  # today's is not sealed yet
    first = watch.world.clock() - timedelta(days=5)
    span = {"first": first.date().isoformat(), "last": watch.world.clock().date().isoformat()}

    asked = watch.volunteer.post("/v1/me/hours/proofs", span).json
    watch.world.work()
    job = watch.volunteer.get(f"/v1/jobs/{asked['job_id']}").json
    (tmp_path / "proofs.json").write_bytes(watch.volunteer.get(f"/v1/jobs/{asked['job_id']}/files/0").data)
    for day in job["result"]["roots"]:
        (tmp_path / f"{day}.json").write_bytes(watch.world.client.get(f"/hours-log/{day}/root.json").data)
    roots = [str(tmp_path / f"{day}.json") for day in job["result"]["roots"]]

    assert (job["state"], job["result"]["proofs"]) == ("done", 2)
    command = ["proof", str(tmp_path / "proofs.json"), "--key", public_key(watch), "--root"]
    assert verify.main([*command, *roots]) == 0
    assert "合计 实测 4 小时 0 分钟" in capsys.readouterr().out
    assert verify.main([*command, roots[0]]) == 1
    assert watch.leader.get(f"/v1/jobs/{asked['job_id']}").status_code == 404
    assert (
        json.loads((tmp_path / "proofs.json").read_text())["proofs"][0]["facts"]["person"] == watch.volunteer.person_id
    )
