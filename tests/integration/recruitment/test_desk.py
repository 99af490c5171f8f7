"""Claims, many decisions at once, second looks, what is overdue: all over HTTP."""

import pytest

from shouwang.kernel.actor import Role
from shouwang.platform import audit
from shouwang.recruitment import store
from shouwang.recruitment.models import Gate
from tests.integration.recruitment.making import Panel, applicant, bind_phone, identity_number, place, problem, write
from tests.world import SQUADRON, small_force


@pytest.fixture
def panel(world):
    return Panel.of(world)


def review(application_id, *rest):
    return "/".join([f"/v1/review/applications/{application_id}", *rest])


def refused(world, panel, who="周㛃", serial=7, reason="unwilling"):
    """Somebody who was refused at the first gate."""
    person, application_id = applicant(world, who, serial)
    panel.decide(application_id, "willingness", "fail", reason=reason)
    return person, application_id


def test_who_claims_works_alone_until_the_claim_is_given_back(world, panel):
    _, application_id = applicant(world, "周㛃", 7)
    other = world.staff("孟归程", Role.RECRUITER)

    claimed = panel.recruiter.post(review(application_id, "claim"))
    listed = other.get("/v1/review/applications").json["items"][0]["claimed_by"]
    late = [
        other.post(review(application_id, "claim")),
        other.post(review(application_id, "release")),
        other.post(review(application_id, "gates/willingness"), {"decision": "pass", "version": 3}),
    ]
    released = panel.recruiter.post(review(application_id, "release"))
    taken = other.post(review(application_id, "gates/willingness"), {"decision": "pass", "version": 3})

    assert claimed.json == {"application_id": application_id, "until": "2026-11-23T11:30:00Z"}
    assert (listed, released.status_code, taken.json["gate"]) == ("别人", 204, "political")
    assert [problem(answer) for answer in late] == [(409, "claimed-by-another")] * 3
    assert late[2].json["detail"] == "别人正在办这一份，到 19:30 为止"


def test_a_claim_ends_by_itself_and_with_the_decision_of_who_made_it(world, panel):
    _, first = applicant(world, "周㛃", 7)
    _, second = applicant(world, "罗小满", 8)
    other = world.staff("孟归程", Role.RECRUITER)
    for application_id in (first, second):
        panel.recruiter.post(review(application_id, "claim"))

    panel.decide(first, "willingness")
    world.clock.advance(minutes=31)

    assert panel.recruiter.get(review(first)).json["claim"] is None
    assert other.post(review(second, "claim")).status_code == 200


def test_what_is_over_is_not_claimed(world, panel):
    _, application_id = refused(world, panel)

    assert problem(panel.recruiter.post(review(application_id, "claim"))) == (409, "not-now")


def decide_all(member, seen, key=None, **more):
    body = {"gate": "willingness", "decision": "pass", "applications": seen, **more}
    return member.post("/v1/review/decisions", body, key=key)


def test_many_are_decided_at_once_and_each_is_answered_for_itself(world, panel):
    ids = [applicant(world, f"报名人{serial}", serial)[1] for serial in range(3)]
    seen = [{"application_id": each, "version": 3} for each in ids] + [{"application_id": "nobody", "version": 1}]
    panel.decide(ids[1], "willingness")

    first, again = (decide_all(panel.recruiter, seen, key="one-key-for-all") for _ in range(2))

    outcomes = first.json["outcomes"]
    assert [(each["application_id"], each["problem"]) for each in outcomes] == [
        (ids[0], ""),
        (ids[1], "decided-before"),
        (ids[2], ""),
        ("nobody", "no-such-application"),
    ]
    assert [each["decided"] and each["decided"]["gate"] for each in outcomes] == ["political", None, "political", None]
    assert again.json == first.json
    assert len(panel.recruiter.get(review(ids[0])).json["records"]) == 1


def test_a_page_is_the_most_that_is_decided_at_once(panel):
    seen = [{"application_id": f"{serial}", "version": 1} for serial in range(51)]

    assert problem(decide_all(panel.recruiter, seen)) == (400, "invalid")
    assert problem(decide_all(panel.recruiter, seen[:1], gate="interview")) == (404, "no-such-gate")


