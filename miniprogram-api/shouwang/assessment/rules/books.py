"""Books derived from entries: sums, and what a month's facts come to; the same one entry at a time as all at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from shouwang.assessment.models import (
    ALL_TIME,
    HOURS,
    Book,
    Deeds,
    Entry,
    Fact,
    Tally,
    books_of,
    month_book,
    season_book,
    week_of,
)
from shouwang.assessment.rules.fold import stands
from shouwang.kernel.clock import local_day


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
    """What facts come to: minutes by ledger and duty type, how often anything happened, nights, weeks."""
    minutes: dict[str, Counter[str]] = defaultdict(Counter)
    sources: dict[str, set[str]] = defaultdict(set)  # a duty over midnight is one duty
    nights = 0
    weeks = set()
    for stand in (each for each in stands(facts) if each.quantity):
        sources[stand.kind].add(stand.source)
        if stand.kind == HOURS:
            minutes[stand.about.ledger][stand.about.duty_type] += stand.quantity
            weeks.add(week_of(stand.day))
            nights += stand.about.night and stand.day == local_day(stand.since)
    told = {ledger: dict(sorted(by_type.items())) for ledger, by_type in sorted(minutes.items())}
    return Tally(told, {kind: len(sources[kind]) for kind in sorted(sources)}, nights, tuple(sorted(weeks)))


def deeds(books: Iterable[Book]) -> Deeds:
    """What a person has done in all. Shapes: `books` are all of the person's months."""
    tallies = [book.tally for book in books]
    return Deeds(
        nights=sum(each.nights for each in tallies),
        call_outs=sum(each.counts.get("call-out", 0) for each in tallies),
        weeks=tuple(sorted({week for each in tallies for week in each.weeks})),
        duty_types=tuple(sorted({kind for each in tallies for kind in _served(each) if kind})),
    )


def _served(tally: Tally) -> Iterator[str]:
    """The duty types that a month has minutes of."""
    for by_type in tally.minutes.values():
        yield from (kind for kind, minutes in by_type.items() if minutes > 0)


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
