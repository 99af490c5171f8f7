"""服务时长: a unit's month person by person, two ledgers never added; whose word; files to take away."""

from datetime import date

import pytest

from shouwang.kernel.actor import Role
from shouwang.roster.models import Volunteer
from tests.integration.console.desk import text_of
from tests.integration.console.test_cases import press
from tests.integration.console.watch import corrected, squadron
from tests.world import FORCE, SQUADRON

HOME = "/console/hours"
ATTESTED = "/console/audit/hours"


@pytest.fixture
def watch(world):
    made = squadron(world)
    known = [Volunteer("01-01-0002", made.volunteer.person_id, "张队员", SQUADRON, date(2026, 3, 1))]
    world.house.roster.put_volunteers(known, {})
    return made


def serve(watch):
    assert watch.tap("in", watch.at_point()).status_code == 201
    watch.world.clock.advance(hours=2)
    assert watch.tap("out", watch.at_point()).status_code == 201
    watch.deliver()


def test_a_units_month_stands_by_person_in_two_ledgers(watch, desk):
    serve(watch)
    desk.sign_in(watch.leader)

    page = text_of(desk.get(HOME))

    assert "夜市中队 2026 年 11 月 一共实测 2 小时，认定 0 分" in page
    assert "张队员 01-01-0002 2 小时 1" in page


def test_whose_word_attested_hours_rest_on_is_for_auditors_and_the_commander(watch, desk, other_desk):
    case = corrected(watch)
    desk.sign_in(watch.leader)
    press(desk, case, "pass")
    watch.deliver()
    other_desk.sign_in(watch.world.staff("陈支队", Role.COMMANDER, FORCE))

    month = "?month=2026-11"
    offered = f'href="{ATTESTED}{month}"'
    page = other_desk.get(ATTESTED + month)
    lines = other_desk.get(f"{ATTESTED}/{watch.leader.person_id}{month}")

    assert desk.get(ATTESTED + month).status_code == 403
    assert offered in other_desk.get(HOME).get_data(as_text=True)
    assert offered not in desk.get(HOME).get_data(as_text=True)
    assert "李队长 2 小时" in text_of(page) and "2026-11-23" in text_of(lines)


def test_an_export_is_a_job_whose_progress_is_shown_next(watch, desk):
    desk.sign_in(watch.leader)
    page = desk.get(HOME)
    form = {"unit_path": SQUADRON, "first": "2026-11-01", "last": "2026-11-23", "request_id": "a-request-of-its-own"}

    refused = desk.post(f"{HOME}/records", page, **{**form, "format": "pdf"})
    first, again = (desk.post(f"{HOME}/records", page, **form, format="csv") for _ in range(2))

    assert (refused.status_code, "只有 csv、xlsx、json" in text_of(refused)) == (400, True)
    assert first.status_code == 303 and first.location == again.location
    assert "做服务记录表" in text_of(desk.get(first.location))


def test_the_own_proofs_are_a_job_too(watch, desk):
    desk.sign_in(watch.leader)
    form = {"first": "2026-11-01", "last": "2026-11-23", "request_id": "a-request-of-its-own"}

    done = desk.post(f"{HOME}/proofs", desk.get(HOME), **form)

    assert "做时长证明" in text_of(desk.get(done.location))
