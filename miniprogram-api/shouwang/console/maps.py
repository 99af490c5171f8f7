"""Maps 示意图, drawn by the server as SVG over our own vector base: places in per cent, discs and words in pixels, so that a
map fits any page and its words are never scaled. No tiles and no other host; the same data stands in a table beside it.

Source: reference/look.md sections 4 and 5
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import cos, hypot, radians
from typing import ClassVar, Literal

import msgspec
from msgspec.structs import replace

from shouwang.console.blocks import Block

# The smallest the map is drawn with numbers: labels that are apart there are apart everywhere. Units: px.
WIDTH_PX, HEIGHT_PX = 440.0, 400.0
DISC_PX, LETTER_PX, LINE_PX = 10.0, 6.5, 12.0
_MARGIN = 0.05
_E7 = 10_000_000

Pair = tuple[int, int]  # latitude and longitude in 1e-7 degrees
Side = Literal["right", "left", "above", "below"]


class Spot(msgspec.Struct, frozen=True):
    """A place on the map. Units: x and y per cent. Without anybody it is a point whose number is told on hover."""

    number: str
    name: str
    x: float
    y: float
    people: int = 0
    manned: bool = False
    short: bool = False
    side: Side = "right"


class Area(msgspec.Struct, frozen=True):
    """The name of a part of the district, where its points are. Units: per cent."""

    name: str
    x: float
    y: float


class GroundMap(Block, frozen=True):
    """The district with its points. Shapes: `outline` as SVG points in per mille of both sides."""

    kind: ClassVar[str] = "ground_map"
    label: str
    outline: str
    spots: tuple[Spot, ...]
    areas: tuple[Area, ...] = ()
    legend: str = ""

    @property
    def empty(self) -> int:
        """How many points have nobody."""
        return sum(not spot.manned for spot in self.spots)


class _Frame(msgspec.Struct, frozen=True):
    """The district's box fitted into the map's, north up, one scale both ways."""

    north: float
    west: float
    scale: float  # px for one unit of 1e-7 degrees north
    shrink: float  # what a degree east is shorter
    left: float
    top: float

    @classmethod
    def around(cls, outline: Sequence[Pair]) -> "_Frame":
        souths, wests = zip(*outline, strict=True)
        south, north, west, east = min(souths), max(souths), min(wests), max(wests)
        shrink = cos(radians((south + north) / 2 / _E7))
        wide, high = max((east - west) * shrink, 1.0), max(north - south, 1)
        scale = min(WIDTH_PX / wide, HEIGHT_PX / high) * (1 - 2 * _MARGIN)
        return cls(north, west, scale, shrink, (WIDTH_PX - wide * scale) / 2, (HEIGHT_PX - high * scale) / 2)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place stands, in px of the smallest map."""
        return (
            self.left + (longitude - self.west) * self.shrink * self.scale,
            self.top + (self.north - latitude) * self.scale,
        )


def ground_map(
    label: str,
    outline: Sequence[Pair],
    places: Sequence[Spot],
    where: Mapping[str, Pair],
    areas: Mapping[str, str],
    legend: str = "",
) -> GroundMap:
    """The district with its places; `areas` says by number which part of it a point belongs to.

    `legend` where the places are only points, whoever is there.
    """
    frame = _Frame.around(outline)
    stands = {number: frame.at(*pair) for number, pair in where.items()}
    stands = _apart(stands, [spot.number for spot in places if spot.manned])
    boxes = [_disc(stands[spot.number]) for spot in places if spot.manned or legend]
    spots: list[Spot] = []
    for spot in sorted(places, key=lambda one: (one.manned, one.number)):
        x, y = stands[spot.number]
        placed = replace(spot, x=x / WIDTH_PX * 100, y=y / HEIGHT_PX * 100)
        if spot.manned:
            placed = replace(placed, side=_free_side(spot.number, (x, y), boxes))
            boxes.append(_label(spot.number, (x, y), placed.side))
        spots.append(placed)
    shape = " ".join(
        f"{x / WIDTH_PX * 1000:.0f},{y / HEIGHT_PX * 1000:.0f}" for x, y in map(frame.at, *zip(*outline, strict=True))
    )
    return GroundMap(label, shape, tuple(spots), tuple(_areas(areas, stands, boxes)), legend)