def test_only_who_has_waited_so_long_is_listed(world, panel):
    early = place(world, 1, Gate.WILLINGNESS, SQUADRON).application_id
    world.clock.advance(hours=6)
    place(world, 2, Gate.WILLINGNESS, SQUADRON)
    world.clock.advance(hours=20)
    recruiter = world.sign_in("王招录")

    listed = recruiter.get("/v1/review/applications?older_days=1").json["items"]

    assert [line["application_id"] for line in listed] == [early]


def test_the_escalation_list_shows_what_is_late_at_any_gate_the_latest_first(world, panel):
    _, at_the_second = applicant(world, "周㛃", 7)
    panel.decide(at_the_second, "willingness")
    _, at_the_first = applicant(world, "罗小满", 8)
    empty = panel.commander.get("/v1/review/overdue").json["items"]
    world.clock.advance(days=3, hours=6)  # the 27th: three working days are over, seven are not
    commander = world.sign_in("李支队长")

    late = commander.get("/v1/review/overdue").json
    world.clock.advance(days=7)
    commander = world.sign_in("李支队长")
    later = commander.get("/v1/review/overdue?unit=D1/B01").json
    panel = Panel.of(world)
    panel.decide(at_the_first, "willingness", "return", reason="photo")

    assert empty == []
    assert [(line["application_id"], line["gate"], line["due_on"]) for line in late["items"]] == [
        (at_the_first, "willingness", "2026-11-26")
    ]
    assert [line["application_id"] for line in later["items"]] == [at_the_first, at_the_second]
    left = panel.commander.get("/v1/review/overdue").json["items"]
    assert [line["application_id"] for line in left] == [at_the_second]
    elsewhere = world.staff("外人", Role.RECRUITER, "D1/B02")
    assert problem(elsewhere.get("/v1/review/overdue?unit=D1")) == (404, "no-queue")


def test_a_refusal_is_appealed_against_once_and_ruled_by_another(world, panel):
    person, application_id = refused(world, panel)
    seen = person.get("/v1/application").json
    assert (seen["appeal_until"], seen["again_on"]) == ("2026-12-23", "2027-02-21")

    appeal = {"version": seen["version"], "words": "我周末都有空"}
    appealed, again = (person.post("/v1/application/appeal", appeal, key="an-appeal-key") for _ in range(2))
    own = {"granted": True, "version": appealed.json["version"]}
    by_who_refused = panel.recruiter.post(review(application_id, "appeal"), own)
    ruled = panel.commander.post(review(application_id, "appeal"), {**own, "granted": False, "note": "时间还是不合"})
    second = person.post("/v1/application/appeal", {"version": ruled.json["version"], "words": "再看一次"})

    assert (appealed.json["state"], again.json) == ("appealed", appealed.json)
    assert problem(by_who_refused) == (403, "own-refusal")
    assert (ruled.json["state"], problem(second)) == ("failed", (409, "appeal-spent"))
    world.deliver()
    titles = [entry["title"] for entry in person.get("/v1/me/inbox").json["items"]]
    assert "申诉没有成立" in titles
    assert person.get("/v1/application").json["again_on"] == "2027-02-21"


def test_an_appeal_that_is_granted_is_decided_again(world, panel):
    person, application_id = refused(world, panel)
    appealed = person.post("/v1/application/appeal", {"version": 4, "words": "我周末都有空"}).json
    waiting = panel.commander.get("/v1/review/applications?gate=willingness&status=appealed").json["items"]

    panel.commander.post(review(application_id, "appeal"), {"granted": True, "version": appealed["version"]})

    assert [line["application_id"] for line in waiting] == [application_id]
    assert panel.decide(application_id, "willingness").json["gate"] == "political"
    assert person.get("/v1/application").json["appeal_granted"] is True


