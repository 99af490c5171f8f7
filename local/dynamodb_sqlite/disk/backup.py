"""A copy of a store, taken while others write to it."""

import contextlib
import os
import sqlite3
from pathlib import Path

from dynamodb_sqlite.disk.files import connect, expect_sound


class Unfit(Exception):
    """A file is not there, or in the way; the message is one line."""


def existing(path: Path) -> str:
    """The path of a store that is there.

    Raises: Unfit.
    """
    if not path.is_file():
        raise Unfit(f"{path}: no such file")
    return str(path)


def back_up(source: Path, target: Path) -> int:
    """Copy a store as it is at one moment; returns the bytes of the copy, which is on the disk and sound.

    Raises: Unfit when there is no source, or a target already; Damaged.
    """
    if target.exists():
        raise Unfit(f"{target}: is there already")
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        _copy(existing(source), str(unfinished))
        _flush(unfinished)
        os.link(unfinished, target)  # unlike a rename, this fails when somebody else was quicker
    finally:
        unfinished.unlink(missing_ok=True)
    _flush(target.parent)
    return target.stat().st_size


def _copy(source: str, target: str) -> None:
    with contextlib.closing(connect(source)) as origin, contextlib.closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)  # in one step, within one read: writers go on, and the copy is of one moment
        copy.execute("PRAGMA journal_mode=DELETE")  # a single file, until it is opened as a store
        expect_sound(copy, target)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
