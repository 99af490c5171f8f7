"""星级公示: proposed by hours, shown by surname, open to objections, and only a star that stands gives its medal."""

import pytest

from shouwang.honours.models import AwardState
from shouwang.honours.models.stars import StarState
from shouwang.honours.rules.stars import MOST_OPEN, TooManyObjections
from shouwang.honours.store import Overtaken
from shouwang.honours.store.stars import StarObjectionRow, StarRow, star_id, stars_of
from shouwang.kernel.actor import Role
from shouwang.platform.dynamo import Writes, commit, counting
from tests.integration.honours.hall import NUMBER, OTHER_NUMBER, Hall, at_once
from tests.world import FORCE

HUNDRED = {"minutes_measured": 100 * 60}
WHY = {"text": "他那几天不在，打卡是别人代打的"}


@pytest.fixture
def shown(hall: Hall) -> Hall:
    """A force with five working days of publicity, at noon of a Monday."""
    hall.days = 5
    return hall


def propose(hall: Hall, name="张队员", number=NUMBER, **done):
    member = hall.enlist(name, number)
    hall.enter_hours(member, f"{number}-e1", **(done or HUNDRED))
    hall.deliver()
    return member


def night(hall: Hall) -> None:
    hall.stars.tell_ended()
    hall.deliver()


def end(hall: Hall) -> None:
    hall.world.clock.advance(days=8)
    night(hall)


def state(person, star="star-1"):
    return stars_of(person.person_id)[star].state


def object_to(person, member):
    return person.post(f"/v1/stars/{star_id(member.person_id, 'star-1')}/objections", WHY)


def rule(ruler, *, upheld):
    (one,) = ruler.get("/v1/star-objections").json["items"]
    told = {"upheld": upheld, "why": "查过监控和巡逻记录"}
    return ruler.post(f"/v1/star-objections/{one['star_id']}/{one['objection_id']}/ruling", told)


def rule_all(ruler, *, member):
    """Dismiss those of who is known, or of strangers."""
    waiting = [one for one in ruler.get("/v1/star-objections").json["items"] if one["member"] is member]
    told = {"upheld": False, "why": "查过监控和巡逻记录"}
    paths = [f"/v1/star-objections/{one['star_id']}/{one['objection_id']}/ruling" for one in waiting]
    return [ruler.post(path, told).status_code for path in paths]


def problem(answer):
    return answer.status_code, answer.json["type"].rpartition("/")[2]


def test_hours_propose_a_star_and_everybody_sees_it_by_surname_before_there_is_a_medal(shown: Hall) -> None:
    member = propose(shown)

    told = shown.world.client.get("/v1/stars")
    page = shown.world.client.get("/stars")

    assert told.json == {
        "items": [
            {
                "star_id": star_id(member.person_id, "star-1"),
                "title": "一星服务之星",
                "hours": 100,
                "name": "张**",
                "unit_name": "夜市中队",
                "proposed_on": "2026-11-23",
                "last_on": "2026-11-30",
            }
        ],
        "cursor": None,
    }
    html = page.get_data(as_text=True)
    assert (page.status_code, "张**" in html, "张队员" in html, member.person_id in html) == (200, True, False, False)
    assert "公示到 11 月 30 日" in html
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert shown.awarded(member) == []
    assert shown.told(member) == ["「一星服务之星」开始公示"]


def test_after_its_working_days_the_star_stands_and_gives_its_medal_once(shown: Hall) -> None:
    member = propose(shown)
    shown.world.clock.advance(days=7)
    night(shown)
    before = shown.awarded(member)
    shown.world.clock.advance(days=1)

    for _ in range(3):
        night(shown)

    assert before == []
    assert [award.medal for award in shown.awarded(member)] == ["star-1"]
    assert state(member) is StarState.STANDS
    assert shown.world.client.get("/v1/stars").json["items"] == []


def test_five_stars_that_end_together_cost_seven_requests(shown: Hall) -> None:
    member = propose(shown, minutes_measured=1500 * 60)
    shown.honours.issuer.remember_key()
    shown.world.clock.advance(days=8)

    with counting() as so_far:
        shown.medals.evaluate(member.person_id, Writes())

    assert so_far() == 7  # look, claims, stars, claim of the number, volunteer, counters, commit
    assert len(shown.awarded(member)) == 5


