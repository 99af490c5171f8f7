"""The force's own rules as data, its units and its points."""

from datetime import date
from enum import StrEnum

import msgspec

from shouwang.kernel.actor import Role
from shouwang.kernel.geo import Crs, Position

_E7 = 10_000_000  # coordinates are kept as whole 1e-7 degrees (1 cm). Source: reference domain-rules 1.1


class Level(StrEnum):
    """How high a unit stands in the tree."""

    DETACHMENT = "detachment"  # 支队
    BRIGADE = "brigade"  # 大队
    SQUADRON = "squadron"  # 中队


class UnitKind(StrEnum):
    """Whether a unit answers for a piece of ground 防区 or for a kind of work 专业."""

    TERRITORIAL = "territorial"
    SPECIALISED = "specialised"


class Unit(msgspec.Struct, frozen=True):
    """A unit 单位 of the tree. Shapes: path as `D1/B02/S05`; `number_prefix` (`02-05`) only where numbers are given."""

    path: str
    name: str
    kind: UnitKind = UnitKind.TERRITORIAL
    speciality: str = ""
    number_prefix: str = ""

    @property
    def level(self) -> Level:
        """How high it stands."""
        return tuple(Level)[self.path.count("/")]

    @property
    def parent_path(self) -> str | None:
        """The path of the unit above; None for the detachment."""
        return self.path.rpartition("/")[0] or None


class AssemblyPoint(msgspec.Struct, frozen=True):
    """A numbered assembly point 集结点 and its fence. Units: WGS-84 in 1e-7 degrees, radius in metres."""

    number: str
    name: str
    unit_path: str
    latitude_e7: int
    longitude_e7: int
    radius_m: int
    code_key_version: int = 1

    @classmethod
    def at(cls, number: str, name: str, unit_path: str, position: Position, radius_m: int) -> "AssemblyPoint":
        """A point at a position of any datum."""
        latitude_e7, longitude_e7 = e7(position)
        return cls(number, name, unit_path, latitude_e7, longitude_e7, radius_m)

    @property
    def position(self) -> Position:
        """Its middle, in WGS-84."""
        return Position(self.latitude_e7 / _E7, self.longitude_e7 / _E7, Crs.WGS84)


def e7(position: Position) -> tuple[int, int]:
    """A position as whole 1e-7 degrees of WGS-84, latitude first."""
    wgs = position.in_crs(Crs.WGS84)
    return round(wgs.latitude_deg * _E7), round(wgs.longitude_deg * _E7)


class Box(msgspec.Struct, frozen=True):
    """The smallest box around the district. Units: WGS-84 in 1e-7 degrees."""

    south_e7: int
    west_e7: int
    north_e7: int
    east_e7: int

    def contains(self, position: Position) -> bool:
        """Whether a position of any datum lies in the box."""
        latitude_e7, longitude_e7 = e7(position)
        return self.south_e7 <= latitude_e7 <= self.north_e7 and self.west_e7 <= longitude_e7 <= self.east_e7


class GateRule(msgspec.Struct, frozen=True):
    """One gate 关 as this force runs it: its name, who may decide it, how long it usually takes and may take."""

    gate: str
    deciders: tuple[Role, ...]
    usual_days: int = 3
    due_days: int = 3  # working days within which it is to be decided


class DutyType(msgspec.Struct, frozen=True):
    """A kind of duty 勤务 that a shift or a check-in can be of."""

    code: str
    name: str
    insured: bool = True  # whether the accident insurance must cover the day


# 志愿关 → 政治关 → 身体关 → 技能关 → 公示 → 编号. Source: seed (the four), reference domain-rules 3.1 (their usual order).
DEFAULT_GATES = (
    GateRule("willingness", (Role.RECRUITER,), 2, 3),
    GateRule("political", (Role.POLITICAL_CHECKER,), 4, 7),
    GateRule("fitness", (Role.RECRUITER,), 2, 3),
    GateRule("skills", (Role.TRAINER,), 6, 10),
    GateRule("publicity", (Role.COMMANDER, Role.RECRUITER), 7, 2),  # due after its end
    GateRule("number", (Role.COMMANDER, Role.RECRUITER), 1, 2),
)
# Source: the five duties and the trades of the squadrons in the seed.
DEFAULT_DUTY_TYPES = (
    DutyType("patrol", "治安巡逻"),
    DutyType("market", "商圈夜市安保"),
    DutyType("school", "未成年人保护"),
    DutyType("fishing-ban", "十年禁渔"),
    DutyType("mediation", "矛盾调处"),
    DutyType("publicity", "防范宣传"),
    DutyType("emergency", "应急支援"),
    DutyType("training", "集训", insured=False),
)


class Force(msgspec.Struct, frozen=True):
    """What differs from one force to the next, as data. Units: ages in full years, outline in 1e-7 degrees of WGS-84."""

    name: str
    outline_e7: tuple[tuple[int, int], ...]  # the district's boundary, (latitude, longitude) pairs
    gates: tuple[GateRule, ...] = DEFAULT_GATES
    youngest: int = 18  # Source: reference domain-rules 3.1, 18 to 65
    oldest: int = 65
    publicity_days: int = 5  # working days. Source: reference domain-rules 2.1
    holidays: tuple[date, ...] = ()  # working days of the week that are free
    make_up_days: tuple[date, ...] = ()  # weekend days that are worked 调休
    number_separator: str = "-"
    number_digits: int = 4
    duty_types: tuple[DutyType, ...] = DEFAULT_DUTY_TYPES
    cover_needed: bool = True  # accident insurance before a duty. Source: seed (all volunteers are insured)

    def needs_cover(self, duty_type: str) -> bool:
        """Whether a duty of this kind asks for accident insurance; one of no kind does."""
        kind = next((kind for kind in self.duty_types if kind.code == duty_type), None)
        return self.cover_needed and (kind is None or kind.insured)

    @property
    def box(self) -> Box:
        """The smallest box around the outline."""
        latitudes, longitudes = zip(*self.outline_e7, strict=True)
        return Box(min(latitudes), min(longitudes), max(latitudes), max(longitudes))
