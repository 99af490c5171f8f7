"""Long work of honours."""

from shouwang.honours.service import Backfilling, Ceremonies
from shouwang.platform.jobs import Step


def ceremony(ceremonies: Ceremonies) -> Step:
    """颁奖, step by step."""
    return ceremonies.step


def backfill(backfilling: Backfilling) -> Step:
    """补发勋章, a squadron a step."""
    return backfilling.step
