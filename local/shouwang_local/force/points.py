"""Assembly points 集结点 of the demo force: 110 numbered places, each on the ground of its squadron."""

import csv
from dataclasses import dataclass
from functools import cache

from shouwang_local.force.units import DATA


@dataclass(frozen=True, slots=True)
class AssemblyPoint:
    """A numbered place 集结点. Units: WGS-84 degrees, radius in metres (50-300)."""

    number: str
    name: str
    squadron_code: str
    latitude_deg: float
    longitude_deg: float
    radius_m: int


@cache
def assembly_points() -> tuple[AssemblyPoint, ...]:
    """The points 001 to 110 in order."""
    with (DATA / "points.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            AssemblyPoint(
                number=row["number"],
                name=row["name"],
                squadron_code=row["squadron"],
                latitude_deg=float(row["latitude_deg"]),
                longitude_deg=float(row["longitude_deg"]),
                radius_m=int(row["radius_m"]),
            )
            for row in csv.DictReader(rows)
        )


def points_of(squadron_code: str) -> tuple[AssemblyPoint, ...]:
    """The points a squadron keeps."""
    return tuple(point for point in assembly_points() if point.squadron_code == squadron_code)
