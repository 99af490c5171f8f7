from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from shouwang.console.views import Time
from shouwang.console.words import day, joined, moment, span, waited

NOW = datetime(2026, 11, 23, 12, 41, 7, tzinfo=UTC)  # 20:41:07 in China


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "不到 1 分钟"),
        (timedelta(seconds=59), "不到 1 分钟"),
        (timedelta(minutes=42), "42 分钟"),
        (timedelta(hours=9, minutes=59), "9 小时"),
        (timedelta(days=2), "2 天"),
        (timedelta(days=2, hours=5, minutes=59), "2 天 5 小时"),
        (timedelta(days=1234), "1,234 天"),
    ],
)
def test_a_length_of_time_is_said_by_its_two_greatest_units(length: timedelta, words: str) -> None:
    assert span(length) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=30), "刚刚"),
        (timedelta(minutes=8), "20:33"),
        (timedelta(hours=21), "昨天 23:41"),
        (timedelta(days=4), "11 月 19 日 20:41"),
        (timedelta(days=600), "2025 年 4 月 2 日"),
    ],
)
def test_a_moment_is_said_as_one_would_and_kept_exactly(ago: timedelta, words: str) -> None:
    said = moment(NOW - ago, NOW)

    assert said == Time(words, (NOW - ago + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S"))


def test_a_day_is_today_until_midnight_in_china_not_in_greenwich() -> None:
    late = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)
    early = datetime(2026, 11, 22, 16, 1, tzinfo=UTC)

    assert (day(late, NOW), day(early, NOW)) == ("昨天", "今天")


def test_a_clock_ahead_of_ours_has_waited_for_nothing() -> None:
    assert waited(NOW + timedelta(hours=3), NOW).words == "不到 1 分钟"


def test_facts_of_a_line_leave_no_gap_for_what_is_not_known() -> None:
    assert joined("女", "", "29 岁") == "女\u200329 岁"


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_every_wait_has_words_with_a_number_or_says_that_it_is_short(length: timedelta) -> None:
    words = span(length)

    assert words == "不到 1 分钟" or any(character.isdigit() for character in words)
    assert "\n" not in words and len(words) <= 14
