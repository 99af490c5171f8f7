import json

from shouwang.platform import dynamo
from tests.integration.recruitment.making import (
    applicant,
    bind_phone,
    consent,
    form,
    identity_number,
    problem,
    write,
)
from tests.world import SQUADRON


def test_who_has_not_begun_has_no_application(world):
    assert problem(world.sign_in("外人").get("/v1/application")) == (404, "no-application")


def test_the_first_part_begins_the_application_and_says_what_is_missing(world):
    person = world.sign_in("周㛃")
    consent(person)

    kept = write(person, name="周㛃", community="塘头社区")

    assert kept.status_code == 200
    assert {name: kept.json[name] for name in ("number", "state", "gate", "version", "fields", "asked")} == {
        "number": "",
        "state": "draft",
        "gate": None,
        "version": 1,
        "fields": {"name": "周㛃", "community": "塘头社区"},
        "asked": "填完交上来",
    }
    assert [fault["pointer"] for fault in kept.json["missing"]] == [
        "/fields/document_number",
        "/fields/emergency_name",
        "/fields/emergency_phone",
        "/fields/political_status",
        "/fields/no_record_declared",
        "/fields/motivation",
        "/fields/weekly_hours",
        "/fields/unit_path",
        "/fields/health_fit",
        "/photo",
        "/phone",
    ]
    assert person.get("/v1/application").json == kept.json


def test_a_part_costs_five_requests_the_session_included(world):
    person = world.sign_in("周㛃")
    consent(person)
    write(person, name="周㛃")

    kept = write(person, 1, community="塘头社区")

    assert kept.headers["Server-Timing"].endswith("store;desc=5")


def test_sensitive_fields_come_back_masked(world):
    person = world.sign_in("周㛃")
    consent(person)

    kept = write(person, **form(7))

    assert kept.json["masked"] == {
        "document_number": "****************" + identity_number(7)[-2:],
        "address": "已填",
        "emergency_name": "欧阳**",
        "emergency_phone": "*********07",
        "health_fit": "已填",
        "health_note": "已填",
    }
    assert kept.json["fields"] == {
        "name": "周㛃",
        "community": "塘头社区",
        "political_status": "群众",
        "no_record_declared": True,
        "motivation": "家就住在夜市后面",
        "weekly_hours": 6,
        "unit_path": SQUADRON,
    }


def test_a_dump_of_all_tables_shows_no_sensitive_value(world):
    person, _ = applicant(world, "周㛃", 7)
    phone = world.house.vault.open(
        world.house.identity.require_person(person.person_id).phone_sealed, place=f"people|{person.person_id}|phone"
    )

    dump = "".join(
        json.dumps(row.to_dynamodb_dict(), ensure_ascii=False) for table in dynamo.tables() for row in table.scan()
    )

    planted = [
        identity_number(7),
        identity_number(7)[6:14],
        "欧阳大山",
        "16150000007",
        "7 栋 302 室",
        "血压略高",
        phone,
    ]
    assert [value for value in planted if value in dump] == []
    assert "周㛃" in dump


def test_each_kind_of_data_waits_for_its_own_consent(world):
    person = world.sign_in("周㛃")
    consent(person, "service")

    refused = write(person, **form(7))

    assert problem(refused) == (403, "application-consent-missing")
    assert refused.json["purposes"] == ["document", "health"]
    assert problem(person.get("/v1/application")) == (404, "no-application")


def test_a_withdrawn_consent_stops_further_writing_at_once(world):
    person = world.sign_in("周㛃")
    consent(person)
    write(person, name="周㛃")
    person.delete("/v1/me/consents/health")

    assert write(person, 1, community="塘头社区").status_code == 200
    assert problem(write(person, 2, health_fit=True)) == (403, "application-consent-missing")


def test_every_wrong_field_is_told_and_nothing_of_the_part_is_kept(world):
    person = world.sign_in("周㛃")
    consent(person)

    refused = write(person, name="周2", emergency_phone="123", community="塘头社区", weekly_hours=3)

    assert problem(refused) == (400, "form-refused")
    assert [fault["pointer"] for fault in refused.json["errors"]] == ["/fields/name", "/fields/emergency_phone"]
    assert problem(person.get("/v1/application")) == (404, "no-application")


def test_what_is_not_of_the_form_cannot_be_written(world):
    person = world.sign_in("周㛃")
    consent(person)

    for field in ("state", "gate", "volunteer_number", "records", "roles", "duplicate_of"):
        refused = write(person, **{"name": "周㛃", field: "passed"})

        assert problem(refused) == (400, "invalid")
        assert refused.json["errors"] == [{"pointer": f"/fields/{field}", "detail": "不认识这一项"}]


def test_two_phones_that_write_different_fields_merge(world):
    person = world.sign_in("周㛃")
    consent(person)
    write(person, name="周㛃")

    write(person, 1, community="塘头社区")
    merged = write(person, 1, occupation="社区医院护士")

    assert merged.json["fields"] == {"name": "周㛃", "community": "塘头社区", "occupation": "社区医院护士"}
    assert merged.json["version"] == 3


def test_a_field_that_another_phone_changed_is_not_overwritten(world):
    person = world.sign_in("周㛃")
    consent(person)
    write(person, **form(7))
    write(person, 1, emergency_phone="16150000008")

    refused = write(person, 1, emergency_phone="16150000009", community="莲湖社区")

    assert problem(refused) == (409, "fields-changed")
    assert refused.json["errors"] == [{"pointer": "/fields/emergency_phone", "detail": "别的手机上改过"}]
    assert person.get("/v1/application").json["fields"]["community"] == "塘头社区"


def test_a_part_sent_again_from_a_bad_network_changes_nothing(world):
    person = world.sign_in("周㛃")
    consent(person)
    first = write(person, **form(7))

    again = write(person, **form(7))

    assert (again.status_code, again.json) == (200, first.json)


def test_an_empty_text_takes_a_field_away(world):
    person = world.sign_in("周㛃")
    consent(person)
    write(person, **form(7))

    kept = write(person, 1, address="", health_note="")

    assert set(kept.json["masked"]) == {"document_number", "emergency_name", "emergency_phone", "health_fit"}


def test_a_form_that_was_handed_in_is_read_not_written(world):
    person, _ = applicant(world, "周㛃", 7)

    refused = write(person, 4, community="莲湖社区")

    assert problem(refused) == (409, "not-editable")


def test_nobody_else_sees_or_touches_a_draft(world):
    person = world.sign_in("周㛃")
    consent(person)
    write(person, name="周㛃")
    stranger = world.sign_in("外人")
    consent(stranger)
    bind_phone(stranger)

    assert problem(stranger.get("/v1/application")) == (404, "no-application")
    assert write(stranger, 1, name="外人").json["fields"] == {"name": "外人"}
    assert person.get("/v1/application").json["fields"] == {"name": "周㛃"}
