"""A fresh proof of who sits there: before what reveals or carries away personal data, or changes how numbers are made.

The one rule of stepping up. Identity alone writes `proved_at` into a session; every slice asks here. Source: docs/decisions/0229
"""

from datetime import datetime, timedelta

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem

FRESH_FOR = timedelta(minutes=5)  # Source: docs/decisions/0229


class StepUpNeeded(Problem):
    """The act needs a proof of who asks that is not older than five minutes: a passkey, or a confirmation on the phone."""

    slug, title, status = "step-up-needed", "先再证明一次是你，然后接着办", 403


def is_fresh(actor: Actor, now: datetime) -> bool:
    """Whether the session was proved within the last five minutes."""
    return actor.proved_at is not None and now - actor.proved_at <= FRESH_FOR


def require_fresh(actor: Actor, now: datetime) -> None:
    """Raises: StepUpNeeded unless the session was proved within the last five minutes."""
    if not is_fresh(actor, now):
        raise StepUpNeeded
