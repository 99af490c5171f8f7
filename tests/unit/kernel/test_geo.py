"""The datums against prcoords and published facts; the fence's probability against direct integration."""

from math import cos, erf, exp, log, pi, sin, sqrt

import prcoords
import pytest
from hypothesis import example, given, strategies as st

from shouwang.kernel.geo import Crs, Position, distance_m, gcj_to_wgs, p_inside, wgs_to_gcj

china = st.tuples(st.floats(20, 50), st.floats(75, 134))
metres = st.floats(0, 1_000)


def at(latitude_deg: float, longitude_deg: float) -> Position:
    return Position(latitude_deg, longitude_deg, Crs.WGS84)


@given(china)
def test_bending_agrees_with_an_independent_implementation_to_a_centimetre(place):
    expected = prcoords.wgs_gcj(prcoords.Coords(*place), check_china=False)

    bent = wgs_to_gcj(*place)

    assert distance_m(at(*bent), at(*expected)) < 0.01


@given(china)
def test_unbending_returns_within_a_millimetre(place):
    back = gcj_to_wgs(*wgs_to_gcj(*place))

    assert distance_m(at(*back), at(*place)) < 0.001


@given(china)
def test_the_bend_is_between_19_and_691_metres(place):
    shift_m = distance_m(at(*place), at(*wgs_to_gcj(*place)))

    assert 18.9 < shift_m < 691.5


@given(china)
def test_one_place_in_two_datums_is_no_distance_away(place):
    here = at(*place)

    assert distance_m(here, here.in_crs(Crs.GCJ02)) < 0.001
    assert here.in_crs(Crs.WGS84) is here


@pytest.mark.parametrize(
    ("latitude_deg", "longitude_deg"),
    [(float("nan"), 112.0), (26.9, float("inf")), (95.0, 112.0), (26.9, 500.0), (-90.1, 0.0), (0.0, -180.1)],
)
def test_what_is_not_on_earth_is_no_position(latitude_deg, longitude_deg):
    with pytest.raises(ValueError, match="not a place on Earth"):
        Position(latitude_deg, longitude_deg, Crs.WGS84)


@pytest.mark.parametrize(
    ("a", "b", "expected_m"),
    [
        # One degree of the meridian and of the parallel of WGS-84; textbook lengths at 45 N and on the equator.
        ((44.5, 100.0), (45.5, 100.0), 111_131.8),
        ((0.0, 100.0), (0.0, 101.0), 111_319.5),
        ((26.893, 112.572), (26.893, 112.572), 0.0),
    ],
)
def test_distance_agrees_with_textbook_lengths(a, b, expected_m):
    assert distance_m(at(*a), at(*b)) == pytest.approx(expected_m, abs=1.0)


@given(china, china)
def test_distance_is_the_same_both_ways(a, b):
    assert distance_m(at(*a), at(*b)) == distance_m(at(*b), at(*a))


def integrated_p_inside(distance_m: float, radius_m: float, accuracy_m: float) -> float:
    """Strips across the circle: a Gaussian along the line to its centre times the chord's share (erf)."""
    sigma_m, strips = max(accuracy_m, 3.0) / sqrt(-2 * log(0.32)), 6_000
    total = 0.0
    for i in range(1, strips):
        angle = pi * (i / strips - 0.5)
        x, half_chord = radius_m * sin(angle), radius_m * cos(angle)
        total += half_chord * exp(-(((x - distance_m) / sigma_m) ** 2) / 2) * erf(half_chord / sigma_m / sqrt(2))
    return total * pi / strips / sigma_m / sqrt(2 * pi)


@given(metres, st.floats(20, 600), st.floats(0.5, 400))
@example(distance_m=0.0, radius_m=50.0, accuracy_m=65.0)
@example(distance_m=500.0, radius_m=500.0, accuracy_m=3.0)
@example(distance_m=195.0, radius_m=200.0, accuracy_m=3.0)
def test_p_inside_agrees_with_direct_integration(distance_m, radius_m, accuracy_m):
    assert p_inside(distance_m, radius_m, accuracy_m) == pytest.approx(
        integrated_p_inside(distance_m, radius_m, accuracy_m), abs=1e-9
    )


@pytest.mark.parametrize(
    ("radius_m", "accuracy_m", "distance_m", "expected"),
    [
        (150, 20, 130, 0.928),
        (150, 20, 140, 0.761),
        (150, 20, 150, 0.482),
        (150, 20, 160, 0.213),
        (150, 20, 180, 0.011),
        (60, 40, 0, 0.923),
        (60, 40, 30, 0.789),
        (60, 40, 60, 0.409),
        (60, 40, 90, 0.094),
        (60, 40, 120, 0.008),
    ],
)
def test_p_inside_has_the_measured_spot_values(radius_m, accuracy_m, distance_m, expected):
    assert p_inside(distance_m, radius_m, accuracy_m) == pytest.approx(expected, abs=0.0005)


@given(metres, metres, st.floats(20, 600), st.floats(0.5, 400))
def test_farther_is_never_likelier(one_m, other_m, radius_m, accuracy_m):
    near_m, far_m = sorted((one_m, other_m))

    assert p_inside(near_m, radius_m, accuracy_m) >= p_inside(far_m, radius_m, accuracy_m) - 1e-12


@pytest.mark.parametrize(
    ("distance_m", "radius_m", "accuracy_m"),
    [(float("nan"), 100, 10), (10, 0, 10), (10, 100, 0), (10, 100, -1), (10, 100, float("nan")), (-1, 100, 10)],
)
def test_p_inside_needs_real_numbers(distance_m, radius_m, accuracy_m):
    with pytest.raises(ValueError, match="needs a distance"):
        p_inside(distance_m, radius_m, accuracy_m)
