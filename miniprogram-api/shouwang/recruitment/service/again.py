"""Doing things again: after a lost race, and when the same request comes twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Conflict
from shouwang.platform.once import Once

_T = TypeVar("_T")

# Each round somebody wins, so that 8 clients on one counter need about 8 rounds; this is far beyond.
ROUNDS = 40


def retried(act: Callable[[], _T]) -> _T:
    """Read, decide and commit once more as long as somebody else was faster. Raises: Conflict after `ROUNDS`."""
    for _ in range(ROUNDS - 1):
        try:
            return act()
        except Conflict:
            continue
    return act()


@contextmanager
def replayed(once: Once) -> Iterator[None]:
    """Answer a repeated request as it was answered, although what it did now stands in its own way.

    Cost: 1 request, only where there is a refusal. Raises: AnsweredBefore, or the refusal.
    """
    try:
        yield
    except Problem:
        once.before()
        raise
