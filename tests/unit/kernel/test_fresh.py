from datetime import UTC, datetime, timedelta

import pytest

from shouwang.kernel.actor import Actor
from shouwang.kernel.fresh import StepUpNeeded, is_fresh, require_fresh

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "fresh"),
    [(None, False), (timedelta(0), True), (timedelta(minutes=5), True), (timedelta(minutes=5, microseconds=1), False)],
)
def test_a_proof_is_worth_five_minutes(ago, fresh):
    actor = Actor("person", "session", proved_at=None if ago is None else NOW - ago)

    assert is_fresh(actor, NOW) is fresh


def test_who_has_not_proved_is_told_so_by_name():
    with pytest.raises(StepUpNeeded) as told:
        require_fresh(Actor("person", "session"), NOW)

    assert (told.value.slug, told.value.status) == ("step-up-needed", 403)
