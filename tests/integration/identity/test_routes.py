from datetime import timedelta

from shouwang.identity import rules
from shouwang.identity.models import Purpose
from shouwang.kernel.actor import Grant, Role
from tests.world import FORCE


def test_a_stranger_signs_in_and_is_an_applicant(world):
    person = world.sign_in("外人")

    answer = person.get("/v1/me")

    assert answer.json == {
        "person_id": person.person_id,
        "name": "",
        "grants": [{"role": "applicant", "unit_path": "D1"}],
        "volunteer_number": None,
        "unit_path": None,
        "consents": [],
        "notices": {purpose: rules.NOTICES[purpose] for purpose in Purpose},
        "phone": "",
        "sign_in_again": False,
    }


def test_the_same_wechat_is_the_same_person(world):
    assert world.sign_in("张队员").person_id == world.sign_in("张队员").person_id


def test_a_login_code_is_good_once(world):
    code = world.wechat.login_code("张队员")
    world.client.post("/v1/login", json={"code": code})

    again = world.client.post("/v1/login", json={"code": code})

    assert (again.status_code, again.json["type"]) == (409, "/problems/code-spent")


def test_a_code_that_wechat_does_not_know_asks_to_sign_in_again(world):
    answer = world.client.post("/v1/login", json={"code": "0" * 32})

    assert (answer.status_code, answer.json["type"]) == (401, "/problems/login-again")


def test_without_a_session_nothing_of_mine_is_told(world):
    for token in ("", "Bearer nonsense", "Basic x"):
        answer = world.client.get("/v1/me", headers={"Authorization": token})

        assert (answer.status_code, answer.json["type"]) == (401, "/problems/session-expired")


def test_a_session_ends_after_seven_idle_days_and_after_thirty_in_all(world):
    person = world.sign_in("张队员")

    for _ in range(29):
        world.clock.advance(days=1)
        assert person.get("/v1/me").status_code == 200
    world.clock.advance(days=1)
    assert person.get("/v1/me").status_code == 401

    idle = world.sign_in("张队员")
    world.clock.advance(days=7)
    assert idle.get("/v1/me").status_code == 401


def test_last_seen_is_written_at_most_every_ten_minutes(world):
    person = world.sign_in("张队员")

    at_once = person.get("/v1/me").headers["Server-Timing"]
    world.clock.advance(minutes=10)
    later = person.get("/v1/me").headers["Server-Timing"]

    assert (at_once.rsplit("=", 1)[1], later.rsplit("=", 1)[1]) == ("2", "3")


def test_signing_out_ends_this_session_and_no_other(world):
    one, two = world.sign_in("张队员"), world.sign_in("张队员")

    assert one.post("/v1/logout").status_code == 204

    assert (one.get("/v1/me").status_code, two.get("/v1/me").status_code) == (401, 200)


def test_my_sessions_are_listed_and_ended_by_me_alone(world):
    mine, other, stranger = world.sign_in("张队员"), world.sign_in("张队员"), world.sign_in("外人")
    items = mine.get("/v1/me/sessions").json["items"]
    second = next(item["session_id"] for item in items if not item["this_one"])

    refused = stranger.delete(f"/v1/me/sessions/{second}")
    ended = mine.delete(f"/v1/me/sessions/{second}")

    assert (len(items), refused.status_code, ended.status_code) == (2, 404, 204)
    assert other.get("/v1/me").status_code == 401


def test_consents_are_given_one_by_one_under_the_notice_in_force_and_taken_back(world):
    person = world.sign_in("张队员")

    wrong = person.post(
        "/v1/me/consents",
        {
            "consents": [
                {"purpose": "location", "notice_version": "2020-01"},
                {"purpose": "sale", "notice_version": "2026-11"},
            ]
        },
    )
    given = person.post("/v1/me/consents", {"consents": [{"purpose": "location", "notice_version": "2026-11"}]})
    taken = person.delete("/v1/me/consents/location")

    assert wrong.json["errors"] == [
        {"pointer": "/consents/0/notice_version", "detail": "告知书有新的版本，请看过再同意"},
        {"pointer": "/consents/1/purpose", "detail": "没有这个用途"},
    ]
    assert (given.json["consents"], taken.json["consents"]) == (["location"], [])
    assert taken.json["effects"] == {
        "stops": ["打卡和轨迹不再收你的位置，带位置的会被退回；可以请带队的人见证，或者补卡"],
        "goes": ["已经收的原始位置和轨迹，从收到那天起 180 天后删除"],
        "stays": ["打卡的结论和服务时长留着，它们不含位置"],
    }


def test_taking_back_any_consent_says_what_stops_goes_and_stays(world):
    person = world.sign_in("周㛃")

    told = {purpose: person.delete(f"/v1/me/consents/{purpose}").json["effects"] for purpose in Purpose}

    assert [purpose for purpose, effects in told.items() if not all(effects.values())] == []
    assert len({str(effects) for effects in told.values()}) == len(Purpose)


