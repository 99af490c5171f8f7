"""Levels 等级 by all-time points."""

from bisect import bisect_right

import msgspec

from shouwang.assessment.models import RuleSet


class Standing(msgspec.Struct, frozen=True):
    """The level reached, from 1, and how many points the next one is away (None at the top)."""

    level: int
    to_next: int | None


def standing(points: int, rules: RuleSet) -> Standing:
    """Where all-time points stand; below the first threshold is still the first level."""
    level = max(1, bisect_right(rules.levels, points))
    return Standing(level, rules.levels[level] - points if level < len(rules.levels) else None)
