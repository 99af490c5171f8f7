"""Long work in steps: recorded, leased, resumable. Imports, exports, nightly sealing, ceremonies, prints.

Invariants: one holder of a job's lease at a time; a step's progress is kept before the next begins; a step may be done again
after a crash, so steps are idempotent. On one machine its own process works, on AWS `functions/jobs` from a queue.

A slice names its kind in `JOBS` of `app/functions.py`; the maker there gives a `Step`, or a `Work` when giving up must undo.
A step that raises a named `Problem` ends the job at once, in that problem's words; any other fault is tried again.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeGuard

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.actor import Actor, Grant
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import NotFound, Problem, Stale
from shouwang.platform import metrics
from shouwang.platform.dynamo import Choice, Conflict, Instant, Packed, Table, Writes, commit, delete, put, update

LEASE = timedelta(seconds=90)  # longer than a step, which is bounded to 60 s. Source: design section 1
TRIES = 5
_PAUSE = timedelta(seconds=30)
_UNEXPECTED = "出了没有料到的错，已经记下，请告诉管理员"
_MOVING = ("checkpoint", "state", "done", "total", "tries", "version", "result", "files", "fault")

log = logging.getLogger("shouwang.jobs")


class NoSuchJob(NotFound):
    """There is no such job, or it is somebody else's."""

    slug, title = "no-such-job", "没有这项后台工作"


class JobState(StrEnum):
    """A job waits, is done, takes back what it did, or has failed for good."""

    WAITING = "waiting"
    DONE = "done"
    UNDOING = "undoing"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class JobFile:
    """One file a job made; its content lies sealed among the files under `key`. Units: size_bytes of the open content."""

    key: str
    name: str
    content_type: str
    size_bytes: int


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
    needs = Packed[tuple[Grant, ...]](tuple[Grant, ...], default=())
    result = Packed[dict[str, Any]](dict[str, Any], default=dict)
    files = Packed[tuple[JobFile, ...]](tuple[JobFile, ...], default=())
    fault = UnicodeAttribute(default="")
    queue = UnicodeAttribute(null=True)
    due_at = Instant(null=True)

    waiting = WaitingIndex()


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its record says. `version` moves with every change, so that only one holder gets on.

    Whoever asked for it sees it, as long as they hold one of the grants it `needs`. `result` holds no class S value.
    """

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
    needs: tuple[Grant, ...] = ()
    result: dict[str, Any] = field(default_factory=dict)
    files: tuple[JobFile, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a step got done: where to go on, how much of how much, and whether that was all.

    `result` and `files` are what whoever asked is told; left out, what was told before stays.
    """

    checkpoint: dict[str, Any]
    done: int
    total: int
    finished: bool
    result: dict[str, Any] | None = None
    files: tuple[JobFile, ...] | None = None


Step = Callable[[Job], Progress]
"""At most 60 s of work from the job's checkpoint on; doing it again must change nothing."""


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of job whose steps can be taken back: `undo` runs, step by step, when the job gives up or is refused."""

    step: Step
    undo: Step


class Taken(Exception):
    """Somebody else holds the job's lease, or has got on with it."""


def ask(
    kind: str, arguments: Mapping[str, Any], *, job_id: str, by: str, at: datetime, needs: Sequence[Grant] = ()
) -> Writes:
    """The write that asks for a job. Raises (at commit): Taken when it was asked for before."""
    job = Job(job_id, kind, by, at, dict(arguments), needs=tuple(needs))
    return put(JobRow.of(job, queue="waiting", due_at=at), JobRow.job_id.does_not_exist(), lambda _: Taken())


def forget(job_id: str) -> Writes:
    """The write that removes the record of a job."""
    return delete(JobRow(job_id=job_id))


def fetch(job_id: str) -> Job | None:
    """A job by id. Cost: 1 request."""
    row = JobRow.fetch(job_id)
    return row.value(Job) if row else None


