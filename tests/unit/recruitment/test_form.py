from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.kernel.problem import Fault
from shouwang.recruitment.models import Application
from shouwang.recruitment.rules.form import (
    FIELDS,
    PURPOSES,
    SEALED,
    Context,
    changed_fields,
    missing,
    read_fields,
    require_complete,
    require_consents,
    require_purposes,
)
from shouwang.recruitment.rules.problems import (
    ApplicationConsentMissing,
    FieldsChanged,
    FormIncomplete,
    FormRefused,
)
from tests.unit.recruitment.making import FORCE, NOW, SQUADRON, force

CONTEXT = Context(date(2026, 11, 23), FORCE, {SQUADRON})
CONSENTS = frozenset(PURPOSES)
PHONE = "16100000427"
FORM: dict[str, Any] = {
    "name": "周㛃",
    "document_number": "11010519491231002X",
    "community": "塘头社区",
    "emergency_name": "周大",
    "emergency_phone": "16150000036",
    "political_status": "群众",
    "no_record_declared": True,
    "motivation": "家就住在夜市后面",
    "weekly_hours": 6,
    "unit_path": SQUADRON,
    "health_fit": True,
}
WHOLE = Application(
    "application",
    "applicant",
    NOW,
    fields={name: value for name, value in FORM.items() if name not in SEALED},
    sealed={name: b"..." for name in FORM if name in SEALED},
    photo="photos/application/1.jpg",
)


def faults_of(given: dict[str, Any], context: Context = CONTEXT) -> list[Fault]:
    with pytest.raises(FormRefused) as refused:
        read_fields(given, context)
    return list(refused.value.faults)


def test_a_whole_form_reads_as_it_was_written() -> None:
    assert read_fields(FORM, CONTEXT) == FORM


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("name", "阿卜杜热合曼•阿卜杜克热木", "阿卜杜热合曼·阿卜杜克热木"),
        ("document_number", "１１０１０５ 19491231 002x", "11010519491231002X"),
        ("emergency_phone", "+86 161-5000-0036", "16150000036"),
        ("emergency_phone", "0086 161 5000 0036", "16150000036"),
        ("emergency_phone", "86 161 5000 0036", "16150000036"),
        ("motivation", "  跑外卖的，\n街巷熟 ", "跑外卖的， 街巷熟"),
        ("skills", ["急救员证", " 急救员证 ", "", "驾驶  C1"], ["急救员证", "驾驶 C1"]),
        ("skills", [" "], None),
        ("occupation", "", None),
        ("occupation", "   ", None),
        ("name", "", None),
        ("health_fit", False, False),
        ("veteran_or_police_family", False, False),
    ],
)
def test_each_field_is_kept_in_its_one_true_spelling(name: str, typed: Any, read: Any) -> None:
    assert read_fields({name: typed}, CONTEXT) == {name: read}


def test_every_fault_of_a_part_is_told_at_once() -> None:
    wrong = {
        "name": "周2",
        "document_number": "110105194912310021",
        "emergency_phone": "02161234567",
        "political_status": "保密",
        "no_record_declared": False,
        "unit_path": "D1/B01",
        "community": "塘头社区",
    }

    faults = faults_of(wrong)

    assert faults == [
        Fault("/fields/name", "第 2 个字「2」是数字，姓名里不能有"),
        Fault("/fields/document_number", "末位校验码对不上，可能有一位抄错了"),
        Fault("/fields/emergency_phone", "手机号要 11 位，1 开头；现在是 11 位"),
        Fault("/fields/political_status", "不在可选的几项里"),
        Fault("/fields/no_record_declared", "没有这项声明，报名不能往下走"),
        Fault("/fields/unit_path", "要选一个收人的中队"),
    ]


def test_people_outside_the_forces_ages_are_refused_with_their_age() -> None:
    strict = replace(CONTEXT, force=force())

    assert faults_of({"document_number": "11010519491231002X"}, strict) == [
        Fault("/fields/document_number", "年龄要在 18 到 65 周岁之间，现在是 76")
    ]


