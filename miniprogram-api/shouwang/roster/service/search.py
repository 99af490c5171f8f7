"""Finding volunteers 找人: by number, name or the phone's last four digits, within what the asker may see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol

import msgspec

from shouwang.kernel.actor import STAFF, Actor, Status
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.names import tidy_name
from shouwang.platform.dynamo import Page
from shouwang.roster.models import Volunteer
from shouwang.roster.rules import members as rules, require_sight
from shouwang.roster.store import register

_LOOKS = 4  # pages of the store behind one page shown, so that a request touches at most 200 rows


class Lookup(Protocol):
    """The blind indexes of the vault."""

    def index(self, kind: str, value: str) -> str:
        """The blind index of a normalised value."""
        ...


class Search(msgspec.Struct, frozen=True):
    """找人."""

    lookup: Lookup
    now: Clock

    def find(self, actor: Actor, typed: str, cursor: str | None, limit: int) -> Page[Volunteer]:
        """Volunteers by what was typed, within the actor's units. Cost: 1 to 4 requests."""
        typed = typed.strip()
        if rules.looks_like_tail(typed):
            return self._by_tail(actor, typed, cursor, limit)
        if rules.looks_like_number(typed.upper()):
            return self._by_number(actor, typed.upper())
        return self._by_name(actor, tidy_name(typed), cursor, limit)

    def also(self, actor: Actor, unit_path: str, cursor: str | None, limit: int) -> Page[Volunteer]:
        """Those who belong to a unit, or one below, beside their own. Raises: NoSuchUnit. Cost: 2 requests."""
        require_sight(actor, unit_path)
        page = register.also_members(unit_path, cursor, limit)
        found = register.volunteers_of(page.items)
        return Page([found[number] for number in page.items if number in found], page.cursor)

    def expiring(
        self, actor: Actor, unit_path: str | None, within_days: int, cursor: str | None, limit: int
    ) -> Page[Volunteer]:
        """Volunteers in the force whose insurance has ended or ends within so many days. Raises: NoSuchUnit.

        The whole force's are listed soonest first; a unit's in the order of the tree. Cost: 1 to 4 requests.
        """
        unit_path = unit_path or next(iter(actor.scopes(*STAFF)), "")
        require_sight(actor, unit_path)
        last = local_day(self.now()) + timedelta(days=within_days)

        def ends(volunteer: Volunteer) -> bool:
            here = volunteer.status is not Status.LEFT
            return here and volunteer.cover_until is not None and volunteer.cover_until <= last

        if "/" not in unit_path:
            return _some(lambda c, n: register.covered_until(unit_path, date.min, last, c, n), ends, cursor, limit)
        return _some(lambda c, n: register.volunteers(unit_path, c, n), ends, cursor, limit)

    def _by_number(self, actor: Actor, number: str) -> Page[Volunteer]:
        found = register.fetch_volunteer(number)
        return Page([found] if found and _sees(actor, found) else [])

    def _by_tail(self, actor: Actor, tail: str, cursor: str | None, limit: int) -> Page[Volunteer]:
        scope = next(iter(actor.scopes(*STAFF)), "")
        index = self.lookup.index("phone-tail", tail)
        top = scope.partition("/")[0]
        return _some(lambda c, n: register.by_tail(index, top, c, n), lambda v: _sees(actor, v), cursor, limit)

    def _by_name(self, actor: Actor, name: str, cursor: str | None, limit: int) -> Page[Volunteer]:
        if not name:
            return Page([])
        top = next(iter(actor.scopes(*STAFF)), "").partition("/")[0]
        return _some(lambda c, n: register.named(top, name, c, n), lambda v: _sees(actor, v), cursor, limit)


def _sees(actor: Actor, volunteer: Volunteer) -> bool:
    return any(actor.covers(path, *STAFF) for path in volunteer.unit_paths)


def _some(
    page: Callable[[str | None, int], Page[Volunteer]],
    wanted: Callable[[Volunteer], bool],
    cursor: str | None,
    limit: int,
) -> Page[Volunteer]:
    """Those of the next rows who are wanted, until the page is full or the store was asked `_LOOKS` times."""
    found: list[Volunteer] = []
    for _ in range(_LOOKS):
        got = page(cursor, limit - len(found))
        found += [volunteer for volunteer in got.items if wanted(volunteer)]
        cursor = got.cursor
        if cursor is None or len(found) >= limit:
            break
    return Page(found, cursor)
