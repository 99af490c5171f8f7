"""Looks at a person's medals, and medals in doubt. Each function is one request to the store."""

from collections.abc import Collection, Mapping

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.update import Action
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
    """How often a person's medals were looked at; moves with every evaluation, so that one with older facts is refused.

    `medals` are those that hold, moved with every medal given or revoked, so that a list of people needs no list of awards.
    """

    TABLE = "medal-looks"

    person_id = UnicodeAttribute(hash_key=True)
    looks = NumberAttribute(default=0)
    doubts = Packed[Mapping[str, str]](dict[str, str], default=dict)
    medals = UnicodeSetAttribute(null=True)


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


def looked(seen: Look, doubts: Mapping[str, str], given: Collection[str] = (), gone: Collection[str] = ()) -> Writes:
    """Another look, if there was none since, with the medals it gave or took back; not both at once.

    Raises (at commit): Overtaken.
    """
    unchanged = (LookRow.looks == seen.looks) if seen.looks else LookRow.looks.does_not_exist()
    changes = [LookRow.looks.set(seen.looks + 1), LookRow.doubts.set(dict(sorted(doubts.items())))]
    return update(
        LookRow(person_id=seen.person_id), *changes, *_moves(given, gone), condition=unchanged, otherwise=Overtaken
    )


def racked(person_id: str, given: Collection[str] = (), gone: Collection[str] = ()) -> Writes:
    """A medal given or revoked by a person; nothing for an honour that is none."""
    if not given and not gone:
        return Writes()
    always = LookRow.person_id.does_not_exist() | LookRow.person_id.exists()
    return update(LookRow(person_id=person_id), *_moves(given, gone), condition=always)


def medals_of_people(person_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The medals that hold of many people; who has none is missing. Cost: 1 request for each 100."""
    rows = LookRow.batch_get(sorted(person_ids)) if person_ids else ()
    return {str(row.person_id): frozenset(row.medals) for row in rows if row.medals}


def _moves(given: Collection[str], gone: Collection[str]) -> list[Action]:
    return [*([LookRow.medals.add(set(given))] if given else []), *([LookRow.medals.delete(set(gone))] if gone else [])]


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
