"""Praise as it is kept. Each function is one request to the store."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models import Praise, PraisePair
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


class PairRow(Table):
    """How often two volunteers praised each other in a quarter, for the squadrons of both; by number, without names."""

    TABLE = "praise-pairs"
    TTL = "expires_at"

    circle = UnicodeAttribute(hash_key=True)
    pair = UnicodeAttribute(range_key=True)
    one = UnicodeAttribute()
    other = UnicodeAttribute()
    forth = NumberAttribute(default=0)
    back = NumberAttribute(default=0)
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


def paired(giver: str, receiver: str, circles: Collection[str], forget_at: datetime) -> Writes:
    """One more praise between two numbers, in these circles (`unit_path#2026-Q4`)."""
    one, other = sorted((giver, receiver))
    way = PairRow.forth if giver == one else PairRow.back
    # A condition that always holds: counts are only ever added, so two at once do not disturb each other.
    always = PairRow.circle.does_not_exist() | PairRow.circle.exists()
    changes = (
        way.add(1),
        PairRow.one.set(one),
        PairRow.other.set(other),
        PairRow.expires_at.set(int(forget_at.timestamp())),
    )
    rows = (PairRow(circle=circle, pair=f"{one}~{other}") for circle in sorted(circles))
    return sum((update(row, *changes, condition=always) for row in rows), Writes())


def pairs(circle: str, now: datetime) -> Sequence[PraisePair]:
    """Everybody who praised somebody in a circle. Cost: 1 request a megabyte (about 5,000 pairs)."""
    rows = PairRow.query(circle, consistent_read=True)
    return [
        PraisePair(row.one, row.other, int(row.forth or 0), int(row.back or 0))
        for row in rows
        if row.expires_at > now.timestamp()
    ]
