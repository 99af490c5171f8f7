"""The sum of all days, moved by the days near a change alone."""

from datetime import date, timedelta

from hypothesis import given, strategies as st

from shouwang.duty.models import DayTotal
from shouwang.duty.rules import credit

Duty = tuple[int, bool, int]  # first day, whether it goes on over midnight, minutes a day
DUTIES = st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.integers(1, 300)), max_size=30)


def days_of(duties: dict[str, Duty]) -> dict[int, DayTotal]:
    """The days of some duties, by number."""
    by_day: dict[int, dict[str, int]] = {}
    for source, (first, over, minutes) in duties.items():
        for day in range(first, first + 1 + over):
            by_day.setdefault(day, {})[source] = minutes
    begin = date(2026, 1, 1)
    return {
        n: DayTotal(begin + timedelta(days=n), measured=sum(of.values()), sources=tuple(sorted(of)))
        for n, of in by_day.items()
    }


@given(DUTIES, st.integers(0, 40))
def test_moved_by_near_days_it_is_the_sum_of_all_days(duties, changed):
    known = {f"d{n}": duty for n, duty in enumerate(duties)}
    before, after = days_of(known), days_of({s: duty for s, duty in known.items() if duty[0] != changed})

    near = range(changed - 4, changed + 6)
    was, now = ([totals[n] for n in near if n in totals] for totals in (before, after))
    whole = credit.moved(credit.service(before.values()), was, now)

    assert whole == credit.service(after.values())
