"""`hours audit`: the store's log, its roots and the ledger, held against the days that were locked away."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shouwang.app import House
from shouwang.duty.models import HoursEntry
from shouwang.duty.routes.pages import verify
from shouwang.duty.rules import log
from shouwang.duty.rules.auditing import Difference, Finding, compare
from shouwang.duty.store import hours as store
from shouwang.kernel.clock import local_day
from shouwang.platform.blobs import Blobs, Folder


@dataclass(slots=True)
class Audit:
    """What was sealed, what the store says, what was found."""

    sealed: dict[tuple[date, str], bytes] = field(default_factory=dict)
    documents: dict[date, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # line id -> what the ledger calls it
    told: list[str] = field(default_factory=list)


def run(house: House, locked: Path | None, key: str | None) -> int:
    """Print every difference, with its day and entry; 1 if there is one."""
    found = audit(house, Folder(locked) if locked else house.locked, key)
    print("\n".join(found) if found else "the log, its roots and the ledger are what was sealed")
    return 1 if found else 0


def audit(house: House, locked: Blobs, key: str | None = None) -> list[str]:
    """Every difference in words, by day."""
    one = Audit()
    _read_locked(one, locked, key)
    _compare_roots(one)
    ledger = dict(_ledger(one, house))
    lines = dict(_lines(one, house, {day for day, _ in ledger}))
    unsealed = {place: line for place, line in lines.items() if place[0] not in one.documents}
    reference = one.sealed | unsealed
    one.told += [_words("the log", finding, one) for finding in compare(one.sealed, _of_sealed(lines, one))]
    one.told += [_words("the ledger", finding, one) for finding in compare(reference, ledger)]
    one.told += _sums(house)
    return sorted(dict.fromkeys(one.told))


def _read_locked(one: Audit, locked: Blobs, key: str | None) -> None:
    """The locked days, each against its own root, all against their chain."""
    for name in locked.keys("roots"):
        if name.endswith(".json"):
            document = json.loads(locked.get(name) or b"{}")
            one.documents[date.fromisoformat(Path(name).stem)] = document
    try:
        verify.check_chain(list(one.documents.values()), key)
    except (verify.Wrong, KeyError, ValueError) as broken:
        one.told.append(f"locked roots: {broken}")
    for day, document in one.documents.items():
        lines = (locked.get(log.lines_file(day)) or b"").splitlines()
        one.sealed.update(((day, json.loads(line)["id"]), _digest(line)) for line in lines)
        try:
            verify.check_day(document, lines)
        except (verify.Wrong, KeyError, ValueError) as broken:
            one.told.append(f"{day}: locked lines: {broken}")


def _compare_roots(one: Audit) -> None:
    """The store's roots against the locked ones."""
    stored: dict[date, Any] = {}
    cursor: str | None = None
    while True:
        page = store.roots_page(cursor, 50)
        stored.update(
            (signed.root.day, json.loads(log.root_document(signed.root, signed.signature))) for signed in page.items
        )
        cursor = page.cursor
        if cursor is None:
            break
    for day in sorted(stored.keys() | one.documents.keys()):
        if day not in one.documents:
            one.told.append(f"{day}: the store has a root that was never locked away")
        elif day not in stored:
            one.told.append(f"{day}: the root is gone from the store")
        elif stored[day] != one.documents[day]:
            one.told.append(f"{day}: the store's root is not the one that was locked away")


def _ledger(one: Audit, house: House) -> Iterator[tuple[tuple[date, str], bytes]]:
    """The line that each entry should have, by the day it was recorded."""
    key = house.keys["hours-log"]
    for row in store.HoursEntryRow.scan():
        entry = row.value(HoursEntry)
        line_id = log.line_id(key, entry)
        one.names[line_id] = f"entry {entry.entry_id} of person {entry.person_id}"
        yield (local_day(entry.recorded_at), line_id), _digest(log.line(key, entry))


def _lines(one: Audit, house: House, days: set[date]) -> Iterator[tuple[tuple[date, str], bytes]]:
    """The lines in the store: of every sealed day, every day with entries, and the days around them."""
    wanted = days | set(one.documents) | {local_day(house.now())}
    first, last = min(wanted) - timedelta(days=7), max(wanted) + timedelta(days=7)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        for kept in store.log_lines_of_day(day):
            yield (day, kept.entry_id), _digest(kept.line)


def _sums(house: House) -> Iterator[str]:
    from shouwang_local.hours.rebuilding import SUM_DIFFERS, difference, people  # noqa: PLC0415 -- the other command's

    for person_id in people():
        for seen, total in house.hours.rebuild(person_id, write=False):
            yield f"{difference(seen, total)} (person {person_id})"
        if house.hours.sum_differs(person_id, write=False):
            yield f"{SUM_DIFFERS} (person {person_id})"


def _words(where: str, finding: Finding, one: Audit) -> str:
    name = one.names.get(finding.line_id, "an entry")
    moved = f" to {finding.moved_to}" if finding.difference is Difference.MOVED else ""
    return f"{finding.day}: {where}: {name} (line {finding.line_id}) was {finding.difference}{moved}"


def _of_sealed(lines: dict[tuple[date, str], bytes], one: Audit) -> dict[tuple[date, str], bytes]:
    """What the store has of sealed days, and wherever else a sealed line has gone."""
    ids = {line_id for _, line_id in one.sealed}
    return {place: line for place, line in lines.items() if place[0] in one.documents or place[1] in ids}


def _digest(line: bytes) -> bytes:
    return hashlib.sha256(line).digest()
