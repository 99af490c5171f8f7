"""Rankings 排行: who stands where on a snapshot."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Member:
    """Who may stand in a ranking."""

    person_id: str
    number: str
    name: str
    unit_path: str


@dataclass(frozen=True, slots=True)
class Place:
    """名次: one row of a board. Equal points share a place; `position` is unique."""

    position: int
    place: int
    person_id: str
    number: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Board:
    """排行榜 of a unit and a season as it was at an instant."""

    unit_path: str
    season: str
    as_of: datetime
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """Where one person stands on one board, and how far the next one above is. `gap` is None at the top."""

    unit_path: str
    place: int
    members: int
    points: int
    gap: int | None
    as_of: datetime
