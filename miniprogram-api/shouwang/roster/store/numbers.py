"""Tables of the one number of a person, and of the counters numbers come from. Each function is one request unless it says so."""

from collections.abc import Mapping, Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.platform.dynamo import Table, Writes, commit, put
from shouwang.roster.models import Volunteer
from shouwang.roster.rules import AlreadyNumbered
from shouwang.roster.store.register import VolunteerRow, volunteer_row

_BATCH = 45  # volunteers a transaction: two rows each, 100 actions at most


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


def fetch_number(person_id: str) -> str | None:
    """The number of a person."""
    row = ClaimRow.fetch(person_id)
    return row.volunteer_number if row else None


def last_sequence(unit_path: str) -> int:
    """The last sequence a unit has given; 0 before the first."""
    row = CounterRow.fetch(unit_path)
    return int(row.last) if row else 0


def counted(unit_path: str, seen: int, to: int | None = None) -> Writes:
    """Move a counter on from the value seen; somebody else's move shows as a Conflict at commit."""
    fresh = CounterRow.unit_path.does_not_exist()
    moved = CounterRow(unit_path=unit_path, last=seen + 1 if to is None else to)
    return put(moved, (CounterRow.last == seen) if seen else fresh)


def enlisted(volunteer: Volunteer) -> Writes:
    """Write a volunteer and the claim of the person. Raises (at commit): AlreadyNumbered; Conflict for the number."""
    return claimed(volunteer) + put(volunteer_row(volunteer), VolunteerRow.volunteer_number.does_not_exist())


def claimed(volunteer: Volunteer) -> Writes:
    """The claim of a person on the one number. Raises (at commit): AlreadyNumbered."""
    claim = ClaimRow(person_id=volunteer.person_id, volunteer_number=volunteer.volunteer_number)
    return put(claim, ClaimRow.person_id.does_not_exist(), AlreadyNumbered())


def keep_volunteers(volunteers: Sequence[Volunteer], last: Mapping[str, int]) -> None:
    """Write volunteers who hold numbers already, then the counters. Cost: 1 request for each 45, 1 for each 90 units.

    May be repeated until the next number is given; a number or a person that is somebody else's is a Conflict.
    """
    for start in range(0, len(volunteers), _BATCH):
        commit(*(_again(volunteer) for volunteer in volunteers[start : start + _BATCH]))
    counters = [_at_least(unit_path, sequence) for unit_path, sequence in last.items()]
    for start in range(0, len(counters), 2 * _BATCH):
        commit(*counters[start : start + 2 * _BATCH])


def _again(volunteer: Volunteer) -> Writes:
    claim = ClaimRow(person_id=volunteer.person_id, volunteer_number=volunteer.volunteer_number)
    same_claim = ClaimRow.volunteer_number == volunteer.volunteer_number
    same_person = VolunteerRow.person_id == volunteer.person_id
    return put(claim, ClaimRow.person_id.does_not_exist() | same_claim) + put(
        volunteer_row(volunteer), VolunteerRow.volunteer_number.does_not_exist() | same_person
    )


def _at_least(unit_path: str, sequence: int) -> Writes:
    never_back = CounterRow.unit_path.does_not_exist() | (CounterRow.last <= sequence)
    return put(CounterRow(unit_path=unit_path, last=sequence), never_back)
