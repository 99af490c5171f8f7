"""Looks at a person's medals, and medals in doubt. Each function is one request to the store."""

from collections.abc import Mapping

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models import Doubt, Look
from shouwang.honours.store.awards import Overtaken
from shouwang.platform.dynamo import Instant, Packed, Page, Table, Writes, next_page, put, read_cursor, update


class OpenDoubts(GlobalSecondaryIndex["DoubtRow"]):
    """Doubts that wait for a person, by unit; sparse."""

    class Meta:
        """Index settings."""

        index_name = "open"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class LookRow(Table):
    """How often a person's medals were looked at; moves with every evaluation, so that one with older facts is refused."""

    TABLE = "medal-looks"

    person_id = UnicodeAttribute(hash_key=True)
    looks = NumberAttribute()
    doubts = Packed[Mapping[str, str]](dict[str, str])


class DoubtRow(Table):
    """A medal whose ground is gone while its certificate is in somebody's hand."""

    TABLE = "medal-doubts"

    award_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    medal = UnicodeAttribute()
    title = UnicodeAttribute()
    why = UnicodeAttribute()
    at = Instant()
    top = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)

    open = OpenDoubts()


def fetch_look(person_id: str) -> Look:
    """The last look at a person's medals."""
    row = LookRow.fetch(person_id)
    return row.value(Look) if row else Look(person_id)


def looked(seen: Look, doubts: Mapping[str, str]) -> Writes:
    """Another look, if there was none since. Raises (at commit): Overtaken."""
    unchanged = (LookRow.looks == seen.looks) if seen.looks else LookRow.person_id.does_not_exist()
    return put(
        LookRow(person_id=seen.person_id, looks=seen.looks + 1, doubts=dict(sorted(doubts.items()))),
        unchanged,
        Overtaken,
    )


def doubted(doubt: Doubt) -> Writes:
    """A doubt that waits for a person."""
    place = f"{doubt.unit_path}/#{doubt.award_id}"
    return put(DoubtRow.of(doubt, top=doubt.unit_path.split("/")[0], place=place))


def fetch_doubt(award_id: str) -> Doubt | None:
    """A doubt that still waits."""
    row = DoubtRow.fetch(award_id)
    return row.value(Doubt) if row and row.place else None


def open_doubts(unit_path: str, cursor: str | None) -> Page[Doubt]:
    """Doubts of a unit and all below it; from the index, which may lag."""
    rows = DoubtRow.open.query(
        unit_path.split("/")[0],
        DoubtRow.place.startswith(unit_path + "/"),
        limit=50,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.value(Doubt) for row in rows], next_page(rows.last_evaluated_key))


def closed_doubt(award_id: str) -> Writes:
    """A doubt that waits no more. Raises (at commit): Overtaken when it did not wait."""
    changes = (DoubtRow.top.remove(), DoubtRow.place.remove())
    return update(DoubtRow(award_id=award_id), *changes, condition=DoubtRow.place.exists(), otherwise=Overtaken)