@pytest.mark.parametrize(("day", "refused"), [(date(1967, 12, 30), True), (date(1967, 12, 31), False)])
def test_one_may_apply_from_the_eighteenth_birthday(day: date, refused: bool) -> None:
    context = replace(CONTEXT, today=day)

    if refused:
        assert faults_of({"document_number": "11010519491231002X"}, context)
    else:
        assert read_fields({"document_number": "11010519491231002X"}, context)


def test_each_field_needs_its_own_consent() -> None:
    require_consents(["name", "weekly_hours"], {"service"})

    with pytest.raises(ApplicationConsentMissing) as refused:
        require_consents(FORM, {"service"})
    assert refused.value.extra == {"purposes": ["document", "health"]}
    assert refused.value.detail == "先看过并同意告知书：身份证件和照片、健康情况"


def test_a_photo_needs_the_consent_for_documents() -> None:
    require_purposes({"document"}, {"document"})

    with pytest.raises(ApplicationConsentMissing):
        require_purposes({"document"}, {"service", "health"})


def test_the_masks_of_sealed_fields_give_nothing_away() -> None:
    masked = {name: FIELDS[name].mask(FORM[name]) for name in FORM if name in SEALED}

    assert masked == {
        "document_number": "****************2X",
        "emergency_name": "周**",
        "emergency_phone": "*********36",
        "health_fit": "已填",
    }


def test_two_phones_that_write_different_fields_merge() -> None:
    held, edits = {"name": "周㛃", "community": "塘头社区"}, {"name": 1, "community": 3}

    assert changed_fields(held, edits, {"name": "周洁"}, seen=2) == {"name": "周洁"}


def test_a_part_that_was_kept_before_changes_nothing_however_old_it_is() -> None:
    assert changed_fields({"name": "周㛃"}, {"name": 7}, {"name": "周㛃"}, seen=0) == {}


def test_a_field_that_another_phone_changed_is_not_overwritten() -> None:
    with pytest.raises(FieldsChanged) as refused:
        changed_fields({"name": "周洁", "community": "莲湖社区"}, {"name": 3, "community": 3}, FORM, seen=2)

    assert refused.value.detail == "姓名、社区在别的手机上改过了，看一下再存"
    assert refused.value.faults == (
        Fault("/fields/name", "别的手机上改过"),
        Fault("/fields/community", "别的手机上改过"),
    )


values = st.dictionaries(st.sampled_from(["name", "community", "occupation"]), st.sampled_from("甲乙丙"), max_size=3)


@given(values, values)
def test_writing_over_the_latest_version_always_gives_what_was_written(
    held: dict[str, str], given: dict[str, str]
) -> None:
    changed = changed_fields(held, dict.fromkeys(held, 4), given, seen=4)

    assert {**held, **changed} == {**held, **given}


def test_nothing_is_missing_from_a_whole_form() -> None:
    assert missing(WHOLE, CONSENTS, phone=True) == ()
    require_complete(WHOLE, FORM, CONSENTS, PHONE, CONTEXT)


def test_everything_that_is_missing_is_told_at_once() -> None:
    empty = Application("application", "applicant", NOW)

    told = missing(empty, frozenset({"service"}), phone=False)

    assert [fault.pointer for fault in told] == [
        "/fields/name",
        "/fields/document_number",
        "/fields/community",
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
        "/consents/document",
        "/consents/health",
    ]


def test_a_form_that_was_right_when_written_is_looked_at_again_when_handed_in() -> None:
    grown_old = replace(CONTEXT, force=force())

    with pytest.raises(FormIncomplete) as refused:
        require_complete(WHOLE, FORM, CONSENTS, PHONE, grown_old)

    assert refused.value.faults == (Fault("/fields/document_number", "年龄要在 18 到 65 周岁之间，现在是 76"),)


def test_nobody_is_the_own_emergency_contact() -> None:
    with pytest.raises(FormIncomplete) as refused:
        require_complete(WHOLE, FORM, CONSENTS, "16150000036", CONTEXT)

    assert refused.value.faults == (Fault("/fields/emergency_phone", "不能填自己的手机"),)