def test_a_refusal_is_reopened_unless_the_person_has_begun_another(world, panel):
    _, first = refused(world, panel)
    _, second = refused(world, panel, "罗小满", 8)
    opened = panel.recruiter.post(review(first, "reopen"), {"version": 4, "reason": "mistake", "note": "看错了人"})
    world.clock.advance(days=91)
    write(world.sign_in("罗小满"), name="罗小满")
    recruiter = world.sign_in("王招录")

    late = recruiter.post(review(second, "reopen"), {"version": 4, "reason": "mistake"})

    assert (opened.json["state"], opened.json["gate"]) == ("review", "willingness")
    assert (problem(late), late.json["detail"]) == ((409, "stale"), "这个人后来又报了一份，看新的那份")


def test_the_old_number_and_the_wide_digits_find_the_same_person_within_the_own_units(world, panel):
    old = "110105" + "491231" + "002"  # the standard's sample, as it was written before 2013
    _, application_id = applicant(world, "周㛃", 7, document_number=" 11010519491231002x ")
    elsewhere = world.staff("外人", Role.RECRUITER, "D1/B02")

    found = [
        panel.recruiter.post("/v1/review/find", {"document_number": number, "reason": "本人来问"})
        for number in (old, "１１０１０５１９４９１２３１００２Ｘ")
    ]
    nothing = [
        panel.recruiter.post("/v1/review/find", {"document_number": identity_number(9), "reason": "本人来问"}),
        elsewhere.post("/v1/review/find", {"document_number": old, "reason": "本人来问"}),
    ]

    assert [answer.json["application_id"] for answer in found] == [application_id] * 2
    assert [problem(answer) for answer in nothing] == [(404, "no-such-application")] * 2
    lines = [line.act for line in audit.read(f"application {application_id}").items]
    assert lines.count("found") == 2
    assert panel.recruiter.get(review(application_id)).json["revealed_today"] == 3


def test_who_shows_the_card_gets_the_document_back_from_who_typed_it(world, panel):
    _, thief = applicant(world, "冒名的人", 8, document_number=identity_number(7))
    _, rightful = applicant(world, "周㛃", 7)
    seen = panel.recruiter.get(review(rightful)).json
    assert (seen["duplicate_of"], seen["duplicate_id"]) == ("26-0001", thief)

    settled = panel.recruiter.post(review(rightful, "document"), {"version": seen["version"]})

    assert settled.status_code == 200
    assert panel.recruiter.get(review(thief)).json["duplicate_of"] == "26-0002"
    assert panel.decide(rightful, "willingness").json["gate"] == "political"
    assert problem(panel.decide(thief, "willingness")) == (409, "same-person")
    again = panel.recruiter.get(review(thief)).json["version"]
    assert problem(panel.recruiter.post(review(thief, "document"), {"version": 99})) == (409, "decided-before")
    assert panel.recruiter.post(review(thief, "document"), {"version": again}).status_code == 200


def test_a_members_document_is_not_handed_over(world, panel):
    member, joined = applicant(world, "周㛃", 7)
    panel.pass_up_to(member, joined, "number")
    panel.decide(joined, "number")
    _, again = applicant(world, "周㛃的另一个微信", 8, document_number=identity_number(7))

    refused = panel.recruiter.post(review(again, "document"), {"version": 3})

    assert (problem(refused), refused.json["number"]) == ((409, "holder-is-member"), "26-0001")


def test_nobody_decides_for_who_shares_the_households_phone(world):
    member, _ = applicant(world, "王招录", 7, household_phone="0734-1234 567")
    world.house.identity.grant(member.person_id, [], "test")
    bind_phone(member)
    recruiter = world.staff("王招录", Role.RECRUITER)
    _, application_id = applicant(world, "周㛃", 8, household_phone="（0734）1234567")

    answer = recruiter.post(review(application_id, "gates/willingness"), {"decision": "pass", "version": 3})

    assert problem(answer) == (403, "too-close")


def test_a_returned_form_comes_back_with_an_answer(world, panel):
    person, application_id = applicant(world, "周㛃", 7)
    panel.decide(application_id, "willingness", "return", reason="address", note="哪一栋")

    answered = write(person, 4, answer="七栋，门牌刚换过")
    person.post("/v1/application/submit", {"version": answered.json["version"]})

    shown = panel.recruiter.get(review(application_id)).json
    assert (shown["fields"]["answer"], shown["state"]) == ("七栋，门牌刚换过", "review")


