"""通行密钥: added after a proof; a second door and a proof of their own; each answer once, in one browser, for five minutes."""

import json

import pytest

from shouwang.kernel.actor import Role
from shouwang.platform import audit
from tests.authenticator import Authenticator
from tests.integration.console.desk import text_of
from tests.integration.console.test_proof import EXPORT, held_in, proof_wanted

HERE = "/console/sessions"
KEYS = HERE + "/passkeys"
DOOR = "/console/sign-in"


@pytest.fixture
def leader(world):
    return world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01")


@pytest.fixture
def device():
    return Authenticator()


def asked(desk, path, page):
    """What the server asks the device."""
    return json.loads(desk.post(path + "/options", page).json["options"])


def add(desk, device, name="值班室电脑"):
    page = desk.get(HERE)
    return desk.post(KEYS, page, name=name, answer=device.create(asked(desk, KEYS, page)))


@pytest.fixture
def added(desk, leader, device):
    """A key of the leader's in a device."""
    desk.sign_in(leader)
    assert add(desk, device).status_code == 303
    return device


def enter(desk, device, **fields):
    door = desk.get(DOOR)
    return desk.post(f"{DOOR}/passkey", door, proof_answer=device.get(asked(desk, f"{DOOR}/passkey", door)), **fields)


def inside(answer):
    return answer.status_code == 303 and "shouwang_session=" in str(answer.headers)


def told(world, person):
    """What a person's inbox tells."""
    world.deliver()
    return {entry["title"] for entry in person.get("/v1/me/inbox").json["items"]}


def test_a_key_that_was_added_opens_another_browser_without_a_name(world, desk, other_desk, leader, added):
    entered = enter(other_desk, added, then="/console/hours")

    assert (inside(entered), entered.location) == (True, "/console/hours")
    assert "值班室电脑" in text_of(other_desk.get(HERE))
    assert told(world, leader) == {"用通行密钥登录了管理台", "添了一把通行密钥", "扫码登录了管理台"}
    acts = {line.act for line in audit.read(f"person {leader.person_id}").items}
    assert acts == {"grants-set", "passkey-added", "passkey-sign-in"}


