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
        CLEARING as CLEARING,
        FILES_KEPT as FILES_KEPT,
        LEASE as LEASE,
        TRIES as TRIES,
        Job as Job,
        JobFile as JobFile,
        JobRow as JobRow,
        JobState as JobState,
        NoSuchJob as NoSuchJob,
        Progress as Progress,
        Step as Step,
        Taken as Taken,
        Work as Work,
        ask as ask,
        asked as asked,
        cleared as cleared,
        due_to_clear as due_to_clear,
        failed as failed,
        fetch as fetch,
        fetch_for as fetch_for,
        forget as forget,
        next_to_clear as next_to_clear,
        waiting as waiting,
    )
    from shouwang.platform.jobs.worker import Jobs as Jobs

__getattr__ = front(__name__)