_Box = tuple[float, float, float, float]  # left, top, right, bottom


def _disc(at: tuple[float, float]) -> _Box:
    return (at[0] - DISC_PX, at[1] - DISC_PX, at[0] + DISC_PX, at[1] + DISC_PX)


def _label(words: str, at: tuple[float, float], side: Side) -> _Box:
    """The room a number takes beside its disc."""
    (x, y), wide, gap = at, len(words) * LETTER_PX, DISC_PX + 3
    if side == "right":
        return (x + gap, y - LINE_PX / 2, x + gap + wide, y + LINE_PX / 2)
    if side == "left":
        return (x - gap - wide, y - LINE_PX / 2, x - gap, y + LINE_PX / 2)
    middle = y - gap - LINE_PX / 2 if side == "above" else y + gap + LINE_PX / 2
    return (x - wide / 2, middle - LINE_PX / 2, x + wide / 2, middle + LINE_PX / 2)


def _hits(box: _Box, others: Sequence[_Box]) -> int:
    return sum(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in others)


def _outside(box: _Box) -> bool:
    return box[0] < 0 or box[1] < 0 or box[2] > WIDTH_PX or box[3] > HEIGHT_PX


def _free_side(words: str, at: tuple[float, float], taken: Sequence[_Box]) -> Side:
    """The first side on which a number meets nothing; where there is none, the one on which it meets least."""
    sides: tuple[Side, ...] = ("right", "left", "above", "below")
    rooms = {side: _label(words, at, side) for side in sides}
    return min(sides, key=lambda side: (_outside(rooms[side]), _hits(rooms[side], taken)))


def _apart(stands: dict[str, tuple[float, float]], manned: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The places, discs that would lie on each other pushed apart: a sketch may, a survey may not."""
    moved, room = dict(stands), DISC_PX * 2 + 1
    for _ in range(12):
        for a, b in combinations(manned, 2):
            (ax, ay), (bx, by) = moved[a], moved[b]
            away = hypot(bx - ax, by - ay)
            if away >= room:
                continue
            push = (room - away) / 2
            ux, uy = ((bx - ax) / away, (by - ay) / away) if away else (1.0, 0.0)
            moved[a], moved[b] = (ax - ux * push, ay - uy * push), (bx + ux * push, by + uy * push)
    return {
        number: (min(max(x, DISC_PX), WIDTH_PX - DISC_PX), min(max(y, DISC_PX), HEIGHT_PX - DISC_PX))
        for number, (x, y) in moved.items()
    }


def _areas(areas: Mapping[str, str], stands: Mapping[str, tuple[float, float]], taken: list[_Box]) -> list[Area]:
    """The name of each part in the middle of its points, moved to where it covers nothing."""
    told = []
    for name in dict.fromkeys(areas.values()):
        inside = [stands[number] for number, area in areas.items() if area == name]
        x, y = (sum(pair[axis] for pair in inside) / len(inside) for axis in (0, 1))
        steps = sorted(((a * 14, b * 14) for a in range(-4, 5) for b in range(-4, 5)), key=lambda step: hypot(*step))
        x, y = min(((x + a, y + b) for a, b in steps), key=lambda at: _hits(_name(name, at), taken))
        taken.append(_name(name, (x, y)))
        told.append(Area(name, x / WIDTH_PX * 100, y / HEIGHT_PX * 100))
    return told


def _name(words: str, at: tuple[float, float]) -> _Box:
    """The room a name takes where a phone draws the map a fifth smaller, and its discs 3 px larger."""
    half, high = len(words) * 15 / 2 * 1.25 + 6, 18
    return (at[0] - half, at[1] - high, at[0] + half, at[1] + high)
