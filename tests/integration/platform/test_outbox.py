import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.platform.dynamo import Table, commit, put
from shouwang.platform.outbox import TRIES, AlreadyEmitted, Outbox, emit
from shouwang.platform.outbox_state import dead_letters


class EffectRow(Table):
    """Effects of these tests: how often each happened."""

    TABLE = "test-effects"

    key = UnicodeAttribute(hash_key=True)
    times = NumberAttribute(default=0)


def effect(event, done):
    row = EffectRow.fetch(event.id)
    commit(put(EffectRow(key=event.id, times=(row.times if row else 0) + 1)), done)


def test_an_event_is_delivered_once_however_often_it_comes(world):
    outbox = Outbox({"test.told": effect}, world.clock)
    commit(emit("test.told", {"a": 1}, at=world.clock(), source="s1"))
    (event,) = outbox.due()

    done = [outbox.deliver(event) for _ in range(3)]

    assert done == [True, True, True]
    assert EffectRow.fetch("test.told#s1").times == 1
    assert list(outbox.due()) == []


def test_the_same_cause_emits_an_event_once(world):
    commit(emit("test.told", {}, at=world.clock(), source="s1"))

    with pytest.raises(AlreadyEmitted):
        commit(emit("test.told", {}, at=world.clock(), source="s1"))


def test_events_of_many_causes_are_all_found_over_the_shards(world):
    for n in range(24):
        commit(emit("test.told", {"n": n}, at=world.clock(), source=str(n)))

    found = Outbox({}, world.clock).due()

    assert sorted(event.payload["n"] for event in found) == list(range(24))


def test_an_event_is_not_due_before_its_time(world):
    outbox = Outbox({"test.told": lambda *_: 1 / 0}, world.clock)
    commit(emit("test.told", {}, at=world.clock(), source="s1"))
    (event,) = outbox.due()

    assert outbox.deliver(event) is False
    assert list(outbox.due()) == []

    world.clock.advance(seconds=60)
    assert [event.id for event in outbox.due()] == ["test.told#s1"]


def test_a_poisoned_event_ends_as_a_dead_letter_and_the_rest_goes_through(world):
    def handler(event, done):
        if event.payload["poison"]:
            raise ValueError("planted")
        effect(event, done)

    outbox = Outbox({"test.told": handler}, world.clock)
    commit(emit("test.told", {"poison": True}, at=world.clock(), source="bad"))
    commit(emit("test.told", {"poison": False}, at=world.clock(), source="good"))

    for _ in range(TRIES):
        for event in outbox.due():
            outbox.deliver(event)
        world.clock.advance(hours=1)

    assert EffectRow.fetch("test.told#good").times == 1
    assert [event.id for event in dead_letters()] == ["test.told#bad"]
    assert list(outbox.due()) == []


def test_a_handler_that_dies_before_its_commit_is_run_again_from_the_start(world):
    deaths = iter([True, True, False])

    def handler(event, done):
        if next(deaths):
            raise RuntimeError
        effect(event, done)

    outbox = Outbox({"test.told": handler}, world.clock)
    commit(emit("test.told", {}, at=world.clock(), source="s1"))

    for _ in range(3):
        for event in outbox.due():
            outbox.deliver(event)
        world.clock.advance(hours=1)

    assert EffectRow.fetch("test.told#s1").times == 1
