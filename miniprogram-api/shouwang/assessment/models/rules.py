"""Rules 积分办法 as data: which facts earn or cost how many points, under which conditions. No code in rules."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec


class Measure(StrEnum):
    """How a rule turns facts into points."""

    PER_MINUTES = "per-minutes"  # so many points for every so many minutes
    BY_MARK = "by-mark"  # by the leader's last mark
    ONCE = "once"  # a fixed number, once a source
    AS_TOLD = "as-told"  # as many as the fact says: a leader's correction


class When(msgspec.Struct, frozen=True):
    """条件: every one that is set must hold. Empty holds always.

    `quantity_from`, `quantity_to` bound the fact's own number (minutes until arrival, a mark); `marks` is the leader's mark
    for the same duty, as far as it was given in the same month.
    """

    duty_types: tuple[str, ...] = ()
    night: bool | None = None
    weekend: bool | None = None
    levels: tuple[int, ...] = ()
    units: tuple[str, ...] = ()  # unit paths; what is below them, too
    marks: tuple[int, ...] = ()
    quantity_from: int | None = None
    quantity_to: int | None = None


class Multiplier(msgspec.Struct, frozen=True):
    """倍数 in percent: 150 is half as much again. Several that hold multiply; rounded down once, at the end."""

    name: str
    percent: int
    when: When = When()


class Rule(msgspec.Struct, frozen=True):
    """积分规则 for facts of one kind (by default the kind of the rule's own name).

    `every_min` belongs to PER_MINUTES, `marks` to BY_MARK; only `capped` rules count to the caps; negative points deduct.
    """

    rule: str
    name: str
    measure: Measure
    points: int = 0
    every_min: int = 1
    marks: Mapping[int, int] = msgspec.field(default_factory=dict)
    capped: bool = False
    fact: str = ""
    when: When = When()
    times: tuple[Multiplier, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of facts it looks at."""
        return self.fact or self.rule


class RuleSet(msgspec.Struct, frozen=True):
    """积分办法: one version of all rules, in force for what happens from a day on until the next version begins."""

    version: int
    from_on: date
    rules: tuple[Rule, ...]
    day_cap: int
    month_cap: int
    levels: tuple[int, ...]  # all-time points from which each level begins

    def rule(self, name: str) -> Rule | None:
        """The rule of that name, if this version has it."""
        return next((rule for rule in self.rules if rule.rule == name), None)
