"""The entries that bring the ledger from what it says to what the facts are worth."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from shouwang.assessment.models import HOURS, MARK, Entry, Fact, Line, Part, RuleSet
from shouwang.assessment.rules.conditions import holds
from shouwang.assessment.rules.fold import fold, in_force


def settle(
    person_id: str, month: Sequence[Entry], fact: Fact, rule_sets: Sequence[RuleSet], now: datetime
) -> tuple[Entry, ...]:
    """The entries to add for a new fact: the fact's own, and one for each line that it shifts.

    Shapes: `month` holds every entry of the person for the fact's month. Nothing for a fact that is known already.
    """
    known = [entry.fact for entry in month if entry.fact is not None]
    if any(each.event == fact.event for each in known):
        return ()
    worth = fold([*known, fact], rule_sets)
    return tuple(_changes(person_id, month, worth, fact, rule_sets, now))


def _changes(
    person_id: str,
    month: Sequence[Entry],
    worth: Mapping[Line, int],
    fact: Fact,
    rule_sets: Sequence[RuleSet],
    now: datetime,
) -> Iterator[Entry]:
    said: Counter[Line] = Counter()
    for entry in month:
        said[entry.line] += entry.amount
    revisions = Counter(entry.line for entry in month)
    own = _own_line(fact, worth, in_force(rule_sets, fact.day))
    for line in sorted(
        worth.keys() | said.keys() | {own}, key=lambda each: (each != own, each.day, each.source, each.rule, each.part)
    ):
        amount = worth.get(line, 0) - said[line]
        if amount == 0 and line != own:
            continue
        rules = in_force(rule_sets, line.day)
        yield Entry(
            person_id=person_id,
            line=line,
            revision=revisions[line],
            amount=amount,
            rule_version=rules.version,
            reason=_reason(line, rules, fact if line == own else None, amount),
            recorded_at=now,
            fact=fact if line == own else None,
        )


def _own_line(fact: Fact, worth: Mapping[Line, int], rules: RuleSet) -> Line:
    """Where a fact is kept: with the first rule that looks at it, or under its own name if none does."""
    lines = (Line(fact.day, fact.source, rule.rule, Part.EARNED) for rule in rules.rules if rule.kind == fact.kind)
    return next((line for line in lines if line in worth), Line(fact.day, fact.source, fact.kind, Part.EARNED))


def _reason(line: Line, rules: RuleSet, fact: Fact | None, amount: int) -> str:
    rule = rules.rule(line.rule)
    name = rule.name if rule else line.rule
    if line.part is Part.CAP:
        return f"{name}，超出上限冲回" if amount < 0 else f"{name}，上限腾出，补回"
    if fact is None:
        taken_back = amount < 0 and (rule is None or rule.points >= 0)
        return f"{name}，冲回" if taken_back else name
    times = [each for each in rule.times if holds(each.when, fact.about, fact.quantity, None)] if rule else []
    return "，".join([_own_reason(name, fact), *(f"{each.name} ×{each.percent / 100:g}" for each in times)])


def _own_reason(name: str, fact: Fact) -> str:
    if fact.kind == HOURS:
        return f"{name} {_spoken(fact.quantity)}"
    if fact.kind == MARK:
        return f"{name} {fact.quantity} 分"
    told = f"{name}：{fact.about.note}" if fact.about.note else name
    return told if fact.quantity else f"{name}，撤回"


def _spoken(minutes: int) -> str:
    sign = "更正 −" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    return sign + " ".join(part for part in (f"{hours} 小时" * bool(hours), f"{rest} 分" * bool(rest)) if part)
