"""The ground of the invented district 望澜区: outline, areas, river and roads in WGS-84, as GeoJSON (RFC 7946)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from shouwang_local.force.units import DATA, Kind, Level, unit

LatLng = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map. Shapes: `line_deg` holds (latitude, longitude) pairs; an area's first pair is its last."""

    kind: str
    code: str
    name: str
    line_deg: tuple[LatLng, ...]


def geojson() -> str:
    """The district as the GeoJSON text that a map can draw as it stands."""
    return (DATA / "district.geojson").read_text(encoding="utf-8")


@cache
def features() -> tuple[Feature, ...]:
    """Everything on the map: `outline`, `brigade_area`, `squadron_area`, `river`, `lake`, `road`."""
    return tuple(_feature(raw) for raw in json.loads(geojson())["features"])


def _feature(raw: dict[str, Any]) -> Feature:
    coordinates = raw["geometry"]["coordinates"]
    line = coordinates[0] if raw["geometry"]["type"] == "Polygon" else coordinates
    pairs = tuple((latitude, longitude) for longitude, latitude in line)
    return Feature(raw["properties"]["kind"], raw["properties"]["code"], raw["properties"]["name"], pairs)


def outline() -> tuple[LatLng, ...]:
    """The district's boundary: about 12 km from west to east and 10 km from south to north."""
    return next(feature.line_deg for feature in features() if feature.kind == "outline")


@cache
def area_of(code: str) -> tuple[LatLng, ...]:
    """The ground of a unit: its own for territorial ones, the brigade's for specialised squadrons."""
    asked = unit(code)
    if asked.level is Level.DETACHMENT:
        return outline()
    ground = asked.code if asked.kind is Kind.TERRITORIAL else asked.path.split("/")[1]
    return next(each.line_deg for each in features() if each.code == ground and each.kind.endswith("_area"))


def contains(area: Sequence[LatLng], position: LatLng) -> bool:
    """Whether a position lies inside an area: a ray to the east crosses its boundary an odd number of times."""
    latitude, longitude = position
    inside = False
    for (lat1, lng1), (lat2, lng2) in pairwise(area):
        if (lat1 > latitude) != (lat2 > latitude):
            crossing = lng1 + (latitude - lat1) / (lat2 - lat1) * (lng2 - lng1)
            inside ^= longitude < crossing
    return inside
