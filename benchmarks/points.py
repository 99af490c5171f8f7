"""The points ledger at size: books made anew from a million entries while facts keep coming, and new rules tried on a season.

Both go through the store's protocol on a store of this disk. Memory is the process's peak above what it was before; the yardstick
beside the seconds is a second opinion of the same run: all entries read once and plainly added up, held against every book.
`points.py 100000 150` takes fewer entries and members.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from _points_ledger import FIRST, Traffic, open_store, second_opinion, write

from shouwang.assessment.rules import DEFAULT_RULES
from shouwang.assessment.service import Previewing, Rebuilding
from shouwang.assessment.store import TotalsRow
from shouwang.roster.models import Volunteer

ENTRIES, MEMBERS, SEASON = 1_000_000, 1_500, 2025
PREVIEW_BAR_S, MEMORY_BAR_MB = 60.0, 200.0


def main() -> int:
    """Measure all; 1 when a bar is missed."""
    entries, members = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (ENTRIES, MEMBERS)
    people = [f"P{number:04}" for number in range(members)]
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        open_store(Path(folder))
        begun = time.monotonic()
        for done in write(people, -(-entries // members)):
            _bar("writing", done / members)
        print(f"\n{members:,} members, {entries:,} entries, written in {time.monotonic() - begun:,.0f} s")
        return 0 if all([_rebuild(people, entries), _preview(people)]) else 1


def _rebuild(people: Sequence[str], entries: int) -> bool:
    before = _peak_mb()
    rebuilding = Rebuilding(lambda: ["D1"], lambda _: people)
    begun, mended = time.monotonic(), 0
    with Traffic(people) as traffic:
        for number, person_id in enumerate(people):
            mended += rebuilding.person(person_id)
            _bar("rebuilding", (number + 1) / len(people))
    seconds, memory = time.monotonic() - begun, _peak_mb() - before
    opinion = second_opinion(people)
    again = sum(rebuilding.person(person_id) for person_id in people[::10])
    print(
        f"\nrebuild: {opinion.entries:,} entries, {mended:,} books mended in {seconds:,.1f} s "
        f"({seconds / opinion.seconds:.2f} x the second opinion), {traffic.facts:,} facts came meanwhile, "
        f"{len(traffic.refused)} refused (bar 0)"
    )
    print(
        f"memory: {memory:,.0f} MB more at the peak (bar {MEMORY_BAR_MB:,.0f}); people whose books differ from a second "
        f"opinion: {len(opinion.differ)}, books that a second rebuild mends: {again} (bars 0)"
    )
    whole = opinion.entries >= entries + traffic.facts
    return memory <= MEMORY_BAR_MB and whole and not (opinion.differ or again or traffic.refused)


def _preview(people: Sequence[str]) -> bool:
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


def _fingerprint(people: Sequence[str]) -> int:
    return hash(tuple(repr(row.serialize()) for person_id in people for row in TotalsRow.query(person_id)))


def _bar(what: str, share: float) -> None:
    print(f"\r{what:<11}[{'#' * round(40 * share):<40}] {share:4.0%}", end="", file=sys.stderr, flush=True)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
