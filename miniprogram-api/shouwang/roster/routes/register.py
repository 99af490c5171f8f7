"""HTTP of the register 名册: finding volunteers, looking at one, whose insurance ends, who holds which post."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.dynamo import Page
from shouwang.platform.web import Api, get, roles
from shouwang.roster.models import HistoryEntry, Membership, Seat, Status, Volunteer
from shouwang.roster.rules.appointing import POSTS
from shouwang.roster.service import Appointments, Roster, Search

_Limit = Annotated[int, msgspec.Meta(ge=1, le=50)]


class VolunteersAsk(msgspec.Struct):
    """Which volunteers: of a unit and all below it, by default the caller's own scope; or those that `q` finds.

    `q` is a number, the beginning of a name, or the last four digits of a phone. `also`: those who belong to the unit
    beside their own.
    """

    unit: str | None = None
    q: Annotated[str, msgspec.Meta(max_length=60)] = ""
    also: bool = False
    cursor: str | None = None
    limit: _Limit = 50


class VolunteerShown(msgspec.Struct):
    """A volunteer as staff see one."""

    volunteer_number: str
    name: str
    unit_path: str
    status: Status
    qualifications: tuple[str, ...]
    joined_on: date
    cover_until: date | None


class HistoryShown(msgspec.Struct):
    """One line of a volunteer's history."""

    step: str
    at: datetime
    by: str
    facts: dict[str, Any]


class VolunteerDetail(VolunteerShown):
    """A volunteer with the further units, a leave's end, and the history, newest first."""

    also: list[Membership]
    unit_since: date
    status_until: date | None
    history: list[HistoryShown]


class CoverAsk(msgspec.Struct):
    """Whose insurance has ended, or ends within so many days."""

    unit: str | None = None
    within_days: Annotated[int, msgspec.Meta(ge=0, le=366)] = 30
    cursor: str | None = None
    limit: _Limit = 50


class SeatShown(msgspec.Struct):
    """A post and who holds it."""

    unit_path: str
    post: str
    title: str
    name: str
    volunteer_number: str | None
    from_on: date
    until_on: date | None
    appointment_id: str


class SeatsShown(msgspec.Struct):
    """Posts held, in the order of the tree."""

    seats: list[SeatShown]


class SeatsAsk(msgspec.Struct):
    """Whose posts: of a unit and all below it."""

    unit: str


class VolunteersShown(msgspec.Struct):
    """A page of volunteers in the order of the tree."""

    volunteers: list[VolunteerShown]
    cursor: str | None


class RegisterRoutes:
    """What staff may see of volunteers."""

    def __init__(self, roster: Roster, search: Search, appointments: Appointments) -> None:
        self.roster = roster
        self.search = search
        self.appointments = appointments

    @get("/v1/volunteers", who=roles(*STAFF), summary="队员名册，或者找人")
    def volunteers(self, actor: Actor, query: VolunteersAsk) -> VolunteersShown:
        """The volunteers of a unit and all below it, or those that `q` finds."""
        if query.q:
            page = self.search.find(actor, query.q, query.cursor, query.limit)
        elif query.also and query.unit:
            page = self.search.also(actor, query.unit, query.cursor, query.limit)
        else:
            page = self.roster.volunteers_for(actor, query.unit, query.cursor, query.limit)
        return _volunteers(page)

    @get("/v1/volunteers/{number}", who=roles(*STAFF), summary="队员")
    def volunteer(self, actor: Actor, number: str) -> VolunteerDetail:
        """One volunteer, with history; the look is on the audit log."""
        return _detail(*self.roster.looked_at(actor, number))

    @get("/v1/cover", who=roles(*STAFF), summary="保险快到期的队员")
    def cover(self, actor: Actor, query: CoverAsk) -> VolunteersShown:
        """Whose insurance ends soon, or has ended."""
        return _volunteers(self.search.expiring(actor, query.unit, query.within_days, query.cursor, query.limit))

    @get("/v1/posts", who=roles(*STAFF), summary="各单位的职务由谁担任")
    def posts(self, query: SeatsAsk) -> SeatsShown:
        """Who holds which post."""
        return SeatsShown([_seat(seat) for seat in self.appointments.seats(query.unit)])


def staff_api(roster: Roster, search: Search, appointments: Appointments) -> Api:
    """Routes for staff."""
    return Api.of("roster-staff", RegisterRoutes(roster, search, appointments))


def _volunteers(page: Page[Volunteer]) -> VolunteersShown:
    return VolunteersShown([_volunteer(volunteer) for volunteer in page.items], page.cursor)


def _seat(seat: Seat) -> SeatShown:
    told = (seat.name, seat.volunteer_number, seat.from_on, seat.until_on, seat.appointment_id)
    return SeatShown(seat.unit_path, seat.post, POSTS[seat.post].title, *told)


def _detail(volunteer: Volunteer, history: Sequence[HistoryEntry]) -> VolunteerDetail:
    return VolunteerDetail(
        **msgspec.structs.asdict(_volunteer(volunteer)),
        also=list(volunteer.also),
        unit_since=volunteer.unit_since or volunteer.joined_on,
        status_until=volunteer.status_until,
        history=[HistoryShown(entry.step, entry.at, entry.by_as, entry.facts) for entry in history],
    )


def _volunteer(volunteer: Volunteer) -> VolunteerShown:
    return VolunteerShown(
        volunteer.volunteer_number,
        volunteer.name,
        volunteer.unit_path,
        volunteer.status,
        volunteer.qualifications,
        volunteer.joined_on,
        volunteer.cover_until,
    )
