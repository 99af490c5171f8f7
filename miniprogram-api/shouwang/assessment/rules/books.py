"""Books derived from entries: sums, and what a month's facts come to; the same one entry at a time as all at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from shouwang.assessment.models import (
    ALL_TIME,
    HOURS,
    Book,
    Entry,
    Fact,
    Tally,
    books_of,
    month_book,
    season_book,
)
from shouwang.assessment.rules.fold import stands


def after(seen: Mapping[str, Book], month: Sequence[Entry], fresh: Sequence[Entry]) -> tuple[Book, ...]:
    """The books that fresh entries move, as they will be. Shapes: `month` holds the entries there were before."""
    day = fresh[0].line.day
    all_time, season, _ = (seen.get(book, Book(book)) for book in books_of(day))
    more = sum(entry.amount for entry in fresh)
    grown = (replace(book, sum=book.sum + more, entries=book.entries + len(fresh)) for book in (all_time, season))
    return (*grown, month_as_book(fresh[0].month, [*month, *fresh]))


def month_as_book(month: str, entries: Sequence[Entry]) -> Book:
    """A month's book, from all its entries."""
    days: Counter[str] = Counter()
    for entry in entries:
        days[entry.line.day.isoformat()] += entry.amount
    told = tally(entry.fact for entry in entries if entry.fact is not None)
    return Book(month_book(month), sum(days.values()), len(entries), dict(sorted(days.items())), told)


def tally(facts: Iterable[Fact]) -> Tally:
    """What facts come to: minutes by ledger and duty type, and how often anything else happened."""
    minutes: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()  # a duty over midnight is one duty
    for stand in stands(facts):
        if not stand.quantity:
            continue
        if stand.kind == HOURS:
            minutes[stand.about.ledger][stand.about.duty_type] += stand.quantity
        if (stand.kind, stand.source) not in seen:
            seen.add((stand.kind, stand.source))
            counts[stand.kind] += 1
    told = {ledger: dict(sorted(by_type.items())) for ledger, by_type in sorted(minutes.items())}
    return Tally(told, dict(sorted(counts.items())))


def all_books(entries: Iterable[Entry]) -> Iterator[Book]:
    """Every book of one person from the person's entries in the order of their ids; `all` comes last.

    Holds one month's entries at a time.
    """
    all_time = Book(ALL_TIME)
    seasons: dict[str, Book] = {}
    for month, group in groupby(entries, key=lambda entry: entry.month):
        book = month_as_book(month, list(group))
        name = season_book(month[:4])
        season = seasons.get(name, Book(name))
        seasons[name] = replace(season, sum=season.sum + book.sum, entries=season.entries + book.entries)
        all_time = replace(all_time, sum=all_time.sum + book.sum, entries=all_time.entries + book.entries)
        yield book
    yield from seasons.values()
    yield all_time


def points_between(book: Book, first: date, last: date) -> int:
    """A month's points of some days only, both included."""
    return sum(points for day, points in book.days.items() if first.isoformat() <= day <= last.isoformat())
