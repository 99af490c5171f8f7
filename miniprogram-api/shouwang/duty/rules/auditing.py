"""Whether the hours log in the store is still what was sealed: every difference, with its day and its entry."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

import msgspec

Lines = Mapping[tuple[date, str], bytes]
"""Day recorded and line id -> SHA-256 of the line."""


class Difference(StrEnum):
    """What became of an entry."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "re-dated"


class Finding(msgspec.Struct, frozen=True):
    """A difference: on which day, of which line, and for one that was re-dated, to which day."""

    day: date
    line_id: str
    difference: Difference
    moved_to: date | None = None


def compare(sealed: Lines, found: Lines) -> tuple[Finding, ...]:
    """Every way in which what was found is not what was sealed, by day."""
    gone, come = sealed.keys() - found.keys(), found.keys() - sealed.keys()
    homes = {line_id: day for day, line_id in come}
    moved = {line_id for _, line_id in gone if line_id in homes}
    return tuple(sorted(_findings(sealed, found, gone, come, homes, moved), key=lambda one: (one.day, one.line_id)))


def _findings(
    sealed: Lines,
    found: Lines,
    gone: set[tuple[date, str]],
    come: set[tuple[date, str]],
    homes: Mapping[str, date],
    moved: set[str],
) -> Iterator[Finding]:
    for day, line_id in sealed.keys() & found.keys():
        if sealed[day, line_id] != found[day, line_id]:
            yield Finding(day, line_id, Difference.CHANGED)
    for day, line_id in gone:
        if line_id in moved:
            yield Finding(day, line_id, Difference.MOVED, homes[line_id])
        else:
            yield Finding(day, line_id, Difference.REMOVED)
    for day, line_id in come:
        if line_id not in moved:
            yield Finding(day, line_id, Difference.ADDED)
