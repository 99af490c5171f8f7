"""再证明一次: what needs a fresh proof, how it is given, and that exactly the wanted act goes on, with what was typed."""

import re
from html import unescape

from shouwang.kernel.actor import Role
from tests.integration.console.desk import number_in, proof_in, scene_in, text_of

LATER = {"minutes": 5, "seconds": 1}
EXPORT = "/console/imports/export"
TYPED = {"unit_path": "D1/B01/S01", "format": "csv", "names": "yes", "reason": "点名要用，印一份"}


def held_in(page):
    """The form that waits in the page: its address, and its hidden fields."""
    form = re.search(r'(?s)<form id="proof".*?</form>', page.get_data(as_text=True))[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    address = unescape(re.search(r'action="([^"]+)"', form)[1])
    return address, {name: unescape(value) for name, value in fields}


def wanted(world, desk, person):
    """A person who signed in more than five minutes ago asks for a list: where the browser is sent, and with what."""
    desk.sign_in(person)
    world.clock.advance(**LATER)
    form = {"csrf": proof_in(desk.get("/console/imports")), "request_id": "list-0001", **TYPED}
    return desk.browser.post(EXPORT, data=form), form


def proof_wanted(world, desk, person):
    """As `wanted`, and the page that asks for the proof: a browser sends the same form to where a 307 says."""
    away, form = wanted(world, desk, person)
    return desk.browser.post(away.location, data=form)


def on(desk, page):
    """Press 继续: the page's form as it stands."""
    address, fields = held_in(page)
    return desk.browser.post(address, data={**fields, "proof_again": "yes"})


def confirm(person, page):
    person.post(f"/v1/console-sign-in/{scene_in(page)}/scanned")
    return person.post(f"/v1/console-sign-in/{scene_in(page)}/confirm", {"number": number_in(page)})


def test_an_export_goes_to_the_proof_and_on_from_there_as_it_was_typed(world, desk):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01")

    away, form = wanted(world, desk, leader)
    page = desk.browser.post(away.location, data=form)
    address, held = held_in(page)
    confirm(leader, page)
    back = on(desk, page)
    made = desk.browser.post(back.location, data={**held, "proof_again": "yes"})

    assert (away.status_code, away.location) == (307, "/console/proof?act=%2Fconsole%2Fimports%2Fexport")
    assert (page.status_code, address) == (200, "/console/proof?act=%2Fconsole%2Fimports%2Fexport&then=%2Fconsole")
    assert held == form
    assert (back.status_code, back.location) == (307, EXPORT)
    assert (made.status_code, made.location.startswith("/console/jobs/")) == (303, True)


def test_within_five_minutes_nothing_is_asked_again(world, desk):
    desk.sign_in(world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01"))
    world.clock.advance(minutes=5)

    made = desk.post(EXPORT, desk.get("/console/imports"), request_id="list-0001", **TYPED)

    assert (made.status_code, made.location.startswith("/console/jobs/")) == (303, True)


def test_before_the_phone_has_confirmed_the_page_stays_and_holds_what_was_typed(world, desk):
    page = proof_wanted(world, desk, world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01"))

    early = on(desk, page)

    assert "手机还没有扫。扫了、确认了，再点「继续」" in text_of(early)
    assert (scene_in(early), held_in(early)) == (scene_in(page), held_in(page))


def test_another_persons_phone_cannot_prove_who_sits_here(world, desk):
    commander = world.staff("大队长", Role.COMMANDER)
    page = proof_wanted(world, desk, world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01"))

    foreign = commander.post(f"/v1/console-sign-in/{scene_in(page)}/scanned")

    assert (foreign.status_code, foreign.json["type"]) == (410, "/problems/sign-in-gone")
    assert desk.get("/console/proof/stage").json == {"stage": "new"}


def test_not_me_on_the_phone_proves_nothing_and_shows_another_code(world, desk):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01")
    page = proof_wanted(world, desk, leader)
    told = leader.post(f"/v1/console-sign-in/{scene_in(page)}/scanned").json
    leader.post(f"/v1/console-sign-in/{scene_in(page)}/deny")

    refused = on(desk, page)

    assert told["purpose"] == "prove"
    assert "手机上点了「不是我」，没有证明。这是一个新码" in text_of(refused)
    assert scene_in(refused) != scene_in(page)


def test_a_confirmed_proof_is_worth_no_session_and_a_sign_in_no_proof(world, desk, other_desk):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01")
    page = proof_wanted(world, desk, leader)
    confirm(leader, page)
    kept = desk.browser.get_cookie("shouwang_proof", path="/console/proof").value
    other_desk.browser.set_cookie("shouwang_sign_in", kept, path="/console/sign-in")
    door = other_desk.get("/console/sign-in")

    entered = other_desk.post("/console/sign-in/enter", door)

    assert entered.status_code == 410
    assert "shouwang_session" not in str(entered.headers)


def test_a_form_without_its_proof_of_origin_goes_nowhere(world, desk):
    desk.sign_in(world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01"))

    forged = desk.browser.post(f"/console/proof?act={EXPORT}", data={"csrf": "x" * 24, **TYPED})

    assert forged.status_code == 403


def test_no_act_outside_the_console_is_sent_on(world, desk):
    desk.sign_in(world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01"))
    proof = proof_in(desk.get("/console/imports"))

    sent = desk.browser.post("/console/proof?act=https://elsewhere.example/", data={"csrf": proof})

    assert (sent.status_code, sent.location) == (307, "/console")


def test_the_page_by_itself_proves_and_goes_on_to_a_page(world, desk):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01")
    desk.sign_in(leader)
    world.clock.advance(**LATER)
    page = desk.get("/console/proof?then=/console/hours")
    confirm(leader, page)

    on_to = on(desk, page)

    assert (on_to.status_code, on_to.location) == (303, "/console/hours")


def test_the_scheme_of_numbers_needs_a_proof_and_a_name_does_not(world):
    commander = world.staff("支队长", Role.COMMANDER)
    world.clock.advance(**LATER)
    unit = "/v1/units/D1.B01.S01"

    named = commander.put(unit, {"name": "夜市一中队", "number_prefix": "01-01"})
    refused = commander.put(unit, {"name": "夜市一中队", "number_prefix": "01-09"})
    commander.prove()
    numbered = commander.put(unit, {"name": "夜市一中队", "number_prefix": "01-09"})

    assert [answer.status_code for answer in (named, refused, numbered)] == [200, 403, 200]
    assert refused.json["type"] == "/problems/step-up-needed"


def test_on_the_phone_only_the_own_wechat_proves(world):
    commander = world.staff("支队长", Role.COMMANDER)

    foreign = commander.post("/v1/me/proof", {"code": world.wechat.login_code("外人")})
    own = commander.post("/v1/me/proof", {"code": world.wechat.login_code("支队长")})

    assert (foreign.status_code, foreign.json["type"], own.status_code) == (403, "/problems/not-the-same", 204)


def test_a_change_of_rights_does_not_undo_a_proof_nor_make_one(world):
    commander = world.staff("支队长", Role.COMMANDER)
    world.clock.advance(**LATER)
    commander.prove()

    world.house.identity.grant(
        commander.person_id, world.house.identity.require_person(commander.person_id).grants, "t"
    )

    assert world.house.callers.authenticate(commander.token).proved_at == world.clock()
