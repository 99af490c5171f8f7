"""A new version of the rules: whether it can be kept, and what it would have meant for a season."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise

import msgspec
from msgspec.structs import replace

from shouwang.assessment.models import Entry, Measure, Rule, RuleSet, When
from shouwang.assessment.rules.defaults import KINDS
from shouwang.assessment.rules.fold import fold
from shouwang.kernel.actor import Role
from shouwang.kernel.problem import Fault, Invalid, Problem

RULE_MAKERS = frozenset({Role.COMMANDER, Role.ADMINISTRATOR})
CORRECTORS = frozenset({Role.BRIGADE_LEADER, Role.COMMANDER})
_ALWAYS = date(2000, 1, 1)  # no force of this kind is older


class NotPreviewed(Problem):
    """A version is switched on only after the same rules were tried on a season."""

    slug, title, status = "rules-not-previewed", "这一版办法还没有试算过，先试算再启用", 409


def require_keepable(draft: RuleSet, kept: Iterable[RuleSet], today: date) -> None:
    """A version that can be kept. What happened keeps its version, so a new one begins tomorrow at the earliest.

    Raises: Invalid with every fault.
    """
    faults = list(_faults(draft))
    if draft.from_on <= today:
        faults.append(Fault("/from_on", "最早从明天开始，已经发生的按原来的办法算"))
    if any(other.from_on > draft.from_on for other in kept):
        faults.append(Fault("/from_on", "后面已经有一版开始得更晚，这一版要排在它之后"))
    if faults:
        raise Invalid(faults=faults)


def require_sound(draft: RuleSet) -> None:
    """Rules that can be tried. Raises: Invalid with every fault."""
    faults = list(_faults(draft))
    if faults:
        raise Invalid(faults=faults)


def _faults(draft: RuleSet) -> Iterator[Fault]:
    names = Counter(rule.rule for rule in draft.rules)
    for place, rule in enumerate(draft.rules):
        here = f"/rules/{place}"
        if names[rule.rule] > 1:
            yield Fault(f"{here}/rule", "两条规则不能同名")
        if rule.kind not in KINDS:
            yield Fault(f"{here}/fact", f"没有这种事实，从这些里选：{'、'.join(KINDS)}")
        yield from _measure_faults(rule, here)
    if draft.month_cap < draft.day_cap:
        yield Fault("/month_cap", "每月上限不能比每天的小")
    if not draft.levels or draft.levels[0] != 0 or any(low >= high for low, high in pairwise(draft.levels)):
        yield Fault("/levels", "等级从 0 分开始，一级比一级高")


def _measure_faults(rule: Rule, here: str) -> Iterator[Fault]:
    if rule.measure is Measure.BY_MARK and not rule.marks:
        yield Fault(f"{here}/marks", "按评分的规则要写每个分数值多少")
    if rule.measure in (Measure.ONCE, Measure.PER_MINUTES) and not rule.points:
        yield Fault(f"{here}/points", "没有写多少分")
    if (rule.measure is Measure.AS_TOLD) != (rule.kind == "correction"):
        yield Fault(f"{here}/measure", "更正按更正的分算，别的不能")
    for place, when in enumerate((rule.when, *(times.when for times in rule.times))):
        if _never(when):
            yield Fault(f"{here}/when" if not place else f"{here}/times/{place - 1}/when", "这个条件永远不会成立")


def _never(when: When) -> bool:
    both = when.quantity_from is not None and when.quantity_to is not None
    return both and (when.quantity_from or 0) > (when.quantity_to or 0)


class Change(msgspec.Struct, frozen=True):
    """What one rule brought a person, and what it would have brought."""

    rule: str
    name: str
    before: int
    after: int


class Move(msgspec.Struct, frozen=True):
    """A person's season under the rules there were and under a draft: points, places in the squadron, and why."""

    number: str
    unit_path: str
    before: int
    after: int
    place_before: int = 0
    place_after: int = 0
    why: tuple[Change, ...] = ()


def would_be(number: str, unit_path: str, entries: Iterable[Entry], draft: RuleSet, names: Mapping[str, str]) -> Move:
    """A season under a draft that had been in force all along. Shapes: `entries` of one person in the order of their ids.

    Holds one month at a time.
    """
    always = (replace(draft, from_on=_ALWAYS),)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for _, month in groupby(entries, key=lambda entry: entry.month):
        facts = []
        for entry in month:
            before[entry.line.rule] += entry.amount
            facts += [entry.fact] if entry.fact else []
        for line, points in fold(facts, always).items():
            after[line.rule] += points
    changed = sorted(rule for rule in before.keys() | after.keys() if before[rule] != after[rule])
    why = tuple(Change(rule, names.get(rule, rule), before[rule], after[rule]) for rule in changed)
    return Move(number, unit_path, before.total(), after.total(), why=why)


def placed(moves: Sequence[Move]) -> list[Move]:
    """The members of a squadron with their places before and after; equal points share a place."""
    old, new = sorted((m.before for m in moves), reverse=True), sorted((m.after for m in moves), reverse=True)
    return [replace(m, place_before=old.index(m.before) + 1, place_after=new.index(m.after) + 1) for m in moves]


def most_moved(moves: Iterable[Move], most: int) -> list[Move]:
    """Those who would move farthest: by places, then by points."""

    def distance(move: Move) -> tuple[int, int, str]:
        return -abs(move.place_after - move.place_before), -abs(move.after - move.before), move.number

    return sorted((move for move in moves if move.before != move.after), key=distance)[:most]
