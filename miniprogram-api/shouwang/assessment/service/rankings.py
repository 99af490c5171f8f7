"""Rankings 排行: snapshots made by schedule, read in one request."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from shouwang.assessment import rules
from shouwang.assessment.models import Book, Member, OwnPlace, Place, UnitPlace
from shouwang.assessment.store import ledger, rankings
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day, rfc3339
from shouwang.platform.jobs import Job, Progress, Step

_KEYS_A_TIME = 1000  # members looked up together, so that memory holds few books at once


class Ranking(msgspec.Struct, frozen=True):
    """A page of a board, the squadrons of the unit beside it, and the person's own place."""

    as_of: datetime
    members: int
    places: Sequence[Place]
    units: Sequence[UnitPlace]
    cursor: str | None
    own: OwnPlace | None


class Rankings(msgspec.Struct, frozen=True):
    """排行. `members` gives everybody who may stand in one; `published` who of some people agreed to be named."""

    members: Callable[[], Iterable[Member]]
    published: Callable[[Sequence[str]], Collection[str]]
    now: Clock

    def show(self, actor: Actor, unit_path: str, period: str, cursor: str = "") -> Ranking:
        """A page of a unit's newest snapshot, or of the one that paging began on. Raises: NoSuchBoard. Cost: 1 request."""
        rules.require_sight(actor, unit_path)
        as_of, _, page = cursor.partition("~")
        found, own = rankings.look(actor.person_id, unit_path, period, as_of, int(page) if page.isdecimal() else 0)
        if found is None:
            raise rules.NoSuchBoard
        following = f"{rfc3339(found.as_of)}~{found.page + 1}" if found.page < found.pages else None
        mine = next((place for place in own if place.unit_path == unit_path), None)
        return Ranking(found.as_of, found.members, found.places, found.units, following, mine)

    def snapshot(self, *periods: str) -> int:
        """Make every unit's board anew for some periods; for the schedule. Returns how many boards.

        Cost: 1 request for each 100 members and book, 1 for each 90 rows (a page of 50 places, or a member).
        """
        everyone = self._everyone()
        kept = 0
        for name in periods:
            made = rules.boards(everyone, self._points(everyone, rules.period(name)), name, self.now())
            rankings.keep_boards(made, rules.own_places(made))
            kept += len(made)
        return kept

    def _everyone(self) -> Sequence[Member]:
        everyone = list(self.members())
        published = set(self.published([member.person_id for member in everyone]))
        return [replace(member, published=member.person_id in published) for member in everyone]

    def _points(self, everyone: Sequence[Member], period: rules.Period) -> Mapping[str, int]:
        points: dict[str, int] = {}
        for start in range(0, len(everyone), _KEYS_A_TIME):
            people = [member.person_id for member in everyone[start : start + _KEYS_A_TIME]]
            books: dict[str, dict[str, Book]] = {person_id: {} for person_id in people}
            for book in period.books:
                for person_id, found in ledger.books_of_everyone(people, book).items():
                    books[person_id][book] = found
            points |= {person_id: period.points(found) for person_id, found in books.items()}
        return points


def ranking(rankings_: Rankings) -> Step:
    """The step of the job `ranking`: the boards of one period that the job's day lies in."""

    def step(job: Job) -> Progress:
        periods = rules.periods_of(local_day(job.asked_at))
        place = int(job.checkpoint.get("place", 0))
        rankings_.snapshot(periods[place])
        return Progress({"place": place + 1}, place + 1, len(periods), place + 1 == len(periods))

    return step
