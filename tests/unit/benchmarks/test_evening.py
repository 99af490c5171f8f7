"""The arithmetic of the simulated evening: units a second on each key, and what a partition's limit then carries."""

import importlib
import re
from pathlib import Path

import pytest

from shouwang.platform.dynamo import shards

IN = "POST /v1/checkins in"


@pytest.fixture
def evening(monkeypatch):
    """The benchmark as a module; it imports its neighbours as it does when it is run."""
    monkeypatch.syspath_prepend("benchmarks")
    yield importlib.import_module("evening")
    shards.spread_over(shards.FEWEST)


def at(evening, seconds, act=IN):
    """As many volunteers as seconds, each doing the act in that second."""
    found = evening.Evening(len(seconds))
    found.moments[act] = evening.np.array(seconds)
    return found


def peak(evening, when, shape, units=2.0, *, table="t", index="i"):
    (hot,) = evening.hottest(when, {IN: [(table, index, "write", shape, units)]})
    return hot.units


def test_a_key_that_all_share_takes_what_all_do_in_one_second(evening):
    assert peak(evening, at(evening, [5, 5, 5, 9]), "force") == 6.0


def test_a_key_of_ones_own_takes_what_one_does(evening):
    assert peak(evening, at(evening, [5, 5, 5, 9]), "own") == 2.0


def test_a_units_key_takes_what_its_members_do(evening):
    points = [1] * evening.POINT + [2] * evening.POINT  # two points, each all at once

    assert peak(evening, at(evening, points), "point") == 2.0 * evening.POINT


def test_a_shard_takes_what_the_codes_own_function_gives_it(evening):
    evening.shards.spread_over(64)
    places = [evening.shards.shard_of(f"{IN}#{n:026}") for n in range(100)]
    fullest = max(places.count(place) for place in places)

    assert peak(evening, at(evening, [7] * 100), "shard", index="undone") == 2.0 * fullest


def test_rows_that_few_acts_write_count_by_their_share(evening):
    assert peak(evening, at(evening, [5] * 100), "force", table="check-in-reviews", index="") == pytest.approx(
        2.0 * 100 * evening.UNSURE
    )


def test_a_limit_carries_as_many_volunteers_as_it_has_units(evening):
    hot = evening.Hot("t", "i", "write", "force", 2000.0, 2000.0)

    assert hot.carries(1_500_000) == 750_000


def test_most_come_in_the_last_two_minutes_and_all_in_ten(evening):
    arrives = evening.Evening(10_000).moments[IN]

    assert (arrives.min(), arrives.max()) == (1200, 1799)
    assert 0.59 < (arrives >= 1680).mean() < 0.61


def test_the_page_tells_what_the_measured_acts_give(evening):
    page = Path("docs/scale.md").read_text()
    (told,) = re.findall(r"\| `open-duties`, index `on_duty` \| write \| force \| ([\d,]+) \|", page)
    rows = {act: [row for row in rows if row[1] == "on_duty"] for act, rows in evening.measured().items()}

    (hot,) = evening.hottest(evening.Evening(evening.VOLUNTEERS), rows)

    assert f"{hot.units:,.0f}" == told
