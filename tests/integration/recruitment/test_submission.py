from shouwang.kernel.actor import Role
from shouwang.platform import audit
from tests.integration.recruitment.making import (
    Panel,
    applicant,
    bind_phone,
    consent,
    draft,
    form,
    identity_number,
    pass_quiz,
    photo,
    problem,
    write,
)
from tests.world import OTHER_SQUADRON, SQUADRON


def submit(person, version, **how):
    return person.post("/v1/application/submit", {"version": version}, **how)


def waiting_at(member, gate="willingness", **query):
    answer = member.get("/v1/review/applications", query_string={"gate": gate, **query})
    return [line["application_id"] for line in answer.json["items"]]


def test_everything_that_is_missing_is_told_at_once(world):
    person = world.sign_in("周㛃")
    consent(person, "service")
    write(person, name="周㛃", motivation="想帮忙", weekly_hours=3)

    refused = submit(person, 1)

    assert problem(refused) == (422, "form-incomplete")
    assert [fault["pointer"] for fault in refused.json["errors"]] == [
        "/fields/document_number",
        "/fields/community",
        "/fields/emergency_name",
        "/fields/emergency_phone",
        "/fields/political_status",
        "/fields/no_record_declared",
        "/fields/unit_path",
        "/fields/health_fit",
        "/photo",
        "/phone",
        "/consents/document",
        "/consents/health",
    ]


def test_a_whole_form_goes_to_the_first_gate_under_a_number_for_people(world):
    person, version = draft(world, "周㛃", 7)

    handed_in = submit(person, version)

    seen = person.get("/v1/application").json
    assert handed_in.json == {
        "application_id": seen["application_id"],
        "number": "26-0001",
        "state": "review",
        "gate": "willingness",
        "version": version + 1,
    }
    assert (seen["way"][0]["state"], seen["since"], seen["missing"]) == ("now", "2026-11-23T11:00:00Z", [])
    assert applicant(world, "罗小满", 8)[0].get("/v1/application").json["number"] == "26-0002"


def test_the_same_submission_twice_is_answered_twice_and_done_once(world):
    person, version = draft(world, "周㛃", 7)

    first, again = (submit(person, version, key="the-same-key") for _ in range(2))

    assert (again.status_code, again.json) == (200, first.json)
    assert problem(submit(person, version)) == (409, "fields-changed")
    assert problem(submit(person, version + 1)) == (409, "not-now")


def test_a_key_that_was_used_for_something_else_is_refused(world):
    person, version = draft(world, "周㛃", 7)
    submit(person, version, key="the-same-key")

    assert problem(submit(person, version + 1, key="the-same-key")) == (422, "idempotency-key-reused")


def test_who_changed_the_form_on_another_phone_looks_at_it_before_handing_it_in(world):
    person, version = draft(world, "周㛃", 7)
    write(person, version, community="莲湖社区")

    refused = submit(person, version)

    assert (problem(refused), refused.json["version"]) == ((409, "fields-changed"), version + 1)


def test_the_queue_of_squadron_brigade_and_force_shows_who_handed_in(world):
    _, application_id = applicant(world, "周㛃", 7)
    recruiter = world.staff("王招录", Role.RECRUITER)

    shown = {unit: waiting_at(recruiter, unit=unit) for unit in ("D1", "D1/B01", SQUADRON, "D1/B02", OTHER_SQUADRON)}

    assert shown == {
        "D1": [application_id],
        "D1/B01": [application_id],
        SQUADRON: [application_id],
        "D1/B02": [],
        OTHER_SQUADRON: [],
    }


def test_the_same_person_behind_another_wechat_is_shown_to_reviewers_only(world):
    first, _ = applicant(world, "周㛃", 7)
    second, version = draft(world, "周㛃的另一个微信", 8, document_number=identity_number(7))

    handed_in = submit(second, version)

    seen = second.get("/v1/application").json
    assert (handed_in.status_code, handed_in.json["gate"]) == (200, "willingness")
    assert "duplicate" not in str(seen)
    assert "26-0001" not in str(seen)
    panel = Panel.of(world)
    detail = panel.recruiter.get(f"/v1/review/applications/{handed_in.json['application_id']}").json
    assert detail["duplicate_of"] == first.get("/v1/application").json["number"] == "26-0001"
    refused = panel.decide(handed_in.json["application_id"], "willingness")
    assert (problem(refused), refused.json["number"]) == ((409, "same-person"), "26-0001")


def test_a_document_is_free_again_once_its_holder_withdrew(world):
    first, _ = applicant(world, "周㛃", 7)
    first.post("/v1/application/withdraw", {"version": 3})

    _, application_id = applicant(world, "周㛃的新微信", 8, document_number=identity_number(7))

    recruiter = world.staff("王招录", Role.RECRUITER)
    assert recruiter.get(f"/v1/review/applications/{application_id}").json["duplicate_of"] == ""


