from dataclasses import replace

import pytest

from shouwang.kernel.actor import Grant, Role
from shouwang.platform import audit
from shouwang.recruitment.models import Gate
from tests.integration.assessment.conftest import enrol
from tests.integration.recruitment.making import (
    GATES,
    Panel,
    applicant,
    bind_phone,
    draft,
    identity_number,
    pass_quiz,
    place,
    problem,
    write,
)
from tests.world import OTHER_SQUADRON, SQUADRON


@pytest.fixture
def panel(world):
    return Panel.of(world)


def detail(member, application_id):
    return member.get(f"/v1/review/applications/{application_id}")


def decide(member, application_id, gate, version, decision="pass", **more):
    key = more.pop("key", None)
    body = {"decision": decision, "version": version, **more}
    return member.post(f"/v1/review/applications/{application_id}/gates/{gate}", body, key=key)


def test_the_queue_lists_who_waits_longest_first_page_by_page(world, panel):
    waiting = []
    for serial in range(5):
        waiting.append(applicant(world, f"报名人{serial}", serial)[1])
        world.clock.advance(minutes=7)

    first = panel.recruiter.get("/v1/review/applications?limit=3").json
    rest = panel.recruiter.get(f"/v1/review/applications?limit=3&cursor={first['cursor']}").json

    assert [line["application_id"] for line in first["items"] + rest["items"]] == waiting
    assert rest["cursor"] is None
    assert {name: first[name] for name in ("gate", "status", "unit", "usual_days")} == {
        "gate": "willingness",
        "status": "review",
        "unit": "D1",
        "usual_days": 2,
    }
    assert first["items"][0] == {
        "application_id": waiting[0],
        "number": "26-0001",
        "name": "周㛃",
        "unit_path": SQUADRON,
        "since": "2026-11-23T11:00:00Z",
        "again": False,
        "gate": "willingness",
        "due_on": "2026-11-26",
        "claimed_by": "",
    }


def test_a_page_of_fifty_costs_two_requests_and_less_than_fifteen_kilobytes(world, panel):
    for serial in range(51):
        place(world, serial, Gate.WILLINGNESS, SQUADRON, "阿卜杜热西提·麦麦提吐尔逊")
    panel.recruiter.get("/v1/units")  # a process reads the force's data once

    page = panel.recruiter.get("/v1/review/applications")

    assert len(page.json["items"]) == 50
    assert len(page.data) <= 15 * 1024
    assert page.headers["Server-Timing"].endswith("store;desc=2")


def test_each_gatekeeper_first_sees_the_own_gate(panel):
    seen = {
        name: member.get("/v1/review/applications").json["gate"]
        for name, member in (("recruiter", panel.recruiter), ("checker", panel.checker), ("trainer", panel.trainer))
    }

    assert seen == {"recruiter": "willingness", "checker": "political", "trainer": "skills"}


@pytest.mark.parametrize("query", ["unit=D1", "unit=D1/B02", f"unit={OTHER_SQUADRON}", "unit=D2", "unit=D1/B"])
def test_a_queue_outside_the_own_units_is_not_there(world, query):
    recruiter = world.staff("王招录", Role.RECRUITER, "D1/B01")

    assert problem(recruiter.get(f"/v1/review/applications?{query}")) == (404, "no-queue")
    assert recruiter.get(f"/v1/review/applications?unit={SQUADRON}").status_code == 200


def test_a_gate_that_is_none_has_no_queue(panel):
    assert problem(panel.recruiter.get("/v1/review/applications?gate=interview")) == (404, "no-such-gate")


def test_a_cursor_of_somebody_elses_making_is_refused(panel):
    assert problem(panel.recruiter.get("/v1/review/applications?cursor=nonsense")) == (400, "invalid")


@pytest.mark.parametrize("role", [Role.SQUADRON_LEADER, Role.BRIGADE_LEADER, Role.ADMINISTRATOR])
def test_staff_who_decide_nothing_here_see_nothing(world, role):
    _, application_id = applicant(world, "周㛃", 7)
    somebody = world.staff("外人", role)

    assert problem(somebody.get("/v1/review/applications")) == (404, "no-queue")
    assert problem(detail(somebody, application_id)) == (404, "no-such-application")


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.VOLUNTEER])
def test_applicants_and_volunteers_have_no_business_in_the_review(world, role):
    person, application_id = applicant(world, "周㛃", 7)
    world.house.identity.grant(person.person_id, [Grant(role, "D1")], "test")

    answers = [
        person.get("/v1/review/applications"),
        detail(person, application_id),
        person.get(f"/v1/review/applications/{application_id}/photo"),
        decide(person, application_id, "willingness", 3),
        person.post(f"/v1/review/applications/{application_id}/reveal", {"field": "phone", "reason": "好奇"}),
    ]

    assert {problem(answer) for answer in answers} == {(403, "not-allowed")}


