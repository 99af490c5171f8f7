"""Streaks 不间断: weeks with a duty in a row, with one week of grace in a quarter."""

from collections.abc import Iterable
from datetime import date, timedelta

_WEEK = timedelta(days=7)


def longest_streak(weeks: Iterable[str]) -> int:
    """The most weeks in a row with at least one duty each. Shapes: weeks as `2026-W48`.

    One week without a duty is forgiven in each quarter (by the quarter its Monday lies in), and counts as part of the streak.
    Source: domain-rules 5 (>= 1 shift a week, 1 grace week a quarter)
    """
    longest = 0
    begun = previous = None
    forgiven: list[date] = []  # weeks without a duty in the streak that goes on
    for monday in sorted({_monday(week) for week in weeks}):
        if previous is None or monday - previous > 2 * _WEEK:
            begun, forgiven = monday, []
        elif monday - previous == 2 * _WEEK:
            missed = previous + _WEEK
            same = [week for week in forgiven if _quarter(week) == _quarter(missed)]
            if same:  # the quarter's grace was used: the streak begins anew after that week
                begun = same[-1] + _WEEK
                forgiven = [week for week in forgiven if week > same[-1]]
            forgiven.append(missed)
        previous = monday
        longest = max(longest, (monday - (begun or monday)).days // 7 + 1)
    return longest


def _monday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def _quarter(monday: date) -> tuple[int, int]:
    return monday.year, (monday.month - 1) // 3
