"""Stretches of time against the plainest oracle: sets of whole minutes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.clock import local_day
from shouwang.kernel.intervals import Interval, difference, intersection, length, overlap, split_by_day, union

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def minutes(start: int, end: int) -> Interval:
    return Interval(EPOCH + timedelta(minutes=start), EPOCH + timedelta(minutes=end))


intervals = st.tuples(st.integers(0, 120), st.integers(0, 60)).map(lambda pair: minutes(pair[0], pair[0] + pair[1]))
several = st.lists(intervals, max_size=8)


def covered(pieces) -> set[int]:
    """The minutes that some piece holds."""
    return {
        minute
        for piece in pieces
        for minute in range(
            int((piece.start_at - EPOCH) / timedelta(minutes=1)), int((piece.end_at - EPOCH) / timedelta(minutes=1))
        )
    }


def is_tidy(pieces) -> bool:
    return all(a.end_at < b.start_at for a, b in pairwise(pieces)) and all(piece.length for piece in pieces)


@given(several)
def test_a_union_holds_every_minute_once(some):
    joined = union(some)

    assert covered(joined) == covered(some)
    assert is_tidy(joined)
    assert length(some) == timedelta(minutes=len(covered(some)))


@given(several, several)
def test_an_intersection_holds_what_both_hold(some, others):
    shared = intersection(some, others)

    assert covered(shared) == covered(some) & covered(others)
    assert is_tidy(shared)


@given(several, several)
def test_a_difference_holds_what_only_the_first_holds(some, others):
    left = difference(some, others)

    assert covered(left) == covered(some) - covered(others)
    assert all(piece.length for piece in left)
    assert sum((piece.length for piece in left), timedelta()) == length(left)


@given(intervals, intervals)
def test_two_stretches_overlap_where_they_share_a_minute(a, b):
    shared = overlap(a, b)

    assert covered([shared] if shared else []) == covered([a]) & covered([b])


@given(st.integers(0, 60 * 24 * 400), st.integers(0, 60 * 24 * 40))
def test_days_cut_a_stretch_without_losing_an_instant(start, lasting):
    whole = minutes(start, start + lasting)

    pieces = split_by_day(whole)

    assert sum((piece.length for _, piece in pieces), timedelta()) == whole.length
    assert union(piece for _, piece in pieces) == union([whole])
    assert [day for day, _ in pieces] == sorted({local_day(piece.start_at) for _, piece in pieces})
    assert all(local_day(piece.end_at - timedelta(microseconds=1)) == day for day, piece in pieces)


def test_new_years_eve_is_cut_at_midnight_in_china():
    watch = Interval(datetime(2026, 12, 31, 15, tzinfo=UTC), datetime(2026, 12, 31, 18, tzinfo=UTC))

    pieces = [(day, piece.length) for day, piece in split_by_day(watch)]

    assert pieces == [(date(2026, 12, 31), timedelta(hours=1)), (date(2027, 1, 1), timedelta(hours=2))]


def test_a_stretch_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="ends before it starts"):
        minutes(2, 1)
