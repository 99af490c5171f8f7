"""The table of imports, and rows of volunteers that an import has reserved. Each function is a write, or one request."""

from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Choice, Instant, Packed, Table, Writes, check, delete, put, update
from shouwang.roster.models import Volunteer
from shouwang.roster.models.imports import Import, ImportState
from shouwang.roster.store.numbers import CounterRow
from shouwang.roster.store.register import VolunteerRow, volunteer_row


class ImportOver(Exception):
    """The import is no longer in the state that this step needs: another worker has got on with it, or undone it."""

    def __init__(self, _: Any = None) -> None:
        super().__init__("import over")


class PublishedAlready(Exception):
    """These rows were published before a crash; batches are the same each time, so all of them were."""

    def __init__(self, _: Any = None) -> None:
        super().__init__("published already")


class NeverReserved(Exception):
    """These rows are not held: they never were, or were given back before a crash. A batch is held whole or not at all."""

    def __init__(self, _: Any = None) -> None:
        super().__init__("never reserved")


class ImportRow(Table):
    """An import."""

    TABLE = "imports"

    import_id = UnicodeAttribute(hash_key=True)
    state = Choice[ImportState](ImportState)
    rows = NumberAttribute()
    begun_at = Instant()
    counters = Packed[dict[str, tuple[int, int]]](dict[str, tuple[int, int]], null=True)


def fetch_import(import_id: str) -> Import | None:
    """An import by id."""
    row = ImportRow.fetch(import_id)
    return row.value(Import) if row else None


def begun(import_: Import) -> Writes:
    """A new import. Raises (at commit): ImportOver when it was begun before."""
    return put(ImportRow.of(import_), ImportRow.import_id.does_not_exist(), ImportOver)


def counters_set(import_id: str, counters: dict[str, tuple[int, int]]) -> Writes:
    """Note which counters the same commit moves. Raises (at commit): ImportOver."""
    here = (ImportRow.state == ImportState.RESERVING) & ImportRow.counters.does_not_exist()
    row = ImportRow(import_id=import_id)
    return update(row, ImportRow.counters.set(counters), condition=here, otherwise=ImportOver, first=True)


def holds(import_id: str, state: ImportState) -> Writes:
    """An assertion that the import still is in that state. Raises (at commit): ImportOver."""
    return check(ImportRow(import_id=import_id), ImportRow.state == state, ImportOver)


def moved(import_id: str, seen: ImportState, to: ImportState) -> Writes:
    """The import one step on: the flip. Raises (at commit): ImportOver."""
    here = ImportRow.state == seen
    return update(
        ImportRow(import_id=import_id), ImportRow.state.set(to), condition=here, otherwise=ImportOver, first=True
    )


def reserved(volunteer: Volunteer, import_id: str, taken: Problem) -> Writes:
    """A number held for an import: no list shows it, nobody reads it. Raises (at commit): `taken`."""
    row = volunteer_row(volunteer)
    row.reserved_for = import_id
    row.top = row.place = row.name_place = row.tail_index = row.cover_place = None
    mine = VolunteerRow.volunteer_number.does_not_exist() | (VolunteerRow.reserved_for == import_id)
    return put(row, mine, taken)


def released(number: str, import_id: str) -> Writes:
    """A reserved number given back. Raises (at commit): NeverReserved."""
    return delete(VolunteerRow(volunteer_number=number), VolunteerRow.reserved_for == import_id, NeverReserved)


def published(volunteer: Volunteer, import_id: str) -> Writes:
    """A reserved number that everybody sees from now on. Raises (at commit): PublishedAlready."""
    return put(volunteer_row(volunteer), VolunteerRow.reserved_for == import_id, PublishedAlready)


def counter_back(unit_path: str, seen: int, to: int) -> Writes:
    """A counter back where it was, if nobody has moved it since; otherwise its numbers stay unused: a Conflict at commit."""
    still = CounterRow.last == to
    row = CounterRow(unit_path=unit_path, last=seen)
    return put(row, still) if seen else delete(CounterRow(unit_path=unit_path), still)


def numbers_known(numbers: list[str]) -> set[str]:
    """Which of these numbers are given, or reserved. Cost: 1 request for each 100."""
    return {row.volunteer_number for row in VolunteerRow.batch_get(numbers, consistent_read=True)} if numbers else set()
