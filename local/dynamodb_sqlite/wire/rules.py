"""The constraints a member of a request can have, each with DynamoDB's words for its breach."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple


class Rule(NamedTuple):
    """A constraint: whether a value keeps it, and what is said when not."""

    kept_by: Callable[[Any], bool]
    text: str


Rules = tuple[Rule, ...]


def rules(
    *,
    options: tuple[str, ...] = (),
    least: int | None = None,
    most: int | None = None,
    pattern: str | None = None,
    shortest: int | None = None,
    longest: int | None = None,
) -> Rules:
    """The rules of a value, in the order in which breaches are told."""
    made = (
        _among(options) if options else None,
        None if least is None else _at_least(least),
        None if most is None else _at_most(most),
        None if pattern is None else _like(pattern),
        None if shortest is None else _no_shorter(shortest),
        None if longest is None else _no_longer(longest),
    )
    return tuple(rule for rule in made if rule is not None)


def of_keys(wanted: Rules, read: Callable[[str], str]) -> Rule:
    """Every key of a map, once read, must keep some rules."""
    return Rule(
        lambda value: all(_keeps(wanted, read(key)) for key in value), f"Map keys must satisfy {_listed(wanted)}"
    )


def of_values(wanted: Rules) -> Rule:
    """Every value of a map must keep some rules."""
    return Rule(
        lambda value: all(_keeps(wanted, one) for one in value.values()), f"Map value must satisfy {_listed(wanted)}"
    )


def _keeps(wanted: Rules, value: Any) -> bool:
    return all(rule.kept_by(value) for rule in wanted)


def _listed(wanted: Rules) -> str:
    """Rules within another rule's text: the longest length first, the pattern last."""
    return f"constraint: [{', '.join(rule.text for rule in reversed(wanted))}]"


def _among(options: tuple[str, ...]) -> Rule:
    return Rule(lambda value: value in options, f"Member must satisfy enum value set: [{', '.join(options)}]")


def _at_least(limit: int) -> Rule:
    return Rule(lambda value: value >= limit, f"Member must have value greater than or equal to {limit}")


def _at_most(limit: int) -> Rule:
    return Rule(lambda value: value <= limit, f"Member must have value less than or equal to {limit}")


def _like(pattern: str) -> Rule:
    matches = re.compile(pattern, re.ASCII).fullmatch
    return Rule(
        lambda value: not value or matches(value) is not None,  # an empty text is told to be too short
        f"Member must satisfy regular expression pattern: {pattern}",
    )


def _no_shorter(limit: int) -> Rule:
    return Rule(lambda value: len(value) >= limit, f"Member must have length greater than or equal to {limit}")


def _no_longer(limit: int) -> Rule:
    return Rule(lambda value: len(value) <= limit, f"Member must have length less than or equal to {limit}")
