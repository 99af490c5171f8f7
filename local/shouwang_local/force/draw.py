"""Deterministic draws: the same seed and purpose give the same stream on every machine."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

SEED = "wanglan-2022"


def stream(seed: str, purpose: str) -> Random:
    """A stream of its own for each purpose, so that a change in one list leaves the others as they were."""
    return Random(f"{seed}/{purpose}")  # noqa: S311 - a demo force wants repeatable draws, nothing here is secret


def earlier_is_commoner(random: Random, choices: Sequence[T]) -> T:
    """One of the choices, the first about three times as likely as the middle one."""
    return choices[int(len(choices) * random.random() ** 2)]


def some(random: Random, choices: Sequence[T], at_most: int) -> tuple[T, ...]:
    """Up to `at_most` different choices, in the order of the list."""
    wanted = random.sample(range(len(choices)), random.randint(0, min(at_most, len(choices))))
    return tuple(choices[place] for place in sorted(wanted))
