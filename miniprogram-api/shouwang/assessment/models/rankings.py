"""Rankings 排行: who stands where on a snapshot, person by person and unit by unit."""

from datetime import datetime

import msgspec


class Member(msgspec.Struct, frozen=True):
    """Who may stand in a ranking. `published`: agreed to being named to comrades."""

    person_id: str
    number: str
    name: str
    unit_path: str
    published: bool = True


class Place(msgspec.Struct, frozen=True):
    """名次: one row of a board. Equal points share a place; `position` is unique."""

    position: int
    place: int
    person_id: str
    number: str
    name: str
    points: int
    published: bool = True


class UnitPlace(msgspec.Struct, frozen=True):
    """中队之间: one squadron's row, by points a head. Units: points, hundredths of a point a head."""

    position: int
    place: int
    unit_path: str
    members: int
    points: int
    per_head_x100: int


class Board(msgspec.Struct, frozen=True):
    """排行榜 of a unit and a period (`all`, `2026`, `2026-11`, `2026-W48`) as it was at an instant."""

    unit_path: str
    period: str
    as_of: datetime
    places: tuple[Place, ...]
    units: tuple[UnitPlace, ...] = ()  # the squadrons of it; none for a squadron itself


class OwnPlace(msgspec.Struct, frozen=True):
    """Where one person stands on one board, who stands next to them, and how far the next one above is (None at the top)."""

    unit_path: str
    place: int
    members: int
    points: int
    gap: int | None
    as_of: datetime
    above: tuple[Place, ...] = ()
    below: tuple[Place, ...] = ()
