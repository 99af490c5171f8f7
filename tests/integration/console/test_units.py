"""单位与职务 through the console: two people make a leader, one ends it; a unit is kept on the version that was seen."""

import re

import pytest

from tests.integration.console.desk import text_of
from tests.integration.console.people import NUMBER, administrator, commander, members

HOME = "/console/units"
UNIT = "D1.B01.S01"


@pytest.fixture
def seated(world, desk):
    """赵支队's browser over a force with members."""
    members(world)
    desk.sign_in(commander(world))
    return desk


def carried(page, action):
    """The hidden fields of one form of a page, but for its proof."""
    form = page.get_data(as_text=True).split(f'action="{action}"')[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="((?!csrf)\w+)" value="([^"]*)"', form))


def sent(desk, page, action, **fields):
    """One form of a page, sent."""
    return desk.post(action, page, **{**carried(page, action), **fields})


def asked(desk):
    """张队员 is proposed as leader of the squadron."""
    fields = {"title": "post:squadron_leader", "volunteer_number": NUMBER, "from_on": "2026-11-23"}
    page = desk.get(f"{HOME}/{UNIT}")
    return sent(desk, page, f"{HOME}/{UNIT}/appoint", **fields, reason="大队推荐")


def decision_in(page, act):
    """The address of the first button of that act."""
    return re.search(rf'action="({HOME}/\w+/\w+/{act})"', page.get_data(as_text=True))[1]


def test_a_post_is_asked_for_by_one_confirmed_by_another_and_ended_by_one(world, seated, other_desk):
    assert asked(seated).headers["Location"] == f"{HOME}/waiting"
    mine = text_of(seated.get(f"{HOME}/waiting"))
    other_desk.sign_in(administrator(world))
    page = other_desk.get(f"{HOME}/waiting")

    assert "张队员 01-01-0001 任 夜市中队中队长" in mine
    sent(other_desk, page, decision_in(page, "confirm"))
    tree = text_of(other_desk.get(HOME))
    assert "张队员任夜市中队中队长，生效了" in tree and "中队长 张队员" in tree

    unit = other_desk.get(f"{HOME}/{UNIT}")
    sent(other_desk, unit, decision_in(unit, "end"), reason="调去支队")
    assert "没有人任职" in text_of(other_desk.get(f"{HOME}/{UNIT}"))


def test_a_number_that_nobody_holds_is_told_beside_its_field(seated):
    page = seated.get(f"{HOME}/{UNIT}")
    fields = {"title": "post:squadron_leader", "volunteer_number": "99-99-0001", "from_on": "2026-11-23"}
    answer = sent(seated, page, f"{HOME}/{UNIT}/appoint", **fields, reason="大队推荐")

    assert answer.status_code == 400 and "没有这个编号" in text_of(answer)
    assert 'value="99-99-0001"' in answer.get_data(as_text=True)


def test_a_unit_is_renamed_and_an_older_form_is_told_so(world, seated):
    page = seated.get(f"{HOME}/{UNIT}")
    first = sent(seated, page, f"{HOME}/{UNIT}/keep", name="夜市一中队", kind="territorial", number_prefix="01-01")
    late = sent(seated, page, f"{HOME}/{UNIT}/keep", request_id="another-form", name="夜市二中队", kind="territorial")

    assert first.status_code == 303 and late.status_code == 409
    assert "单位或者集结点刚被别人改过" in text_of(late) and 'value="夜市二中队"' in late.get_data(as_text=True)
    assert world.house.roster.unit("D1/B01/S01").name == "夜市一中队"


def test_a_unit_is_added_below_another(world, seated):
    page = seated.get(f"{HOME}/D1.B02")
    fields = {
        "code": "S02",
        "name": "码头中队",
        "kind": "specialised",
        "speciality": "水上救援",
        "number_prefix": "02-02",
    }
    assert sent(seated, page, f"{HOME}/D1.B02/add", **fields).status_code == 303

    assert world.house.roster.unit("D1/B02/S02").speciality == "水上救援"


def test_who_may_appoint_nobody_sees_no_form_for_it(world, desk):
    from tests.integration.console.people import squadron_leader

    desk.sign_in(squadron_leader(world))
    page = text_of(desk.get(f"{HOME}/{UNIT}"))

    assert "提请任命 一个人提" not in page and "改这个单位" not in page
    assert "没有等确认的任命" in text_of(desk.get(f"{HOME}/waiting"))


def test_a_lost_record_goes_to_its_persons_new_account_on_two_words(world, seated, other_desk):
    new = world.sign_in("张队员的新手机")
    told = {"volunteer_number": NUMBER, "phone": "16190000001", "words": "手机掉江里了"}
    assert new.post("/v1/me/recoveries", told).status_code == 201
    page = seated.get(f"{HOME}/waiting")
    assert "手机掉江里了" in text_of(page)
    sent(seated, page, decision_in(page, "vouch"))
    other_desk.sign_in(administrator(world))
    page = other_desk.get(f"{HOME}/waiting")
    sent(other_desk, page, decision_in(page, "confirm"))

    assert "张队员的记录移到新的微信了" in text_of(other_desk.get(f"{HOME}/waiting"))
