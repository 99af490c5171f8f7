"""Praise as it is kept. Each function is one request to the store."""

from collections.abc import Sequence
from datetime import date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models import Praise
from shouwang.honours.rules import PRAISES_A_DAY, PraisedToday, PraisesSpent
from shouwang.platform.dynamo import Instant, Table, Writes, put, update


class GiverIndex(GlobalSecondaryIndex["PraiseRow"]):
    """Praises by who gave them."""

    class Meta:
        """Index settings."""

        index_name = "by_giver"
        projection = AllProjection()

    from_person_id = UnicodeAttribute(hash_key=True)
    praise_id = UnicodeAttribute(range_key=True)


class PraiseRow(Table):
    """点赞; `praise_id` is `day#giver`."""

    TABLE = "praises"

    person_id = UnicodeAttribute(hash_key=True)
    praise_id = UnicodeAttribute(range_key=True)
    from_person_id = UnicodeAttribute()
    from_name = UnicodeAttribute()
    words = UnicodeAttribute()
    at = Instant()

    by_giver = GiverIndex()


class PraiseDayRow(Table):
    """How many praises a person has given on a day."""

    TABLE = "praise-days"
    TTL = "expires_at"

    giver_day = UnicodeAttribute(hash_key=True)
    given = NumberAttribute()
    expires_at = NumberAttribute()


def new_praise(praise: Praise, day: date, forget_at: datetime) -> Writes:
    """A praise, and one more of the giver's day. Raises (at commit): PraisedToday, PraisesSpent."""
    row = PraiseRow.of(praise)
    counted = PraiseDayRow(giver_day=f"{praise.from_person_id}#{day.isoformat()}")
    few = PraiseDayRow.giver_day.does_not_exist() | (PraiseDayRow.given < PRAISES_A_DAY)
    expiry = PraiseDayRow.expires_at.set(int(forget_at.timestamp()))
    return put(row, PraiseRow.praise_id.does_not_exist(), PraisedToday()) + update(
        counted, PraiseDayRow.given.add(1), expiry, condition=few, otherwise=PraisesSpent()
    )


def praises_of(person_id: str, limit: int = 20) -> Sequence[Praise]:
    """The newest praises a person got."""
    return [row.value(Praise) for row in PraiseRow.query(person_id, scan_index_forward=False, limit=limit)]
