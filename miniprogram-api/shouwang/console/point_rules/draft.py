"""A draft as it is typed: a version's rules with their numbers, one more rule or multiplier; read back as rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from shouwang.assessment.models import Measure, Multiplier, Rule, RuleSet, When
from shouwang.assessment.rules import KINDS
from shouwang.console.point_rules.conditions import NEW, NEW_TIMES, ConditionForm, read_when, target_choices
from shouwang.console.point_rules.words import marks_text, times_text
from shouwang.kernel.problem import Fault, Invalid

_ANY_DAY = date(2000, 1, 1)  # a draft has no first day before it is switched on
_MOST = 60  # rules of a version. These bounds are those of the API
_MOST_POINTS, _MOST_CAP, _MOST_PERCENT, _MOST_MINUTES = 1000, 100_000, 500, 600
Texts = Annotated[list[Annotated[str, Meta(max_length=120)]], Meta(max_length=_MOST)]
Text = Annotated[str, Meta(max_length=200)]


class DraftForm(ConditionForm, kw_only=True):
    """Lists are in the order of the rules of `base` (a version, or the preview that is gone on from)."""

    base: Text
    season: Annotated[str, Meta(pattern="^20[0-9]{2}$")]
    kept: Texts = msgspec.field(default_factory=list)
    name: Texts = msgspec.field(default_factory=list)
    points: Texts = msgspec.field(default_factory=list)
    detail: Texts = msgspec.field(default_factory=list)
    capped: Texts = msgspec.field(default_factory=list)
    times: Texts = msgspec.field(default_factory=list)
    day_cap: Text = ""
    month_cap: Text = ""
    levels: Text = ""
    new_fact: Text = ""
    new_name: Text = ""
    new_points: Text = ""
    new_every: Text = ""
    new_capped: Text = ""
    times_rule: Text = ""
    times_name: Text = ""
    times_percent: Text = ""


@dataclass
class Reading:
    """Reads what was typed, and keeps every fault."""

    form: DraftForm
    faults: list[Fault] = field(default_factory=list)

    def number(self, text: str, pointer: str, least: int = 0, most: int = _MOST_CAP) -> int:
        """A whole number within bounds; a fault for anything else."""
        sign = text.strip().replace("\u2212", "-").removeprefix("+")
        if not sign.removeprefix("-").isdecimal():
            self.faults.append(Fault(pointer, "写整数"))
            return least
        if not least <= int(sign) <= most:
            self.faults.append(Fault(pointer, f"{least:,} 到 {most:,}"))
            return least
        return int(sign)

    def points(self, text: str, pointer: str) -> int:
        """What a rule gives or takes."""
        return self.number(text, pointer, -_MOST_POINTS, _MOST_POINTS)

    def marks(self, text: str, pointer: str) -> dict[int, int]:
        """`5=5 4=3` as points for each mark."""
        told = {}
        for part in text.replace("，", " ").split():
            mark, _, points = part.partition("=")
            if mark not in set("012345"):
                self.faults.append(Fault(pointer, "写成 5=5 4=3：几分得几分"))
                return {}
            told[int(mark)] = self.points(points, pointer)
        return told

    def percents(self, text: str, pointer: str) -> dict[str, int]:
        """`夜间=200；周末=150` as percent by name."""
        told = {}
        for part in filter(None, map(str.strip, text.replace(";", "；").split("；"))):
            name, _, percent = part.rpartition("=")
            told[name.strip()] = self.number(percent, pointer, 0, _MOST_PERCENT)
        return told

    def numbers(self, text: str, pointer: str) -> tuple[int, ...]:
        """Numbers with spaces or commas between."""
        return tuple(self.number(part, pointer) for part in text.replace("，", " ").replace(",", " ").split())


def read(form: DraftForm, base: RuleSet) -> RuleSet:
    """What was typed, as rules. Raises: Invalid listing every fault, of a rule by its row in the form."""
    reading = Reading(form)
    when = _when(reading, base)
    rules = [
        _under(_rule(reading, row, rule), rule, f"{row}", form.when_for, when)
        for row, rule in enumerate(base.rules)
        if _at(form.kept, row, "yes") == "yes"
    ]
    rules += _added(reading, base, when if form.when_for == NEW else When())
    rules = _with_times(reading, rules, when if form.when_for == NEW_TIMES else When())
    draft = RuleSet(
        0,
        _ANY_DAY,
        tuple(rules),
        reading.number(form.day_cap, "/day_cap"),
        reading.number(form.month_cap, "/month_cap"),
        reading.numbers(form.levels, "/levels"),
    )
    if reading.faults:
        raise Invalid(faults=reading.faults)
    return draft


def rows_of(form: DraftForm, base: RuleSet) -> list[int]:
    """The row in the form of each rule of the draft; an added one stands in the row after the last."""
    rows = [row for row in range(len(base.rules)) if _at(form.kept, row, "yes") == "yes"]
    return [*rows, len(base.rules)]


def typed_over(base: RuleSet, season: str, base_name: str) -> DraftForm:
    """The form of a version as it is, nothing typed yet."""
    rules = base.rules
    return DraftForm(
        request_id="not-sent-yet",
        base=base_name,
        season=season,
        kept=["yes"] * len(rules),
        name=[rule.name for rule in rules],
        points=[str(rule.points) for rule in rules],
        detail=[_detail(rule) for rule in rules],
        capped=["yes" if rule.capped else "" for rule in rules],
        times=[times_text(rule.times) for rule in rules],
        day_cap=str(base.day_cap),
        month_cap=str(base.month_cap),
        levels=" ".join(map(str, base.levels)),
        new_points="0",
        new_every="6",
    )


def _detail(rule: Rule) -> str:
    """What its measure needs besides points: minutes, or marks."""
    if rule.measure is Measure.PER_MINUTES:
        return str(rule.every_min)
    return marks_text(rule.marks)


def _at(texts: Sequence[str], row: int, default: str = "") -> str:
    return texts[row] if row < len(texts) else default


def _rule(reading: Reading, row: int, rule: Rule) -> Rule:
    form, here = reading.form, f"/rows/{row}"
    name = _at(form.name, row, rule.name).strip()
    if not 2 <= len(name) <= 20:
        reading.faults.append(Fault(f"{here}/name", "2 到 20 个字"))
    told = replace(rule, name=name, capped=_at(form.capped, row) == "yes")
    detail = _at(form.detail, row, _detail(rule))
    if rule.measure is Measure.BY_MARK:
        told = replace(told, marks=reading.marks(detail, f"{here}/marks"))
    elif rule.measure is not Measure.AS_TOLD:
        told = replace(told, points=reading.points(_at(form.points, row, str(rule.points)), f"{here}/points"))
    if rule.measure is Measure.PER_MINUTES:
        told = replace(told, every_min=reading.number(detail, f"{here}/every_min", 1, _MOST_MINUTES))
    percents = reading.percents(_at(form.times, row, times_text(rule.times)), f"{here}/times")
    times = tuple(replace(one, percent=percents[one.name]) for one in rule.times if one.name in percents)
    return replace(told, times=times)


def _when(reading: Reading, base: RuleSet) -> When:
    """The one set of conditions; a fault where it is for nothing that is there."""
    form = reading.form
    when = read_when(form, reading.number)
    there = {choice.value for choice in target_choices(base)}
    absent = {NEW: not form.new_name.strip(), NEW_TIMES: not form.times_name.strip(), "": when != When()}
    if form.when_for not in there or absent.get(form.when_for, False):
        reading.faults.append(Fault("/when_for", "选给哪一条；给新的一条，先写上面它的名称"))
    return when


def _under(told: Rule, was: Rule, row: str, target: str, when: When) -> Rule:
    """A rule with other conditions, of its own or of one of its multipliers, where these are for it."""
    if target == f"rule-{row}":
        return replace(told, when=when)
    names = {one.name for n, one in enumerate(was.times) if target == f"times-{row}-{n}"}
    return replace(told, times=tuple(replace(one, when=when) if one.name in names else one for one in told.times))


def _added(reading: Reading, base: RuleSet, when: When) -> list[Rule]:
    """One more rule, when its name was written."""
    form = reading.form
    name = form.new_name.strip()
    if not name:
        return []
    if form.new_fact not in KINDS:
        reading.faults.append(Fault("/new_fact", "选一样"))
        return []
    ids = {rule.rule for rule in base.rules}
    candidates = (f"{form.new_fact}-n{n}" for n in range(1, _MOST + 2))
    rule_id = next(each for each in candidates if each not in ids)
    per_minutes = form.new_fact == "hours"
    every = reading.number(form.new_every, "/new_every", 1, _MOST_MINUTES) if per_minutes else 1
    measure = Measure.PER_MINUTES if per_minutes else Measure.ONCE
    points = reading.points(form.new_points, "/new_points")
    capped = form.new_capped == "yes"
    return [Rule(rule_id, name, measure, points, every, capped=capped, fact=form.new_fact, when=when)]


def _with_times(reading: Reading, rules: list[Rule], when: When) -> list[Rule]:
    """One more multiplier of one rule, when its name was written."""
    form = reading.form
    name = form.times_name.strip()
    if not name:
        return rules
    if all(rule.rule != form.times_rule for rule in rules):
        reading.faults.append(Fault("/times_rule", "选一条规则"))
        return rules
    percent = reading.number(form.times_percent, "/times_percent", 0, _MOST_PERCENT)
    more = Multiplier(name, percent, when)
    return [replace(it, times=(*it.times, more)) if it.rule == form.times_rule else it for it in rules]
