"""Who gave their word for which hours, by the month it was recorded. Each function is one request unless it says otherwise."""

from collections.abc import Iterable, Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.duty.models import AttestedLine, HoursEntry, Voucher
from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Day, Instant, Page, Table, Writes, next_page, put, read_cursor


class MonthsOfAttester(GlobalSecondaryIndex["AttesterRow"]):
    """The months in which somebody gave their word."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    month = UnicodeAttribute(range_key=True)


class AttesterRow(Table):
    """Somebody who gave their word in a month. `month` is `D1#2026-11`."""

    TABLE = "attesters"

    month = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()

    by_person = MonthsOfAttester()


class AttestedRow(Table):
    """An hours entry that rests on somebody's word, under that somebody and the month. `attester` is `person_id#2026-11`."""

    TABLE = "attested-hours"

    attester = UnicodeAttribute(hash_key=True)
    line = UnicodeAttribute(range_key=True)  # person_id#entry_id
    person_id = UnicodeAttribute()
    entry_id = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    day = Day()
    minutes = NumberAttribute()
    recorded_at = Instant()


def attested(entries: Iterable[tuple[HoursEntry, str]]) -> Writes:
    """Entries, each with its duty's unit, among the hours of everybody on whose word they rest.

    All that one commit writes is given at once: two days of one duty rest on one word, and a commit names a row once.
    """
    writes = Writes()
    attesters: dict[tuple[str, str], str] = {}
    for entry, unit_path in entries:
        month, top = local_day(entry.recorded_at).isoformat()[:7], unit_path.partition("/")[0]
        for voucher in entry.vouchers:
            attesters[f"{top}#{month}", voucher.person_id] = voucher.name
            attester, line = f"{voucher.person_id}#{month}", f"{entry.person_id}#{entry.entry_id}"
            row = AttestedRow.of(entry, attester=attester, line=line, unit_path=unit_path)
            writes += put(row, AttestedRow.line.does_not_exist())
    for (month, person_id), name in attesters.items():
        writes += put(AttesterRow(month=month, person_id=person_id, name=name))
    return writes


def attesters(top: str, month: str, cursor: str | None, limit: int) -> Page[Voucher]:
    """A page of who gave their word in a month, force-wide."""
    rows = AttesterRow.query(f"{top}#{month}", limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor))
    people = [Voucher(row.person_id, row.name) for row in rows]
    return Page(people, next_page(rows.last_evaluated_key))


def attested_by(person_id: str, month: str) -> Sequence[AttestedLine]:
    """Every entry that rests on somebody's word in a month. Cost: 1 request a megabyte (about 3,000 entries)."""
    return [row.value(AttestedLine) for row in AttestedRow.query(f"{person_id}#{month}")]
