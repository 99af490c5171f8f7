"""The stage says over how many index keys a whole force's writes are spread; the number grows while rows wait."""

import pytest

from shouwang.platform.dynamo import commit, shards
from shouwang.platform.outbox import EventRow, Outbox, emit
from shouwang.platform.outbox_state import backlog


@pytest.fixture(autouse=True)
def as_before():
    yield
    shards.spread_over(shards.FEWEST)


def tell(world, numbers):
    for n in numbers:
        commit(emit("test.told", {"n": n}, at=world.clock(), source=str(n)))


def test_what_waited_before_the_shards_grew_and_what_came_after_is_all_found(world):
    tell(world, range(12))
    shards.spread_over(64)
    tell(world, range(12, 36))

    found = Outbox({}, world.clock).due()

    assert sorted(event.payload["n"] for event in found) == list(range(36))
    assert backlog().events == 36
    used = {int(row.undone_shard.partition("#")[2]) for row in EventRow.scan()}
    assert max(used) >= shards.FEWEST


def test_a_worker_that_does_not_know_the_new_number_yet_misses_only_what_is_new(world):
    tell(world, range(12))
    shards.spread_over(64)
    tell(world, range(12, 36))

    shards.spread_over(shards.FEWEST)
    found = {event.payload["n"] for event in Outbox({}, world.clock).due()}

    assert set(range(12)) < found < set(range(36))


@pytest.mark.parametrize("number", [7, 257])
def test_a_number_out_of_reason_is_refused(number):
    with pytest.raises(ValueError, match=f"shards are 8 to 256: {number}"):
        shards.spread_over(number)
