"""Long work in steps: recorded, leased, resumable. Imports, exports, nightly sealing, ceremonies, prints.

Invariants: one holder of a job's lease at a time; a step's progress is kept before the next begins; a step may be done again
after a crash, so steps are idempotent. On one machine its own process works, on AWS `functions/jobs` from a queue.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.clock import Clock
from shouwang.platform.dynamo import Choice, Instant, Packed, Table, Writes, commit, put, update

LEASE = timedelta(seconds=90)  # longer than a step, which is bounded to 60 s. Source: design section 1
TRIES = 5
_PAUSE = timedelta(seconds=30)

log = logging.getLogger("shouwang.jobs")


class JobState(StrEnum):
    """A job waits, is done, or has failed for good."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class WaitingIndex(GlobalSecondaryIndex["JobRow"]):
    """Jobs that wait, by due time; sparse."""

    class Meta:
        """Index settings."""

        index_name = "waiting"
        projection = AllProjection()

    queue = UnicodeAttribute(hash_key=True)
    due_at = Instant(range_key=True)


class JobRow(Table):
    """One piece of long work."""

    TABLE = "jobs"

    job_id = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute()
    asked_by = UnicodeAttribute()
    asked_at = Instant()
    arguments = Packed[dict[str, Any]](dict[str, Any])
    checkpoint = Packed[dict[str, Any]](dict[str, Any])
    state = Choice[JobState](JobState)
    done = NumberAttribute(default=0)
    total = NumberAttribute(default=0)
    tries = NumberAttribute(default=0)
    version = NumberAttribute(default=0)
    queue = UnicodeAttribute(null=True)
    due_at = Instant(null=True)

    waiting = WaitingIndex()


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its record says. `version` moves with every change, so that only one holder gets on."""

    job_id: str
    kind: str
    asked_by: str
    asked_at: datetime
    arguments: dict[str, Any] = field(default_factory=dict)
    checkpoint: dict[str, Any] = field(default_factory=dict)
    state: JobState = JobState.WAITING
    done: int = 0
    total: int = 0
    tries: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """What a step got done: where to go on, how much of how much, and whether that was all."""

    checkpoint: dict[str, Any]
    done: int
    total: int
    finished: bool


Step = Callable[[Job], Progress]
"""At most 60 s of work from the job's checkpoint on; doing it again must change nothing."""


class Taken(Exception):
    """Somebody else holds the job's lease, or has got on with it."""


def ask(kind: str, arguments: Mapping[str, Any], *, job_id: str, by: str, at: datetime) -> Writes:
    """The write that asks for a job. Raises (at commit): Taken when it was asked for before."""
    job = Job(job_id, kind, by, at, dict(arguments))
    return put(JobRow.of(job, queue="waiting", due_at=at), JobRow.job_id.does_not_exist(), lambda _: Taken())


def fetch(job_id: str) -> Job | None:
    """A job by id. Cost: 1 request."""
    row = JobRow.fetch(job_id)
    return row.value(Job) if row else None


@dataclass(frozen=True, slots=True)
class Jobs:
    """A worker over kinds of jobs."""

    kinds: Mapping[str, Step]
    now: Clock

    def due(self) -> Sequence[Job]:
        """Jobs whose time has come. Cost: 1 request."""
        return [row.value(Job) for row in JobRow.waiting.query("waiting", JobRow.due_at <= self.now(), limit=10)]

    def work(self, job: Job) -> Job:
        """Run one step of a job under a lease. Raises: Taken. Cost: 2 requests besides the step's."""
        held = self._move(job, due_at=self.now() + LEASE)
        try:
            progress = self.kinds[job.kind](held)
        except Exception as fault:
            log.warning("step failed", extra={"job": job.job_id, "kind": job.kind, "fault": type(fault).__name__})
            return self._again(held)
        moved = replace(held, checkpoint=progress.checkpoint, done=progress.done, total=progress.total, tries=0)
        if progress.finished:
            return self._move(replace(moved, state=JobState.DONE), due_at=None)
        return self._move(moved, due_at=self.now())

    def _again(self, job: Job) -> Job:
        tries = job.tries + 1
        if tries >= TRIES:
            log.error("job failed", extra={"job": job.job_id, "kind": job.kind})
            return self._move(replace(job, state=JobState.FAILED, tries=tries), due_at=None)
        return self._move(replace(job, tries=tries), due_at=self.now() + _PAUSE * tries)

    def _move(self, job: Job, due_at: datetime | None) -> Job:
        moved = replace(job, version=job.version + 1)
        row = JobRow.of(moved)
        changes: list[Any] = [
            getattr(JobRow, name).set(getattr(row, name))
            for name in ("checkpoint", "state", "done", "total", "tries", "version")
        ]
        if due_at is None:
            changes += [JobRow.queue.remove(), JobRow.due_at.remove()]
        else:
            changes.append(JobRow.due_at.set(due_at))
        seen = JobRow.version == job.version
        commit(update(JobRow(job_id=job.job_id), *changes, condition=seen, otherwise=lambda _: Taken()))
        return moved
