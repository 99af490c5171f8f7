"""Ceremonies as those who asked for them look at them: which, how far, who got what."""

from collections.abc import Sequence

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Award, Holder
from shouwang.honours.service.ceremonies import KIND, Ceremonies, claim_of
from shouwang.kernel.actor import Actor
from shouwang.platform import jobs
from shouwang.platform.jobs import Job, JobState

_PAGE = 50


class CeremonySeen(msgspec.Struct, frozen=True):
    """A ceremony, one page of those who are honoured with what they got so far, how many they are; whether files are there."""

    job: Job
    people: Sequence[tuple[Holder, Award | None]]
    start: int
    total: int
    filed: bool


class CeremonyRegister(msgspec.Struct, frozen=True):
    """集体颁发."""

    ceremonies: Ceremonies

    def mine(self, actor: Actor) -> Sequence[Job]:
        """The last ceremonies that this person asked for, newest first. Cost: 2 requests."""
        return jobs.asked(actor, KIND)

    def one(self, actor: Actor, ceremony_id: str, start: int) -> CeremonySeen:
        """A ceremony, and who is honoured from a place on. Raises: NoSuchJob. Cost: 3 requests, 1 file."""
        job = jobs.fetch_for(actor, ceremony_id)
        if job.kind != KIND:
            raise jobs.NoSuchJob
        people = self.ceremonies.people(job)
        page = people[start : start + _PAGE]
        held = store.claimants([claim_of(job, holder) for holder in page])
        awards = store.awards_by_id(set(held.values()))
        found = [(holder, awards.get(held.get(claim_of(job, holder), ""))) for holder in page]
        return CeremonySeen(job, found, start, len(people), job.state is JobState.DONE and self._filed(job))

    def _filed(self, job: Job) -> bool:
        """Whether the two files are still there; in a bucket nobody looks, and a link to what is gone says so."""
        blobs, key = self.ceremonies.blobs, f"{rules.folder(job.job_id)}/{rules.PRINT}"
        return blobs.path(key) is not None or blobs.link(key, rules.PRINT, "application/pdf", 60) is not None
