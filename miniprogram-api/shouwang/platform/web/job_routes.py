"""HTTP of long work: how far it has got, what it told, the files it made."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.platform import jobs
from shouwang.platform.job_files import JobFiles
from shouwang.platform.jobs import Job, JobState, NoSuchJob
from shouwang.platform.web.api import Api, Reply, anyone, get


class FileShown(msgspec.Struct):
    """A file to fetch, and where."""

    name: str
    size_bytes: int
    url: str


class JobShown(msgspec.Struct):
    """How far a piece of long work has got; `fault` says in words why it failed."""

    job_id: str
    kind: str
    state: JobState
    asked_at: datetime
    done: int
    total: int
    result: dict[str, Any]
    files: list[FileShown]
    fault: str


class JobRoutes:
    """What whoever asked for a job may see of it."""

    def __init__(self, files: JobFiles) -> None:
        self.files = files

    @get("/v1/jobs/{job_id}", who=anyone, summary="后台工作做到哪里了")
    def job(self, actor: Actor, job_id: str) -> JobShown:
        """One job of mine."""
        return shown(jobs.fetch_for(actor, job_id))

    @get("/v1/jobs/{job_id}/files/{n}", who=anyone, summary="取后台工作做出的文件")
    def file(self, actor: Actor, job_id: str, n: str) -> Reply:
        """One file of a job of mine."""
        if not (n.isascii() and n.isdecimal() and len(n) < 4):
            raise NoSuchJob
        file, content = self.files.fetch_for(actor, job_id, int(n))
        saved_as = f"attachment; filename*=UTF-8''{quote(file.name)}"
        return Reply(content, file.content_type, headers={"Content-Disposition": saved_as})


def shown(job: Job) -> JobShown:
    """A job as its asker sees it."""
    files = [FileShown(f.name, f.size_bytes, f"/v1/jobs/{job.job_id}/files/{n}") for n, f in enumerate(job.files)]
    return JobShown(job.job_id, job.kind, job.state, job.asked_at, job.done, job.total, job.result, files, job.fault)


def api(files: JobFiles) -> Api:
    """Routes of long work."""
    return Api.of("jobs", JobRoutes(files))
