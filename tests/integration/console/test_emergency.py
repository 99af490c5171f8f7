"""应急码: made on the command line, hashed at rest, one way in once; every commander hears of it."""

import pytest

from shouwang.identity.store import EmergencyCodeRow
from shouwang.kernel.actor import Role
from shouwang.kernel.mentions import mention
from shouwang.notices.store import InboxRow
from shouwang.platform import audit
from tests.integration.console.desk import proof_in, text_of

DOOR = "/console/sign-in"


@pytest.fixture
def administrator(world):
    return world.staff("赵管理", Role.ADMINISTRATOR)


def make(world, person, days=7):
    return world.house.emergency_door.make(person.person_id, days, "command line")


def enter(desk, code):
    return desk.post(f"{DOOR}/emergency", desk.get(DOOR), code=code)


def test_a_code_opens_the_console_once_however_it_is_typed(world, desk, other_desk, administrator):
    code = make(world, administrator)

    first = enter(desk, f" {code.lower().replace('-', ' ')} ")
    second = enter(other_desk, code)

    assert (first.status_code, first.location) == (303, "/console")
    assert desk.get("/console/settings").status_code == 200
    assert (second.status_code, "这个应急码不对、用过了，或者过期了" in text_of(second)) == (403, True)


def test_every_commander_and_the_person_are_told_and_it_is_on_the_audit_log(world, desk, administrator):
    commanders = [world.staff(name, Role.COMMANDER) for name in ("支队长", "政委")]
    leader = world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01")

    enter(desk, make(world, administrator))
    world.deliver()

    def titles(person):
        return [entry["title"] for entry in person.get("/v1/me/inbox").json["items"]]

    assert [titles(person) for person in (*commanders, administrator, leader)] == [["有人用了应急码"]] * 3 + [[]]
    words = {
        row.body for row in InboxRow.scan()
    }  # a person stands there, not a name that an erasure would have to find
    assert [text.startswith(f"{mention(administrator.person_id)}用应急码") for text in words] == [True]
    acts = {line.act for line in audit.read(f"person {administrator.person_id}").items}
    assert acts == {"grants-set", "emergency-code-made", "emergency-code-used"}


def test_a_code_ends_with_its_days(world, desk, administrator):
    code = make(world, administrator, days=1)
    world.clock.advance(days=1)

    assert enter(desk, code).status_code == 403


def test_at_rest_there_is_no_code(world, administrator):
    code = make(world, administrator)

    stored = str([row.to_dynamodb_dict() for row in EmergencyCodeRow.scan()])

    assert (len(code.replace("-", "")), code in stored, code.replace("-", "") in stored) == (16, False, False)


def test_such_a_session_has_proved_nothing(world, desk, administrator):
    enter(desk, make(world, administrator))
    form = {
        "csrf": proof_in(desk.get("/console/imports")),
        "request_id": "list-0001",
        "unit_path": "D1",
        "format": "csv",
    }

    away = desk.browser.post("/console/imports/export", data=form)

    assert (away.status_code, away.location) == (307, "/console/proof?act=%2Fconsole%2Fimports%2Fexport")


def test_guessing_ends_after_five_tries_a_minute(desk):
    assert [enter(desk, f"0000-0000-0000-000{n}").status_code for n in range(6)] == [403] * 5 + [429]


def test_who_is_no_longer_staff_is_not_let_in(world, desk, administrator):
    code = make(world, administrator)
    world.house.identity.grant(administrator.person_id, [], "test")

    assert enter(desk, code).status_code == 403
    world.house.identity.grant(administrator.person_id, administrator_grants(), "test")
    assert enter(desk, code).status_code == 303  # a refused try has not spent it


def administrator_grants():
    from shouwang.kernel.actor import Grant

    return [Grant(Role.ADMINISTRATOR, "D1")]
