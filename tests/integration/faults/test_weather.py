"""The faults that the slices' tests run under do happen, and what the platform makes of each."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dynamodb_sqlite import Engine, Faults
from shouwang.honours.store import last_numbers, moved
from shouwang.kernel.actor import Role
from shouwang.kernel.problem import Problem
from shouwang.platform import dynamo, throttle
from shouwang.roster.models import Volunteer
from tests import weather
from tests.world import SQUADRON, Clock, Store, World, build


class TooOften(Problem):
    slug, title, status = "too-often", "试得太勤了", 429


@pytest.fixture
def stormy(
    tmp_path: Path, store: Store, simulator: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """A world under the weather of a seed."""
    monkeypatch.setattr(weather, "SEED", "1")
    yield build(tmp_path, store, simulator, clock, "sqlite:///test")
    store.engine.close()


@pytest.fixture
def under(world: World, store: Store, tmp_path: Path) -> Iterator[Callable[[Faults], None]]:
    """A world whose store gets these faults from now on, and none before."""
    opened: list[Engine] = []

    def change(faults: Faults) -> None:
        opened.append(Engine(tmp_path / "faulty.db"))
        fine, store.engine = store.engine, opened[0]
        dynamo.create_tables()
        opened.append(Engine(tmp_path / "faulty.db", faults))
        store.engine = opened[1]
        fine.close()

    yield change
    opened[0].close()


def heard(store: Store, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the store answers what, from now on."""
    answers: Counter[str] = Counter()
    handle = store.engine.handle

    def listen(target: str, body: bytes) -> tuple[int, bytes]:
        status, answer = handle(target, body)
        told = json.loads(answer or b"{}")
        reasons = [reason["Code"] for reason in told.get("CancellationReasons", ()) if reason["Code"] != "None"]
        answers.update(reasons or ([told["__type"].partition("#")[2]] if status != 200 else ["ok"]))
        answers.update(
            ["left undone"] if any(told.get(what) for what in ("UnprocessedKeys", "UnprocessedItems")) else []
        )
        return status, answer

    monkeypatch.setattr(store.engine, "handle", listen)
    return answers


def test_every_kind_of_fault_strikes_and_nobody_notices(
    stormy: World, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = heard(store, monkeypatch)

    for n in range(60):
        dynamo.commit(moved({f"证#{n}": 0}, {f"证#{n}": n + 1}))
        throttle.require("login", "somebody", 1000, stormy.clock(), TooOften)
    read = [last_numbers({f"证#{m}" for m in range(n, n + 6)}) for n in range(0, 60, 6)]

    assert {number for page in read for number in page.items()} == {(f"证#{n}", n + 1) for n in range(60)}
    wanted = (
        "TransactionConflict",
        "TransactionConflictException",
        "ProvisionedThroughputExceededException",
        "left undone",
    )
    assert [fault for fault in wanted if not answers[fault]] == []


def test_a_decision_sees_an_index_as_it_was_and_a_list_as_it_is(stormy: World) -> None:
    leader = stormy.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    joined = stormy.clock().date()
    stormy.house.roster.put_volunteers(
        [Volunteer("01-01-0001", "p-1", "张队员", SQUADRON, joined_on=joined)],  # by set-up: outside any GET
        {SQUADRON: 1},
    )

    actor = stormy.house.callers.authenticate(leader.token)
    assert actor is not None
    decided = stormy.house.roster.volunteers_for(actor, SQUADRON).items
    listed = leader.get("/v1/volunteers", query_string={"unit": SQUADRON}).json["volunteers"]

    assert (list(decided), [row["volunteer_number"] for row in listed]) == ([], ["01-01-0001"])


def test_a_counter_beside_a_busy_transaction_counts_every_try_once(
    under: Callable[[Faults], None], clock: Clock
) -> None:
    under(Faults(5, conflicts=0.5))

    for _ in range(20):
        throttle.require("login", "here", 20, clock(), TooOften)

    with pytest.raises(TooOften):
        throttle.require("login", "here", 20, clock(), TooOften)


def test_a_store_that_only_conflicts_ends_in_a_named_refusal(
    world: World, under: Callable[[Faults], None], clock: Clock
) -> None:
    under(Faults(conflicts=1.0))

    with pytest.raises(dynamo.Conflict):
        dynamo.commit(moved({"证#2026": 0}, {"证#2026": 1}))

    assert last_numbers({"证#2026"}) == {"证#2026": 0}


def test_a_sight_that_cannot_be_noted_does_not_stop_the_request(
    world: World, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.sign_in("张队员")
    world.clock.advance(minutes=30)
    assert store.engine is not None
    handle = store.engine.handle

    def no_updates(target: str, body: bytes) -> tuple[int, bytes]:
        fault = {"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "gone"}
        return (400, json.dumps(fault).encode()) if target.endswith("UpdateItem") else handle(target, body)

    monkeypatch.setattr(store.engine, "handle", no_updates)

    assert person.get("/v1/me").status_code == 200
