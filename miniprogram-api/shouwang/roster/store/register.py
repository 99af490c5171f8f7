"""The table of volunteers, and who belongs to further units. Each function is one request unless it says otherwise."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.actor import Status
from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import (
    Choice,
    Day,
    Packed,
    Page,
    Table,
    Writes,
    delete,
    next_page,
    put,
    read_cursor,
    update,
)
from shouwang.roster.models import Membership, Volunteer

_LAST = "\U0010ffff"  # after every name


class PlaceIndex(GlobalSecondaryIndex["VolunteerRow"]):
    """Volunteers in the order of the tree, so that one query lists any unit with all below it."""

    class Meta:
        """Index settings."""

        index_name = "by_unit"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class NameIndex(GlobalSecondaryIndex["VolunteerRow"]):
    """Volunteers by name."""

    class Meta:
        """Index settings."""

        index_name = "by_name"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    name_place = UnicodeAttribute(range_key=True)


class TailIndex(GlobalSecondaryIndex["VolunteerRow"]):
    """Volunteers by the blind index of their phone's last four digits."""

    class Meta:
        """Index settings."""

        index_name = "by_tail"
        projection = AllProjection()

    tail_index = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class CoverIndex(GlobalSecondaryIndex["VolunteerRow"]):
    """Volunteers by the day their insurance ends; who left is not in it."""

    class Meta:
        """Index settings."""

        index_name = "by_cover"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    cover_place = UnicodeAttribute(range_key=True)


class VolunteerRow(Table):
    """A volunteer. `top` is the detachment's code, `place` is `unit_path/number`.

    A row that an import has only reserved (`reserved_for`) has no `top`: no list shows it, and nobody reads it.
    """

    TABLE = "volunteers"

    volunteer_number = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    name = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    joined_on = Day()
    cover_until = Day(null=True)
    status = Choice(Status)
    qualifications = Packed[tuple[str, ...]](tuple[str, ...])
    version = NumberAttribute()
    also = Packed[tuple[Membership, ...]](tuple[Membership, ...], default=())
    unit_since = Day(null=True)
    status_until = Day(null=True)
    tail_index = UnicodeAttribute(null=True)
    reserved_for = UnicodeAttribute(null=True)
    top = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)
    name_place = UnicodeAttribute(null=True)
    cover_place = UnicodeAttribute(null=True)

    by_unit = PlaceIndex()
    by_name = NameIndex()
    by_tail = TailIndex()
    by_cover = CoverIndex()


class AlsoRow(Table):
    """A volunteer in a further unit; `place` is `unit_path/number`, as in the list of the unit's own."""

    TABLE = "also-members"

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)
    volunteer_number = UnicodeAttribute()


def fetch_volunteer(number: str) -> Volunteer | None:
    """The volunteer of a number."""
    row = VolunteerRow.fetch(number)
    return row.value(Volunteer) if row and row.reserved_for is None else None


def volunteers(unit_path: str, cursor: str | None, limit: int) -> Page[Volunteer]:
    """A page of the volunteers of a unit and all below it, in the order of the tree."""
    below = VolunteerRow.place.startswith(f"{unit_path}/")
    return _page(VolunteerRow.by_unit.query, _top(unit_path), below, cursor, limit)


def named(top: str, beginning: str, cursor: str | None, limit: int) -> Page[Volunteer]:
    """A page of the force's volunteers whose name begins so."""
    return _page(VolunteerRow.by_name.query, top, VolunteerRow.name_place.startswith(beginning), cursor, limit)


def by_tail(tail_index: str, unit_path: str, cursor: str | None, limit: int) -> Page[Volunteer]:
    """A page of the volunteers below a unit whose phone ends so."""
    below = VolunteerRow.place.startswith(f"{unit_path}/")
    return _page(VolunteerRow.by_tail.query, tail_index, below, cursor, limit)


def covered_until(top: str, first: date, last: date, cursor: str | None, limit: int) -> Page[Volunteer]:
    """A page of the force's volunteers whose insurance ends between two days, both counting, soonest first."""
    between = VolunteerRow.cover_place.between(first.isoformat(), f"{last.isoformat()}{_LAST}")
    return _page(VolunteerRow.by_cover.query, top, between, cursor, limit)


def _page(query: Callable[..., Any], key: str, where: Any, cursor: str | None, limit: int) -> Page[Volunteer]:
    rows = query(key, where, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor))
    return Page([row.value(Volunteer) for row in rows], next_page(rows.last_evaluated_key))


def also_members(unit_path: str, cursor: str | None, limit: int) -> Page[str]:
    """A page of the numbers of those who belong to a unit, or one below, beside their own."""
    rows = AlsoRow.query(
        _top(unit_path),
        AlsoRow.place.startswith(f"{unit_path}/"),
        limit=limit,
        page_size=limit,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.volunteer_number for row in rows], next_page(rows.last_evaluated_key))


def volunteers_of(numbers: Sequence[str]) -> dict[str, Volunteer]:
    """The volunteers of at most 100 numbers."""
    rows = VolunteerRow.batch_get(list(numbers), consistent_read=True) if numbers else ()
    return {row.volunteer_number: row.value(Volunteer) for row in rows if row.reserved_for is None}


def kept(before: Volunteer, after: Volunteer) -> Writes:
    """A changed volunteer, with the rows of further units. Raises (at commit): Stale."""
    row = volunteer_row(replace(after, version=before.version + 1))
    writes = put(row, VolunteerRow.version == before.version, Stale())
    number = after.volunteer_number
    was, now = ({membership.unit_path for membership in v.also} for v in (before, after))
    for path in sorted(now - was):
        writes += put(AlsoRow(top=_top(path), place=f"{path}/{number}", volunteer_number=number))
    for path in sorted(was - now):
        writes += delete(AlsoRow(top=_top(path), place=f"{path}/{number}"))
    return writes


def volunteer_row(volunteer: Volunteer) -> VolunteerRow:
    """The row of a volunteer, with what the indexes sort by."""
    number = volunteer.volunteer_number
    covered = volunteer.cover_until and volunteer.status is not Status.LEFT
    return VolunteerRow.of(
        volunteer,
        top=_top(volunteer.unit_path),
        place=f"{volunteer.unit_path}/{number}",
        name_place=f"{volunteer.name}#{number}",
        cover_place=f"{volunteer.cover_until}#{number}" if covered else None,
    )


def _top(unit_path: str) -> str:
    return unit_path.partition("/")[0]


def tailed(volunteer: Volunteer, tail_index: str) -> Writes:
    """The volunteer's phone ends otherwise now. Raises (at commit): Stale."""
    row = VolunteerRow(volunteer_number=volunteer.volunteer_number)
    unchanged = VolunteerRow.version == volunteer.version
    changes = (VolunteerRow.tail_index.set(tail_index), VolunteerRow.version.add(1))
    return update(row, *changes, condition=unchanged, otherwise=Stale())
