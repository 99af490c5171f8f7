"""今日待办: each sees what waits for them, the late first, with the way there; and how the day stands."""

from datetime import UTC, datetime, timedelta

from shouwang.console.today.waits import Urgency, Wait, by_urgency, due_words
from shouwang.kernel.actor import Role
from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter, text_of
from tests.integration.console.people import commander
from tests.integration.console.test_units import asked
from tests.integration.roster.force import enlist

HOME = "/console/today"
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # Thursday, noon in China


def test_a_recruiter_sees_applications_at_the_own_gates_the_late_ones_first(world, desk):
    apply(world, "何远舟", 1)
    world.clock.advance(days=3, hours=2)
    apply(world, "罗小满", 2)
    desk.sign_in(recruiter(world))

    page = desk.get(HOME)
    text = text_of(page)

    assert "2 件，等得最久的在前" in text and "2 件 等你处理，1 件超期了" in text
    assert text.index("已超期 1") < text.index("何远舟") < text.index("不急 1") < text.index("罗小满")
    assert 'href="/console/applications/' in page.get_data(as_text=True)


def test_the_door_leads_there(world, desk):
    desk.sign_in(recruiter(world))

    assert desk.get("/console").headers["Location"] == HOME


def test_whoever_has_nothing_to_do_is_told_so(world, desk):
    desk.sign_in(world.staff("钱审计", Role.AUDITOR))

    assert "没有等你处理的" in text_of(desk.get(HOME))


def test_a_leader_sees_the_day_and_what_a_second_person_decides(world, desk, other_desk):
    enlist(world, "张队员", 1)
    desk.sign_in(commander(world))
    asked(desk)
    other_desk.sign_in(world.staff("孙管理", Role.ADMINISTRATOR))

    page = other_desk.get(HOME)
    assert "确认任夜市中队中队长" in text_of(page)
    assert 'href="/console/units/waiting"' in page.get_data(as_text=True)
    assert "现在 0 人在岗，报了名应到 0 人" in desk.get(HOME).get_data(as_text=True)


def wait(hours_ago, due_in_hours):
    return Wait("谁", "事", "", NOW - timedelta(hours=hours_ago), NOW + timedelta(hours=due_in_hours))


def test_what_is_over_comes_first_then_what_ends_today_then_the_rest():
    over, today, later = wait(50, -1), wait(1, 5), wait(90, 100)

    groups = by_urgency([later, today, over], NOW)

    assert groups == {Urgency.OVER: [over], Urgency.TODAY: [today], Urgency.LATER: [later]}
    assert [one.share(NOW) for one in (over, wait(1, 1), wait(0, 9))] == [1.0, 0.5, 0.0]


def test_a_term_is_told_as_people_say_it():
    hours = (-20, 0, 5, 24, 48, 24 * 5, 24 * 20)

    told = [due_words(NOW + timedelta(hours=each), NOW) for each in hours]

    assert told == ["昨天 16:00", "今天 12:00", "今天 17:00", "明天 12:00", "周六", "下周二", "12 月 16 日"]
