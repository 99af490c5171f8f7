"""本人: what is known of the applicant. Sensitive fields stand masked; who needs one for the work may ask for it."""

from collections.abc import Callable, Mapping
from typing import Any

from shouwang.console.views import Fact, Link
from shouwang.kernel.actor import Actor
from shouwang.recruitment.models import Application
from shouwang.recruitment.rules.form import FIELDS
from shouwang.recruitment.rules.sight import PHONE, REVEALABLE
from shouwang.recruitment.service import Revealed

_ORDER = (
    "document_number", PHONE, "community", "address", "emergency_name", "emergency_phone", "household_phone",
    "political_status", "occupation", "employer", "education", "ethnic_group", "weekly_hours", "skills", "driving_class",
    "veteran_or_police_family", "health_fit", "health_note", "answer",
)  # fmt: skip
_WORDS = {"document_number": "证件号码", "emergency_phone": "联系人手机", "health_fit": "能不能巡逻", "health_note": "身体情况",
          "weekly_hours": "每周能来", "veteran_or_police_family": "退役或警属", PHONE: "手机"}  # fmt: skip
_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "weekly_hours": lambda hours: f"{hours} 小时",
    "skills": "、".join,
    "veteran_or_police_family": lambda yes: "是" if yes else "否",
}
# How people read long numbers: 6-8-4 for a document, 3-4-4 for a phone.
_GROUPS = {18: (6, 8, 4), 11: (3, 4, 4)}


def words_of(field: str) -> str:
    """What a field is called, at most five signs."""
    return _WORDS.get(field) or FIELDS[field].words


def facts(application: Application, actor: Actor, revealed: Revealed | None) -> tuple[Fact, ...]:
    """The applicant's fields in the order in which one reads them; what was left open is left out."""
    rows = (_fact(application, field, actor, revealed) for field in _ORDER)
    photo = Link("看照片", f"/console/applications/{application.application_id}/photo")
    return (*(row for row in rows if row), *((Fact("照片", "交了", link=photo),) if application.photo else ()))


def may_reveal(actor: Actor, application: Application, field: str) -> bool:
    """Whether a person's work needs a field; the service decides again."""
    held = [role for role, fields in REVEALABLE.items() if field in fields]
    return application.person_id != actor.person_id and actor.covers(application.unit_path, *held)


def _fact(application: Application, field: str, actor: Actor, revealed: Revealed | None) -> Fact | None:
    if field in application.fields:
        value = application.fields[field]
        return Fact(words_of(field), _SHOWN.get(field, str)(value))
    masked = "*" * 11 if field == PHONE else application.masked.get(field, "")
    if not masked:
        return None
    shown = _grouped(revealed.value) if revealed and revealed.field == field else ""
    asks = field if may_reveal(actor, application, field) else ""
    return Fact(words_of(field), _bullets(masked), masked=True, field=asks, shown=shown)


def _bullets(masked: str) -> str:
    return _grouped(masked.replace("*", "•"))


def _grouped(text: str) -> str:
    sizes = _GROUPS.get(len(text), ())
    if not sizes or text[:3].isalpha():
        return text
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return " ".join(parts)
