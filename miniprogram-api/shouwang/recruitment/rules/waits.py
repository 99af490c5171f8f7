"""How long one usually waits at a gate, from what was decided of late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from shouwang.recruitment.models import Application, State, Usual

SAMPLE = 200  # the newest decisions of a gate that are looked at
LEAST = 5  # with fewer the force's own planned days are told
LOOKED_BACK_DAYS = 30


def waited_h(before: Application, after: Application, now: datetime) -> int | None:
    """Whole hours an application waited for the decision that has just moved it on; None when none did."""
    if before.state is not State.REVIEW or before.since is None or before.stage == after.stage:
        return None
    return ceil((now - before.since) / timedelta(hours=1))


def usual(waits_h: Sequence[int]) -> Usual | None:
    """What half and what nine in ten of the waits came to, in days begun; None for too few."""
    if len(waits_h) < LEAST:
        return None
    days = sorted(max(1, ceil(hours / 24)) for hours in waits_h)
    return Usual(days[(len(days) - 1) // 2], days[ceil(len(days) * 0.9) - 1], len(days))