def test_an_application_of_another_unit_is_not_there_whatever_one_tries(world):
    _, application_id = applicant(world, "周㛃", 7)
    recruiter = world.staff("王招录", Role.RECRUITER, "D1/B02")

    answers = [
        detail(recruiter, application_id),
        recruiter.get(f"/v1/review/applications/{application_id}/photo"),
        decide(recruiter, application_id, "willingness", 3),
        recruiter.post(f"/v1/review/applications/{application_id}/reveal", {"field": "phone", "reason": "约谈"}),
        detail(recruiter, "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    ]

    assert {problem(answer) for answer in answers} == {(404, "no-such-application")}


def test_a_draft_is_nobodys_but_its_owners(world, panel):
    person, _ = draft(world, "周㛃", 7)
    application_id = person.get("/v1/application").json["application_id"]

    assert problem(detail(panel.recruiter, application_id)) == (404, "no-such-application")


def test_an_application_is_shown_masked(world, panel):
    _, application_id = applicant(world, "周㛃", 7)

    shown = detail(panel.recruiter, application_id)

    text = shown.get_data(as_text=True)
    planted = [identity_number(7), identity_number(7)[6:14], "欧阳大山", "16150000007", "7 栋 302 室", "血压略高"]
    assert [value for value in planted if value in text] == []
    assert {name: shown.json[name] for name in ("name", "birth_year", "number", "may_decide", "revealed_today")} == {
        "name": "周㛃",
        "birth_year": 1850,
        "number": "26-0001",
        "may_decide": True,
        "revealed_today": 0,
    }
    assert shown.json["masked"]["emergency_phone"] == "*********07"
    assert [line["act"] for line in shown.json["history"]] == ["submitted"]


def test_reviewers_see_the_photo(world, panel):
    person, application_id = applicant(world, "周㛃", 7)

    shown = panel.checker.get(f"/v1/review/applications/{application_id}/photo")

    assert (shown.headers["Content-Type"], shown.data) == ("image/jpeg", person.get("/v1/application/photo").data)


def test_a_decision_leads_on_and_tells_the_applicant(world, panel):
    person, application_id = applicant(world, "周㛃", 7)

    decided = decide(panel.recruiter, application_id, "willingness", 3, note="谈过，来意实在")

    assert decided.json == {
        "application_id": application_id,
        "number": "26-0001",
        "state": "review",
        "gate": "political",
        "version": 4,
        "volunteer_number": "",
    }
    told = [event for event in world.house.outbox.due() if event.kind == "notices.tell"]
    assert [(event.payload["person_id"], event.payload["title"]) for event in told] == [
        (person.person_id, "志愿关：通过了")
    ]
    (line,) = (each for each in audit.read(f"application {application_id}").items if each.act == "decided")
    assert (line.actor_id, line.facts) == (
        panel.recruiter.person_id,
        {
            "by_name": "",
            "number": "26-0001",
            "version": 3,
            "gate": "willingness",
            "decision": "pass",
            "reason": "",
            "note": "谈过，来意实在",
        },
    )


def test_a_decision_costs_five_requests_the_session_included(world, panel):
    _, application_id = applicant(world, "周㛃", 7)

    decided = decide(panel.recruiter, application_id, "willingness", 3)

    assert decided.headers["Server-Timing"].endswith("store;desc=5")


def test_the_same_decision_twice_is_answered_twice_and_taken_once(world, panel):
    _, application_id = applicant(world, "周㛃", 7)

    first, again = (decide(panel.recruiter, application_id, "willingness", 3, key="a-double-tap") for _ in range(2))

    assert (again.status_code, again.json) == (200, first.json)
    assert len(detail(panel.recruiter, application_id).json["records"]) == 1


def test_a_decision_about_what_somebody_else_decided_is_refused_with_who_and_what(world, panel):
    _, application_id = applicant(world, "周㛃", 7)
    other = world.staff("孟归程", Role.RECRUITER)
    decide(panel.recruiter, application_id, "willingness", 3)

    late = decide(other, application_id, "willingness", 3, "return", reason="photo")

    assert problem(late) == (409, "decided-before")
    assert (late.json["decision"], late.json["gate"], late.json["version"]) == ("pass", "willingness", 4)
    assert late.json["detail"] == "别人 19:00 已判「通过」，你的「退回」没有提交"


def test_no_gate_is_skipped_and_none_is_decided_by_another_gates_owner(world, panel):
    _, application_id = applicant(world, "周㛃", 7)

    for gate in GATES[1:]:
        assert problem(decide(panel.owner(gate), application_id, gate, 3)) == (409, "wrong-gate")
    assert problem(decide(panel.trainer, application_id, "willingness", 3)) == (403, "not-your-gate")
    assert problem(decide(panel.recruiter, application_id, "interview", 3)) == (404, "no-such-gate")


def test_nobody_decides_the_own_application(world):
    person, application_id = applicant(world, "王招录", 7)
    world.house.identity.grant(person.person_id, [Grant(Role.RECRUITER, "D1")], "test")

    assert problem(decide(person, application_id, "willingness", 3)) == (403, "too-close")
    assert detail(person, application_id).json["may_decide"] is False


def test_nobody_decides_for_who_named_them_as_emergency_contact(world, panel):
    bind_phone(panel.recruiter)
    phone = world.house.vault.open(
        world.house.identity.require_person(panel.recruiter.person_id).phone_sealed,
        place=f"people|{panel.recruiter.person_id}|phone",
    )
    _, application_id = applicant(world, "周㛃", 7, emergency_phone=phone)

    assert problem(decide(panel.recruiter, application_id, "willingness", 3)) == (403, "too-close")


def test_nobody_decides_for_who_shares_their_emergency_contact(world):
    household = "16150000099"
    member, _ = applicant(world, "王招录", 7, emergency_phone=household)
    world.house.identity.grant(member.person_id, [Grant(Role.RECRUITER, "D1")], "test")
    _, application_id = applicant(world, "周㛃", 8, emergency_phone=household)

    assert problem(decide(member, application_id, "willingness", 3)) == (403, "too-close")


def test_the_skills_gate_takes_a_quiz_and_a_drill_in_either_order(world, panel):
    one, drill_first = applicant(world, "周㛃", 7)
    two, quiz_first = applicant(world, "罗小满", 8)
    for person, application_id in ((one, drill_first), (two, quiz_first)):
        for gate in ("willingness", "political", "fitness"):
            panel.decide(application_id, gate)
        assert person.get("/v1/application").json["asked"] == "去学课程，把笔试考过"

    signed = panel.decide(drill_first, "skills", note="动作到位")
    twice = panel.decide(drill_first, "skills")
    pass_quiz(one)
    pass_quiz(two)
    passed = panel.decide(quiz_first, "skills")

    assert (signed.json["gate"], problem(twice)) == ("skills", (409, "quiz-missing"))
    assert (one.get("/v1/application").json["gate"], passed.json["gate"]) == ("publicity", "publicity")
    record = detail(panel.trainer, drill_first).json["records"][-1]
    assert (record["gate"], record["decision"], record["by"], record["note"]) == (
        "skills",
        "pass",
        panel.trainer.person_id,
        "动作到位",
    )


def test_the_political_gate_keeps_no_words(world, panel):
    _, application_id = applicant(world, "周㛃", 7)
    panel.decide(application_id, "willingness")

    refused = panel.decide(application_id, "political", "fail", reason="not-cleared", note="planted words")

    assert problem(refused) == (400, "reason-missing")
    assert panel.decide(application_id, "political", "fail", reason="not-cleared").json["state"] == "failed"


def reveal(member, application_id, field="emergency_phone", reason="约谈时间"):
    return member.post(f"/v1/review/applications/{application_id}/reveal", {"field": field, "reason": reason})


def test_one_sensitive_field_is_opened_counted_and_written_where_the_person_can_read_it(world, panel):
    person, application_id = applicant(world, "周㛃", 7)

    shown = reveal(panel.recruiter, application_id)

    assert shown.json == {
        "field": "emergency_phone",
        "value": "16150000007",
        "shown_for_s": 60,
        "revealed_today": 1,
        "most_a_day": 20,
    }
    for subject in (f"application {application_id}", f"person {person.person_id}"):
        (line,) = (each for each in audit.read(subject).items if each.act == "revealed")
        assert (line.actor_id, line.facts["field"], line.facts["reason"]) == (
            panel.recruiter.person_id,
            "emergency_phone",
            "约谈时间",
        )
        assert "16150000007" not in str(line)


def test_each_field_opens_as_it_was_written(world, panel):
    _, application_id = applicant(world, "周㛃", 7)

    values = {
        field: reveal(panel.recruiter, application_id, field).json["value"]
        for field in ("document_number", "address", "emergency_name", "health_fit", "health_note")
    }

    assert values == {
        "document_number": identity_number(7),
        "address": "7 栋 302 室",
        "emergency_name": "欧阳大山",
        "health_fit": "是",
        "health_note": "血压略高，按时服药",
    }


def test_the_phone_is_opened_from_where_it_was_proved(world, panel):
    _, application_id = applicant(world, "周㛃", 7)

    shown = reveal(panel.trainer, application_id, "phone").json["value"]

    assert (len(shown), shown[0]) == (11, "1")


def test_the_twenty_first_look_of_a_day_is_refused_and_the_next_day_it_is_not(world, panel):
    _, application_id = applicant(world, "周㛃", 7)

    looks = [reveal(panel.recruiter, application_id).status_code for _ in range(20)]
    refused = reveal(panel.recruiter, application_id)
    world.clock.advance(hours=5)
    tomorrow = reveal(world.sign_in("王招录"), application_id)

    assert looks == [200] * 20
    assert (problem(refused), refused.json["detail"]) == (
        (429, "enough-revealed"),
        "今天看过 20 项，上限 20，明天再看",
    )
    assert (tomorrow.status_code, tomorrow.json["revealed_today"]) == (200, 1)


def test_what_a_role_does_not_need_stays_closed(world, panel):
    _, application_id = applicant(world, "周㛃", 7, address="", health_note="")

    assert problem(reveal(panel.checker, application_id, "health_fit")) == (403, "not-yours-to-reveal")
    assert problem(reveal(panel.trainer, application_id, "document_number")) == (403, "not-yours-to-reveal")
    assert problem(reveal(panel.recruiter, application_id, "name")) == (403, "not-yours-to-reveal")
    assert problem(reveal(panel.recruiter, application_id, "address")) == (404, "nothing-to-reveal")
    assert problem(reveal(panel.recruiter, application_id, reason="x")) == (400, "invalid")


def test_after_the_end_nothing_is_opened(world, panel):
    person, application_id = applicant(world, "周㛃", 7)
    person.post("/v1/application/withdraw", {"version": 3})

    assert problem(reveal(panel.recruiter, application_id)) == (404, "no-such-application")


def test_an_auditor_sees_and_decides_nothing(world):
    _, application_id = applicant(world, "周㛃", 7)
    auditor = world.staff("方审计", Role.AUDITOR)

    assert detail(auditor, application_id).json["may_decide"] is False
    assert problem(decide(auditor, application_id, "willingness", 3)) == (403, "not-your-gate")
    assert problem(reveal(auditor, application_id)) == (403, "not-yours-to-reveal")


def test_a_photo_that_is_gone_is_told_so(world, panel):
    _, application_id = applicant(world, "周㛃", 7)
    key = f"photos/{application_id}"
    for kept in (world.house.blobs.root / key).iterdir():
        world.house.blobs.delete(f"{key}/{kept.name}")

    assert problem(panel.recruiter.get(f"/v1/review/applications/{application_id}/photo")) == (404, "no-photo")


def test_who_got_the_form_back_is_told_each_thing_and_sees_it_done(world, panel):
    panel = replace(panel, recruiter=enrol(world, "王招录", SQUADRON, Role.RECRUITER))
    person, application_id = applicant(world, "周㛃", 31)
    assert panel.decide(application_id, "willingness", "return", reason="contact").status_code == 200

    told = person.get("/v1/application").json["verdict"]
    version = person.get("/v1/application").json["version"]
    after = write(person, version, emergency_name="欧阳小山").json["verdict"]

    assert {name: told[name] for name in ("decision", "gate", "by_name", "why", "things")} == {
        "decision": "return",
        "gate": "willingness",
        "by_name": "王招录",
        "why": "紧急联系人写不全",
        "things": [
            {"name": "emergency_name", "words": "紧急联系人", "done": False},
            {"name": "emergency_phone", "words": "紧急联系人手机", "done": False},
        ],
    }
    assert [thing["done"] for thing in after["things"]] == [True, False]


def test_who_refused_at_the_political_gate_is_not_told(world, panel):
    panel = replace(panel, checker=enrol(world, "裴政审", SQUADRON, Role.POLITICAL_CHECKER))
    person, application_id = applicant(world, "周㛃", 32)
    panel.pass_up_to(person, application_id, "political")
    assert panel.decide(application_id, "political", "fail", reason="not-cleared").status_code == 200

    told = person.get("/v1/application").json["verdict"]

    assert (told["by_name"], told["why"], told["things"]) == ("", "政治关没有通过", [])
