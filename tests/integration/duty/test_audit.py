"""What an audit finds when somebody wrote into the store by hand, and that locked files stay."""

import base64
import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shouwang.duty.rules import log
from shouwang.duty.store import hours as store
from shouwang.duty.store.hours import DayTotalRow, HoursEntryRow, LogRow, RootRow
from shouwang.platform.blobs import Folder, KeptOtherwise
from tests.integration.duty.nights import entry, found, line_of, two_nights


def test_what_was_sealed_and_not_touched_is_found_whole(watch):
    two_nights(watch)

    assert found(watch) == []


# Each way to cheat, by hand in the store.


def change(watch) -> str:
    row = entry(watch)
    kept = line_of(watch, row)
    kept.update([LogRow.line.set(kept.line.replace(b'"minutes":60', b'"minutes":600'))])
    return "was changed"


def remove(watch) -> str:
    line_of(watch, entry(watch)).delete()
    return "was removed"


def add(watch) -> str:
    kept = line_of(watch, entry(watch))
    LogRow(day=kept.day, entry_id="0" * 32, line=kept.line).save()
    return "was added"


def re_date(watch) -> str:
    kept = line_of(watch, entry(watch))
    LogRow(day=date(2026, 11, 24), entry_id=kept.entry_id, line=kept.line).save()
    kept.delete()
    return "was re-dated to 2026-11-24"


def change_the_ledger(watch) -> str:
    entry(watch).update([HoursEntryRow.minutes.set(600)])
    return "was changed"


def remove_from_the_ledger(watch) -> str:
    entry(watch).delete()
    return "was removed"


def re_date_in_the_ledger(watch) -> str:
    from shouwang.kernel.clock import parse_rfc3339

    entry(watch).update([HoursEntryRow.recorded_at.set(parse_rfc3339("2026-11-24T12:00:00Z"))])
    return "re-dated to 2026-11-24"


CHEATS = [change, remove, add, re_date, change_the_ledger, remove_from_the_ledger, re_date_in_the_ledger]


@contextmanager
def undone() -> Iterator[None]:
    """The store's books as they were, when the block ends."""
    books = (LogRow, RootRow, HoursEntryRow)
    before = {book: list(book.scan()) for book in books}
    yield
    for book in books:
        for row in book.scan():
            row.delete()
        for row in before[book]:
            row.save()


def test_an_entry_touched_by_hand_in_any_way_is_found_with_its_day_and_name(watch):
    two_nights(watch)
    line_id = line_of(watch, entry(watch)).entry_id

    for cheat in CHEATS:
        with undone():
            words = cheat(watch)
            told = [line for line in found(watch) if words in line]

        assert told, cheat
        assert all(line.startswith("2026-11-23: ") for line in told), cheat
        assert any(line_id in line or "0" * 32 in line for line in told), cheat
    assert found(watch) == []


def seal_again(watch) -> None:
    """Who holds the store and even the signing key makes every root fit what the store says now."""
    key, before = watch.world.house.keys["signing"], None
    for day in (date(2026, 11, 23), date(2026, 11, 24)):
        row = RootRow.get("hours", day)
        root = log.seal(day, store.log_of_day(day), before, row.sealed_at, row.key, row.next_key)
        signature = Ed25519PrivateKey.from_private_bytes(key).sign(root.statement)
        told = base64.urlsafe_b64encode(signature).decode().rstrip("=")
        RootRow.of(root, log="hours", signature=told).save()
        before = root


def test_all_roots_recomputed_in_the_same_store_do_not_hide_it(watch):
    two_nights(watch)

    for cheat in (change, remove, add, re_date):
        with undone():
            words = cheat(watch)
            seal_again(watch)
            told = found(watch)

        assert "2026-11-23: the store's root is not the one that was locked away" in told, cheat
        assert any(line.startswith("2026-11-23: the log: ") and words in line for line in told), cheat


def test_both_books_and_all_roots_rewritten_together_are_found_by_the_locked_lines(watch):
    two_nights(watch)
    row = entry(watch)
    kept = line_of(watch, row)
    row.update([HoursEntryRow.minutes.set(600)])
    DayTotalRow.get(watch.volunteer.person_id, row.day).update([DayTotalRow.measured.set(600)])
    from shouwang.duty.models import HoursEntry

    forged = log.line(watch.world.house.keys["hours-log"], entry(watch).value(HoursEntry))
    kept.update([LogRow.line.set(forged)])
    seal_again(watch)

    told = found(watch)

    assert [line for line in told if "was changed" in line and entry(watch).entry_id in line]


def test_a_root_taken_out_or_put_in_is_found(watch):
    two_nights(watch)
    RootRow.get("hours", date(2026, 11, 24)).delete()

    assert "2026-11-24: the root is gone from the store" in found(watch)


def test_a_locked_file_replaced_by_its_owner_breaks_its_root_or_the_chain(watch):
    two_nights(watch)
    folder = Path(watch.world.house.locked.root) / "roots"
    lines, root = folder / "2026-11-23.jsonl", folder / "2026-11-24.json"
    lines.chmod(0o644)
    lines.write_bytes(lines.read_bytes().replace(b'"minutes":60', b'"minutes":61', 1))
    other = json.loads(root.read_text())
    other["statement"] = other["statement"].replace('"lines":1', '"lines":2')
    root.chmod(0o644)
    root.write_text(json.dumps(other))

    told = found(watch)

    assert any(line.startswith("locked roots: ") for line in told)
    assert any(line.startswith("2026-11-23: locked lines: ") for line in told)


def test_a_sum_changed_by_hand_is_found(watch):
    two_nights(watch)
    row = entry(watch)
    DayTotalRow.get(watch.volunteer.person_id, row.day).update([DayTotalRow.measured.set(999)])

    assert found(watch) == [
        f"2026-11-23: the sum stood at 999+0 min in 1 folds, entries say 60+0 in 1 (person {watch.volunteer.person_id})"
    ]


def test_locked_files_are_written_once_and_cannot_be_opened_for_writing(tmp_path):
    folder = Folder(tmp_path)
    folder.put_once("roots/a.json", b"one", "application/json")
    folder.put_once("roots/a.json", b"one", "application/json")

    with pytest.raises(KeptOtherwise):
        folder.put_once("roots/a.json", b"two", "application/json")
    path = tmp_path / "roots" / "a.json"
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"one", 0o444)
    assert list(folder.keys("roots")) == ["roots/a.json"]
    assert [found.name for found in path.parent.iterdir()] == ["a.json"]
