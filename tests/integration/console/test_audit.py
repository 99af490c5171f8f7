"""审计 through the console: the auditor searches by person, by actor, by day and kind; the report is by whose word."""

import pytest

from shouwang.console.audit.words import subject_words
from shouwang.kernel.actor import Role
from tests.integration.console.desk import text_of
from tests.integration.console.people import NUMBER, administrator, commander, members

HOME = "/console/audit"


@pytest.fixture
def auditor(world, desk, other_desk):
    """钱审计's browser, after 赵支队 has looked at 张队员."""
    members(world)
    desk.sign_in(commander(world))
    desk.get(f"/console/volunteers/{NUMBER}")
    other_desk.sign_in(world.staff("钱审计", Role.AUDITOR))
    return other_desk


def test_nothing_is_read_before_something_is_asked(auditor):
    assert "写上一项再找" in text_of(auditor.get(HOME))


def test_what_was_done_about_a_person_is_found_by_number_and_by_kind(auditor):
    assert "看了队员的情况 支队长" in text_of(auditor.get(f"{HOME}?about={NUMBER}"))
    assert "看了队员的情况 支队长" in text_of(auditor.get(f"{HOME}?day=2026-11-23&act=member-viewed"))
    assert "没有记录" in text_of(auditor.get(f"{HOME}?about={NUMBER}&act=erased"))


def test_what_a_line_is_about_is_told_in_words_and_which_beneath():
    told = [subject_words(each) for each in ("person 01K", "point#042", "unit#D1/B01", "points-rules", "something 1")]

    assert told == [("一个人", "01K"), ("集结点", "042"), ("单位", "D1/B01"), ("积分办法", ""), ("something 1", "")]


def test_two_ways_at_once_and_an_unknown_number_are_told(auditor):
    both = auditor.get(f"{HOME}?about={NUMBER}&day=2026-11-23")
    nobody = auditor.get(f"{HOME}?by=99-99-0001")

    assert both.status_code == 400 and nobody.status_code == 400
    assert "没有这个编号" in text_of(nobody)


def test_the_log_is_the_auditors_alone_and_the_report_also_the_administrators(world, desk):
    desk.sign_in(administrator(world))

    assert desk.get(HOME).status_code == 403
    assert "2026-11 没有凭人证明的时长" in text_of(desk.get(f"{HOME}/hours?month=2026-11"))
