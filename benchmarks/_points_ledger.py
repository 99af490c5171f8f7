"""A points ledger at size, for points.py: years of entries as an import writes them, traffic, a second opinion of every book."""

import os
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from shouwang.app import declare_tables
from shouwang.assessment.models import ALL_TIME, About, Book, Entry, Fact, Line, Part, month_book, season_book
from shouwang.assessment.service import Assessment
from shouwang.assessment.store import EntryRow
from shouwang.assessment.store.ledger import every_book, every_entry
from shouwang.kernel.clock import day_start
from shouwang.platform import dynamo
from shouwang.platform.dynamo import Writes
from shouwang.platform.dynamo.connection import connection
from shouwang_local.embedded import use_embedded_store

FIRST, DAYS = date(2021, 1, 1), 1826
_AT_ONCE = 100  # what a transaction takes
_KINDS = 7  # different years; every person has one of them


def open_store(folder: Path) -> None:
    """A fresh store of this disk."""
    os.environ["SHOUWANG_STORE"] = f"sqlite:///{folder / 'points.db'}"
    use_embedded_store()
    dynamo.connect(os.environ["SHOUWANG_STORE"], region="cn-northwest-1")
    declare_tables()
    dynamo.create_tables()


def write(people: Sequence[str], each: int) -> Iterator[int]:
    """So many entries for everybody, without books; how many people are done, as it goes."""
    years = [
        [EntryRow.of(entry, entry_id=entry.entry_id).serialize() for entry in _years(kind, each)]
        for kind in range(_KINDS)
    ]
    client, table = connection().client, EntryRow.Meta.table_name
    for number, person_id in enumerate(people):
        puts = [
            {"Put": {"TableName": table, "Item": {**item, "person_id": {"S": person_id}}}}
            for item in years[number % _KINDS]
        ]
        for start in range(0, len(puts), _AT_ONCE):
            client.transact_write_items(TransactItems=puts[start : start + _AT_ONCE])
        yield number + 1


def _years(kind: int, entries: int) -> Iterator[Entry]:
    """Five years of duties of one member."""
    chance = random.Random(kind)
    for number in range(entries):
        day = FIRST + timedelta(days=number * DAYS // entries)
        at = day_start(day) + timedelta(hours=19)
        line = Line(day, f"S{number:05}", "hours", Part.EARNED)
        minutes = chance.randrange(30, 240)
        about = About("patrol", "D1/B01/S01", "measured")
        fact = Fact("hours", line.source, day, minutes, at, at, f"assessment.hours-entered#{kind}#{number}", about)
        yield Entry("", line, 0, minutes // 6, 1, "执勤时长", at, fact)


@dataclass
class Traffic:
    """Facts that keep coming while books are made anew: `with` it, they come; `facts` counts what got in."""

    people: Sequence[str]
    facts: int = 0
    refused: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Traffic":
        self._thread = threading.Thread(target=self._come)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _come(self) -> None:
        chance, ledger = random.Random(1), Assessment(lambda: datetime.now(UTC), lambda: "")
        while not self._stop.wait(0.02):
            day = FIRST + timedelta(days=chance.randrange(DAYS))
            at = day_start(day) + timedelta(hours=12)
            fact = Fact("completed", f"T{self.facts:05}", day, 1, at, at, f"traffic#{self.facts}", About())
            try:
                ledger.take(chance.choice(self.people), fact, Writes())
            except Exception as fault:
                self.refused.append(repr(fault))
            else:
                self.facts += 1


@dataclass(frozen=True, slots=True)
class Opinion:
    """A second opinion of everybody's books, by plain addition: how many entries it read, how long that took, who differs."""

    entries: int
    seconds: float
    differ: tuple[str, ...]


def second_opinion(people: Sequence[str]) -> Opinion:
    """Add everybody's entries up without the rules' help and hold every book against it."""
    begun, entries, differ = time.monotonic(), 0, []
    for person_id in people:
        added, read = _added_up(person_id)
        entries += read
        if added != {name: _plain(book) for name, book in every_book(person_id).items()}:
            differ.append(person_id)
    return Opinion(entries, time.monotonic() - begun, tuple(differ))


def _added_up(person_id: str) -> tuple[Mapping[str, Any], int]:
    days: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for entry in every_entry(person_id):
        month = month_book(f"{entry.line.day:%Y-%m}")
        days[month][entry.line.day.isoformat()] += entry.amount
        minutes[month] += entry.fact.quantity if entry.fact and entry.fact.kind == "hours" else 0
        for book in (ALL_TIME, season_book(f"{entry.line.day:%Y}"), month):
            counts[book] += 1
    sums = Counter({month: sum(points.values()) for month, points in days.items()})
    for month, points in list(sums.items()):
        sums[season_book(month.partition("#")[2][:4])] += points
        sums[ALL_TIME] += points
    told = {name: (sums[name], counts[name], dict(days.get(name, {})), minutes[name]) for name in counts}
    return told, counts[ALL_TIME]


def _plain(book: Book) -> tuple[int, int, Mapping[str, int], int]:
    minutes = sum(sum(by_type.values()) for by_type in book.tally.minutes.values())
    return book.sum, book.entries, dict(book.days), minutes
