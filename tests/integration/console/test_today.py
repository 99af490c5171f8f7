"""今日待办: each sees what waits for them, the late first, with the way there; and how the day stands."""

import re
from datetime import UTC, datetime, timedelta

from shouwang.console.browser import Browser
from shouwang.console.counts import COOKIE, Counted, Counts
from shouwang.console.today.waits import Urgency, Wait, by_urgency, due_words
from shouwang.kernel.actor import Role
from shouwang.platform.dynamo import counting
from shouwang.platform.web import SESSION_COOKIE
from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter, text_of
from tests.integration.console.people import commander
from tests.integration.console.test_units import asked
from tests.integration.console.watch import squadron
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
    assert "今天没有班了，也没有人在岗" in text_of(desk.get(HOME))


def test_a_day_is_drawn_once_somebody_has_a_place_and_told_in_words_with_what_to_do_before(world, desk):
    watch = squadron(world)
    shift = watch.shift(begins_in=timedelta(minutes=30))
    desk.sign_in(watch.leader)
    nobody = desk.get(HOME).get_data(as_text=True)
    watch.volunteer.post(f"/v1/shifts/{shift}/signup", {})
    desk.sign_in(commander(world))  # another unit's day: each is read once a minute
    somebody = desk.get(HOME).get_data(as_text=True)

    assert "今天的 1 班还没有人报名" in nobody and "最早的一班 19:30 开始，一共还缺 3 人才够最少的人数" in nobody
    assert 'href="/console/shifts">看缺人的班' in nobody and "<figure" not in nobody and "一格一刻钟" not in nobody
    assert 'aria-label="现在 0 人在岗，报了名应到 0 人"' in somebody and "一格一刻钟" in somebody


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


def rail_of(page):
    """The places of the rail that have a count, in order."""
    html = page.get_data(as_text=True)
    rail = html[html.index('<aside class="rail"') : html.index("</aside>")]
    return re.findall(r'id="go-([\w-]+)"[^>]*>[^<]*<small title="([^"]*)">(\d+\+?)<', rail)


def test_the_rail_tells_what_waits_where_as_today_counted_it_and_no_other_page_pays_for_it(world, desk):
    for serial, name in enumerate(("何远舟", "罗小满"), 1):
        apply(world, name, serial)
    desk.sign_in(recruiter(world))
    with counting() as uncounted:
        before = desk.get("/console/units")

    today = desk.get(HOME)
    with counting() as counted:
        after = desk.get("/console/units")

    assert rail_of(before) == []
    assert rail_of(today) == rail_of(after) == [("today", "19:00 数的", "2"), ("applications", "19:00 数的", "2")]
    assert counted() == uncounted()


def test_a_script_counts_anew_when_a_minute_is_over_or_something_was_done(world, desk):
    _, first = apply(world, "何远舟", 1)
    desk.sign_in(recruiter(world))
    desk.get(HOME)
    fresh = desk.get("/console/units")
    world.clock.advance(minutes=1)
    old = desk.get("/console/units")
    apply(world, "罗小满", 2)

    rail = desk.get(f"{HOME}/rail?here=/console/units")

    wanted = '<span id="recount" hidden hx-get="/console/today/rail?here=/console/units"'
    assert wanted not in fresh.get_data(as_text=True) and wanted in old.get_data(as_text=True)
    assert rail_of(rail) == [("today", "19:01 数的", "2"), ("applications", "19:01 数的", "2")]
    assert 'id="go-units" href="/console/units" aria-current="page"' in rail.get_data(as_text=True)
    assert "recount" not in rail.get_data(as_text=True) and 'id="main"' not in rail.get_data(as_text=True)
    assert rail_of(desk.get("/console/units")) == rail_of(rail)
    page = desk.get(f"/console/applications/{first}?gate=willingness")
    form = page.get_data(as_text=True).split('id="decision"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="((?!csrf)[\w-]+)" value="([^"]*)"', form))
    decided = desk.post(f"/console/applications/{first}/decision", page, **hidden, decision="pass")
    assert 'id="recount"' in desk.get(decided.location).get_data(as_text=True)


def test_what_one_session_counted_is_not_shown_in_another(world, desk):
    apply(world, "何远舟", 1)
    desk.sign_in(recruiter(world))
    desk.get(HOME)

    desk.sign_in(world.staff("钱审计", Role.AUDITOR))

    assert rail_of(desk.get("/console/units")) == []


def test_counts_survive_the_way_through_the_browser_and_nothing_else_does():
    session = {SESSION_COOKIE: "one"}
    made = Counts(NOW, {"/console/check-ins": Counted(50, more=True), "/console/units": Counted(3)})
    value = made.cookie(Browser(session), secure=False).partition(";")[0].partition("=")[2]

    assert Counts.of(Browser({**session, COOKIE: value})) == made
    assert Counts.of(Browser({SESSION_COOKIE: "two", COOKIE: value})) == Counts()
    assert Counts.of(Browser({**session, COOKIE: value + "<b>"})) == Counts()
    assert [made.stale(Browser(session), NOW + timedelta(seconds=each)) for each in (59, 60)] == [False, True]


def test_the_rail_is_not_for_whoever_is_not_signed_in(desk):
    assert desk.get(f"{HOME}/rail").headers["Location"].startswith("/console/sign-in")
