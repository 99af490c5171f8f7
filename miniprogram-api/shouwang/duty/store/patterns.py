"""排班模板. Each function is one request to the store."""

from collections.abc import Iterable, Sequence
from datetime import date

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from shouwang.duty.models import Holidays, Pattern, Shift
from shouwang.duty.store.shifts import new_shift
from shouwang.platform.dynamo import Choice, Day, Packed, Table, Writes, put, update


class PatternRow(Table):
    """排班模板. `planned_until` moves with the shifts of those days, so that none is planned twice."""

    TABLE = "shift-patterns"

    unit_path = UnicodeAttribute(hash_key=True)
    pattern_id = UnicodeAttribute(range_key=True)
    point_number = UnicodeAttribute()
    duty_type = UnicodeAttribute()
    weekdays = Packed[tuple[int, ...]](tuple[int, ...])
    begins_min = NumberAttribute()
    lasts_min = NumberAttribute()
    capacity = NumberAttribute()
    first = Day()
    last = Day(null=True)
    minimum_team = NumberAttribute()
    qualification = UnicodeAttribute(null=True)
    holidays = Choice[Holidays](Holidays)
    planned_until = Day(null=True)
    ended = BooleanAttribute(default=False)


def new_pattern(pattern: Pattern, shifts: Iterable[Shift]) -> Writes:
    """A pattern, once, with its first shifts."""
    writes = put(PatternRow.of(pattern), PatternRow.pattern_id.does_not_exist())
    for shift in shifts:
        writes += new_shift(shift)
    return writes


def planned(pattern: Pattern, shifts: Iterable[Shift], until: date) -> Writes:
    """The next shifts of a pattern. Conflicts when they were planned by another."""
    seen: Condition = PatternRow.planned_until.does_not_exist()
    if pattern.planned_until is not None:
        seen = PatternRow.planned_until == pattern.planned_until
    writes = update(_key(pattern), PatternRow.planned_until.set(until), condition=seen)
    for shift in shifts:
        writes += new_shift(shift)
    return writes


def end(pattern: Pattern) -> Writes:
    """A pattern that plans no more. Conflicts when there is none."""
    return update(_key(pattern), PatternRow.ended.set(True), condition=PatternRow.pattern_id.exists())


def patterns_of(unit_path: str) -> Sequence[Pattern]:
    """A unit's own patterns."""
    return [row.value(Pattern) for row in PatternRow.query(unit_path, consistent_read=True)]


def fetch_pattern(unit_path: str, pattern_id: str) -> Pattern | None:
    """A pattern."""
    row = PatternRow.fetch(unit_path, pattern_id)
    return row.value(Pattern) if row else None


def _key(pattern: Pattern) -> PatternRow:
    return PatternRow(unit_path=pattern.unit_path, pattern_id=pattern.pattern_id)
