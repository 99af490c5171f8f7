"""The record of a piece of long work: what was asked, how far it got, what its asker is told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection

from shouwang.kernel.actor import Actor, Grant
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Choice, Instant, Packed, Table, Writes, delete, put, update

LEASE = timedelta(seconds=90)  # longer than a step, which is bounded to 60 s. Source: design section 1
TRIES = 5
FILES_KEPT = timedelta(days=7)
# What a job is due for: its next step, the end of its files, or a look by whoever watches.
WAITING, CLEARING, FAILED = "waiting", "clearing", "failed"


class NoSuchJob(NotFound):
    """There is no such job, or it is somebody else's."""

    slug, title = "no-such-job", "没有这项后台工作"


class JobState(StrEnum):
    """A job waits, is done, takes back what it did, or has failed for good."""

    WAITING = "waiting"
    DONE = "done"
    UNDOING = "undoing"
    FAILED = "failed"


class JobFile(msgspec.Struct, frozen=True):
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


class AskedIndex(GlobalSecondaryIndex["JobRow"]):
    """What somebody asked for, by kind and then by time; its keys only, so that a step writes it no second time."""

    class Meta:
        """Index settings."""

        index_name = "asked"
        projection = KeysOnlyProjection()

    asker = UnicodeAttribute(hash_key=True)
    asked_at = Instant(range_key=True)


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
    asker = UnicodeAttribute(null=True)

    waiting = WaitingIndex()
    asked = AskedIndex()


class Job(msgspec.Struct, frozen=True):
    """A job as its record says. `version` moves with every change, so that only one holder gets on.

    Whoever asked for it sees it, as long as they hold one of the grants it `needs`. `result` holds no class S value.
    """

    job_id: str
    kind: str
    asked_by: str
    asked_at: datetime
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)
    checkpoint: dict[str, Any] = msgspec.field(default_factory=dict)
    state: JobState = JobState.WAITING
    done: int = 0
    total: int = 0
    tries: int = 0
    version: int = 0
    needs: tuple[Grant, ...] = ()
    result: dict[str, Any] = msgspec.field(default_factory=dict)
    files: tuple[JobFile, ...] = ()
    fault: str = ""


class Progress(msgspec.Struct, frozen=True):
    """What a step got done: where to go on, how much of how much, and whether that was all.

    `result` and `files` are what whoever asked is told; left out, what was told before stays.
    """

    checkpoint: dict[str, Any]
    done: int
    total: int
    finished: bool
    result: dict[str, Any] | None = None
    files: tuple[JobFile, ...] | None = None
    onward: bool = False  # from an undo that found the point of no return passed: the steps go on
    rest: timedelta = timedelta(0)  # before the next step, when that waits for somebody else's work


Step = Callable[[Job], Progress]
"""At most 60 s of work from the job's checkpoint on; doing it again must change nothing."""


class Work(msgspec.Struct, frozen=True):
    """A kind of job whose steps can be taken back: `undo` runs, step by step, when the job gives up or is refused."""

    step: Step
    undo: Step


class Taken(Exception):
    """Somebody else holds the job's lease, or has got on with it."""


def ask(
    kind: str,
    arguments: Mapping[str, Any],
    *,
    job_id: str,
    by: str,
    at: datetime,
    needs: Sequence[Grant] = (),
    due_at: datetime | None = None,
) -> Writes:
    """The write that asks for a job, now or for later. Raises (at commit): Taken when it was asked for before."""
    job = Job(job_id, kind, by, at, dict(arguments), needs=tuple(needs))
    row = JobRow.of(job, queue=WAITING, due_at=due_at or at, asker=f"{by}#{kind}")
    return put(row, JobRow.job_id.does_not_exist(), lambda _: Taken())


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


def asked(actor: Actor, kind: str, limit: int = 50) -> Sequence[Job]:
    """The last jobs of a kind that this person asked for, newest first; from the index, which may lag. Cost: 2 requests."""
    rows = JobRow.asked.query(f"{actor.person_id}#{kind}", scan_index_forward=False, limit=limit, page_size=limit)
    ids = [row.job_id for row in rows]
    found = {row.job_id: row.value(Job) for row in JobRow.batch_get(sorted(ids))} if ids else {}
    return [found[job_id] for job_id in ids if job_id in found]


def waiting(limit: int = 50) -> Sequence[Job]:
    """Jobs that are under way or wait, the next to be done first. Cost: 1 request."""
    return [row.value(Job) for row in JobRow.waiting.query(WAITING, limit=limit, page_size=limit)]


def failed(limit: int = 20) -> Sequence[Job]:
    """The last jobs that failed for good, newest first. Cost: 1 request."""
    rows = JobRow.waiting.query(FAILED, scan_index_forward=False, limit=limit, page_size=limit)
    return [row.value(Job) for row in rows]


def due_to_clear(now: datetime, limit: int = 25) -> Sequence[Job]:
    """Jobs whose files have been kept long enough. Cost: 1 request."""
    return [row.value(Job) for row in JobRow.waiting.query(CLEARING, JobRow.due_at <= now, limit=limit)]


def next_to_clear() -> datetime | None:
    """When the files that have lain longest are to go; None when there are none. Cost: 1 request."""
    return next((row.due_at for row in JobRow.waiting.query(CLEARING, limit=1)), None)


def cleared(job: Job) -> Writes:
    """The job without its files. Raises (at commit): Taken."""
    changes = (JobRow.files.set(()), JobRow.queue.remove(), JobRow.due_at.remove(), JobRow.version.add(1))
    return update(
        JobRow(job_id=job.job_id), *changes, condition=JobRow.version == job.version, otherwise=lambda _: Taken()
    )
