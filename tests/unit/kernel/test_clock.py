"""Instants, days and their spelling."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.clock import day_start, local_day, parse_rfc3339, rfc3339, utc_now

instants = st.integers(0, 4_000_000_000_000_000).map(
    lambda us: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
)


@given(instants)
def test_an_instant_survives_its_spelling(instant):
    assert parse_rfc3339(rfc3339(instant)) == instant


@given(instants, instants)
def test_spellings_sort_as_instants_do(a, b):
    assert (rfc3339(a) < rfc3339(b)) == (a < b)


@given(instants)
def test_a_day_in_china_begins_at_sixteen_hours_utc_and_holds_its_instants(instant):
    start = day_start(local_day(instant))

    assert start <= instant < start + timedelta(days=1)
    assert (start.hour, start.tzinfo) == (16, UTC)


def test_the_year_turns_at_sixteen_hours_utc():
    assert local_day(datetime(2026, 12, 31, 16, tzinfo=UTC)) == date(2027, 1, 1)


def test_any_zone_is_read_and_none_is_refused():
    assert parse_rfc3339("2026-11-23T19:00:00+08:00") == datetime(2026, 11, 23, 11, tzinfo=UTC)
    with pytest.raises(ValueError, match="needs a zone"):
        parse_rfc3339("2026-11-23T19:00:00")


def test_now_is_aware():
    assert abs(utc_now() - datetime.now(timezone(timedelta(hours=8)))) < timedelta(minutes=1)
