"""Commendations on their way, and the citation wall. Each function is one request to the store."""

from collections.abc import Iterator
from itertools import accumulate

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models import Award, Wording, WordingState
from shouwang.honours.rules import WordingSettled
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Choice, Instant, Page, Table, Writes, delete, next_page, put, read_cursor


class HeldWordings(GlobalSecondaryIndex["WordingRow"]):
    """Commendations whose words wait for a person, by unit; sparse."""

    class Meta:
        """Index settings."""

        index_name = "held"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class WordingsOfPerson(GlobalSecondaryIndex["WordingRow"]):
    """Commendations of a person."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    at = Instant(range_key=True)


class WordingRow(Table):
    """A commendation as its giver wrote it, and what became of it."""

    TABLE = "commendations"

    wording_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    by = UnicodeAttribute()
    level = NumberAttribute()
    title = UnicodeAttribute()
    body = UnicodeAttribute()
    at = Instant()
    state = Choice[WordingState](WordingState)
    award_id = UnicodeAttribute(default="")
    top = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)

    held = HeldWordings()
    by_person = WordingsOfPerson()


class CitationRow(Table):
    """A commendation on the wall of a unit."""

    TABLE = "citations"

    wall = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)
    award_id = UnicodeAttribute()


def new_wording(wording: Wording) -> Writes:
    """A commendation whose words are being checked."""
    return put(WordingRow.of(wording), WordingRow.wording_id.does_not_exist())


def fetch_wording(wording_id: str) -> Wording | None:
    """A commendation by id."""
    row = WordingRow.fetch(wording_id)
    return row.value(Wording) if row else None


def moved_wording(before: Wording, after: Wording) -> Writes:
    """A commendation a step further; held ones are listed. Raises (at commit): WordingSettled."""
    listed = {"top": after.unit_path.split("/")[0], "place": f"{after.unit_path}/#{after.wording_id}"}
    row = WordingRow.of(after, **(listed if after.state is WordingState.HELD else {}))
    return put(row, WordingRow.state == before.state, WordingSettled())


def held_wordings(unit_path: str, cursor: str | None) -> Page[Wording]:
    """Held commendations of a unit and all below; from the index, which may lag."""
    rows = WordingRow.held.query(
        unit_path.split("/")[0],
        WordingRow.place.startswith(unit_path + "/"),
        limit=50,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.value(Wording) for row in rows], next_page(rows.last_evaluated_key))


def cited(award: Award) -> Writes:
    """An award on the walls of its squadron, brigade and force."""
    rows = (CitationRow(wall=unit, place=place, award_id=award.award_id) for unit, place in _walls(award))
    return sum(map(put, rows), Writes())


def uncited(award: Award) -> Writes:
    """An award on no wall any more."""
    return sum((delete(CitationRow(wall=unit, place=place)) for unit, place in _walls(award)), Writes())


def wall(unit_path: str, cursor: str | None) -> Page[str]:
    """Award ids on a wall, the newest first."""
    rows = CitationRow.query(unit_path, scan_index_forward=False, limit=50, last_evaluated_key=read_cursor(cursor))
    return Page([row.award_id for row in rows], next_page(rows.last_evaluated_key))


def _walls(award: Award) -> Iterator[tuple[str, str]]:
    """The walls an award is on, and its place there."""
    place = f"{rfc3339(award.awarded_at)}#{award.award_id}"
    for unit in accumulate(award.unit_path.split("/"), lambda above, code: f"{above}/{code}"):
        yield unit, place
