"""Who was brought along by an import signs in: WeChat proves the phone, the person tells the name."""

import pytest

from shouwang.kernel.actor import Role
from tests.integration.roster.lists import csv, row
from tests.integration.roster.test_import import bring


@pytest.fixture
def newcomer(world):
    """Somebody who never signed in, whose phone is on the imported list under 欧阳二."""
    person = world.sign_in("欧阳二")
    code = world.wechat.phone_code("欧阳二")
    phone = world.house.wechat.phone_of(code)
    commander = world.staff("赵支队", Role.COMMANDER)
    assert bring(world, commander, csv(row(1, 手机号=phone)))["state"] == "done"
    return person


def bind(world, person, name=""):
    return person.post("/v1/login/phone", {"code": world.wechat.phone_code(person.name), "name": name})


def test_the_phone_and_the_name_lead_to_the_record_and_the_number(world, newcomer):
    unnamed, named = bind(world, newcomer), bind(world, newcomer, "欧阳二")

    assert (unnamed.status_code, unnamed.json["type"]) == (409, "/problems/name-needed")
    assert "欧阳" not in unnamed.get_data(as_text=True)
    assert (named.json["volunteer_number"], named.json["sign_in_again"]) == ("01-01-0001", True)
    assert newcomer.get("/v1/me").status_code == 401
    again = world.sign_in("欧阳二")
    assert again.get("/v1/me").json["volunteer_number"] == "01-01-0001"
    assert again.get("/v1/me").json["grants"] == [{"role": "volunteer", "unit_path": "D1/B01/S01"}]


def test_another_name_is_told_nothing_and_changes_nothing(world, newcomer):
    refused = bind(world, newcomer, "张三")

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/phone-taken")
    assert newcomer.get("/v1/me").json["volunteer_number"] is None


def test_a_record_that_somebody_signs_in_to_is_nobody_elses(world, newcomer):
    bind(world, newcomer, "欧阳二")
    thief = world.sign_in("外人")
    world.wechat.call("people", people=[{"user": "外人", "name": "外人", "phone": phone_of(world, "欧阳二")}])

    refused = bind(world, thief, "欧阳二")

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/phone-taken")


def phone_of(world, name):
    return world.house.wechat.phone_of(world.wechat.phone_code(name))
