"""The fence: fair to who is there, closed to who is not, silent where it cannot know."""

import random
from collections import Counter
from math import cos, log, pi, sin, sqrt

import pytest
from hypothesis import given, strategies as st

from shouwang.duty.models import Doubt, Fence, FenceDecision, Fix, Lane, Verdict
from shouwang.duty.rules import fence
from shouwang.kernel.geo import Crs, Position
from tests.tiers import count
from tests.unit.duty.cast import EVENING, FENCE, METRES_A_DEGREE_NORTH, POINT, fix

distances = st.floats(0, 3_000)
accuracies = st.none() | st.floats(0.1, 1_000)
some_fixes = st.lists(st.builds(fix, distances, accuracies), max_size=4)


@pytest.mark.parametrize(
    ("away_m", "accuracy_m", "verdict"),
    [
        (140, 20, Verdict.INSIDE),
        (150, 20, Verdict.UNCERTAIN),
        (160, 20, Verdict.UNCERTAIN),
        (180, 20, Verdict.OUTSIDE),
        (113, 65, Verdict.INSIDE),
        (117, 65, Verdict.UNCERTAIN),
        (215, 65, Verdict.UNCERTAIN),
        (218, 65, Verdict.OUTSIDE),
        (84, 100, Verdict.INSIDE),
        (88, 100, Verdict.UNCERTAIN),
    ],
)
def test_the_thresholds_fall_where_the_reference_measured_them(away_m, accuracy_m, verdict):
    assert fence.decide([fix(away_m, accuracy_m)], FENCE).verdict is verdict


def test_a_small_fence_is_never_decided_in_favour_by_a_network_fix():
    assert fence.decide([fix(0, 65)], Fence(POINT, 50)).verdict is Verdict.UNCERTAIN


def test_the_sentence_of_a_doubt_has_every_figure_and_accuses_nobody():
    decision = fence.decide([fix(158, 65)], FENCE)

    assert decision == FenceDecision(
        Verdict.UNCERTAIN,
        "手机说人在 158 米外，围栏是 150 米，误差约 65 米。照这个误差算，人在围栏里的可能是 37%，所以机器不判",
        pytest.approx(0.372, abs=0.005),
        pytest.approx(158, abs=0.5),
        65,
        Doubt.AT_THE_EDGE,
    )


@pytest.mark.parametrize(
    ("fixes", "doubt", "reason"),
    [
        ([], Doubt.NO_FIX, "没有位置，所以机器不判。可以扫集结点的码，或拍一张现场照"),
        (
            [fix(20, None)],
            Doubt.ACCURACY_UNKNOWN,
            "手机说人在 20 米外，没有说误差多大，所以机器不判。不少手机都这样，不说明人不在",
        ),
        (
            [fix(20, 300), fix(2500, None)],
            Doubt.TOO_COARSE,
            "手机说人在 20 米外，误差约 300 米，超过 100 米就不够准，所以机器不判。室内定位常是这样，不说明人不在",
        ),
        (
            [fix(2500, None)],
            Doubt.ACCURACY_UNKNOWN,
            "手机说人在 2.5 公里外，没有说误差多大，所以机器不判。不少手机都这样，不说明人不在",
        ),
    ],
)
def test_without_a_usable_fix_the_machine_does_not_judge(fixes, doubt, reason):
    decision = fence.decide(fixes, FENCE)

    assert (decision.verdict, decision.doubt, decision.reason) == (Verdict.UNCERTAIN, doubt, reason)


def test_inside_and_outside_say_so():
    inside, outside = fence.decide([fix(38)], FENCE), fence.decide([fix(620)], FENCE)

    assert inside.reason == "手机说人在 38 米外，围栏是 150 米，误差约 12 米。人在围栏里"
    assert outside.reason == "手机说人在 620 米外，围栏是 150 米，误差约 12 米。照这个误差算，人还没到围栏里"
    assert (inside.doubt, outside.doubt) == (None, None)


def test_the_finest_fix_decides_whatever_the_coarser_ones_say():
    decision = fence.decide([fix(0, 40), fix(400, 5), fix(0, 30), fix(0, None)], FENCE)

    assert (decision.verdict, decision.accuracy_m) == (Verdict.OUTSIDE, 5)


