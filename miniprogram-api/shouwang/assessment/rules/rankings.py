"""Rankings 排行: snapshots of every unit's members by points; equal points share a place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate

from shouwang.assessment.models import Board, Member, OwnPlace, Place
from shouwang.kernel.actor import STAFF, Actor, within
from shouwang.kernel.problem import NotFound


class NoSuchBoard(NotFound):
    """There is no ranking of that unit and season, or it is not this person's to see."""

    slug, title = "no-such-board", "没有这张排行榜"


def boards(members: Iterable[Member], points: Mapping[str, int], season: str, as_of: datetime) -> tuple[Board, ...]:
    """The board of every unit that has members, up to the whole force."""
    by_unit: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        for unit_path in accumulate(member.unit_path.split("/"), lambda above, code: f"{above}/{code}"):
            by_unit[unit_path].append(member)
    return tuple(
        Board(unit_path, season, as_of, tuple(_places(group, points))) for unit_path, group in sorted(by_unit.items())
    )


def _places(members: Sequence[Member], points: Mapping[str, int]) -> Iterator[Place]:
    ordered = sorted(members, key=lambda member: (-points.get(member.person_id, 0), member.number))
    place = 0
    above: int | None = None
    for position, member in enumerate(ordered, start=1):
        own = points.get(member.person_id, 0)
        place = place if own == above else position
        above = own
        yield Place(position, place, member.person_id, member.number, member.name, own)


def own_places(every: Iterable[Board]) -> Mapping[str, tuple[OwnPlace, ...]]:
    """Each person's places, widest unit first."""
    found: dict[str, list[OwnPlace]] = defaultdict(list)
    for board in every:
        better: int | None = None  # points of the nearest one above with more
        last: int | None = None
        for place in board.places:
            better = last if last is not None and last != place.points else better
            last = place.points
            gap = None if better is None else better - place.points
            own = OwnPlace(board.unit_path, place.place, len(board.places), place.points, gap, board.as_of)
            found[place.person_id].append(own)
    return {person_id: tuple(places) for person_id, places in found.items()}


def require_sight(actor: Actor, unit_path: str) -> None:
    """Let pass members of the unit and staff over it. Raises: NoSuchBoard, as if it were not there."""
    is_member = actor.unit_path is not None and within(actor.unit_path, unit_path)
    if not is_member and not actor.covers(unit_path, *STAFF):
        raise NoSuchBoard
