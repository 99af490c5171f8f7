"""The form 报名表 as one table of fields: what each is called, who must fill it, what it needs consent for, how it is read."""

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from typing import Any

import msgspec

from shouwang.kernel.mask import mask_name
from shouwang.kernel.problem import Fault, Problem
from shouwang.recruitment.models import Application
from shouwang.recruitment.rules.problems import (
    ApplicationConsentMissing,
    FieldsChanged,
    FormIncomplete,
    FormRefused,
)
from shouwang.recruitment.rules.readers import (
    Context,
    Reader,
    as_is,
    read_declared,
    read_document,
    read_driving_class,
    read_household_phone,
    read_person_name,
    read_phone,
    read_political_status,
    read_skills,
    read_squadron,
    read_text,
)

__all__ = ["Context"]

# Purposes of consent, as identity names them. Source: reference domain-rules 6 (separate consent for each).
SERVICE, DOCUMENT, HEALTH = "service", "document", "health"
PURPOSES = {SERVICE: "报名和服务记录", DOCUMENT: "身份证件和照片", HEALTH: "健康情况"}


class FormField(msgspec.Struct, frozen=True):
    """One field 项 of the form."""

    name: str
    words: str
    read: Reader = read_text
    required: bool = True
    sealed: bool = False  # class S: kept encrypted. Source: design section 3, data classes
    purpose: str = SERVICE
    mask: Callable[[Any], str] = lambda value: "已填"


# Source: reference domain-rules 3.1; sex and birth date are derived, never asked.
FIELDS: Mapping[str, FormField] = {
    field.name: field
    for field in (
        FormField("name", "姓名", read_person_name),
        # What is shown must not help to guess the rest: the last two digits, in clear in the row, and no more.
        FormField("document_number", "证件号码", read_document, True, True, DOCUMENT, lambda v: "*" * 16 + v[-2:]),
        FormField("ethnic_group", "民族", required=False),
        FormField("community", "社区"),
        FormField("address", "住处", required=False, sealed=True),
        FormField("emergency_name", "紧急联系人", read_person_name, sealed=True, mask=mask_name),
        FormField("emergency_phone", "紧急联系人手机", read_phone, sealed=True, mask=lambda v: "*" * 9 + v[-2:]),
        FormField("household_phone", "家里电话", read_household_phone, False, True, mask=lambda v: "*" * 9 + v[-2:]),
        FormField("political_status", "政治面貌", read_political_status),
        FormField("no_record_declared", "无违法犯罪记录声明", read_declared),
        FormField("motivation", "为什么来"),
        FormField("weekly_hours", "每周能来几小时", as_is),
        FormField("unit_path", "想去的中队", read_squadron),
        FormField("health_fit", "身体能不能巡逻", as_is, sealed=True, purpose=HEALTH),
        FormField("health_note", "身体情况说明", required=False, sealed=True, purpose=HEALTH),
        FormField("skills", "会什么", read_skills, required=False),
        FormField("driving_class", "准驾车型", read_driving_class, required=False),
        FormField("occupation", "职业", required=False),
        FormField("employer", "工作单位", required=False),
        FormField("education", "学历", required=False),
        FormField("veteran_or_police_family", "退役军人或警属", as_is, required=False),
        FormField("answer", "补充说明", required=False),  # what one says to who returned the form
    )
}
_EMPTY: tuple[Any, ...] = ("", [])
SEALED = frozenset(name for name, field in FIELDS.items() if field.sealed)


def pointer_of(name: str) -> str:
    """Where a field is in what the mini-program sends."""
    return f"/fields/{name}"


def read_fields(given: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """The fields as typed, each in its one true spelling; an empty text takes a field away (None).

    Raises: FormRefused with every fault.
    """
    read: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        try:
            read[name] = _read(name, value, context)
        except Problem as wrong:
            faults += wrong.faults
    if faults:
        raise FormRefused(faults=faults)
    return read


def _read(name: str, value: Any, context: Context) -> Any:
    if value in _EMPTY:
        return None
    read = FIELDS[name].read(value, pointer_of(name), context)
    return None if read in _EMPTY else read


def require_consents(names: Collection[str], consents: Collection[str]) -> None:
    """Let fields be kept only under their own consent. Raises: ApplicationConsentMissing naming the purposes."""
    require_purposes({FIELDS[name].purpose for name in names}, consents)


def require_purposes(purposes: Set[str], consents: Collection[str]) -> None:
    """Let pass who agreed to these purposes. Raises: ApplicationConsentMissing naming the others."""
    lacking = sorted(purposes - set(consents))
    if lacking:
        words = "、".join(PURPOSES[purpose] for purpose in lacking)
        raise ApplicationConsentMissing(f"先看过并同意告知书：{words}", purposes=lacking)


def changed_fields(
    held: Mapping[str, Any], edits: Mapping[str, int], given: Mapping[str, Any], seen: int
) -> dict[str, Any]:
    """What a part of the form, written over the version seen, changes: fields merge one by one.

    A repeated part changes nothing. Raises: FieldsChanged for fields that another phone changed since, otherwise.
    """
    changed = {name: value for name, value in given.items() if held.get(name) != value}
    overtaken = [name for name in changed if edits.get(name, 0) > seen]
    if overtaken:
        words = "、".join(FIELDS[name].words for name in overtaken)
        faults = [Fault(pointer_of(name), "别的手机上改过") for name in overtaken]
        raise FieldsChanged(f"{words}在别的手机上改过了，看一下再存", faults=faults)
    return changed


def missing(application: Application, consents: Collection[str], phone: bool) -> tuple[Fault, ...]:
    """Everything the form still lacks before it can be submitted."""
    return tuple(_missing(application, consents, phone))


def _missing(application: Application, consents: Collection[str], phone: bool) -> Iterator[Fault]:
    for field in FIELDS.values():
        if field.required and field.name not in application.fields and field.name not in application.sealed:
            yield Fault(pointer_of(field.name), f"{field.words}没有填")
    if not application.photo:
        yield Fault("/photo", "照片没有交")
    if not phone:
        yield Fault("/phone", "手机号还没有绑定")
    for purpose, words in PURPOSES.items():
        if purpose not in consents:
            yield Fault(f"/consents/{purpose}", f"还没有同意告知书：{words}")


def require_complete(
    application: Application, held: Mapping[str, Any], consents: Collection[str], phone: str, context: Context
) -> None:
    """Let a form be handed in only whole, and right today. Raises: FormIncomplete listing everything at once."""
    faults = list(missing(application, consents, bool(phone)))
    try:
        read_fields(held, context)
    except FormRefused as wrong:
        faults += wrong.faults
    if phone and held.get("emergency_phone") == phone:
        faults.append(Fault(pointer_of("emergency_phone"), "不能填自己的手机"))
    if faults:
        raise FormIncomplete(faults=faults)
