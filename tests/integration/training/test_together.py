"""Everybody at once: many papers open, answers saved as they are given, one deadline."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from shouwang.platform.outbox import EventRow
from tests.integration.training.taker import Taker, right, wrong
from tests.tiers import count

pytestmark = pytest.mark.usefixtures("training")


def sign_in(world, n: int):
    """The nth person; sign-ins are throttled by the minute."""
    if n % 10 == 0:
        world.clock.advance(minutes=2)
    return world.sign_in(f"队员 {n}")


def sit(taker: Taker, seed: int) -> dict[int, list[int]]:
    """Answer some, change one's mind, save it again: what was acknowledged last, by question."""
    chance, kept = random.Random(seed), {}
    asked = chance.sample(taker.paper["questions"], 8)
    for revision, shown in enumerate([*asked, *chance.sample(asked, 2)]):
        chosen = chance.choice([right, right, right, wrong])(shown)
        if taker.save(shown["n"], chosen, revision).status_code == 200:
            kept[shown["n"]] = chosen
    return kept


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_of_many_attempts_at_once_with_one_deadline_none_is_lost_and_each_is_graded_once(world):
    people = [sign_in(world, n) for n in range(count(12, 400))]
    takers = [Taker.starts(person) for person in people]
    handed_in = takers[::2]

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(sit, takers, range(len(takers))))
    world.clock.advance(minutes=30, seconds=10)  # inside the grace
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda taker: taker.submit().status_code, handed_in))
    world.clock.advance(minutes=1)
    with ThreadPoolExecutor(8) as pool:
        reviews = [answer.json["review"] for answer in pool.map(Taker.look, takers)]

    assert set(told) == {200}
    for review, saved in zip(reviews, kept, strict=True):
        assert {shown["n"]: shown["chosen"] for shown in review["questions"] if shown["chosen"]} == saved
    graded = Counter(row.event_id for row in EventRow.scan() if row.kind == "training.attempt-graded")
    assert sorted(graded) == sorted(f"training.attempt-graded#{taker.paper['attempt_id']}" for taker in takers)
