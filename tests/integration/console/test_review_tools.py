import re

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.applicants import apply, impossible_document
from tests.integration.console.desk import recruiter, text_of
from tests.integration.console.test_review import HOME, decide, names_in


@pytest.fixture
def seated(world, desk):
    """王招录's browser, signed in."""
    desk.sign_in(recruiter(world))
    return desk


def form_in(page, action):
    """The fields a form of the page carries, but for its proof."""
    form = page.get_data(as_text=True).split(f'action="{action}"')[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="((?!csrf)[\w-]+)" value="([^"]*)"', form))


def press(desk, page, path, **fields):
    """Send a form that stands on a page."""
    action = f"{HOME}/{path}"
    return desk.post(action, page, **{**form_in(page, action), **fields})


def boxes_in(page):
    """The boxes of a page of many, in order."""
    return re.findall(r'type="checkbox" name="picks" value="([^"]+)"', page.get_data(as_text=True))


def test_a_claim_shows_in_the_queue_and_is_given_back(world, desk_of, other_desk):
    _, application_id = apply(world, "周㛃")
    mine = desk_of(Role.RECRUITER)
    other_desk.sign_in(world.staff("李守成", Role.RECRUITER))

    claimed = press(mine, mine.get(f"{HOME}/{application_id}"), f"{application_id}/claim")
    after = mine.get(claimed.location)
    seen = text_of(other_desk.get(f"{HOME}?gate=willingness"))
    press(mine, after, f"{application_id}/release")

    assert "领了半小时，别人判不了这一份" in text_of(after)
    assert "放回去，你领到" in text_of(after)
    assert "在办" in seen
    assert "领办半小时" in text_of(mine.get(f"{HOME}/{application_id}"))


def test_a_decision_is_taken_back_from_the_page_that_follows_it(world, seated):
    _, first = apply(world, "周㛃", 1)
    world.clock.advance(minutes=1)
    apply(world, "罗小满", 2)

    following = seated.get(decide(seated, first, "pass").location)
    undone = press(seated, following, f"{first}/undo")
    again = seated.get(undone.location)

    assert "刚判了 周㛃， 10 秒内可撤" in text_of(following)
    assert "撤回了，周㛃 回到你面前" in text_of(again)
    assert 'id="undo"' not in again.get_data(as_text=True)
    assert names_in(seated.get(HOME)) == ["周㛃", "罗小满"]


def test_taking_back_is_offered_for_ten_seconds_and_a_late_press_says_so(world, seated):
    _, first = apply(world, "周㛃", 1)
    apply(world, "罗小满", 2)
    following = seated.get(decide(seated, first, "pass").location)

    world.clock.advance(seconds=14)
    late = press(seated, following, f"{first}/undo")

    assert late.status_code == 409
    assert "过了 10 秒，撤不回了" in text_of(late)
    assert 'id="undo"' not in seated.get(HOME).get_data(as_text=True)


def test_many_are_decided_at_once_each_by_itself(world, desk_of, other_desk):
    ids = []
    for serial, name in enumerate(("何远舟", "罗小满", "周㛃"), 1):
        ids.append(apply(world, name, serial)[1])
        world.clock.advance(minutes=1)
    mine = desk_of(Role.RECRUITER)
    other_desk.sign_in(world.staff("李守成", Role.RECRUITER))
    page = mine.get(f"{HOME}/bulk?gate=willingness")
    decide(other_desk, ids[1], "refuse", reason="photo")

    fields = {"picks": boxes_in(page), "decision": "pass"}
    done, twice = (press(mine, page, "bulk", **fields) for _ in range(2))

    assert [box.rpartition(".")[0] for box in boxes_in(page)] == ids
    assert "判了 2 份，1 份没有判成" in text_of(done)
    assert "已判「退回」，你的「通过」没有提交" in text_of(done)
    assert text_of(twice) == text_of(done)
    assert names_in(mine.get(f"{HOME}?gate=political")) == ["何远舟", "周㛃"]


def test_many_without_a_choice_come_back_as_they_were_with_every_fault(world, seated):
    apply(world, "周㛃")
    page = seated.get(f"{HOME}/bulk?gate=willingness")

    nothing = press(seated, page, "bulk", note="先放着")

    assert nothing.status_code == 400
    assert "先选几份" in text_of(nothing)
    assert "选一样" in text_of(nothing)
    assert 'value="先放着"' in nothing.get_data(as_text=True)


def test_a_refusal_is_reopened_and_an_appeal_ruled_by_another(world, desk_of):
    person, application_id = apply(world, "周㛃")
    first, other = desk_of(Role.RECRUITER), desk_of(Role.COMMANDER)
    decide(first, application_id, "refuse", reason="unwilling")
    seen = person.get("/v1/application").json
    person.post("/v1/application/appeal", {"version": seen["version"], "words": "我周末都有空"})

    own = press(first, first.get(f"{HOME}/{application_id}"), f"{application_id}/appeal", granted="true")
    unchosen = press(other, other.get(f"{HOME}/{application_id}"), f"{application_id}/appeal")
    ruled = press(other, other.get(f"{HOME}/{application_id}"), f"{application_id}/appeal", granted="false")
    reopened = press(other, other.get(ruled.location), f"{application_id}/reopen", reason="mistake", note="看错了")

    assert "当初是你判的，申诉要换一个人看" in text_of(own)
    assert unchosen.status_code == 400 and "选一样" in text_of(unchosen)
    assert "申诉不成立，告诉本人了" not in text_of(reopened)
    assert "重开了，回到这一关" in text_of(other.get(reopened.location))


def test_what_is_overdue_is_listed_with_its_day_and_who_works_on_it(world, seated):
    apply(world, "周㛃")
    nothing = text_of(seated.get(f"{HOME}/overdue"))
    world.clock.advance(days=9)
    seated.sign_in(recruiter(world))

    late = text_of(seated.get(f"{HOME}/overdue"))

    assert "没有超期的" in nothing
    assert "周㛃" in late and "没有人领" in late


def test_an_application_is_found_by_the_card_for_a_reason_that_is_written_down(world, seated):
    _, application_id = apply(world, "周㛃", 5)
    page = seated.get(f"{HOME}/find")

    for_nothing = press(seated, page, "find", document_number=impossible_document(5))
    nobody = press(seated, page, "find", document_number=impossible_document(7), reason="本人来问")
    found = press(seated, page, "find", document_number=impossible_document(5), reason="本人来问")

    assert for_nothing.status_code == 400 and "没有填" in text_of(for_nothing)
    assert nobody.status_code == 404
    assert found.location == f"{HOME}/{application_id}"
