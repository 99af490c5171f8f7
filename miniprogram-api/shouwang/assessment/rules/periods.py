"""Periods of rankings: all time, a season, a month, a week; and which books tell what happened in one."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from shouwang.assessment.models import ALL_TIME, Book, month_book, month_of, season_book, season_of, week_of
from shouwang.assessment.rules.books import points_between

PERIOD = r"all|20[0-9]{2}|20[0-9]{2}-(0[1-9]|1[0-2])|20[0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])"


class Period(msgspec.Struct, frozen=True):
    """A period by name, the books that tell of it, and for a week its first and last day."""

    name: str
    books: tuple[str, ...]
    first: date | None = None
    last: date | None = None

    def points(self, books: Mapping[str, Book]) -> int:
        """A person's points in it."""
        found = [books[book] for book in self.books if book in books]
        if self.first is None or self.last is None:
            return sum(book.sum for book in found)
        return sum(points_between(book, self.first, self.last) for book in found)


def period(name: str) -> Period:
    """A period by its name. Raises: ValueError for what is none."""
    if not re.fullmatch(PERIOD, name):
        raise ValueError(name)
    if name == ALL_TIME:
        return Period(name, (ALL_TIME,))
    if "W" in name:
        first = date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
        last = first + timedelta(days=6)
        return Period(name, tuple(dict.fromkeys(month_book(month_of(day)) for day in (first, last))), first, last)
    return Period(name, (month_book(name) if "-" in name else season_book(name),))


def periods_of(day: date) -> tuple[str, ...]:
    """The periods that a day belongs to, the shortest first."""
    return week_of(day), month_of(day), season_of(day), ALL_TIME
