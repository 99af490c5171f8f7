"""报表: asked for once, made as a job, drawn from what the job told; the way through the gates as it stands."""

from shouwang.console.reports.report import Line, lines
from shouwang.kernel.actor import Role
from tests.integration.assessment.conftest import Ledger, enrol
from tests.integration.console.applicants import apply
from tests.integration.console.desk import text_of
from tests.integration.console.people import commander, squadron_leader
from tests.world import BRIGADE, OTHER_SQUADRON, SQUADRON

HERE = "/console/reports"


def served(world):
    """张队员 has served four hours in November, one of them somebody's word, and was once missed; 周队员 has not."""
    member, _ = enrol(world, "张队员", SQUADRON), enrol(world, "周队员", OTHER_SQUADRON)
    ledger = Ledger(world)
    ledger.tell_hours(member.person_id, "S1", 180, duty_type="patrol")
    ledger.tell_hours(member.person_id, "S2", 60, ledger="attested", duty_type="patrol")
    ledger.tell("fact-told", person_id=member.person_id, fact="no-show", source="SH1", quantity=1)
    world.deliver()


def asked(desk, unit="D1", **more):
    fields = {"unit": unit, "month": "2026-11", "request_id": "form-00001", **more}
    return desk.post(HERE, desk.get(HERE), **fields)


def test_a_report_is_made_once_drawn_and_taken_away(world, desk):
    served(world)
    desk.sign_in(commander(world))

    first, again = asked(desk), asked(desk)
    waiting = desk.get(first.location)
    world.work()
    page = desk.get(first.location)

    assert (first.status_code, again.location) == (303, first.location)
    assert "排上队了" in text_of(waiting)
    text = text_of(page)
    assert "望澜区义警支队，2026 年 11 月" in text
    assert "3.0 小时 实测" in text and "1.0 小时 认定" in text
    assert "50% 出勤：在册 2 人，上过岗的 1 人" in text
    assert "最多的是夜市中队，实测 3.0 小时" in text
    assert "考核报表-D1-2026-11.csv" in text and "考核报表-D1-2026-11.xlsx" in text


def test_several_months_stand_side_by_side(world, desk):
    served(world)
    desk.sign_in(commander(world))

    refused = asked(desk, month="2026-11", until="2026-09")
    made = asked(desk, month="2026-10", until="2026-11", request_id="form-00002")
    world.work()
    text = text_of(desk.get(made.location))

    assert refused.status_code == 400 and "从开头那个月起，最多 12 个月" in text_of(refused)
    assert "望澜区义警支队，2026 年 10 月到 2026 年 11 月" in text
    assert "时长，逐月 最多的是 2026 年 11 月，实测 3.0 小时" in text
    assert "考核报表-D1-2026-10-2026-11-逐月.csv" in text


def test_a_season_runs_from_january_to_now_or_to_its_own_end(world, desk):
    served(world)
    desk.sign_in(commander(world))

    offered = text_of(desk.get(HERE))
    refused = asked(desk, month="2026", until="2026-03")
    this, last = (asked(desk, month=season, request_id=f"form-{season}") for season in ("2026", "2025"))
    world.work()
    this, last = (text_of(desk.get(made.location)) for made in (this, last))

    assert "本赛季，2026 年到现在 上赛季，2025 年 2026 年 11 月" in offered
    assert refused.status_code == 400 and "赛季自己有头有尾，这里不用选" in text_of(refused)
    assert "望澜区义警支队，2026 年 1 月到 2026 年 11 月" in this and "3.0 小时 实测" in this
    assert "望澜区义警支队，2025 年 1 月到 2025 年 12 月" in last and "0.0 小时 实测" in last


def test_the_gates_are_told_to_who_sees_applications_and_to_nobody_else(world, desk, other_desk):
    apply(world, "何远舟")
    world.clock.advance(days=3)
    apply(world, "罗小满", 2)
    desk.sign_in(commander(world))
    other_desk.sign_in(squadron_leader(world))

    assert "志愿关等的人最多，2 人" in text_of(desk.get(HERE))
    assert "志愿关" not in text_of(other_desk.get(HERE))


def test_a_report_of_foreign_units_or_of_somebody_else_is_not_there(world, desk, other_desk):
    desk.sign_in(commander(world))
    other_desk.sign_in(squadron_leader(world))
    mine = asked(desk).location

    assert asked(other_desk, BRIGADE).status_code == 404
    assert other_desk.get(mine).status_code == 404
    assert asked(desk, month="2026-13").status_code == 400


def test_who_leads_nobody_has_no_reports(world, desk):
    desk.sign_in(world.staff("何教官", Role.TRAINER))

    assert desk.get(HERE).status_code == 403


def test_a_line_is_read_by_the_names_of_its_columns():
    head = [
        "单位",
        "名称",
        "在册人数",
        "出勤人数",
        "执勤次数",
        "积分",
        "人均积分",
        "荣誉",
        "实测小时·patrol",
        "培训合格",
    ]

    assert lines([head, ["D1", "支队", 4, 1, 2, 30, 7.5, 1, 3.5, 2]]) == [
        Line("D1", "支队", 4, 1, 2, 30, 1, 3.5, 0, (("培训合格", 2),))
    ]
    assert lines([]) == []
