"""HTTP of units and assembly points."""

from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.geo import Crs, Position
from shouwang.platform.web import Api, anyone, get, put, roles
from shouwang.roster.models import AssemblyPoint, Level, Unit, UnitKind
from shouwang.roster.rules import KEEPERS
from shouwang.roster.service import Roster
from shouwang.roster.service.points import Points

_Limit = Annotated[int, msgspec.Meta(ge=1, le=50)]


class UnitShown(msgspec.Struct):
    """A unit of the tree."""

    path: str
    name: str
    level: Level
    kind: UnitKind
    speciality: str


class UnitsShown(msgspec.Struct):
    """Every unit, parents before children."""

    units: list[UnitShown]


class PointShown(msgspec.Struct):
    """An assembly point on a map of China. Units: degrees of the datum in `crs`, metres."""

    number: str
    name: str
    unit_path: str
    latitude_deg: float
    longitude_deg: float
    radius_m: int


class PointsShown(msgspec.Struct):
    """Assembly points by number, and the datum of all of them."""

    crs: Crs
    points: list[PointShown]
    cursor: str | None


class PointsAsk(msgspec.Struct):
    """Which points: of a unit and all below it; those after the cursor."""

    unit: str = ""
    cursor: str = ""
    limit: _Limit = 50


class UnitGiven(msgspec.Struct, forbid_unknown_fields=True):
    """What a unit shall be."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    kind: UnitKind = UnitKind.TERRITORIAL
    speciality: Annotated[str, msgspec.Meta(max_length=40)] = ""
    number_prefix: Annotated[str, msgspec.Meta(max_length=12, pattern=r"^[0-9A-Z-]*$")] = ""


class RosterRoutes:
    """What everybody signed in may see."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    @get("/v1/units", who=anyone, summary="单位")
    def units(self) -> UnitsShown:
        """The whole tree."""
        return UnitsShown([_unit(unit) for unit in self.roster.units()])

    @get("/v1/assembly-points", who=anyone, summary="集结点")
    def assembly_points(self, query: PointsAsk) -> PointsShown:
        """Assembly points, as a map in China shows them."""
        points, cursor = self.roster.points_page(query.unit, query.cursor, query.limit)
        return PointsShown(Crs.GCJ02, [_point(point) for point in points], cursor)


class PointGiven(msgspec.Struct, forbid_unknown_fields=True):
    """What a point shall be. Units: degrees of the datum in `crs`, metres."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    unit_path: str
    latitude_deg: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    longitude_deg: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    crs: Crs
    radius_m: int = 150


class GroundStaffRoutes:
    """What staff may change of the ground."""

    def __init__(self, roster: Roster, points: Points) -> None:
        self.roster = roster
        self.points = points

    @put("/v1/assembly-points/{number}", who=roles(*KEEPERS), summary="增改集结点")
    def keep_point(self, actor: Actor, number: str, body: PointGiven) -> PointShown:
        """Add or change an assembly point; the answer is on a map of China."""
        position = Position(body.latitude_deg, body.longitude_deg, body.crs)
        point = AssemblyPoint.at(number, body.name, body.unit_path, position, body.radius_m)
        return _point(self.points.keep(actor, point))

    @put("/v1/units/{code}", who=roles(*KEEPERS), summary="增改单位")
    def keep_unit(self, actor: Actor, code: str, body: UnitGiven) -> UnitShown:
        """Add or change a unit. The code is its path with dots, `D1.B02.S05`."""
        path = code.replace(".", "/")
        return _unit(
            self.roster.keep_unit(actor, Unit(path, body.name, body.kind, body.speciality, body.number_prefix))
        )


def api(roster: Roster) -> Api:
    """Routes for everybody signed in."""
    return Api.of("roster", RosterRoutes(roster))


def ground_api(roster: Roster, points: Points) -> Api:
    """Routes for staff who keep the ground."""
    return Api.of("roster-ground", GroundStaffRoutes(roster, points))


def _unit(unit: Unit) -> UnitShown:
    return UnitShown(unit.path, unit.name, unit.level, unit.kind, unit.speciality)


def _point(point: AssemblyPoint) -> PointShown:
    shown = point.position.in_crs(Crs.GCJ02)
    latitude_deg, longitude_deg = round(shown.latitude_deg, 6), round(shown.longitude_deg, 6)
    return PointShown(point.number, point.name, point.unit_path, latitude_deg, longitude_deg, point.radius_m)