def test_a_key_must_live_in_the_device_and_know_its_person(desk, leader):
    desk.sign_in(leader)
    new = asked(desk, KEYS, desk.get(HERE))
    door = asked(desk, f"{DOOR}/passkey", desk.get(DOOR))

    assert new["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert new["rp"] == {"name": "望澜区义警支队", "id": "localhost"}
    assert (door["rpId"], door["userVerification"], door["allowCredentials"]) == ("localhost", "required", [])


def test_an_answer_counts_once(desk, other_desk, added):
    door = other_desk.get(DOOR)
    answer = added.get(asked(other_desk, f"{DOOR}/passkey", door))

    twice = [other_desk.post(f"{DOOR}/passkey", door, proof_answer=answer) for _ in range(2)]

    assert inside(twice[0])
    assert twice[1].status_code == 403


def test_an_answer_counts_in_the_browser_that_asked(world, served, other_desk, added):
    from tests.integration.console.desk import Desk

    door = other_desk.get(DOOR)
    answer = added.get(asked(other_desk, f"{DOOR}/passkey", door))
    thief = Desk(world, served.test_client())

    stolen = thief.post(f"{DOOR}/passkey", thief.get(DOOR), proof_answer=answer)

    assert (stolen.status_code, "通行密钥没有通过，再试一次，或者扫码" in text_of(stolen)) == (403, True)


def test_an_answer_counts_for_five_minutes(world, other_desk, added):
    door = other_desk.get(DOOR)
    answer = added.get(asked(other_desk, f"{DOOR}/passkey", door))
    world.clock.advance(minutes=5)

    assert other_desk.post(f"{DOOR}/passkey", door, proof_answer=answer).status_code == 403


@pytest.mark.parametrize(
    "fault",
    [{"verifies": False}, {"counter": -1}, {"origin": "http://localhost:8001"}, {"domain": "elsewhere.example"}],
    ids=lambda fault: next(iter(fault)),
)
def test_no_answer_counts_without_the_person_from_a_copy_or_another_site(other_desk, added, fault):
    assert inside(enter(other_desk, added))

    for name, value in fault.items():
        setattr(added, name, value)

    assert enter(other_desk, added).status_code == 403


@pytest.mark.parametrize("answer", ["", "{}", "[]", '{"id":"AA","response":{"userHandle":"/w"}}', "\x00"])
def test_what_no_device_wrote_is_refused(other_desk, added, answer):
    door = other_desk.get(DOOR)
    asked(other_desk, f"{DOOR}/passkey", door)

    assert other_desk.post(f"{DOOR}/passkey", door, proof_answer=answer).status_code == 403


def test_a_device_that_does_not_know_its_person_is_not_added(desk, leader):
    desk.sign_in(leader)

    refused = add(desk, Authenticator(verifies=False))

    assert refused.status_code == 403
    assert "通行密钥没有通过，再试一次，或者扫码" in text_of(refused)
    assert "还没用过" not in text_of(desk.get(HERE))


def test_a_key_that_was_removed_opens_nothing_and_the_person_is_told(world, desk, other_desk, leader, added):
    page = desk.get(HERE)
    (remove,) = {part.split('"')[0] for part in page.get_data(as_text=True).split('action="') if "/remove" in part[:99]}

    gone = desk.post(remove, page)

    assert gone.status_code == 303
    assert enter(other_desk, added).status_code == 403
    assert told(world, leader) == {"删了一把通行密钥", "添了一把通行密钥", "扫码登录了管理台"}
    assert desk.post(remove, page).status_code == 404


def test_a_key_is_added_after_a_fresh_proof_only(world, desk, leader, device):
    desk.sign_in(leader)
    page = desk.get(HERE)
    world.clock.advance(minutes=5, seconds=1)

    options = desk.post(f"{KEYS}/options", page)

    assert (options.status_code, options.location.startswith("/console/proof?act=")) == (307, True)
    assert "证明是你，再添一把" in text_of(desk.get(HERE))


def test_who_is_no_longer_staff_is_not_let_in(world, other_desk, leader, added):
    world.house.identity.grant(leader.person_id, [], "test")

    refused = enter(other_desk, added)

    assert (refused.status_code, "shouwang_session=" in str(refused.headers)) == (403, False)


def test_a_key_is_a_proof_and_the_act_goes_on(world, desk, leader, added):
    page = proof_wanted(world, desk, leader)
    address, held = held_in(page)
    answer = added.get(asked(desk, "/console/proof", page))

    on = desk.browser.post(address, data={**held, "proof_answer": answer})

    assert (on.status_code, on.location) == (307, EXPORT)
    assert desk.browser.post(on.location, data=held).status_code == 303


def test_another_persons_key_proves_nothing(world, desk, other_desk, leader, added):
    commander = world.staff("支队长", Role.COMMANDER)
    page = proof_wanted(world, other_desk, commander)
    address, held = held_in(page)
    answer = added.get(asked(other_desk, "/console/proof", page))

    refused = other_desk.browser.post(address, data={**held, "proof_answer": answer})

    assert (refused.status_code, held_in(refused)) == (200, (address, held))
    assert "通行密钥没有通过，再试一次，或者扫码" in text_of(refused)


def test_nobody_keeps_more_than_ten(world, desk, leader):
    desk.sign_in(leader)
    for serial in range(10):
        assert add(desk, Authenticator(), f"第 {serial} 台").status_code == 303

    refused = desk.post(f"{KEYS}/options", desk.get(HERE))

    assert refused.status_code == 409


def test_a_form_from_elsewhere_asks_for_nothing(desk, leader):
    desk.sign_in(leader)

    forged = [
        desk.browser.post(f"{path}/options", data={"csrf": "x"}) for path in (KEYS, "/console/proof", f"{DOOR}/passkey")
    ]

    assert [answer.status_code for answer in forged] == [403, 403, 403]
