"""Use cases of the roster 队伍; the one place that tells other slices where things are and who is who."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from shouwang.kernel.actor import STAFF, Actor, within
from shouwang.kernel.clock import Clock
from shouwang.kernel.fresh import require_fresh
from shouwang.kernel.geo import Position
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotAllowed
from shouwang.platform import audit
from shouwang.platform.audit import AuditLine
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.roster import store
from shouwang.roster.models import AssemblyPoint, Force, HistoryEntry, Unit, Volunteer
from shouwang.roster.rules import (
    KEEPERS,
    NoSuchPoint,
    NoSuchUnit,
    NoSuchVolunteer,
    check_unit,
    nearest,
    next_number,
    require_keeper,
    require_sight,
)
from shouwang.roster.rules.members import require_in_sight
from shouwang.roster.rules.settling import changes, check_force
from shouwang.roster.store import records

FRESH_FOR_S = 60.0  # how long a process may go without asking whether units, points or the force's data changed


class ForceMissing(Exception):
    """The force's data was never written: this store was not set up."""


class Ground(msgspec.Struct, frozen=True):
    """Everything about the force that hardly ever changes, as one version of it."""

    version: int
    force: Force
    units: Mapping[str, Unit]
    points: Mapping[str, AssemblyPoint]


class GroundCache(msgspec.Struct):
    """The ground as this process last saw it; real time decides its age, whatever the settable clock says."""

    monotonic: Callable[[], float] = time.monotonic
    _seen: Ground | None = None
    _seen_at_s: float = 0.0

    def look(self) -> Ground:
        """The ground, at most `FRESH_FOR_S` old.

        Cost: 0 requests; 1 when that time has passed; 2 more when something changed.
        """
        if self._seen is None or self.monotonic() - self._seen_at_s >= FRESH_FOR_S:
            self._seen = self._read(self._seen)
            self._seen_at_s = self.monotonic()
        return self._seen

    def forget(self) -> None:
        """Ask again next time."""
        self._seen = None

    def _read(self, seen: Ground | None) -> Ground:
        version, force = store.fetch_force()
        if seen is not None and seen.version == version:
            return seen
        if force is None:
            raise ForceMissing
        units = {unit.path: unit for unit in store.units()}
        points = {point.number: point for point in store.points()}
        return Ground(version, force, units, points)


