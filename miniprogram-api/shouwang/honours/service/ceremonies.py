"""A ceremony 颁奖: one honour for many, as one ZIP of pictures and one PDF to print, both by squadron; as a job.

Steps: gather who is honoured, issue (each once, by claims), draw in parts, bind, clean. Every step may be done again.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardState, Citation, Holder
from shouwang.honours.rendering import press, render_certificate, undrawable
from shouwang.honours.service import bundle, telling
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuing import until_settled
from shouwang.honours.service.people import Volunteer
from shouwang.honours.service.pictures import Pictures
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.fresh import require_fresh
from shouwang.kernel.problem import NotFound
from shouwang.platform import jobs
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Job, Progress
from shouwang.platform.once import Once

KIND = "ceremony"


class Everyone(Protocol):
    """队伍, as far as a ceremony needs it."""

    def everyone(self, unit_path: str) -> Iterable[Volunteer]:
        """All volunteers of a unit and all below."""
        ...

    def volunteer(self, number: str) -> Volunteer:
        """The volunteer of a number. Raises: a Problem."""
        ...


class Asked(msgspec.Struct, frozen=True):
    """A ceremony that was asked for; how far it is: `GET /v1/jobs/{job_id}`."""

    job_id: str


class Finished(msgspec.Struct, frozen=True):
    """A file of a ceremony: where it lies on this machine, or an address that opens it."""

    name: str
    content_type: str
    path: Path | None
    address: str | None


class Ceremonies(msgspec.Struct, frozen=True):
    """颁奖."""

    honours: Honours
    pictures: Pictures
    roster: Everyone
    blobs: Blobs

    def ask(self, actor: Actor, citation: Citation, numbers: Sequence[str], unit: str | None, once: Once) -> Asked:
        """Ask for a ceremony. Raises: CommendElsewhere, Invalid, NotFound for a unit that is not one's own. Cost: 1 request."""
        rules.require_ceremony(citation, numbers, unit)
        grants = rules.leading(actor.grants)
        if unit and not rules.led(unit, grants):
            raise NotFound
        now = self.honours.now()
        answer = Asked(f"ceremony-{once.source}")
        asked = msgspec.to_builtins(
            {"citation": citation, "numbers": list(numbers), "unit": unit, "day": local_day(now)}
        )
        kept = once.record(answer, at=now, status=202)
        commit(jobs.ask(KIND, asked, job_id=answer.job_id, by=actor.person_id, at=now, needs=grants), kept)
        return answer

    def file(self, actor: Actor, ceremony_id: str, name: str) -> Finished:
        """One of the two files. Raises: NotFound, also while it is not bound; StepUpNeeded. Cost: 1 request."""
        jobs.fetch_for(actor, ceremony_id)
        kind = rules.FILE_TYPES.get(name)
        if kind is None:
            raise NotFound
        key = f"{rules.folder(ceremony_id)}/{name}"
        path, address = self.blobs.path(key), self.blobs.link(key, name, kind, rules.LINK_LIVES_S)
        if path is None and address is None:
            raise NotFound
        require_fresh(actor, self.honours.now())  # everybody's names and numbers, carried away
        return Finished(name, kind, path, address)

    def remove_files(self, actor: Actor, ceremony_id: str) -> None:
        """Remove the two files once they are printed; the awards stay. Raises: NotFound. Cost: 1 request, 2 to the bucket."""
        jobs.fetch_for(actor, ceremony_id)
        for name in rules.FILE_TYPES:
            self.blobs.delete(f"{rules.folder(ceremony_id)}/{name}")

    def step(self, job: Job) -> Progress:
        """One step of a ceremony."""
        phase = job.checkpoint.get("phase", "gather")
        steps = {
            "gather": self._gather,
            "issue": self._issue,
            "draw": self._draw,
            "bind": self._bind,
            "clean": self._clean,
        }
        return steps[phase](job)

    def _gather(self, job: Job) -> Progress:
        asked = job.arguments
        found = self.roster.everyone(asked["unit"]) if asked["unit"] else map(self.roster.volunteer, asked["numbers"])
        serving = [v for v in found if v.status == "active" and rules.led(v.unit_path, job.needs)]
        people = rules.called_up(map(self.honours.holders.of_volunteer, serving))
        if not people:
            raise rules.NobodyToHonour
        self.blobs.put(_key(job, "people.json"), msgspec.json.encode(people), "application/json")
        return Progress({"phase": "issue", "at": 0, "left": []}, 0, 2 * len(people), finished=False)

    def _issue(self, job: Job) -> Progress:
        people, at = self.people(job), job.checkpoint["at"]
        end = min(at + rules.ISSUED_A_STEP, len(people))
        citation = _citation(job)
        left = list(job.checkpoint["left"])
        for start in range(at, end, rules.AT_ONCE):
            batch = people[start : min(start + rules.AT_ONCE, end)]
            left += self._issue_batch(job, citation, batch)
        checkpoint = {"phase": "issue" if end < len(people) else "draw", "at": end % len(people), "left": left}
        return Progress(checkpoint, end, 2 * len(people), finished=False)

    def _issue_batch(self, job: Job, citation: Citation, batch: Sequence[Holder]) -> list[tuple[str, str]]:
        """Honour some, each once however often this is done; whom not, and why."""
        why = {h.person_id: rules.left_out(h, citation, job.asked_by, undrawable(h.name)) for h in batch}
        issuing = self.honours.issuing

        def attempt() -> None:
            had = store.claimants([claim_of(job, holder) for holder in batch])
            fresh = [h for h in batch if why[h.person_id] is None and claim_of(job, h) not in had]
            stopped = [h for h in batch if undrawable(h.name) and claim_of(job, h) not in had]
            tasks = [issuing.task(h, citation, job.asked_by, claim_of(job, h)) for h in stopped]
            if not fresh:
                return commit(*tasks) if tasks else None
            awards, writes = issuing.issue(fresh, [citation] * len(fresh), job.asked_by)
            claims = [store.claimed(claim_of(job, h), a.award_id) for h, a in zip(fresh, awards, strict=True)]
            return commit(writes, *claims, *map(telling.awarded, awards), *tasks)

        until_settled(attempt)
        return [(h.volunteer_number, words) for h in batch if (words := why[h.person_id])]

    def _draw(self, job: Job) -> Progress:
        people, at = self.people(job), job.checkpoint["at"]
        end = min(at + rules.DRAWN_A_STEP, len(people))
        shown = self._shown(job, people[at:end])
        if shown:
            texts = [self.pictures.text(award) for _, award in shown]
            printing = press.start(texts)
            pictures = ((rules.file_in_zip(h), render_certificate(t)) for (h, _), t in zip(shown, texts, strict=True))
            part = bundle.part(pictures, _day(job))
            number = at // rules.DRAWN_A_STEP
            self.blobs.put(_key(job, f"{number:04}.zip-part"), part.content, "application/octet-stream")
            self.blobs.put(_key(job, f"{number:04}.index"), part.index, "application/json")
            self.blobs.put(_key(job, f"{number:04}.pdf"), press.finish(printing), "application/pdf")
        checkpoint = {**job.checkpoint, "phase": "draw" if end < len(people) else "bind", "at": end}
        checkpoint["parts"] = [*job.checkpoint.get("parts", ()), *([at // rules.DRAWN_A_STEP] if shown else [])]
        return Progress(checkpoint, len(people) + end, 2 * len(people), finished=False)

    def _bind(self, job: Job) -> Progress:
        numbers = job.checkpoint["parts"]
        if not numbers:
            raise rules.NobodyToHonour
        indexes = [self.blobs.get(_key(job, f"{number:04}.index")) or b"" for number in numbers]
        parts = [_key(job, f"{number:04}.zip-part") for number in numbers]
        tail = bundle.directory(indexes, _day(job))
        self.blobs.join(_key(job, rules.ZIP), parts, tail, rules.FILE_TYPES[rules.ZIP])
        pages = (self.blobs.get(_key(job, f"{number:04}.pdf")) or b"" for number in numbers)
        self.blobs.put(_key(job, rules.PRINT), bundle.bound(pages), rules.FILE_TYPES[rules.PRINT])
        left = job.checkpoint["left"]
        files = {name: f"/v1/ceremonies/{job.job_id}/{name}" for name in rules.FILE_TYPES}
        told = {
            "issued": job.total // 2 - len(left),
            "left_out": [{"volunteer_number": number, "why": why} for number, why in left],
            "files": files,
        }
        return Progress({**job.checkpoint, "phase": "clean"}, job.total, job.total, finished=False, result=told)

    def _clean(self, job: Job) -> Progress:
        """The parts go in a step of their own: binding them again after a crash needs them."""
        for number in job.checkpoint["parts"]:
            for end in ("zip-part", "index", "pdf"):
                self.blobs.delete(_key(job, f"{number:04}.{end}"))
        return Progress(job.checkpoint, job.total, job.total, finished=True)

    def _shown(self, job: Job, batch: Sequence[Holder]) -> list[tuple[Holder, Award]]:
        """Who of them holds the honour, with it, in their order; one taken back meanwhile is not printed."""
        held = store.claimants([claim_of(job, holder) for holder in batch])
        awards = store.awards_by_id(set(held.values()))
        pairs = [(holder, awards[held[claim_of(job, holder)]]) for holder in batch if claim_of(job, holder) in held]
        return [(holder, award) for holder, award in pairs if award.state is AwardState.ISSUED]

    def people(self, job: Job) -> list[Holder]:
        """Who is honoured, in the order in which they are called up; nobody before they are gathered. Cost: 1 file."""
        return msgspec.json.decode(self.blobs.get(_key(job, "people.json")) or b"[]", type=list[Holder])


def _citation(job: Job) -> Citation:
    return msgspec.convert(job.arguments["citation"], Citation)


def _day(job: Job) -> date:
    return date.fromisoformat(job.arguments["day"])


def claim_of(job: Job, holder: Holder) -> str:
    """What a person's honour of a ceremony claims."""
    return f"{holder.person_id}#{job.job_id}"


def _key(job: Job, name: str) -> str:
    return f"{rules.folder(job.job_id)}/{name}"
