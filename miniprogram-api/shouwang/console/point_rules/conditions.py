"""Conditions 条件 as they are typed: one set of them, and what it is for."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shouwang.assessment.models import Measure, RuleSet, When
from shouwang.console.acts import ActForm
from shouwang.console.blocks import Choice, Field
from shouwang.roster.models import DutyType, Unit

NEW, NEW_TIMES = "new", "times"  # what conditions may be for, besides `rule-3` and `times-3-0` by rows
Text = Annotated[str, Meta(max_length=200)]
Picks = Annotated[list[Annotated[str, Meta(max_length=80)]], Meta(max_length=200)]
Tri = Literal["", "yes", "no"]
ReadNumber = Callable[[str, str], int]  # what was typed, the field it stands in
_MARKS = "12345"


class ConditionForm(ActForm, kw_only=True):
    """Every condition that rules know. Empty ones are none."""

    when_for: Text = ""
    when_night: Tri = ""
    when_weekend: Tri = ""
    when_duty_types: Picks = msgspec.field(default_factory=list)
    when_units: Picks = msgspec.field(default_factory=list)
    when_levels: Text = ""
    when_marks: Picks = msgspec.field(default_factory=list)
    when_from: Text = ""
    when_to: Text = ""


class Offered(msgspec.Struct, frozen=True):
    """What conditions may name."""

    units: Sequence[Unit]
    duties: Sequence[DutyType]

    def named(self, code: str) -> str:
        """A unit's or a duty's name; what has none stays as it is."""
        names = {unit.path: unit.name for unit in self.units} | {kind.code: kind.name for kind in self.duties}
        return names.get(code, code)


def read_when(form: ConditionForm, number: ReadNumber) -> When:
    """The conditions that were typed; `number` keeps faults."""
    levels = form.when_levels.replace("，", " ").replace(",", " ").split()
    return When(
        duty_types=tuple(form.when_duty_types),
        night=_tri(form.when_night),
        weekend=_tri(form.when_weekend),
        levels=tuple(number(part, "/when_levels") for part in levels),
        units=tuple(form.when_units),
        marks=tuple(int(mark) for mark in form.when_marks if mark in set(_MARKS)),
        quantity_from=number(form.when_from, "/when_from") if form.when_from.strip() else None,
        quantity_to=number(form.when_to, "/when_to") if form.when_to.strip() else None,
    )


def _tri(text: Tri) -> bool | None:
    return None if not text else text == "yes"


def target_choices(base: RuleSet) -> tuple[Choice, ...]:
    """What conditions may be for: the new rule, the new multiplier, or one there is, by its row."""
    told = [Choice("", "不设"), Choice(NEW, "上面新加的规则"), Choice(NEW_TIMES, "上面新加的倍数")]
    for row, rule in enumerate(base.rules):
        if rule.measure is not Measure.AS_TOLD:
            told.append(Choice(f"rule-{row}", f"改「{rule.name}」的条件"))
        told += [Choice(f"times-{row}-{n}", f"改「{rule.name}」的倍数「{it.name}」") for n, it in enumerate(rule.times)]
    return tuple(told)


def condition_fields(
    form: ConditionForm, base: RuleSet, offered: Offered, fault_of: Callable[[str], str]
) -> tuple[Field, ...]:
    """The fields of one set of conditions."""

    def text(name: str, label: str, hint: str) -> Field:
        return Field(name, label, value=str(getattr(form, name)), hint=hint, fault=fault_of(name), most_signs=100)

    def boxes(name: str, label: str, choices: tuple[Choice, ...], hint: str = "") -> Field:
        values = tuple(getattr(form, name))
        return Field(name, label, "boxes", values=values, choices=choices, hint=hint, fault=fault_of(name), wide=True)

    def tri(name: str, label: str, yes: str, no: str) -> Field:
        choices = (Choice("", "不分"), Choice("yes", yes), Choice("no", no))
        return Field(name, label, "select", str(getattr(form, name)), choices=choices, fault=fault_of(name))

    targets = target_choices(base)
    marks = tuple(Choice(mark, f"{mark} 分") for mark in _MARKS)
    return (
        Field("when_for", "给哪一条", "select", form.when_for, choices=targets, fault=fault_of("when_for")),
        tri("when_night", "夜间", "夜间才算", "夜间不算"),
        tri("when_weekend", "周末", "周末才算", "周末不算"),
        text("when_levels", "哪些级别", "出警、线索、表扬用，例如 1 2"),
        text("when_from", "数目从多少起", "那件事自己的数，例如到场几分钟"),
        text("when_to", "数目到多少止", "空着就不限"),
        boxes("when_marks", "带班的评了几分", marks),
        boxes("when_duty_types", "哪些任务", tuple(Choice(kind.code, kind.name) for kind in offered.duties)),
        boxes("when_units", "哪些单位", tuple(Choice(unit.path, unit.name) for unit in offered.units), "下面的都算"),
    )