def test_an_objection_holds_the_star_back_until_another_person_has_ruled(shown: Hall) -> None:
    member, other = propose(shown), shown.enlist("王队员", OTHER_NUMBER)

    made, again = object_to(other, member), object_to(other, member)
    end(shown)
    held, commander = shown.awarded(member), shown.commander()
    (waiting,) = commander.get("/v1/star-objections").json["items"]
    ruled = rule(commander, upheld=False)
    shown.deliver()

    assert (made.status_code, problem(again)) == (204, (409, "star-objected-before"))
    assert held == []
    assert (waiting["name"], waiting["by"], waiting["member"], waiting["text"]) == (
        "张队员",
        "王队员",
        True,
        WHY["text"],
    )
    assert ruled.status_code == 204
    assert [award.medal for award in shown.awarded(member)] == ["star-1"]
    assert shown.told(other) == ["你提的异议核过了"]


def test_an_upheld_objection_refuses_the_star_and_it_is_not_proposed_again_for_a_year(shown: Hall) -> None:
    member, other = propose(shown), shown.enlist("王队员", OTHER_NUMBER)
    object_to(other, member)

    rule(shown.commander(), upheld=True)
    shown.enter_hours(member, "e2", minutes_measured=101 * 60)
    shown.deliver()
    end(shown)
    refused = state(member)
    shown.world.clock.advance(days=365)
    shown.enter_hours(member, "e3", minutes_measured=102 * 60)
    shown.deliver()

    assert (refused, state(member)) == (StarState.REFUSED, StarState.PUBLICITY)
    assert shown.awarded(member) == []
    assert "「一星服务之星」没有通过公示" in shown.told(member)


def test_a_stranger_objects_by_name_on_the_page_and_the_same_words_count_once(shown: Hall) -> None:
    member = propose(shown)
    form = {"star_id": star_id(member.person_id, "star-1"), "name": "孙某", **WHY}

    made = shown.world.client.post("/stars", data=form)
    again = shown.world.client.post("/stars", data=form)
    nameless = shown.world.client.post("/stars", data={**form, "name": ""})
    flood = shown.world.client.post("/stars", data={**form, "text": "第四次从同一个地方提"})

    assert (made.status_code, "收到了" in made.get_data(as_text=True)) == (200, True)
    assert (again.status_code, "已经收到了" in again.get_data(as_text=True)) == (409, True)
    assert (nameless.status_code, flood.status_code) == (400, 200)
    assert shown.world.client.post("/stars", data=form).status_code == 429
    star = stars_of(member.person_id)["star-1"]
    assert (star.objections, star.hearsay) == (0, 2)
    told = shown.commander().get("/v1/star-objections").json["items"]
    assert {(one["by"], one["member"]) for one in told} == {("孙某", False)}


def test_strangers_hold_no_star_back_however_many_they_are_and_upheld_in_time_they_refuse_it(shown: Hall) -> None:
    given, refused = propose(shown), propose(shown, "王队员", OTHER_NUMBER)
    stars = shown.stars
    for n in range(MOST_OPEN):
        stars.object_publicly(f"192.0.2.{n}", star_id(given.person_id, "star-1"), f"某人{n}", WHY["text"])
    with pytest.raises(TooManyObjections):
        stars.object_publicly("192.0.2.99", star_id(given.person_id, "star-1"), "又一个", WHY["text"])
    stars.object_publicly("192.0.2.100", star_id(refused.person_id, "star-1"), "孙某", WHY["text"])
    theirs = next(row for row in StarObjectionRow.scan() if row.name == "孙某")

    commander, verdict = shown.commander(), {"upheld": True, "why": "查过监控和巡逻记录"}
    upheld = commander.post(f"/v1/star-objections/{theirs.star_id}/{theirs.objection_id}/ruling", verdict)
    known = object_to(shown.enlist("外人", "01-01-0003"), given)
    dismissed = rule_all(commander, member=True)
    end(shown)
    late = next(row for row in StarObjectionRow.scan() if row.name == "某人0")
    too_late = shown.commander().post(f"/v1/star-objections/{late.star_id}/{late.objection_id}/ruling", verdict)

    assert (upheld.status_code, state(refused)) == (204, StarState.REFUSED)
    assert (known.status_code, dismissed, state(given)) == (204, [204], StarState.STANDS)
    assert problem(too_late) == (409, "star-stands-already")


def test_an_objection_upheld_after_the_medal_was_taken_back_is_ruled(shown: Hall) -> None:
    member = propose(shown)
    shown.stars.object_publicly("192.0.2.1", star_id(member.person_id, "star-1"), "孙某", WHY["text"])
    end(shown)
    commander = shown.commander()
    (award,) = shown.awarded(member)

    early = rule(commander, upheld=True)
    commander.post(f"/v1/honours/{award.award_id}/revoke", {"reason": "打卡是别人代打的"})
    after = rule(commander, upheld=True)

    assert (problem(early), after.status_code) == ((409, "star-stands-already"), 204)
    assert (state(member), commander.get("/v1/star-objections").json["items"]) == (StarState.REFUSED, [])


