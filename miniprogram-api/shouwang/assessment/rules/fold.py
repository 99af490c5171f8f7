"""What a person's facts of one month are worth: the same whatever order they came in, however often they were told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shouwang.assessment.models import Fact, Line, Measure, Part, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class _Worth:
    line: Line
    points: int
    since: datetime
    capped: bool


def in_force(rule_sets: Iterable[RuleSet], day: date) -> RuleSet:
    """The version for what happened on a day: the newest of those that had begun. Raises: ValueError if none had."""
    begun = [rules for rules in rule_sets if rules.from_on <= day]
    return max(begun, key=lambda rules: (rules.from_on, rules.version))


def fold(facts: Iterable[Fact], rule_sets: Sequence[RuleSet]) -> Mapping[Line, int]:
    """The net points of every line of one month.

    Caps are used up in the order (occurred_at, source) of the sources; what goes beyond stands as a negative cap line.
    """
    by_line: dict[Line, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        by_line[Line(fact.day, fact.source, fact.rule, Part.EARNED)][fact.event] = fact
    worths = [_worth(line, list(told.values()), in_force(rule_sets, line.day)) for line, told in by_line.items()]
    return {worth.line: worth.points for worth in worths} | _caps(worths, rule_sets)


def _worth(line: Line, facts: Sequence[Fact], rules: RuleSet) -> _Worth:
    rule = rules.rule(line.rule)
    since = min(fact.occurred_at for fact in facts)
    return _Worth(line, _points(rule, facts) if rule else 0, since, bool(rule and rule.capped))


def _points(rule: Rule, facts: Sequence[Fact]) -> int:
    if rule.measure is Measure.PER_MINUTES:
        return max(0, sum(fact.quantity for fact in facts)) // rule.every_min * rule.points
    if rule.measure is Measure.BY_MARK:
        last = max(facts, key=lambda fact: (fact.told_at, fact.event))
        return rule.marks.get(last.quantity, 0)
    return rule.points


def _caps(worths: Iterable[_Worth], rule_sets: Sequence[RuleSet]) -> dict[Line, int]:
    taken_by_day: dict[date, int] = defaultdict(int)
    taken = 0
    over: dict[Line, int] = {}
    capped = (worth for worth in worths if worth.capped)
    for worth in sorted(capped, key=lambda worth: (worth.since, worth.line.source, worth.line.day)):
        line, rules = worth.line, in_force(rule_sets, worth.line.day)
        room = min(rules.day_cap - taken_by_day[line.day], rules.month_cap - taken)
        counted = min(worth.points, max(0, room))
        taken_by_day[line.day] += counted
        taken += counted
        if counted < worth.points:
            over[Line(line.day, line.source, line.rule, Part.CAP)] = counted - worth.points
    return over
