"""Where things are: the two datums of Chinese maps, distance, and how likely a doubtful fix is inside a circle.

WGS-84 is what satellites give; GCJ-02 is WGS-84 bent by 19 to 691 m, as maps in China must show it.
Mixing them up moves a person by half a kilometre, so no coordinate travels without its datum.
"""

from enum import StrEnum
from math import cos, exp, hypot, isfinite, lgamma, log, pi, radians, sin, sqrt

import msgspec

# Source: Krasovsky 1940, the ellipsoid inside GCJ-02 (reference domain-rules 1.1).
_KRASOVSKY_AXIS_M, _KRASOVSKY_E2 = 6378245.0, 0.00669342162296594323
# Source: WGS 84, NIMA TR8350.2.
_WGS84_AXIS_M, _WGS84_E2 = 6378137.0, 0.00669437999014

# Fixed-point steps of the inverse: 3 leave 0.13 mm, one tenth of a millimetre. Source: measured, domain-rules 1.1.
_INVERSE_STEPS = 3

# Phones report the radius that holds 68 % of their errors; sigma is the spread along one axis.
# Source: Android Location.getAccuracy; 1 - exp(-a^2 / 2 sigma^2) = 0.68.
_SIGMA_PER_ACCURACY = 1 / sqrt(-2 * log(0.32))
# No phone in the open is better than this, whatever it says. Source: domain-rules 1.2.
FINEST_ACCURACY_M = 3.0
# Beyond 8 sigma the answer is 0 or 1 to fifteen digits.
_CERTAIN_SIGMAS = 8


class Crs(StrEnum):
    """The datum of a coordinate (坐标系)."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


class Position(msgspec.Struct, frozen=True):
    """A place on Earth (位置) with its datum. Raises: ValueError for what is not on Earth."""

    latitude_deg: float
    longitude_deg: float
    crs: Crs

    def __post_init__(self) -> None:
        if not is_on_earth(self.latitude_deg, self.longitude_deg):
            raise ValueError("not a place on Earth")

    def in_crs(self, crs: Crs) -> "Position":
        """The same place in another datum."""
        if crs is self.crs:
            return self
        bend = gcj_to_wgs if crs is Crs.WGS84 else wgs_to_gcj
        return Position(*bend(self.latitude_deg, self.longitude_deg), crs)


def is_on_earth(latitude_deg: float, longitude_deg: float) -> bool:
    """Whether two numbers are a latitude and a longitude; NaN and infinities are not."""
    return isfinite(latitude_deg) and isfinite(longitude_deg) and abs(latitude_deg) <= 90 and abs(longitude_deg) <= 180


def wgs_to_gcj(latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
    """Bend a WGS-84 coordinate into GCJ-02. Units: degrees in, degrees out."""
    north_m, east_m = _bend_m(latitude_deg - 35.0, longitude_deg - 105.0)
    latitude = radians(latitude_deg)
    w = 1 - _KRASOVSKY_E2 * sin(latitude) ** 2
    meridian_m = _KRASOVSKY_AXIS_M * (1 - _KRASOVSKY_E2) / (w * sqrt(w))
    parallel_m = _KRASOVSKY_AXIS_M / sqrt(w) * cos(latitude)
    return latitude_deg + north_m * 180 / (meridian_m * pi), longitude_deg + east_m * 180 / (parallel_m * pi)


def _bend_m(y: float, x: float) -> tuple[float, float]:
    """How far GCJ-02 moves a place north and east; x and y are degrees from 105 E, 35 N. Source: domain-rules 1.1."""
    ripple = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north_waves = 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)
    east_waves = 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + (ripple + north_waves) * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + (ripple + east_waves) * 2 / 3
    return north_m, east_m


def gcj_to_wgs(latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
    """Unbend a GCJ-02 coordinate, to within a millimetre. Units: degrees in, degrees out."""
    guess_latitude_deg, guess_longitude_deg = latitude_deg, longitude_deg
    for _ in range(_INVERSE_STEPS):
        bent_latitude_deg, bent_longitude_deg = wgs_to_gcj(guess_latitude_deg, guess_longitude_deg)
        guess_latitude_deg -= bent_latitude_deg - latitude_deg
        guess_longitude_deg -= bent_longitude_deg - longitude_deg
    return guess_latitude_deg, guess_longitude_deg


def distance_m(a: Position, b: Position) -> float:
    """Metres between two places; exact to 0.02 mm within 2 km. Source: domain-rules 1.3, radii of curvature."""
    return hypot(*offset_m(a, b))


def offset_m(a: Position, b: Position) -> tuple[float, float]:
    """How far north and east of one place another is, within some kilometres. Units: metres."""
    a, b = a.in_crs(Crs.WGS84), b.in_crs(Crs.WGS84)
    middle = radians((a.latitude_deg + b.latitude_deg) / 2)
    w = 1 - _WGS84_E2 * sin(middle) ** 2
    meridian_m = _WGS84_AXIS_M * (1 - _WGS84_E2) / (w * sqrt(w))
    parallel_m = _WGS84_AXIS_M / sqrt(w) * cos(middle)
    return (
        radians(b.latitude_deg - a.latitude_deg) * meridian_m,
        radians(b.longitude_deg - a.longitude_deg) * parallel_m,
    )


def p_inside(distance_m: float, radius_m: float, accuracy_m: float) -> float:
    """How likely a person is inside a circle, when the phone says so far from its centre, so accurate.

    The error is an even Gaussian in both axes, so the true distance follows Rice's distribution; its share inside
    is a Poisson-weighted sum of Poisson tails.
    Units: metres, accuracy as the radius of 68 %. Raises: ValueError for a circle or an accuracy that is not one.
    """
    if not (0 <= distance_m < float("inf") and 0 < radius_m < float("inf") and accuracy_m > 0):
        raise ValueError("needs a distance, a radius and an accuracy")
    sigma_m = max(accuracy_m, FINEST_ACCURACY_M) * _SIGMA_PER_ACCURACY
    if abs(distance_m - radius_m) > _CERTAIN_SIGMAS * sigma_m:
        return float(distance_m < radius_m)
    off, edge = (distance_m / sigma_m) ** 2 / 2, (radius_m / sigma_m) ** 2 / 2
    first = min(_poisson_band(off)[0], _poisson_band(edge)[0])
    at_off, at_edge = _poisson(first, off), _poisson(first, edge)
    inside = edge_so_far = 0.0
    for k in range(first, _poisson_band(off)[1]):
        edge_so_far += at_edge
        inside += at_off * (1 - edge_so_far)
        at_off *= off / (k + 1)
        at_edge *= edge / (k + 1)
    return min(1.0, max(0.0, inside))


def _poisson(k: int, mean: float) -> float:
    """The chance of exactly k."""
    return exp(k * log(mean) - mean - lgamma(k + 1)) if mean else float(k == 0)


def _poisson_band(mean: float) -> tuple[int, int]:
    """The counts outside which nothing worth a double's last digit happens."""
    reach = 12 * sqrt(mean + 1) + 12
    return max(0, int(mean - reach)), int(mean + reach) + 1
