"""Who gave their word for which hours, by the month it was recorded. Each function is one request unless it says otherwise."""

from collections.abc import Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.duty.models import AttestedLine, HoursEntry, Voucher
from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Day, Instant, Page, Table, Writes, next_page, put, read_cursor


class AttesterRow(Table):
    """Somebody who gave their word in a month. `month` is `D1#2026-11`."""

    TABLE = "attesters"

    month = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()


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


def attested(entry: HoursEntry, unit_path: str) -> Writes:
    """An entry among the hours of everybody on whose word it rests."""
    month, writes = local_day(entry.recorded_at).isoformat()[:7], Writes()
    for voucher in entry.vouchers:
        top = unit_path.partition("/")[0]
        writes += put(AttesterRow(month=f"{top}#{month}", person_id=voucher.person_id, name=voucher.name))
        attester, line = f"{voucher.person_id}#{month}", f"{entry.person_id}#{entry.entry_id}"
        row = AttestedRow.of(entry, attester=attester, line=line, unit_path=unit_path)
        writes += put(row, AttestedRow.line.does_not_exist())
    return writes


def attesters(top: str, month: str, cursor: str | None, limit: int) -> Page[Voucher]:
    """A page of who gave their word in a month, force-wide."""
    rows = AttesterRow.query(f"{top}#{month}", limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor))
    people = [Voucher(row.person_id, row.name) for row in rows]
    return Page(people, next_page(rows.last_evaluated_key))


def attested_by(person_id: str, month: str) -> Sequence[AttestedLine]:
    """Every entry that rests on somebody's word in a month. Cost: 1 request a megabyte (about 3,000 entries)."""
    return [row.value(AttestedLine) for row in AttestedRow.query(f"{person_id}#{month}")]