class Roster(msgspec.Struct, frozen=True):
    """队伍. Reads of force, units and points come from the process's cache and cost no request most of the time."""

    now: Clock
    new_id: NewId
    ground: GroundCache = msgspec.field(default_factory=GroundCache)

    def force(self) -> Force:
        """The data of the force."""
        return self.ground.look().force

    def units(self) -> tuple[Unit, ...]:
        """Every unit, parents before children."""
        return tuple(self.ground.look().units.values())

    def unit(self, path: str) -> Unit:
        """A unit. Raises: NoSuchUnit."""
        unit = self.ground.look().units.get(path)
        if unit is None:
            raise NoSuchUnit
        return unit

    def points(self) -> tuple[AssemblyPoint, ...]:
        """Every assembly point by number."""
        return tuple(self.ground.look().points.values())

    def points_page(self, unit_path: str, after: str, limit: int) -> tuple[list[AssemblyPoint], str | None]:
        """Points of a unit and all below it (all of them for an empty path) after a number, and where to go on."""
        wanted = [p for p in self.points() if p.number > after and (not unit_path or within(p.unit_path, unit_path))]
        page = wanted[:limit]
        return page, page[-1].number if len(wanted) > limit else None

    def point(self, number: str) -> AssemblyPoint:
        """An assembly point. Raises: NoSuchPoint."""
        point = self.ground.look().points.get(number)
        if point is None:
            raise NoSuchPoint
        return point

    def nearest_point(self, position: Position) -> AssemblyPoint:
        """The assembly point closest to a position of any datum. Raises: NoSuchPoint if the force has none."""
        return nearest(self.points(), position)

    def volunteer(self, number: str) -> Volunteer:
        """The volunteer of a number. Raises: NoSuchVolunteer. Cost: 1 request."""
        volunteer = store.fetch_volunteer(number)
        if volunteer is None:
            raise NoSuchVolunteer
        return volunteer

    def volunteer_of(self, person_id: str) -> Volunteer | None:
        """The volunteer a person is, if any. Cost: 1 request, 2 for a volunteer."""
        number = store.fetch_number(person_id)
        return self.volunteer(number) if number else None

    def volunteer_for(self, actor: Actor, number: str) -> Volunteer:
        """A volunteer as the staff of any of the volunteer's units see one. Raises: NoSuchVolunteer. Cost: 1 request."""
        return require_in_sight(actor, store.fetch_volunteer(number))

    def looked_at(self, actor: Actor, number: str) -> tuple[Volunteer, Sequence[HistoryEntry]]:
        """A volunteer with history, as staff look at one; the look itself goes on the log that the person can read.

        Raises: NoSuchVolunteer. Cost: 3 requests.
        """
        volunteer = self.volunteer_for(actor, number)
        history = records.history(number)
        commit(audit.note(f"person {volunteer.person_id}", "member-viewed", actor, self.now(), self.new_id(), {}))
        return volunteer, history

    def volunteers_for(
        self, actor: Actor, unit_path: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Volunteer]:
        """A page of the volunteers of a unit and all below; without a unit, of the actor's widest scope.

        Raises: NoSuchUnit outside the actor's scope. Cost: 1 request.
        """
        unit_path = unit_path or next(iter(actor.scopes(*STAFF)), "")
        require_sight(actor, unit_path)
        return store.volunteers(unit_path, cursor, limit)

    def everyone(self, unit_path: str) -> Iterator[Volunteer]:
        """All volunteers of a unit and all below; for nightly work. Cost: 1 request for each 200."""
        cursor = None
        while True:
            page = store.volunteers(unit_path, cursor, 200)
            yield from page.items
            cursor = page.cursor
            if cursor is None:
                return

    def number_writes(
        self, unit_path: str, person_id: str, name: str, *, joined_on: date, cover_until: date | None = None
    ) -> tuple[str, Writes]:
        """The next number of a squadron, and the writes that give it to a person; they join the caller's commit.

        The counter moves from the value seen. When somebody else was faster, the commit raises `dynamo.Conflict`:
        call again and commit again.
        Raises: NoSuchUnit, NoNumbersHere; at commit AlreadyNumbered. Cost: 1 request.
        """
        unit = self.unit(unit_path)
        seen = store.last_sequence(unit.path)
        number = next_number(unit, self.force(), seen)
        volunteer = Volunteer(number, person_id, name, unit.path, joined_on, cover_until)
        return number, store.counted(unit.path, seen) + store.enlisted(volunteer)

    def keep_unit(self, actor: Actor, unit: Unit, seen: int | None = None) -> Unit:
        """Add or change a unit 单位; audited. `seen`: the version of the ground that was looked at, if one was.

        Raises: Invalid, NoSuchUnit, Stale, StepUpNeeded where the scheme of numbers changes. Cost: 1 request, 2 with a cold
        cache.
        """
        require_keeper(actor, unit)
        known = self.ground.look().units
        check_unit(unit, known)
        if unit.number_prefix != (known[unit.path].number_prefix if unit.path in known else ""):
            require_fresh(actor, self.now())  # how numbers are made from now on
        facts = {"before": known[unit.path].name if unit.path in known else None, "name": unit.name}
        line = audit.note(f"unit#{unit.path}", "unit-kept", actor, self.now(), self.new_id(), facts)
        try:
            commit(store.kept_unit(unit, seen), line)
        finally:
            self.ground.forget()  # also when somebody was faster
        return unit

    def keep_force(self, actor: Actor, seen: int, force: Force) -> Force:
        """Change the force's own rules, over the version that was seen; audited with what changed.

        Raises: NotAllowed, Invalid, Stale, StepUpNeeded where the scheme of numbers changes. Cost: 1 request, 3 with a cold
        cache.
        """
        before = self.ground.look().force
        if not actor.covers(self.units()[0].path, *KEEPERS):
            raise NotAllowed
        check_force(force)
        if (force.number_separator, force.number_digits) != (before.number_separator, before.number_digits):
            require_fresh(actor, self.now())
        line = audit.note("force", "force-kept", actor, self.now(), self.new_id(), changes(before, force))
        commit(store.kept_force(seen, force), line)
        self.ground.forget()
        return force

    def force_changes(self, limit: int = 20) -> Sequence[AuditLine]:
        """What was changed of the force's own rules, newest first. Cost: 1 request."""
        return audit.read("force", limit=limit).items

    def put_ground(self, force: Force, units: Iterable[Unit], points: Iterable[AssemblyPoint]) -> None:
        """Write a whole force's data, units and points; for setting up. Cost: 1 request for each 90 rows, and 2."""
        store.keep_ground(force, units, points)
        self.ground.forget()

    def put_volunteers(self, volunteers: Sequence[Volunteer], last_sequences: Mapping[str, int]) -> None:
        """Write volunteers who hold numbers already, and the last sequence of each unit; may be repeated.

        Cost: 1 request for each 45 volunteers, and 1.
        """
        store.keep_volunteers(volunteers, last_sequences)
