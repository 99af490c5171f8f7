from shouwang.kernel.actor import Role
from tests.integration.console.desk import number_in, proof_in, recruiter, scene_in, text_of


def test_the_door_shows_a_code_and_a_number_that_the_phone_shows_too(world, desk):
    person = recruiter(world)

    door = desk.get("/console/sign-in")
    told = person.post(f"/v1/console-sign-in/{scene_in(door)}/scanned").json

    assert (told["number"], told["browser"], told["state"]) == (number_in(door), "Windows，Edge", "scanned")
    assert "手机上要看到同一个数" in text_of(door)


def test_the_code_is_a_picture_for_the_browser_that_asked_and_for_no_other(desk, other_desk):
    desk.get("/console/sign-in")

    mine = desk.get("/console/sign-in/code")
    foreign = other_desk.get("/console/sign-in/code")

    assert (mine.status_code, mine.content_type, mine.data[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    assert foreign.status_code == 404


def test_the_page_knows_each_step_of_the_phone(world, desk):
    person = recruiter(world)
    door = desk.get("/console/sign-in")
    seen = [desk.get("/console/sign-in/stage").json["stage"]]

    person.post(f"/v1/console-sign-in/{scene_in(door)}/scanned")
    seen.append(desk.get("/console/sign-in/stage").json["stage"])
    person.post(f"/v1/console-sign-in/{scene_in(door)}/confirm", {"number": number_in(door)})
    seen.append(desk.get("/console/sign-in/stage").json["stage"])

    assert seen == ["new", "scanned", "confirmed"]


def test_a_confirmed_browser_goes_in_once_with_a_cookie_that_no_script_reads(world, desk):
    entered = desk.sign_in(recruiter(world))
    again = desk.get("/console/sign-in/stage").json["stage"]

    session = next(c for c in entered.headers.getlist("Set-Cookie") if c.startswith("shouwang_session="))
    assert (entered.status_code, entered.location) == (303, "/console")
    assert session.split("; ")[1:] == ["Max-Age=43200", "Path=/", "HttpOnly", "SameSite=Lax"]
    assert again == "expired"


def test_who_signed_in_is_told_where(world, desk):
    person = recruiter(world)
    desk.sign_in(person)
    world.deliver()

    (told,) = person.get("/v1/me/inbox").json["items"]

    assert (told["title"], told["topic"], told["body"].split("。")[0]) == (
        "扫码登录了管理台",
        "account",
        "Windows，Edge",
    )


def test_another_browser_cannot_redeem_what_this_one_asked_for(world, desk, other_desk):
    person = recruiter(world)
    door, foreign = desk.get("/console/sign-in"), other_desk.get("/console/sign-in")
    person.post(f"/v1/console-sign-in/{scene_in(door)}/scanned")
    person.post(f"/v1/console-sign-in/{scene_in(door)}/confirm", {"number": number_in(door)})
    mine = desk.browser.get_cookie("shouwang_sign_in", path="/console/sign-in").value
    scene, _, rest = mine.partition(".")
    stolen = f"{scene}.{'x' * 43}.{rest.split('.', 1)[1]}"
    other_desk.browser.set_cookie("shouwang_sign_in", stolen, path="/console/sign-in")

    guessed = other_desk.post("/console/sign-in/enter", foreign)

    assert guessed.status_code == 403
    assert "shouwang_session" not in str(guessed.headers)
    assert desk.get("/console/sign-in/stage").json == {"stage": "confirmed"}


def test_a_code_of_two_minutes_ago_says_so_and_offers_another(world, desk):
    door = desk.get("/console/sign-in")
    world.clock.advance(seconds=121)

    stale = desk.get("/console/sign-in")
    renewed = desk.post("/console/sign-in/again", stale)
    fresh = desk.get("/console/sign-in")

    assert "这个码过时了" in text_of(stale)
    assert renewed.status_code == 303
    assert scene_in(fresh) != scene_in(door)


def test_not_me_on_the_phone_ends_the_sign_in_and_the_page_says_so(world, desk):
    person = recruiter(world)
    door = desk.get("/console/sign-in")
    person.post(f"/v1/console-sign-in/{scene_in(door)}/scanned")

    person.post(f"/v1/console-sign-in/{scene_in(door)}/deny")

    assert "手机上点了「不是我」" in text_of(desk.get("/console/sign-in"))
    assert desk.get("/console/sign-in/stage").json == {"stage": "refused"}


def test_a_role_taken_back_between_confirming_and_entering_does_not_get_in(world, desk):
    person = recruiter(world)
    door = desk.get("/console/sign-in")
    person.post(f"/v1/console-sign-in/{scene_in(door)}/scanned")
    person.post(f"/v1/console-sign-in/{scene_in(door)}/confirm", {"number": number_in(door)})
    world.house.identity.grant(person.person_id, [], "test")

    refused = desk.post("/console/sign-in/enter", desk.get("/console/sign-in"))

    assert (refused.status_code, "shouwang_session=" in str(refused.headers)) == (403, False)
    assert "管理页面只给工作人员用" in text_of(refused)


def test_without_a_session_every_page_leads_to_the_door_and_back(desk):
    away = desk.get("/console/settings?kept=true")

    assert (away.status_code, away.location) == (303, "/console/sign-in?then=%2Fconsole%2Fsettings%3Fkept%3Dtrue")
    assert 'name="then" value="/console/settings?kept=true"' in desk.get(away.location).get_data(as_text=True)


def test_a_partial_load_without_a_session_is_sent_to_the_door_whole(desk):
    away = desk.browser.get("/console/settings", headers={"HX-Request": "true"})

    assert (away.status_code, away.headers["HX-Redirect"]) == (200, "/console/sign-in?then=%2Fconsole%2Fsettings")


def test_signing_out_ends_the_session_at_the_server_not_only_in_the_browser(world, desk):
    desk.sign_in(recruiter(world))
    token = desk.browser.get_cookie("shouwang_session").value

    out = desk.post("/console/sign-out", desk.get("/console/settings"))

    assert (out.status_code, out.location) == (303, "/console/sign-in")
    assert world.house.callers.authenticate(token) is None


def test_a_form_from_elsewhere_signs_nobody_out(world, desk):
    desk.sign_in(recruiter(world))

    forged = desk.browser.post("/console/sign-out", data={"csrf": "x" * 24})

    assert forged.status_code == 403
    assert "这一页放久了，刷新后再交一次" in text_of(forged)
    assert desk.get("/console/settings").status_code == 200


def test_the_session_cookie_opens_no_route_of_the_api(world, desk):
    desk.sign_in(recruiter(world))

    assert desk.get("/v1/me").status_code == 401


def test_a_proof_differs_from_session_to_session(world, desk, other_desk):
    person = recruiter(world)
    desk.sign_in(person)
    other_desk.sign_in(person)

    assert proof_in(desk.get("/console/settings")) != proof_in(other_desk.get("/console/settings"))


def test_staff_of_every_role_may_enter_and_an_applicant_may_not(world, desk):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01")
    outsider = world.sign_in("外人")
    door = desk.get("/console/sign-in")

    refused = outsider.post(f"/v1/console-sign-in/{scene_in(door)}/scanned")
    entered = desk.sign_in(leader)

    assert (refused.status_code, entered.status_code) == (403, 303)
