"""换班: a row for each of the two people, moved together. Each function is one request to the store."""

from collections.abc import Sequence

from pynamodb.attributes import UnicodeAttribute

from shouwang.duty.models import Swap, SwapState
from shouwang.duty.rules.swaps import SwapOver
from shouwang.platform.dynamo import Choice, Instant, Table, Writes, put, update

_MOST = 50


class SwapRow(Table):
    """换班 as one of the two sees it."""

    TABLE = "shift-swaps"

    person_id = UnicodeAttribute(hash_key=True)
    swap_id = UnicodeAttribute(range_key=True)
    shift_id = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    point_number = UnicodeAttribute()
    starts_at = Instant()
    ends_at = Instant()
    from_person = UnicodeAttribute()
    from_number = UnicodeAttribute()
    from_name = UnicodeAttribute()
    to_person = UnicodeAttribute()
    to_number = UnicodeAttribute()
    to_name = UnicodeAttribute()
    asked_at = Instant()
    state = Choice[SwapState](SwapState)
    in_return_id = UnicodeAttribute(null=True)
    in_return_starts_at = Instant(null=True)


def new_swap(swap: Swap) -> Writes:
    """A swap, for both."""
    writes = Writes()
    for person_id in (swap.from_person, swap.to_person):
        writes += put(SwapRow.of(swap, person_id=person_id), SwapRow.swap_id.does_not_exist())
    return writes


def moved_on(before: Swap, after: Swap) -> Writes:
    """A swap one step on, for both. Raises (at commit): SwapOver when it moved otherwise."""
    writes = Writes()
    for person_id in (after.from_person, after.to_person):
        row = SwapRow(person_id=person_id, swap_id=after.swap_id)
        seen = SwapRow.state == before.state
        writes += update(row, SwapRow.state.set(after.state), condition=seen, otherwise=SwapOver())
    return writes


def fetch_swap(person_id: str, swap_id: str) -> Swap | None:
    """A swap of a person, asked by or of them."""
    row = SwapRow.fetch(person_id, swap_id)
    return row.value(Swap) if row else None


def swaps_of(person_id: str) -> Sequence[Swap]:
    """A person's swaps, the newest first, at most 50."""
    rows = SwapRow.query(person_id, scan_index_forward=False, limit=_MOST, page_size=_MOST)
    return [row.value(Swap) for row in rows]