def test_neither_whose_star_it_is_nor_who_objected_rules_and_nobody_objects_to_the_own(shown: Hall) -> None:
    member, other = propose(shown), shown.enlist("王队员", OTHER_NUMBER)
    own = object_to(member, member)
    object_to(other, member)
    (row,) = StarObjectionRow.scan()
    path = f"/v1/star-objections/{row.star_id}/{row.objection_id}/ruling"
    verdict = {"upheld": False, "why": "没有这回事"}
    for person in (member, other):
        shown.appoint(person, Role.COMMANDER, FORCE)

    assert problem(own) == (403, "not-for-yourself")
    assert [problem(person.post(path, verdict)) for person in (member, other)] == [(403, "not-for-yourself")] * 2
    assert member.get("/v1/star-objections").json["items"] == []
    assert problem(object_to(other, shown.enlist("外人", "01-01-0003"))) == (409, "star-not-in-publicity")


def test_hours_taken_back_take_the_star_out_of_publicity_and_bring_it_again_when_they_are_there(shown: Hall) -> None:
    member = propose(shown)

    shown.enter_hours(member, "e2", minutes_measured=99 * 60)
    shown.deliver()
    lapsed, seen = state(member), shown.world.client.get("/v1/stars").json["items"]
    shown.world.clock.advance(days=3)
    shown.enter_hours(member, "e3", minutes_measured=100 * 60)
    shown.deliver()

    assert (lapsed, seen, state(member)) == (StarState.LAPSED, [], StarState.PUBLICITY)
    (again,) = shown.world.client.get("/v1/stars").json["items"]
    assert (again["proposed_on"], again["last_on"]) == ("2026-11-26", "2026-12-03")


def test_a_star_falls_with_its_medal_by_rule_and_by_hand(shown: Hall) -> None:
    first, second = propose(shown), propose(shown, "王队员", OTHER_NUMBER)
    end(shown)
    (award,) = shown.awarded(second)

    shown.enter_hours(first, "e2", minutes_measured=99 * 60)
    shown.deliver()
    shown.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "打卡是别人代打的"})
    shown.enter_hours(second, "e3", minutes_measured=300 * 60)
    shown.deliver()

    assert [shown.awarded(person)[0].state for person in (first, second)] == [AwardState.REVOKED] * 2
    assert (state(first), state(second), state(second, "star-2")) == (
        StarState.LAPSED,
        StarState.REFUSED,
        StarState.PUBLICITY,
    )


def test_who_left_the_force_is_shown_no_more(shown: Hall) -> None:
    member = propose(shown)
    gone = at_once(shown.world, 5)
    nobody = type(gone.holders)(_Nobody())

    step = type(gone)(nobody, gone.force, gone.now, gone.new_id).step(
        member.person_id, shown.done[member.person_id], ()
    )

    assert step.stars["star-1"].state is StarState.LAPSED


class _Nobody:
    def volunteer_of(self, _: str) -> None:
        return None


def test_two_looks_and_an_objection_at_once_leave_one_truth(shown: Hall) -> None:
    member = propose(shown)
    shown.world.clock.advance(days=8)
    other = shown.enlist("王队员", OTHER_NUMBER)
    looked = shown.stars.step(member.person_id, shown.done[member.person_id], {"star-1"})

    assert object_to(other, member).status_code == 204
    with pytest.raises(Overtaken):
        commit(looked.writes)
    night(shown)

    assert (state(member), shown.awarded(member)) == (StarState.PUBLICITY, [])


def test_erasure_leaves_neither_name_nor_words_and_shows_nothing(shown: Hall) -> None:
    member, other = propose(shown), shown.enlist("王队员", OTHER_NUMBER)
    object_to(other, member)
    personal = shown.world.house.personal

    copy = personal.portable(member.person_id)
    for place, holding in enumerate(personal.holdings):
        if holding.table in (StarRow, StarObjectionRow):
            personal.forget(member.person_id, "", place)
    (row,), (objection,) = StarRow.scan(), StarObjectionRow.scan()

    assert [one["star"] for one in copy["星级"]] == ["star-1"]
    assert WHY["text"] not in str(copy)
    assert (row.name, row.state, row.place) == ("已注销", StarState.LAPSED, None)
    assert (objection.text, objection.place, objection.name) == ("", None, "王队员")
    assert shown.world.client.get("/v1/stars").json["items"] == []
