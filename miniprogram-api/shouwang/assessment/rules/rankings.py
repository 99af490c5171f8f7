"""Rankings 排行: snapshots of every unit's members by points; equal points share a place; squadrons compare by the head."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import accumulate

from shouwang.assessment.models import Board, Member, OwnPlace, Place, UnitPlace
from shouwang.kernel.actor import STAFF, Actor, within
from shouwang.kernel.problem import NotFound

NEIGHBOURS = 2  # on each side
PAGE = 50  # places a page. Source: design section 4


class NoSuchBoard(NotFound):
    """There is no ranking of that unit and period, or it is not this person's to see."""

    slug, title = "no-such-board", "没有这张排行榜"


def boards(members: Iterable[Member], points: Mapping[str, int], period: str, as_of: datetime) -> tuple[Board, ...]:
    """The board of every unit that has members, up to the whole force."""
    by_unit: dict[str, list[Member]] = defaultdict(list)
    squadrons: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        squadrons[member.unit_path].append(member)
        for unit_path in accumulate(member.unit_path.split("/"), lambda above, code: f"{above}/{code}"):
            by_unit[unit_path].append(member)
    return tuple(
        Board(unit_path, period, as_of, tuple(_places(group, points)), tuple(_units(unit_path, squadrons, points)))
        for unit_path, group in sorted(by_unit.items())
    )


def _places(members: Sequence[Member], points: Mapping[str, int]) -> Iterator[Place]:
    ordered = sorted(members, key=lambda member: (-points.get(member.person_id, 0), member.number))
    place = 0
    above: int | None = None
    for position, member in enumerate(ordered, start=1):
        own = points.get(member.person_id, 0)
        place = place if own == above else position
        above = own
        yield Place(position, place, member.person_id, member.number, member.name, own, member.published)


def _units(top: str, squadrons: Mapping[str, Sequence[Member]], points: Mapping[str, int]) -> Iterator[UnitPlace]:
    sums = {
        path: (sum(points.get(member.person_id, 0) for member in group), len(group))
        for path, group in squadrons.items()
        if path != top and within(path, top)
    }
    a_head = {path: Fraction(total, heads) for path, (total, heads) in sums.items()}
    place = 0
    above: Fraction | None = None
    for position, path in enumerate(sorted(sums, key=lambda path: (-a_head[path], path)), start=1):
        place = place if a_head[path] == above else position
        above = a_head[path]
        total, heads = sums[path]
        yield UnitPlace(position, place, path, heads, total, round(a_head[path] * 100))


def own_places(every: Iterable[Board]) -> Mapping[str, tuple[OwnPlace, ...]]:
    """Each person's places with their neighbours, widest unit first."""
    found: dict[str, list[OwnPlace]] = defaultdict(list)
    for board in every:
        better: int | None = None  # points of the nearest one above with more
        last: int | None = None
        for index, place in enumerate(board.places):
            better = last if last is not None and last != place.points else better
            last = place.points
            found[place.person_id].append(
                OwnPlace(
                    unit_path=board.unit_path,
                    place=place.place,
                    members=len(board.places),
                    points=place.points,
                    gap=None if better is None else better - place.points,
                    as_of=board.as_of,
                    above=board.places[max(0, index - NEIGHBOURS) : index],
                    below=board.places[index + 1 : index + 1 + NEIGHBOURS],
                )
            )
    return {person_id: tuple(places) for person_id, places in found.items()}


def require_sight(actor: Actor, unit_path: str) -> None:
    """Let pass members of the unit and staff over it. Raises: NoSuchBoard, as if it were not there."""
    is_member = actor.unit_path is not None and within(actor.unit_path, unit_path)
    if not is_member and not actor.covers(unit_path, *STAFF):
        raise NoSuchBoard