def fetch_for(actor: Actor, job_id: str) -> Job:
    """A job as whoever asked for it may see it, with the rights of now. Raises: NoSuchJob. Cost: 1 request."""
    job = fetch(job_id)
    if job is None or job.asked_by != actor.person_id:
        raise NoSuchJob
    if job.needs and not any(actor.covers(grant.unit_path, grant.role) for grant in job.needs):
        raise NoSuchJob
    return job


@dataclass(frozen=True, slots=True)
class Jobs:
    """A worker over kinds of jobs."""

    kinds: Mapping[str, Step | Work]
    now: Clock

    def due(self) -> Sequence[Job]:
        """Jobs whose time has come. Cost: 1 request."""
        return [row.value(Job) for row in JobRow.waiting.query("waiting", JobRow.due_at <= self.now(), limit=10)]

    def work(self, job: Job) -> Job:
        """Run one step of a job under a lease. Raises: Taken. Cost: 2 requests besides the step's."""
        held = self._move(job, due_at=self.now() + LEASE)
        try:
            progress = self._step(held)(held)
        except Exception as fault:
            log.warning("step failed", extra={"job": job.job_id, "kind": job.kind, "fault": type(fault).__name__})
            return self._give_up(held, fault.detail, fault) if _is_refusal(fault) else self._again(held, fault)
        return self._on(held, progress)

    def _step(self, job: Job) -> Step:
        kind = self.kinds[job.kind]
        if isinstance(kind, Work):
            return kind.undo if job.state is JobState.UNDOING else kind.step
        return kind

    def _on(self, job: Job, progress: Progress) -> Job:
        moved = replace(
            job,
            checkpoint=progress.checkpoint,
            done=progress.done,
            total=progress.total,
            tries=0,
            result=job.result if progress.result is None else progress.result,
            files=job.files if progress.files is None else progress.files,
        )
        if not progress.finished:
            return self._move(moved, due_at=self.now())
        ended = JobState.FAILED if job.state is JobState.UNDOING else JobState.DONE
        return self._move(replace(moved, state=ended), due_at=None)

    def _again(self, job: Job, fault: Exception) -> Job:
        tries = job.tries + 1
        if tries >= TRIES:
            metrics.record("FailedJobs")
            log.error("job failed", extra={"job": job.job_id, "kind": job.kind})
            return self._give_up(replace(job, tries=tries), _UNEXPECTED, fault)
        return self._move(replace(job, tries=tries), due_at=self.now() + _PAUSE * tries)

    def _give_up(self, job: Job, words: str, fault: Exception) -> Job:
        """The end, after what was done has been taken back, when this kind can."""
        faults = [{"pointer": f.pointer, "detail": f.detail} for f in getattr(fault, "faults", ())]
        told = replace(job, fault=job.fault or words, result={**job.result, "faults": faults} if faults else job.result)
        if isinstance(self.kinds[job.kind], Work) and job.state is JobState.WAITING:
            return self._move(replace(told, state=JobState.UNDOING, tries=0), due_at=self.now())
        return self._move(replace(told, state=JobState.FAILED), due_at=None)

    def _move(self, job: Job, due_at: datetime | None) -> Job:
        moved = replace(job, version=job.version + 1)
        changes: list[Any] = [getattr(JobRow, name).set(getattr(moved, name)) for name in _MOVING]
        if due_at is None:
            changes += [JobRow.queue.remove(), JobRow.due_at.remove()]
        else:
            changes.append(JobRow.due_at.set(due_at))
        seen = JobRow.version == job.version
        commit(update(JobRow(job_id=job.job_id), *changes, condition=seen, otherwise=lambda _: Taken()))
        return moved


def _is_refusal(fault: Exception) -> TypeGuard[Problem]:
    """Whether trying again would change nothing: the problem is with what was asked, not with the moment."""
    return isinstance(fault, Problem) and fault.status < 500 and not isinstance(fault, Conflict | Stale)