def test_a_returned_form_is_mended_and_comes_back_to_the_same_gate(world):
    person, application_id = applicant(world, "周㛃", 7)
    panel = Panel.of(world)
    panel.pass_up_to(person, application_id, "fitness")
    panel.decide(application_id, "fitness", "return", reason="photo", note="看不清脸")

    seen = person.get("/v1/application").json
    assert (seen["state"], seen["gate"], seen["asked"]) == ("returned", "fitness", "补好再交：照片不清，看不清脸")
    assert (seen["since"][:10], seen["due_on"]) == ("2026-11-23", "2026-12-23")
    assert waiting_at(panel.recruiter, "fitness", status="returned") == [application_id]
    person.post("/v1/application/photo", data=photo(500))
    mended = write(person, seen["version"] + 1, unit_path=OTHER_SQUADRON)
    handed_in = submit(person, mended.json["version"])

    assert (handed_in.json["gate"], handed_in.json["number"]) == ("fitness", "26-0001")
    assert waiting_at(panel.recruiter, "fitness", status="returned") == []
    assert waiting_at(panel.recruiter, "fitness", unit=SQUADRON) == []
    lines = panel.recruiter.get("/v1/review/applications", query_string={"gate": "fitness", "unit": "D1/B02"}).json
    assert [(line["application_id"], line["again"]) for line in lines["items"]] == [(application_id, True)]


def test_who_one_is_cannot_be_rewritten_behind_the_political_gate(world):
    person, application_id = applicant(world, "周㛃", 7)
    panel = Panel.of(world)
    panel.pass_up_to(person, application_id, "fitness")
    panel.decide(application_id, "fitness", "return", reason="address")

    for field in ({"name": "别人"}, {"document_number": identity_number(9)}):
        assert problem(write(person, 99, **field)) == (409, "not-editable")
    assert write(person, 99, address="8 栋 101 室").status_code == 200


def test_a_document_corrected_before_any_gate_gives_the_old_number_back(world):
    person, application_id = applicant(world, "周㛃", 7)
    panel = Panel.of(world)
    panel.decide(application_id, "willingness", "return", reason="address")
    corrected = write(person, 99, document_number=identity_number(9))
    submit(person, corrected.json["version"])

    _, other = applicant(world, "罗小满", 8, document_number=identity_number(7))

    assert panel.recruiter.get(f"/v1/review/applications/{other}").json["duplicate_of"] == ""


def test_an_applicant_withdraws_and_may_begin_anew(world):
    person, application_id = applicant(world, "周㛃", 7)

    gone, again = (person.post("/v1/application/withdraw", {"version": 3}, key="one-key-only") for _ in range(2))

    assert (gone.status_code, gone.json["state"], again.json) == (200, "withdrawn", gone.json)
    recruiter = world.staff("王招录", Role.RECRUITER)
    assert waiting_at(recruiter) == []
    assert person.get("/v1/application").json["state"] == "withdrawn"
    assert problem(person.post("/v1/application/withdraw", {"version": 4})) == (409, "not-now")
    fresh = write(person, **form(7)).json
    assert (fresh["application_id"] != application_id, fresh["version"], fresh["state"]) == (True, 1, "draft")


def test_who_was_refused_may_apply_again_after_ninety_days(world):
    person, application_id = applicant(world, "周㛃", 7)
    Panel.of(world).decide(application_id, "willingness", "fail", reason="unwilling")

    early = write(person, name="周㛃")
    world.clock.advance(days=90)
    person = world.sign_in("周㛃")
    late = write(person, name="周㛃")

    assert (problem(early), early.json["again_on"]) == ((409, "too-early"), "2027-02-21")
    assert (late.status_code, late.json["state"]) == (200, "draft")


def test_a_quiz_passed_before_there_was_an_application_counts_for_it(world):
    person = world.sign_in("周㛃")
    pass_quiz(person)
    applicant(world, "周㛃", 7)
    panel = Panel.of(world)
    application_id = person.get("/v1/application").json["application_id"]

    detail = panel.recruiter.get(f"/v1/review/applications/{application_id}").json

    assert detail["quiz_score"] == 90


def test_a_quiz_passed_for_an_application_that_was_withdrawn_counts_for_the_next(world):
    person, _ = applicant(world, "周㛃", 7)
    pass_quiz(person)
    person.post("/v1/application/withdraw", {"version": 4})

    write(person, **form(7))
    person.post("/v1/application/photo", data=photo())
    again = submit(person, 2).json["application_id"]

    recruiter = world.staff("王招录", Role.RECRUITER)
    assert recruiter.get(f"/v1/review/applications/{again}").json["quiz_score"] == 90


def test_who_handed_in_what_and_when_is_on_the_audit_log(world):
    person, application_id = applicant(world, "周㛃", 7)

    lines = audit.read(f"application {application_id}").items

    assert [(line.act, line.actor_id, line.facts) for line in lines] == [
        (
            "submitted",
            person.person_id,
            {"by_name": "", "number": "26-0001", "version": 2, "unit_path": SQUADRON},
        )
    ]


def test_nobody_is_the_own_emergency_contact(world):
    person, version = draft(world, "周㛃", 7)
    phone = world.house.vault.open(
        world.house.identity.require_person(person.person_id).phone_sealed, place=f"people|{person.person_id}|phone"
    )
    changed = write(person, version, emergency_phone=phone)
    bind_phone(person)

    refused = submit(person, changed.json["version"])

    assert refused.json["errors"] == [{"pointer": "/fields/emergency_phone", "detail": "不能填自己的手机"}]