def test_a_phone_number_is_bound_by_wechats_word_and_told_only_by_its_tail(world):
    person = world.sign_in("张队员")
    world.wechat.call("people", name="张队员", phone="16100000427")

    bound = person.post("/v1/login/phone", {"code": world.wechat.phone_code("张队员")})

    assert (bound.status_code, bound.json["phone"]) == (200, "*******0427")


def test_a_phone_number_of_another_person_needs_a_human(world):
    world.wechat.call("people", name="张队员", phone="16100000427")
    world.wechat.call("people", name="外人", phone="16100000427")
    world.sign_in("张队员").post("/v1/login/phone", {"code": world.wechat.phone_code("张队员")})

    taken = world.sign_in("外人").post("/v1/login/phone", {"code": world.wechat.phone_code("外人")})

    assert (taken.status_code, taken.json["type"]) == (409, "/problems/phone-taken")


def test_a_change_of_roles_is_known_to_every_session_at_once(world):
    one, two = world.sign_in("王招录"), world.sign_in("王招录")

    world.house.identity.grant(one.person_id, [Grant(Role.RECRUITER, FORCE)], "test")

    told = [{"role": "recruiter", "unit_path": "D1"}]
    assert [person.get("/v1/me").json["grants"] for person in (one, two)] == [told, told]


def test_too_many_logins_from_one_address_are_slowed_down(world):
    for _ in range(rules.LOGINS_A_MINUTE):
        world.client.post("/v1/login", json={"code": "0" * 32})

    refused = world.client.post("/v1/login", json={"code": "1" * 32})

    assert (refused.status_code, refused.json["type"]) == (429, "/problems/too-often")
    assert int(refused.headers["Retry-After"]) <= 60


def scene(world):
    return world.house.console_sign_in.start("Chromium，衡阳", "127.0.0.1")


def test_a_browser_is_signed_in_by_the_phone_of_a_member_of_staff(world):
    recruiter = world.staff("王招录", Role.RECRUITER)
    asked = scene(world)

    told = recruiter.post(f"/v1/console-sign-in/{asked.scene}/scanned").json
    confirmed = recruiter.post(f"/v1/console-sign-in/{asked.scene}/confirm", {"number": told["number"]})
    login = world.house.console_sign_in.redeem(asked.scene, asked.secret, "browser")

    assert (told["browser"], told["number"], confirmed.status_code) == ("Chromium，衡阳", asked.number, 204)
    assert login.actor.person_id == recruiter.person_id


def gone(answer):
    return (answer.status_code, answer.json["type"]) == (410, "/problems/sign-in-gone")


def test_a_sign_in_is_confirmed_only_by_who_scanned_it_with_the_number_and_in_time(world):
    recruiter, leader = world.staff("王招录", Role.RECRUITER), world.staff("李队长", Role.SQUADRON_LEADER)
    asked = scene(world)
    path = f"/v1/console-sign-in/{asked.scene}"
    recruiter.post(f"{path}/scanned")

    assert gone(leader.post(f"{path}/confirm", {"number": asked.number}))
    assert gone(recruiter.post(f"{path}/confirm", {"number": "00"}))
    world.clock.instant += timedelta(seconds=121)
    assert gone(recruiter.post(f"{path}/confirm", {"number": asked.number}))


def test_a_sign_in_is_redeemed_once_and_only_by_the_browser_that_asked(world):
    recruiter = world.staff("王招录", Role.RECRUITER)
    asked = scene(world)
    recruiter.post(f"/v1/console-sign-in/{asked.scene}/scanned")
    recruiter.post(f"/v1/console-sign-in/{asked.scene}/confirm", {"number": asked.number})
    redeem = world.house.console_sign_in.redeem

    outcomes = []
    for secret in ("another browser's", asked.secret, asked.secret):
        try:
            outcomes.append(redeem(asked.scene, secret, "browser").actor.person_id)
        except rules.SignInGone:
            outcomes.append("gone")

    assert outcomes == ["gone", recruiter.person_id, "gone"]


def test_a_volunteer_cannot_confirm_a_console(world):
    volunteer = world.staff("张队员", Role.VOLUNTEER)
    asked = scene(world)

    refused = volunteer.post(f"/v1/console-sign-in/{asked.scene}/scanned")

    assert (refused.status_code, refused.json["type"]) == (403, "/problems/not-staff")


def test_a_refused_sign_in_is_over(world):
    recruiter = world.staff("王招录", Role.RECRUITER)
    asked = scene(world)
    recruiter.post(f"/v1/console-sign-in/{asked.scene}/scanned")

    assert recruiter.post(f"/v1/console-sign-in/{asked.scene}/deny").status_code == 204
    assert gone(recruiter.post(f"/v1/console-sign-in/{asked.scene}/confirm", {"number": asked.number}))
