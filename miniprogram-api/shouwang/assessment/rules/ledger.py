"""The entries that bring the ledger from what it says to what the facts are worth."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shouwang.assessment.models import ALL_TIME, Entry, Fact, Line, Part, RuleSet, Totals, season_book, season_of
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
    own = Line(fact.day, fact.source, fact.rule, Part.EARNED)
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


def _reason(line: Line, rules: RuleSet, fact: Fact | None, amount: int) -> str:
    rule = rules.rule(line.rule)
    name = rule.name if rule else line.rule
    if line.part is Part.CAP:
        return f"{name}，超出上限冲回" if amount < 0 else f"{name}，上限腾出，补回"
    if fact is not None and line.rule == "hours":
        return f"{name} {_spoken(fact.quantity)}"
    return f"{name} {fact.quantity} 分" if fact is not None and line.rule == "mark" else name


def _spoken(minutes: int) -> str:
    sign = "更正 −" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    return sign + " ".join(part for part in (f"{hours} 小时" * bool(hours), f"{rest} 分" * bool(rest)) if part)


def add(totals: Totals, entries: Sequence[Entry]) -> Totals:
    """The totals with entries added, one version on."""
    sums = Counter(dict(totals.sums))
    for entry in entries:
        sums[ALL_TIME] += entry.amount
        sums[season_book(season_of(entry.line.day))] += entry.amount
    return replace(totals, sums=dict(sums), version=totals.version + 1)