def test_of_equally_fine_fixes_the_newest_decides():
    older, newer = fix(400, 65), Fix(POINT, 65, EVENING.replace(minute=1))

    assert fence.decide([newer, older], FENCE).verdict is Verdict.INSIDE


@given(some_fixes)
def test_what_comes_from_a_queue_is_never_inside_and_never_refused_for_coming_late(fixes):
    live, queued = fence.decide(fixes, FENCE), fence.decide(fixes, FENCE, Lane.QUEUED)

    assert queued.verdict is (Verdict.UNCERTAIN if live.verdict is Verdict.INSIDE else live.verdict)
    assert (queued.doubt is Doubt.QUEUED) == (live.verdict is Verdict.INSIDE)


@given(some_fixes)
def test_inside_needs_a_known_accuracy_of_a_hundred_metres_and_three_in_four(fixes):
    decision = fence.decide(fixes, FENCE)

    if decision.verdict is Verdict.INSIDE:
        assert 0 < decision.accuracy_m <= 100
        assert decision.p_inside >= 0.75
        assert decision.doubt is None


@given(some_fixes.filter(bool), st.floats(101, 1_000) | st.none())
def test_a_useless_fix_more_changes_no_decision(fixes, accuracy_m):
    before = fence.decide(fixes, FENCE)

    after = fence.decide([*fixes, fix(0, accuracy_m)], FENCE)

    assert after.verdict is before.verdict


# Shares and accuracies of phones' fixes as the reference assumes them (domain-rules 1.2); 68 % radius, even Gaussian.
_SIGMA = 1 / sqrt(-2 * log(0.32))


def _accuracy_m(rnd: random.Random) -> float:
    share = rnd.random()
    if share < 0.60:
        return rnd.uniform(5, 15)
    if share < 0.85:
        return rnd.uniform(20, 40)
    return 65.0 if share < 0.97 else rnd.uniform(150, 1_000)


def _measured(rnd: random.Random, away_m: float) -> Fix:
    """What a phone says of a person so far from the point."""
    bearing, accuracy_m = rnd.uniform(0, 2 * pi), _accuracy_m(rnd)
    north_m = away_m * cos(bearing) + rnd.gauss(0, accuracy_m * _SIGMA)
    east_m = away_m * sin(bearing) + rnd.gauss(0, accuracy_m * _SIGMA)
    degree_east_m = METRES_A_DEGREE_NORTH * cos(POINT.latitude_deg * pi / 180) * 1.00517  # the ellipsoid's share
    place = Position(
        POINT.latitude_deg + north_m / METRES_A_DEGREE_NORTH, POINT.longitude_deg + east_m / degree_east_m, Crs.WGS84
    )
    return Fix(place, accuracy_m, EVENING)


def _check_in(rnd: random.Random, around: Fence, away_m: float, *, persist: bool) -> Verdict:
    """Up to four fixes, one more while in doubt; who persists tries again after an outright no, too."""
    fixes: list[Fix] = []
    while len(fixes) < 4:
        fixes.append(_measured(rnd, away_m))
        verdict = fence.decide(fixes, around).verdict
        if verdict is Verdict.INSIDE or (verdict is Verdict.OUTSIDE and not persist):
            break
    return verdict


@pytest.mark.proof
@pytest.mark.parametrize("persist", [False, True], ids=["stops at a no", "tries on after a no"])
@pytest.mark.parametrize(("radius_m", "wrongly_accepted"), [(50, 0.007), (100, 0.003), (150, 0.003), (300, 0.003)])
def test_simulated_check_ins_are_decided_fairly(radius_m, wrongly_accepted, persist):
    rounds = count(4_000, 100_000)
    rnd = random.Random(20261123 + radius_m)
    around = Fence(POINT, radius_m)

    on_site = Counter(_check_in(rnd, around, rnd.uniform(0, 0.5) * radius_m, persist=persist) for _ in range(rounds))
    away = Counter(_check_in(rnd, around, rnd.uniform(1.2, 2) * radius_m, persist=persist) for _ in range(rounds))

    slack = 3 * sqrt(wrongly_accepted / rounds) if rounds < 100_000 else 0.0
    assert on_site[Verdict.OUTSIDE] / rounds <= 0.01
    assert away[Verdict.INSIDE] / rounds <= wrongly_accepted + slack
