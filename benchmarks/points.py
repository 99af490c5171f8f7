"""The points ledger at size: books made anew from a million entries, and new rules tried on a season of 1,500 members.

Both go through the store's protocol on a store of this disk. Memory is the process's peak above what it was before; the yardstick
beside the seconds is one plain read of the same entries in the same run. `points.py 100000` takes fewer entries.
"""

import os
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from shouwang.app import declare_tables
from shouwang.assessment.models import About, Entry, Fact, Line, Part
from shouwang.assessment.rules import DEFAULT_RULES
from shouwang.assessment.service import Previewing, Rebuilding
from shouwang.assessment.store import EntryRow, TotalsRow
from shouwang.assessment.store.ledger import every_entry
from shouwang.kernel.clock import day_start
from shouwang.platform import dynamo
from shouwang.roster.models import Volunteer
from shouwang_local.embedded import use_embedded_store

MEMBERS, SEASON = 1_500, 2025
PREVIEW_BAR_S, MEMORY_BAR_MB = 60.0, 200.0
FIRST = date(2021, 1, 1)


def main() -> int:
    """Measure all; 1 when a bar is missed."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        _open(Path(folder))
        each = max(1, entries // MEMBERS)
        people = [f"P{number:04}" for number in range(MEMBERS)]
        begun = time.monotonic()
        for number, person_id in enumerate(people):
            _write(person_id, each, random.Random(number))
            _bar("writing", (number + 1) / MEMBERS)
        print(f"\n{MEMBERS} members, {MEMBERS * each:,} entries, written in {time.monotonic() - begun:,.0f} s")
        return 0 if all([_rebuild(people), _preview(people)]) else 1


def _rebuild(people: list[str]) -> bool:
    before = _peak_mb()
    rebuilding = Rebuilding(lambda: ["D1"], lambda _: people)
    begun = time.monotonic()
    wrong = 0
    for number, person_id in enumerate(people):
        wrong += rebuilding.person(person_id)
        _bar("rebuilding", (number + 1) / len(people))
    seconds, memory = time.monotonic() - begun, _peak_mb() - before
    begun = time.monotonic()
    read = sum(1 for person_id in people for _ in every_entry(person_id))
    plain = time.monotonic() - begun
    again = sum(rebuilding.person(person_id) for person_id in people[::50])
    print(
        f"\nrebuild: {read:,} entries into {wrong:,} books in {seconds:,.1f} s ({seconds / plain:.2f} x one plain read)"
    )
    print(
        f"memory: {memory:,.0f} MB more at the peak (bar {MEMORY_BAR_MB:,.0f}); again: {again} of the books differ (bar 0)"
    )
    return memory <= MEMORY_BAR_MB and again == 0


def _preview(people: list[str]) -> bool:
    members = [Volunteer(f"01-{n:06}", person_id, "", "D1", FIRST) for n, person_id in enumerate(people)]
    preview = Previewing(lambda: ["D1"], lambda _: members, files=None)  # type: ignore[arg-type]
    totals = _fingerprint(people)
    begun = time.monotonic()
    moves = preview.squadron("D1", DEFAULT_RULES, str(SEASON))
    seconds = time.monotonic() - begun
    same = _fingerprint(people) == totals
    print(
        f"preview: a season of {len(moves):,} members in {seconds:.1f} s (bar {PREVIEW_BAR_S:.0f}); nothing changed: {same}"
    )
    return seconds <= PREVIEW_BAR_S and same


def _write(person_id: str, entries: int, chance: random.Random) -> None:
    """Five years of one member; as an import would write them, without books."""
    with EntryRow.batch_write() as batch:
        for number in range(entries):
            day = FIRST + timedelta(days=number * 1826 // entries)
            at = day_start(day) + timedelta(hours=19)
            line = Line(day, f"S{number:05}", "hours", Part.EARNED)
            minutes = chance.randrange(30, 240)
            about = About("patrol", "D1/B01/S01", "measured")
            fact = Fact(
                "hours", line.source, day, minutes, at, at, f"assessment.hours-entered#{person_id}#{number}", about
            )
            entry = Entry(person_id, line, 0, minutes // 6, 1, "执勤时长", at, fact)
            batch.save(EntryRow.of(entry, entry_id=entry.entry_id))


def _fingerprint(people: list[str]) -> int:
    return hash(tuple(repr(row.serialize()) for person_id in people for row in TotalsRow.query(person_id)))


def _open(folder: Path) -> None:
    os.environ["SHOUWANG_STORE"] = f"sqlite:///{folder / 'points.db'}"
    use_embedded_store()
    dynamo.connect(os.environ["SHOUWANG_STORE"], region="cn-northwest-1")
    declare_tables()
    dynamo.create_tables()


def _bar(what: str, share: float) -> None:
    print(f"\r{what:<11}[{'#' * round(40 * share):<40}] {share:4.0%}", end="", file=sys.stderr, flush=True)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
