"""The demo's settable clock: the true time plus an offset kept in a file, forward only.

The file exists only beside a fresh demo store. Lock waits, leases of the store and request tokens use the true time.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from shouwang.kernel.clock import Clock, utc_now


def offset_clock(file: Path) -> Clock:
    """A clock that every local process reads the same way. Cost: one small file read a call."""

    def now() -> datetime:
        return utc_now() + timedelta(seconds=float(file.read_text() or 0))

    return now


def advance(file: Path, seconds: float) -> float:
    """Move the clock forward; gives the new offset in seconds. Raises: ValueError for a step back."""
    if seconds < 0:
        raise ValueError("the clock goes forward only")
    offset = float(file.read_text() or 0) + seconds
    beside = file.with_suffix(".new")
    beside.write_text(str(offset))
    beside.replace(file)
    return offset


def clock_for(offset_file: str) -> Callable[[], datetime]:
    """The clock that a process should use: the true one, unless this is a demo store."""
    return offset_clock(Path(offset_file)) if offset_file else utc_now
