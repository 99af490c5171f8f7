"""A person's rights over the own data 个人信息权利: a copy of all of it, erasure, and who saw what."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from shouwang.identity import rules, store
from shouwang.identity.models import Erasure, ErasureState
from shouwang.identity.service.copying import zipped
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.mentions import Names, all_drawn, mentioned_in
from shouwang.platform import audit, jobs
from shouwang.platform.audit import AuditLine
from shouwang.platform.dynamo import Page, commit
from shouwang.platform.job_files import JobFiles
from shouwang.platform.jobs import Job, Progress
from shouwang.platform.personal import Personal, Stays

EXPORT, ERASURE = "personal-export", "erasure"
_LOOK_BACK = 7  # days: as long as a job's files are kept
_LINES = 40  # pages of the audit log in a copy: 2,000 lines


class Leaving(Protocol):
    """What the roster does when a volunteer goes for good."""

    def leave_for_good(self, person_id: str) -> None:
        """Note that the volunteer left; nothing for who is none. Doing it again changes nothing."""
        ...


class ErasureView(msgspec.Struct, frozen=True):
    """Where an erasure stands; what goes, what stays and why."""

    state: ErasureState
    asked_at: datetime | None
    due_at: datetime | None
    why: str
    goes: list[str]
    stays: list[Stays]


class Privacy(msgspec.Struct, frozen=True):
    """个人信息权利. `personal` is asked for late: it brings every slice's tables along."""

    personal: Callable[[], Personal]
    obstacles: Callable[[str], Sequence[str]]
    leaving: Callable[[], Leaving]
    files: JobFiles
    names: Names
    now: Clock
    new_id: NewId

    def ask_copy(self, actor: Actor) -> Job:
        """Ask for a copy of everything held; at most one a day. Cost: 2 requests."""
        now = self.now()
        job_id = f"copy-{actor.person_id}-{local_day(now)}"
        try:
            line = audit.note(f"person {actor.person_id}", "copy-asked", actor, now, self.new_id(), {"job_id": job_id})
            commit(jobs.ask(EXPORT, {}, job_id=job_id, by=actor.person_id, at=now), line)
        except jobs.Taken:
            pass  # asked for today already
        return jobs.fetch_for(actor, job_id)

    def copy(self, actor: Actor) -> Job:
        """The newest copy asked for within a week. Raises: NoSuchJob. Cost: 1 to 7 requests."""
        today = local_day(self.now())
        for back in range(_LOOK_BACK):
            job = jobs.fetch(f"copy-{actor.person_id}-{today - timedelta(days=back)}")
            if job is not None:
                return job
        raise jobs.NoSuchJob

    def copy_step(self, job: Job) -> Progress:
        """Everything held of whoever asked, as one zip. Cost: 1 request for each kind, more for long ones."""
        person_id = job.asked_by
        told = self.personal().portable(person_id)
        told["谁看过、动过我的资料"] = [_line_told(line) for line in self._lines(person_id)]
        content = zipped(self._named(told), self.personal().files(person_id), self.now())
        files = [self.files.keep(job, n, name, "application/zip", part) for n, (name, part) in enumerate(content)]
        counts = {title: len(rows) for title, rows in told.items()}
        return Progress({}, 1, 1, finished=True, result={"rows": counts}, files=tuple(files))

    def erasure(self, actor: Actor) -> ErasureView:
        """Where the person's erasure stands. Cost: 1 request."""
        return self._view(store.fetch_erasure(actor.person_id))

    def ask_erasure(self, actor: Actor) -> ErasureView:
        """Ask to be erased; it happens after the cooling-off. Raises: ErasureBlocked saying what is in the way.

        Cost: 4 requests.
        """
        self._require_free(actor.person_id)
        now, seen = self.now(), store.fetch_erasure(actor.person_id)
        if seen is not None and seen.state is ErasureState.ASKED:
            return self._view(seen)
        asked = Erasure(actor.person_id, ErasureState.ASKED, now, now + rules.COOLING_OFF)
        job_id = f"{ERASURE}-{self.new_id()}"
        arguments = {"person_id": actor.person_id, "asked_at": now.isoformat()}
        line = audit.note(f"person {actor.person_id}", "erasure-asked", actor, now, self.new_id(), {"job_id": job_id})
        work = jobs.ask(ERASURE, arguments, job_id=job_id, by=actor.person_id, at=now, due_at=asked.due_at)
        commit(store.kept_erasure(seen, asked), work, line)
        return self._view(asked)

    def cancel_erasure(self, actor: Actor) -> ErasureView:
        """Think better of it, before the cooling-off ends. Raises: NothingToCancel. Cost: 2 requests."""
        seen = store.fetch_erasure(actor.person_id)
        if seen is None or seen.state is not ErasureState.ASKED:
            raise rules.NothingToCancel
        after = replace(seen, state=ErasureState.CANCELLED)
        line = audit.note(f"person {actor.person_id}", "erasure-cancelled", actor, self.now(), self.new_id(), {})
        commit(store.kept_erasure(seen, after), line)
        return self._view(after)

    def erase_step(self, job: Job) -> Progress:
        """One kind of rows gone; at the end the proof of how many. Only forward once it has begun."""
        person_id, place = str(job.arguments["person_id"]), int(job.checkpoint.get("place", 0))
        seen = store.fetch_erasure(person_id)
        if (
            seen is None
            or seen.state is not ErasureState.ASKED
            or seen.asked_at.isoformat() != job.arguments["asked_at"]
        ):
            return Progress(job.checkpoint, job.done, job.total, finished=True)
        personal, removed = self.personal(), dict(job.checkpoint.get("removed", {}))
        total = len(personal.holdings)
        if place == 0:
            self._require_free(person_id, seen)
            self.leaving().leave_for_good(person_id)
        if place < total:
            holding = personal.holdings[place]
            person = store.fetch_person(person_id)  # gone last of all
            count = personal.forget(person_id, person.name if person else "", place)
            removed[holding.table.TABLE] = removed.get(holding.table.TABLE, 0) + count
            return Progress({"place": place + 1, "removed": removed}, place + 1, total, finished=False)
        self._remove_copies(person_id)
        done = replace(seen, state=ErasureState.DONE, done_at=self.now(), removed=removed)
        line = audit.note(f"person {person_id}", "erased", ERASURE, self.now(), self.new_id(), {"removed": removed})
        commit(store.kept_erasure(seen, done), line)
        return Progress(job.checkpoint, total, total, finished=True, result={"removed": removed})

    def access_log(self, actor: Actor, cursor: str | None, limit: int) -> Page[AuditLine]:
        """Who saw or changed what of me, newest first. Cost: 1 request."""
        return audit.read(f"person {actor.person_id}", cursor, limit)

    def _require_free(self, person_id: str, seen: Erasure | None = None) -> None:
        """Raises: ErasureBlocked; one that was due is noted as blocked, so that it can be asked for again."""
        in_the_way = [why for why in self.obstacles(person_id) if why]
        if in_the_way and seen is not None:
            commit(store.kept_erasure(seen, replace(seen, state=ErasureState.BLOCKED, why="；".join(in_the_way))))
        if in_the_way:
            raise rules.ErasureBlocked("；".join(in_the_way))

    def _named(self, told: Mapping[str, list[dict[str, Any]]]) -> Mapping[str, list[dict[str, Any]]]:
        """A copy as its reader reads it: with the names of those it mentions. Cost: 1 request for each 100 people."""
        names = self.names(sorted(mentioned_in(told)))
        return {title: [all_drawn(row, names) for row in rows] for title, rows in told.items()}

    def _remove_copies(self, person_id: str) -> None:
        today = local_day(self.now())
        for back in range(_LOOK_BACK + 1):
            job = jobs.fetch(f"copy-{person_id}-{today - timedelta(days=back)}")
            if job is not None:
                self.files.remove(job)

    def _view(self, seen: Erasure | None) -> ErasureView:
        personal = self.personal()
        state = seen.state if seen else ErasureState.NONE
        asked_at, due_at, why = (seen.asked_at, seen.due_at, seen.why) if seen else (None, None, "")
        return ErasureView(state, asked_at, due_at, why, personal.goes(), personal.stays())

    def _lines(self, person_id: str) -> list[AuditLine]:
        lines: list[AuditLine] = []
        cursor = None
        for _ in range(_LINES):
            page = audit.read(f"person {person_id}", cursor)
            lines += page.items
            cursor = page.cursor
            if cursor is None:
                break
        return lines


def _line_told(line: AuditLine) -> dict[str, object]:
    return {"at": line.at.isoformat(), "act": rules.act_words(line.act), "by": line.actor_as, "facts": line.facts}
