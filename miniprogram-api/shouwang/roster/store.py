"""Tables of the roster 队伍. Each function is one request to the store unless it says otherwise."""

from collections.abc import Iterable, Mapping, Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.platform.dynamo import (
    Choice,
    Day,
    Packed,
    Page,
    Table,
    Writes,
    commit,
    next_page,
    put,
    read_cursor,
    update,
)
from shouwang.roster.models import AssemblyPoint, Force, Status, Unit, UnitKind, Volunteer
from shouwang.roster.rules import AlreadyNumbered

FORCE = "force"  # the one row of the force's data, and the hash key of what is read whole
_BATCH = 45  # volunteers a transaction: two rows each, 100 actions at most


class ForceRow(Table):
    """Data of the force. `version` moves with every change of it, of a unit or of a point, so that caches know."""

    TABLE = "force"

    key = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    data = Packed[Force](Force)


class UnitRow(Table):
    """A unit; all are read in one query."""

    TABLE = "units"

    force = UnicodeAttribute(hash_key=True)
    path = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    kind = Choice(UnitKind)
    speciality = UnicodeAttribute(default="")
    number_prefix = UnicodeAttribute(default="")


class PointRow(Table):
    """An assembly point; all are read in one query."""

    TABLE = "assembly-points"

    force = UnicodeAttribute(hash_key=True)
    number = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    latitude_e7 = NumberAttribute()
    longitude_e7 = NumberAttribute()
    radius_m = NumberAttribute()
    code_key_version = NumberAttribute()


class PlaceIndex(GlobalSecondaryIndex["VolunteerRow"]):
    """Volunteers in the order of the tree, so that one query lists any unit with all below it."""

    class Meta:
        """Index settings."""

        index_name = "by_unit"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class VolunteerRow(Table):
    """A volunteer. `top` is the detachment's code, `place` is `unit_path/number`."""

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
    top = UnicodeAttribute()
    place = UnicodeAttribute()

    by_unit = PlaceIndex()


class ClaimRow(Table):
    """The one number of a person."""

    TABLE = "volunteer-claims"

    person_id = UnicodeAttribute(hash_key=True)
    volunteer_number = UnicodeAttribute()


class CounterRow(Table):
    """The last sequence a unit has given."""

    TABLE = "number-counters"

    unit_path = UnicodeAttribute(hash_key=True)
    last = NumberAttribute()


def fetch_force() -> tuple[int, Force | None]:
    """The data of the force and its version; nothing before it was first written."""
    row = ForceRow.fetch(FORCE)
    return (int(row.version), row.data) if row else (0, None)


def units() -> tuple[Unit, ...]:
    """Every unit, parents before children."""
    return tuple(row.value(Unit) for row in UnitRow.query(FORCE, consistent_read=True))


def points() -> tuple[AssemblyPoint, ...]:
    """Every assembly point by number."""
    return tuple(row.value(AssemblyPoint) for row in PointRow.query(FORCE, consistent_read=True))


def fetch_volunteer(number: str) -> Volunteer | None:
    """The volunteer of a number."""
    row = VolunteerRow.fetch(number)
    return row.value(Volunteer) if row else None


def fetch_number(person_id: str) -> str | None:
    """The number of a person."""
    row = ClaimRow.fetch(person_id)
    return row.volunteer_number if row else None


def volunteers(unit_path: str, cursor: str | None, limit: int) -> Page[Volunteer]:
    """A page of the volunteers of a unit and all below it, in the order of the tree."""
    rows = VolunteerRow.by_unit.query(
        unit_path.partition("/")[0],
        VolunteerRow.place.startswith(f"{unit_path}/"),
        limit=limit,
        page_size=limit,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.value(Volunteer) for row in rows], next_page(rows.last_evaluated_key))


def last_sequence(unit_path: str) -> int:
    """The last sequence a unit has given; 0 before the first."""
    row = CounterRow.fetch(unit_path)
    return int(row.last) if row else 0


def counted(unit_path: str, seen: int) -> Writes:
    """Move a counter on from the value seen; somebody else's move shows as a Conflict at commit."""
    fresh = CounterRow.unit_path.does_not_exist()
    return put(CounterRow(unit_path=unit_path, last=seen + 1), (CounterRow.last == seen) if seen else fresh)


def enlisted(volunteer: Volunteer) -> Writes:
    """Write a volunteer and the claim of the person. Raises (at commit): AlreadyNumbered; Conflict for the number."""
    claim = ClaimRow(person_id=volunteer.person_id, volunteer_number=volunteer.volunteer_number)
    return put(claim, ClaimRow.person_id.does_not_exist(), AlreadyNumbered()) + put(
        _volunteer_row(volunteer), VolunteerRow.volunteer_number.does_not_exist()
    )


def keep_ground(force: Force, units: Iterable[Unit], points: Iterable[AssemblyPoint]) -> None:
    """Write the force's data, units and points. Cost: 1 request for each 90 rows, the force's row last."""
    rows: list[Writes] = [put(UnitRow.of(unit, force=FORCE)) for unit in units]
    rows += [put(PointRow.of(point, force=FORCE)) for point in points]
    for start in range(0, len(rows), 2 * _BATCH):
        commit(*rows[start : start + 2 * _BATCH])
    seen, _ = fetch_force()
    unchanged = (ForceRow.version == seen) if seen else ForceRow.key.does_not_exist()
    commit(put(ForceRow(key=FORCE, version=seen + 1, data=force), unchanged))


def kept_unit(unit: Unit) -> Writes:
    """Write one unit and move the version on."""
    moved = update(ForceRow(key=FORCE), ForceRow.version.add(1), condition=ForceRow.key.exists())
    return put(UnitRow.of(unit, force=FORCE)) + moved


def keep_volunteers(volunteers: Sequence[Volunteer], last: Mapping[str, int]) -> None:
    """Write volunteers who hold numbers already, then the counters. Cost: 1 request for each 45, 1 for each 90 units.

    May be repeated until the next number is given; a number or a person that is somebody else's is a Conflict.
    """
    for start in range(0, len(volunteers), _BATCH):
        commit(*(_again(volunteer) for volunteer in volunteers[start : start + _BATCH]))
    counters = [_at_least(unit_path, sequence) for unit_path, sequence in last.items()]
    for start in range(0, len(counters), 2 * _BATCH):
        commit(*counters[start : start + 2 * _BATCH])


def _volunteer_row(volunteer: Volunteer) -> VolunteerRow:
    place = f"{volunteer.unit_path}/{volunteer.volunteer_number}"
    return VolunteerRow.of(volunteer, top=volunteer.unit_path.partition("/")[0], place=place)


def _again(volunteer: Volunteer) -> Writes:
    claim = ClaimRow(person_id=volunteer.person_id, volunteer_number=volunteer.volunteer_number)
    same_claim = ClaimRow.volunteer_number == volunteer.volunteer_number
    same_person = VolunteerRow.person_id == volunteer.person_id
    return put(claim, ClaimRow.person_id.does_not_exist() | same_claim) + put(
        _volunteer_row(volunteer), VolunteerRow.volunteer_number.does_not_exist() | same_person
    )


def _at_least(unit_path: str, sequence: int) -> Writes:
    never_back = CounterRow.unit_path.does_not_exist() | (CounterRow.last <= sequence)
    return put(CounterRow(unit_path=unit_path, last=sequence), never_back)
