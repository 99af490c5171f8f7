"""Guessing at codes: a million tries find nothing and run into the limit; whatever is typed takes the same way."""

import random
from collections import Counter

import pytest

from shouwang.honours import rules
from shouwang.kernel.ids import CROCKFORD
from shouwang.platform.dynamo import counting
from tests.integration.honours.hall import Hall
from tests.tiers import count

FROM_ONE_ADDRESS = 200  # tries in one minute; the limit is 60


def guess(chance: random.Random, known: list[str]) -> str:
    """A code by chance, a neighbour of a true one, or nonsense."""
    kind = chance.randrange(3)
    if kind == 0:
        return "".join(chance.choices(CROCKFORD, k=16))
    if kind == 1:
        code, at = chance.choice(known), chance.randrange(16)
        other = chance.choice([c for c in CROCKFORD if c != code[at]])
        return code[:at] + other + code[at + 1 :]
    return "".join(chance.choices("0123456789abcxyz-?守望 ", k=chance.randrange(1, 40)))


@pytest.mark.proof
@pytest.mark.timeout(7200)
def test_guesses_of_codes_find_nothing_are_limited_and_all_cost_the_same(hall: Hall) -> None:
    people = [hall.enlist(f"队员{n}", f"01-01-{n:04}") for n in range(1, 6)]
    for n, person in enumerate(people):
        hall.enter_hours(person, f"e{n}", patrols=1)
    hall.deliver()
    known = [award.inscription.code for person in people for award in hall.awarded(person)]
    chance, check = random.Random(20261123), hall.world.house.verification.check
    tries = count(400, 1_000_000)
    seen: Counter[tuple[str, int]] = Counter()

    for n in range(tries):
        address = f"192.0.2.{n // FROM_ONE_ADDRESS % 250}"
        if n % (250 * FROM_ONE_ADDRESS) == 0:
            hall.world.clock.advance(seconds=60)
        typed = guess(chance, known)
        with counting() as so_far:
            try:
                check(typed, address)
                seen["found", so_far()] += 1
            except rules.NoSuchHonour:
                seen["unknown", so_far()] += 1
            except rules.CheckedTooOften:
                seen["limited", so_far()] += 1

    limited = tries // FROM_ONE_ADDRESS * (FROM_ONE_ADDRESS - rules.CHECKS_A_MINUTE)
    assert seen == {("unknown", 2): tries - limited, ("limited", 1): limited}
    assert [check(code, "198.51.100.1").title for code in known] == ["首次巡逻"] * 5
