"""Files that jobs make: sealed while they lie there, opened for whoever asked, removed after some days."""

from contextlib import suppress
from datetime import date, datetime

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.platform import jobs, retention
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Job, JobFile, NoSuchJob
from shouwang.platform.vault import Vault

FOLDER = "exports"
MOST_BYTES = 4 * 1024 * 1024  # a function answers 6 MB, base64 and all. Source: reference serverless.md, limits


class JobFiles(msgspec.Struct, frozen=True):
    """Reads and writes what jobs made. No link leads there without a session: rights count when a file is fetched."""

    blobs: Blobs
    vault: Vault

    def keep(self, job: Job, n: int, name: str, content_type: str, content: bytes) -> JobFile:
        """Keep the job's file number `n`; doing it again replaces it. Cost: 1 file written."""
        key = f"{FOLDER}/{job.job_id}/{n}"
        self.blobs.put(key, self.vault.seal_bytes(content, place=f"files|{key}"), "application/octet-stream")
        return JobFile(key, name, content_type, len(content))

    def open(self, file: JobFile) -> bytes:
        """A file's content. Raises: NoSuchJob when it has been removed."""
        sealed = self.blobs.get(file.key)
        if sealed is None:
            raise NoSuchJob("这个文件已经过期删除了，要的话再导出一次")
        return self.vault.open_bytes(sealed, place=f"files|{file.key}")

    def fetch_for(self, actor: Actor, job_id: str, n: int) -> tuple[JobFile, bytes]:
        """File number `n` of a job, for whoever asked for it. Raises: NoSuchJob. Cost: 1 request, 1 file read."""
        files = jobs.fetch_for(actor, job_id).files
        if not 0 <= n < len(files):
            raise NoSuchJob
        return files[n], self.open(files[n])

    def clear_due(self, now: datetime, day: date) -> int:
        """Remove the files of jobs that have been kept long enough; how many files. Cost: 2 requests for each job.

        `day`: the night of the ledger in which they count.
        """
        removed = 0
        for job in jobs.due_to_clear(now):
            many = self.remove(job)
            removed += many
            with suppress(jobs.Taken):
                commit(jobs.cleared(job), retention.counted(retention.Kind.JOB_FILES, day, many))
        return removed

    def oldest_due(self) -> datetime | None:
        """When the oldest files that lie there are to go. Cost: 1 request."""
        return jobs.next_to_clear()

    def remove(self, job: Job) -> int:
        """Remove a job's files; how many there were."""
        for file in job.files:
            self.blobs.delete(file.key)
        return len(job.files)
