"""Duty's long work."""

from shouwang.duty.service import Patterns, Reviews
from shouwang.platform.jobs import Job, Progress, Step


def night(patterns: Patterns, reviews: Reviews) -> Step:
    """Each night, one unit a step: plan its shifts ahead, state what became of those that are over, end what waited too long."""

    def step(job: Job) -> Progress:
        paths = [unit.path for unit in patterns.roster.units()]
        place = int(job.checkpoint.get("place", 0))
        if place < len(paths):
            patterns.plan_ahead(paths[place])
            patterns.settle(paths[place])
            reviews.lapse(paths[place])
        return Progress({"place": place + 1}, min(place + 1, len(paths)), len(paths), place + 1 >= len(paths))

    return step
