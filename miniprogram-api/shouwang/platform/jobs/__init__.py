"""Long work in steps: recorded, leased, resumable. Imports, exports, nightly sealing, ceremonies, prints.

Invariants: one holder of a job's lease at a time; a step's progress is kept before the next begins; a step may be done again
after a crash, so steps are idempotent. On one machine its own process works, on AWS `functions/jobs` from a queue.

A slice names its kind in `JOBS` of `app/made_of.py`; the maker there gives a `Step`, or a `Work` when giving up must undo.
A step that raises a named `Problem` ends the job at once, in that problem's words; any other fault is tried again.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.platform.jobs.record import (
        CLEARING,
        FILES_KEPT,
        LEASE,
        TRIES,
        Job,
        JobFile,
        JobRow,
        JobState,
        NoSuchJob,
        Progress,
        Step,
        Taken,
        Work,
        ask,
        asked,
        cleared,
        due_to_clear,
        failed,
        fetch,
        fetch_for,
        forget,
        next_to_clear,
        waiting,
    )
    from shouwang.platform.jobs.worker import Jobs

__all__ = [
    "CLEARING",
    "FILES_KEPT",
    "LEASE",
    "TRIES",
    "Job",
    "JobFile",
    "JobRow",
    "JobState",
    "Jobs",
    "NoSuchJob",
    "Progress",
    "Step",
    "Taken",
    "Work",
    "ask",
    "asked",
    "cleared",
    "due_to_clear",
    "failed",
    "fetch",
    "fetch_for",
    "forget",
    "next_to_clear",
    "waiting",
]
__getattr__ = front(__name__)
