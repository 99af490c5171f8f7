"""What a person's facts of one month are worth: the same whatever order they came in, however often they were told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from math import prod

import msgspec

from shouwang.assessment.models import HOURS, MARK, About, Fact, Line, Measure, Part, Rule, RuleSet
from shouwang.assessment.rules.conditions import holds


class Stand(msgspec.Struct, frozen=True):
    """How a source stands on a day in one kind of fact: hours added up, anything else as it was told last."""

    day: date
    source: str
    kind: str
    quantity: int
    about: About
    since: datetime


class _Worth(msgspec.Struct, frozen=True):
    line: Line
    points: int
    since: datetime
    capped: bool


def in_force(rule_sets: Iterable[RuleSet], day: date) -> RuleSet:
    """The version for what happened on a day: the newest of those that had begun. Raises: ValueError if none had."""
    begun = [rules for rules in rule_sets if rules.from_on <= day]
    return max(begun, key=lambda rules: (rules.from_on, rules.version))


def stands(facts: Iterable[Fact]) -> list[Stand]:
    """How every source stands; a fact that came twice counts once."""
    grouped: dict[tuple[date, str, str], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        grouped[fact.day, fact.source, fact.kind][fact.event] = fact
    return [_stand(*key, list(told.values())) for key, told in grouped.items()]


def _stand(day: date, source: str, kind: str, facts: Sequence[Fact]) -> Stand:
    last = max(facts, key=lambda fact: (fact.told_at, fact.event))
    quantity = max(0, sum(fact.quantity for fact in facts)) if kind == HOURS else last.quantity
    return Stand(day, source, kind, quantity, last.about, min(fact.occurred_at for fact in facts))


def fold(facts: Iterable[Fact], rule_sets: Sequence[RuleSet]) -> Mapping[Line, int]:
    """The net points of every line of one month.

    Caps are used up in the order (occurred_at, source) of the sources; what goes beyond stands as a negative cap line.
    """
    every = stands(facts)
    marks = {each.source: each.quantity for each in every if each.kind == MARK}
    worths = [worth for each in every for worth in _worths(each, in_force(rule_sets, each.day), marks.get(each.source))]
    return {worth.line: worth.points for worth in worths} | _caps(worths, rule_sets)


def _worths(stand: Stand, rules: RuleSet, mark: int | None) -> Iterator[_Worth]:
    for rule in rules.rules:
        if rule.kind == stand.kind and holds(rule.when, stand.about, stand.quantity, mark):
            times = [each.percent for each in rule.times if holds(each.when, stand.about, stand.quantity, mark)]
            # Towards zero, so that a deduction is never rounded up.
            plain = _points(rule, stand.quantity)
            points = abs(plain) * prod(times) // 100 ** len(times) * (1 if plain > 0 else -1)
            line = Line(stand.day, stand.source, rule.rule, Part.EARNED)
            yield _Worth(line, points, stand.since, rule.capped)


def _points(rule: Rule, quantity: int) -> int:
    if rule.measure is Measure.PER_MINUTES:
        return quantity // rule.every_min * rule.points
    if rule.measure is Measure.BY_MARK:
        return rule.marks.get(quantity, 0)
    if rule.measure is Measure.AS_TOLD:
        return quantity
    return rule.points if quantity else 0


def _caps(worths: Iterable[_Worth], rule_sets: Sequence[RuleSet]) -> dict[Line, int]:
    taken_by_day: dict[date, int] = defaultdict(int)
    taken = 0
    over: dict[Line, int] = {}
    capped = (worth for worth in worths if worth.capped)
    for worth in sorted(capped, key=lambda worth: (worth.since, worth.line.source, worth.line.day, worth.line.rule)):
        line, rules = worth.line, in_force(rule_sets, worth.line.day)
        room = min(rules.day_cap - taken_by_day[line.day], rules.month_cap - taken)
        counted = min(worth.points, max(0, room))
        taken_by_day[line.day] += counted
        taken += counted
        if counted < worth.points:
            over[Line(line.day, line.source, line.rule, Part.CAP)] = counted - worth.points
    return over