def test_the_applicant_sees_how_long_it_takes_of_late_once_the_night_has_counted(world, panel):
    for serial in range(6):
        _, application_id = applicant(world, f"报名人{serial}", serial)
        world.clock.advance(hours=20)
        Panel.of(world).decide(application_id, "willingness")
    waiting, _ = applicant(world, "周㛃", 7)
    before = waiting.get("/v1/application").json["way"][0]

    world.house.waits.tell_usual(world.clock().date())

    after = waiting.get("/v1/application").json["way"][0]
    assert (before["usual_days"], before["sample"], before["most_days"]) == (2, 0, None)
    assert (after["usual_days"], after["sample"], after["most_days"]) == (1, 6, 1)
    assert set(store.fetch_usual()) == {"willingness"}
    assert small_force()[0].gates[0].usual_days == 2


def test_the_whole_history_is_read_page_by_page_newest_first(world, panel):
    person, application_id = applicant(world, "周㛃", 7)
    panel.decide(application_id, "willingness", "return", reason="photo")
    world.clock.advance(minutes=5)
    person.post("/v1/application/submit", {"version": 4})

    first = panel.recruiter.get(review(application_id, "history?limit=2")).json
    rest = panel.recruiter.get(review(application_id, f"history?limit=2&cursor={first['cursor']}")).json

    assert [line["act"] for line in first["items"] + rest["items"]].count("submitted") == 2
    assert (first["items"][0]["act"], len(first["items"]), len(rest["items"])) == ("submitted", 2, 1)


def test_who_decides_what_and_why_is_told_as_data(panel):
    told = panel.trainer.get("/v1/review/gates").json

    assert [gate["words"] for gate in told["gates"]] == ["志愿关", "政治关", "身体关", "技能关", "公示", "编号"]
    political = told["gates"][1]
    assert (political["deciders"], political["due_days"]) == (["political_checker"], 7)
    assert [reason["code"] for reason in political["fails"]] == ["not-cleared"]
    assert told["gates"][4]["returns"] == []
    assert {"code": "mistake", "words": "判错了", "needs_note": False} in told["reopenings"]


@pytest.mark.parametrize(("decision", "reason"), [("pass", ""), ("return", "photo"), ("fail", "unwilling")])
def test_a_decision_is_taken_back_within_seconds_by_who_took_it_and_the_wait_goes_on(world, panel, decision, reason):
    person, application_id = applicant(world, "周㛃", 7)
    before = panel.recruiter.get("/v1/review/applications?gate=willingness").json["items"]
    world.clock.advance(minutes=5)
    decided = panel.decide(application_id, "willingness", decision, reason=reason).json
    world.clock.advance(seconds=8)

    by_another = panel.commander.post(review(application_id, "undo"), {"version": decided["version"]})
    undone, again = (
        panel.recruiter.post(review(application_id, "undo"), {"version": decided["version"]}, key="an-undo-key")
        for _ in range(2)
    )

    assert problem(by_another) == (409, "nothing-to-undo")
    assert (undone.json["state"], undone.json["gate"]) == ("review", "willingness")
    assert again.json == undone.json
    assert panel.recruiter.get("/v1/review/applications?gate=willingness").json["items"] == before
    acts = [line["act"] for line in panel.recruiter.get(review(application_id, "history")).json["items"]]
    assert acts[:2] == ["undone", "decided"]
    assert panel.decide(application_id, "willingness").json["gate"] == "political"
    world.deliver()
    assert "刚才的结果撤回了" in [entry["title"] for entry in person.get("/v1/me/inbox").json["items"]]


def test_a_decision_stands_after_its_seconds_or_once_something_happened_since(world, panel):
    _, late = applicant(world, "周㛃", 7)
    _, moved = applicant(world, "罗小满", 8)
    decided = panel.decide(late, "willingness").json
    world.clock.advance(seconds=14)
    first = panel.decide(moved, "willingness").json
    panel.decide(moved, "political")

    too_late = panel.recruiter.post(review(late, "undo"), {"version": decided["version"]})
    overtaken = panel.recruiter.post(review(moved, "undo"), {"version": first["version"]})

    assert problem(too_late) == (409, "undo-late")
    assert problem(overtaken) == (409, "nothing-to-undo")
