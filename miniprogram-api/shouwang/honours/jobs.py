"""Long work of honours."""

from shouwang.honours.service import Ceremonies
from shouwang.platform.jobs import Step


def ceremony(ceremonies: Ceremonies) -> Step:
    """颁奖, step by step."""
    return ceremonies.step
