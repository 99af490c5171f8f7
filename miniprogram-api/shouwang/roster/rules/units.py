"""Units, numbers and points: what a unit may be, what the next number is, which point is nearest."""

import re
from collections.abc import Iterable, Iterator, Mapping

from shouwang.kernel.actor import STAFF, Actor, Role
from shouwang.kernel.geo import Position, distance_m
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.roster.models import AssemblyPoint, Force, Level, Unit

# Detachment, then at most brigade and squadron, each as a letter and a short number. Source: seed (three levels).
_PATH = re.compile(r"[A-Z]\d{1,3}(/[A-Z]\d{1,3}){0,2}")
KEEPERS = (Role.COMMANDER, Role.ADMINISTRATOR)  # who may change the tree


class NoSuchUnit(NotFound):
    """There is no such unit, or it is not this person's to see."""

    slug, title = "no-such-unit", "没有这个单位"


class NoSuchPoint(NotFound):
    """There is no assembly point of that number."""

    slug, title = "no-such-point", "没有这个集结点"


class NoSuchVolunteer(NotFound):
    """There is no volunteer of that number, or not within this person's units."""

    slug, title = "no-such-volunteer", "没有这个编号的队员"


class NoNumbersHere(Problem):
    """Numbers are given by squadrons that have a prefix; this unit has none."""

    slug, title, status = "no-numbers-here", "这个单位不发编号，要选一个中队", 409


class AlreadyNumbered(Problem):
    """The person has a number already."""

    slug, title, status = "already-numbered", "这个人已经有编号了", 409


def next_number(unit: Unit, force: Force, last: int) -> str:
    """The number after the last sequence a squadron gave, such as `02-05-0137`.

    Nothing reads a number back: it survives transfer, and its prefix only tells the first posting.
    Raises: NoNumbersHere.
    """
    if not unit.number_prefix:
        raise NoNumbersHere
    return f"{unit.number_prefix}{force.number_separator}{last + 1:0{force.number_digits}d}"


def nearest(points: Iterable[AssemblyPoint], position: Position) -> AssemblyPoint:
    """The point whose middle is closest. Raises: NoSuchPoint if there are none."""
    closest = min(points, key=lambda point: distance_m(point.position, position), default=None)
    if closest is None:
        raise NoSuchPoint
    return closest


def check_unit(unit: Unit, known: Mapping[str, Unit]) -> None:
    """Refuse a unit that would not fit into the tree. Raises: Invalid with every fault."""
    faults = list(_faults(unit, known))
    if faults:
        raise Invalid(faults=faults)


def _faults(unit: Unit, known: Mapping[str, Unit]) -> Iterator[Fault]:
    if not _PATH.fullmatch(unit.path):
        yield Fault("/path", "要写成 D1、D1/B02 或 D1/B02/S05 这样")
        return
    if unit.parent_path is not None and unit.parent_path not in known:
        yield Fault("/path", "上级单位还没有建")
    if not unit.name.strip():
        yield Fault("/name", "没有填")
    if unit.number_prefix and unit.level is not Level.SQUADRON:
        yield Fault("/number_prefix", "只有中队发编号")
    taken = {other.number_prefix: other for other in known.values() if other.path != unit.path}
    if unit.number_prefix and unit.number_prefix in taken:
        yield Fault("/number_prefix", f"{taken[unit.number_prefix].name}已经在用")


def require_sight(actor: Actor, unit_path: str) -> None:
    """Let pass who holds a staff role over the unit. Raises: NoSuchUnit, as if it were not there."""
    if not actor.covers(unit_path, *STAFF):
        raise NoSuchUnit


def require_keeper(actor: Actor, unit: Unit) -> None:
    """Let pass who commands the unit above, or the whole. Raises: NoSuchUnit, as if it were not there."""
    if not actor.covers(unit.parent_path or unit.path, *KEEPERS):
        raise NoSuchUnit
