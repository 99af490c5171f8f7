"""The worker: one step of a job under a lease, then the next."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeGuard

import msgspec
from msgspec.structs import replace

from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Problem, Stale
from shouwang.platform import metrics
from shouwang.platform.dynamo import Conflict, commit, update
from shouwang.platform.jobs.record import (
    CLEARING,
    FAILED,
    FILES_KEPT,
    LEASE,
    TRIES,
    WAITING,
    Job,
    JobRow,
    JobState,
    Progress,
    Step,
    Taken,
    Work,
)

_PAUSE = timedelta(seconds=30)
_UNEXPECTED = "出了没有料到的错，已经记下，请告诉管理员"
_MOVING = ("checkpoint", "state", "done", "total", "tries", "version", "result", "files", "fault")

log = logging.getLogger("shouwang.jobs")


class Jobs(msgspec.Struct, frozen=True):
    """A worker over kinds of jobs."""

    kinds: Mapping[str, Step | Work]
    now: Clock

    def due(self) -> Sequence[Job]:
        """Jobs whose time has come. Cost: 1 request."""
        return [row.value(Job) for row in JobRow.waiting.query(WAITING, JobRow.due_at <= self.now(), limit=10)]

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
            state = JobState.WAITING if progress.onward else job.state
            return self._move(replace(moved, state=state), due_at=self.now() + progress.rest)
        ended = replace(moved, state=JobState.FAILED if job.state is JobState.UNDOING else JobState.DONE)
        if ended.files:
            return self._move(ended, self.now() + FILES_KEPT, CLEARING)
        if ended.state is JobState.FAILED:
            return self._move(ended, self.now(), FAILED)
        return self._move(ended, due_at=None)

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
        return self._move(replace(told, state=JobState.FAILED), due_at=self.now(), queue=FAILED)

    def _move(self, job: Job, due_at: datetime | None, queue: str = WAITING) -> Job:
        moved = replace(job, version=job.version + 1)
        changes: list[Any] = [getattr(JobRow, name).set(getattr(moved, name)) for name in _MOVING]
        if due_at is None:
            changes += [JobRow.queue.remove(), JobRow.due_at.remove()]
        else:
            changes += [JobRow.due_at.set(due_at), JobRow.queue.set(queue)]
        seen = JobRow.version == job.version
        commit(update(JobRow(job_id=job.job_id), *changes, condition=seen, otherwise=lambda _: Taken()))
        return moved


def _is_refusal(fault: Exception) -> TypeGuard[Problem]:
    """Whether trying again would change nothing: the problem is with what was asked, not with the moment."""
    return isinstance(fault, Problem) and fault.status < 500 and not isinstance(fault, Conflict | Stale)
