"""A corrected key: who would change, then the change itself, with a list of both and an audit entry for each."""

from collections.abc import Sequence
from typing import Any

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, rfc3339
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit, jobs
from shouwang.platform.dynamo import Conflict, Page, Writes, commit
from shouwang.platform.jobs import Job, Progress, Step
from shouwang.platform.once import Once
from shouwang.training import rules, store
from shouwang.training.models import Accepted, Attempt, Question
from shouwang.training.service.banks import Banks
from shouwang.training.service.passes import pass_events
from shouwang.training.service.statistics import Statistics
from shouwang.training.store import Change

_BATCH = 25  # attempts a step
_TRIES = 5


class NoSuchQuestion(NotFound):
    """There is no question of that id in this bank."""

    slug, title = "no-such-question", "题库里没有这道题"


class Correction(msgspec.Struct, frozen=True):
    """The right answer of a question, and why it is another than before. Without `apply` only the list is made."""

    bank_id: str
    question_id: str
    reason: str
    key: tuple[int, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    explanation: str = ""
    apply: bool = False


class RegradeAsked(msgspec.Struct, frozen=True):
    """Where to see how far it is, and the list."""

    job_id: str


class Regrading(msgspec.Struct, frozen=True):
    """改判."""

    banks: Banks
    statistics: Statistics
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, correction: Correction) -> RegradeAsked:
        """Begin the list of who changes; with `apply` the corrected question is in force from now on.

        Raises: NoSuchBank, NoSuchQuestion, Invalid. Cost: 3 requests; to apply, as an import of the bank.
        """
        once.before()
        bank = self.banks.require(correction.bank_id)
        question = store.questions(bank.version, [correction.question_id]).get(correction.question_id)
        if question is None:
            raise NoSuchQuestion
        fresh = rules.corrected(question, correction.key, correction.accepted, correction.explanation)
        job_id = f"regrade-{once.source}"
        needs = tuple(grant for grant in actor.grants if grant.role in rules.TRAINERS)
        told = {"bank_id": bank.bank_id, "question": msgspec.to_builtins(fresh), "apply": correction.apply}
        told |= {"by": actor.person_id, "reason": correction.reason}
        if correction.apply:
            every = [
                fresh if each.question_id == fresh.question_id else each for each in store.every_question(bank.version)
            ]
            self.banks.keep(actor, bank.bank_id, bank.title, every)
        facts = {"question": fresh.question_id, "reason": correction.reason, "job": job_id}
        facts |= {"before": rules.answer_words(question), "after": rules.answer_words(fresh)}
        act = "key-corrected" if correction.apply else "key-correction-tried"
        line = audit.note(f"bank {bank.bank_id}", act, actor, self.now(), self.new_id(), facts)
        answer = RegradeAsked(job_id)
        asked = jobs.ask("regrade", told, job_id=job_id, by=actor.person_id, at=self.now(), needs=needs)
        commit(asked, line, once.record(answer, at=self.now(), status=202))
        return answer

    def changes(self, actor: Actor, job_id: str, cursor: str | None) -> Page[Change]:
        """A page of who changes, of the units a trainer teaches. Raises: NoSuchJob. Cost: 2 requests."""
        job = jobs.fetch_for(actor, job_id)
        page = store.changes(job.job_id, cursor)
        mine = [change for change in page.items if actor.covers(change.unit_path or "D1", *rules.TRAINERS)]
        return Page(mine, page.cursor)

    def step(self, job: Job) -> Progress:
        """Regrade the next attempts, shard by shard of each course that draws from the bank."""
        question = msgspec.convert(job.arguments["question"], Question)
        shards = self._shards(job)
        place, cursor = int(job.checkpoint.get("place", 0)), job.checkpoint.get("cursor")
        counts = dict(job.checkpoint.get("counts", {"attempts": 0, "changed": 0, "newly_passed": 0}))
        if place < len(shards):
            page = store.attempts_of(shards[place], cursor, _BATCH)
            for attempt in store.attempts(page.items) if page.items else ():
                self._regrade(job, attempt, question, counts)
            cursor = page.cursor
            place = place if cursor else place + 1
        kept = {"place": place, "cursor": cursor, "counts": counts, "shards": shards}
        return Progress(kept, place, len(shards), place >= len(shards), counts)

    def _shards(self, job: Job) -> list[str]:
        if "shards" in job.checkpoint:
            return list(job.checkpoint["shards"])
        bank_id = job.arguments["bank_id"]
        mine = [course.course_id for course in store.courses() if course.bank == bank_id]
        return [shard for course_id in mine for shard in store.course_shards(course_id)]

    def _regrade(self, job: Job, attempt: Attempt, question: Question, counts: dict[str, int]) -> None:
        """One attempt; done again after a crash it finds nothing left to change."""
        for _ in range(_TRIES):
            regraded = rules.regrade(attempt, question)
            if regraded is None:
                return
            counts["attempts"] += 1
            if not regraded.changes and not job.arguments["apply"]:
                return
            if regraded.attempt.drawn == attempt.drawn:
                return
            try:
                commit(*self._change(job, attempt, regraded))
            except store.Moved:
                counts["attempts"] -= 1
                attempt = store.fetch_attempt(attempt.attempt_id) or attempt
                continue
            counts["changed"] += regraded.changes
            before = attempt.result
            counts["newly_passed"] += bool(before and regraded.result.passed and not before.passed)
            return
        raise Conflict

    def _change(self, job: Job, attempt: Attempt, regraded: rules.Regraded) -> Sequence[Writes]:
        before, after = attempt.result, regraded.result
        if before is None:
            return ()
        writes = [self._line(job, attempt, regraded)] if regraded.changes else []
        if not job.arguments["apply"]:
            return writes
        standing = store.fetch_standing(attempt.person_id, attempt.course_id)
        settled = rules.restanding(standing, attempt, before, after)
        writes.append(store.regraded(regraded.attempt, before, after, settled))
        writes.append(self.statistics.moved(regraded.attempt, before, after, attempt))
        if regraded.changes:
            writes.append(store.kept_standing(settled))
            newly = after.passed and not before.passed
            writes.append(pass_events(attempt, standing, settled, after, self.now()) if newly else Writes())
            facts: dict[str, Any] = {"job": job.job_id, "reason": job.arguments["reason"], "at": rfc3339(self.now())}
            facts |= {"before": before.score, "after": after.score}
            subject = f"attempt {attempt.attempt_id}"
            writes.append(audit.note(subject, "attempt-regraded", job.arguments["by"], self.now(), job.job_id, facts))
        return writes

    def _line(self, job: Job, attempt: Attempt, regraded: rules.Regraded) -> Writes:
        before, after = attempt.result, regraded.result
        member = self.statistics.members.volunteer_of(attempt.person_id)
        change = Change(
            attempt_id=attempt.attempt_id,
            person_id=attempt.person_id,
            name=member.name if member else "",
            unit_path=member.unit_path if member else "",
            score_before=before.score if before else 0,
            score_after=after.score,
            passed_before=bool(before and before.passed),
            passed_after=after.passed,
        )
        return store.kept_change(job.job_id, change)


def regrading(service: Regrading) -> Step:
    """The step of the job `regrade`."""
    return service.step
