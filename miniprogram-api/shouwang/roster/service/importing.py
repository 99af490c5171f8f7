"""Import of a member list 导入名册: read, reserve, one flip, publish. Before the flip all is undone, after it only forward."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import msgspec

from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId
from shouwang.platform import audit, jobs
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.jobs import Job, Progress
from shouwang.platform.once import Once
from shouwang.platform.sheets import read_rows
from shouwang.roster.models.imports import Import, ImportState, MemberRow
from shouwang.roster.rules import importing as rules
from shouwang.roster.service.import_rows import ImportRows, refusal, summary
from shouwang.roster.service.roster import Roster
from shouwang.roster.service.staging import Sent, Staging
from shouwang.roster.store import imports as store

KIND = "volunteers-import"
IMPORTERS = (Role.COMMANDER, Role.ADMINISTRATOR)
_RESERVED_AT_ONCE = 30  # rows a commit: number, phone, document, and the import's state; 100 actions at most
_PUBLISHED_AT_ONCE = 30  # rows a commit: person, volunteer, claim on the number
_BATCHES_A_STEP = 20  # about 5 s on a slow machine; a step is at most 60 s


class JobAsked(msgspec.Struct, frozen=True):
    """The job that was asked for; `GET /v1/jobs/{job_id}` says how far it got."""

    job_id: str


class MemberImport(msgspec.Struct, frozen=True):
    """导入名册. Steps are idempotent; the batches are the same each time, because the rows are staged whole."""

    roster: Roster
    rows: ImportRows
    staging: Staging
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, sent: Sent, *, dry_run: bool, skip_known: bool) -> JobAsked:
        """Take a list in; a job reads it. Nothing is written before all of it is good. Raises: UploadGone.

        Cost: 2 requests, 1 file.
        """
        once.before()
        import_id, now = self.new_id(), self.now()
        scope = actor.scopes(*IMPORTERS)[0]
        size, taking = self.staging.keep_sent(import_id, actor, sent)
        asked = {"dry_run": dry_run, "skip_known": skip_known, "scope": scope}
        needs = [Grant(role, scope) for role in IMPORTERS]
        told = JobAsked(import_id)
        facts = {"job_id": import_id, "bytes": size, **asked}
        commit(
            jobs.ask(KIND, asked, job_id=import_id, by=actor.person_id, at=now, needs=needs),
            audit.note(f"import {import_id}", "members-import-asked", actor, now, self.new_id(), facts),
            once.record(told, at=now, status=201),
            taking,
        )
        self.staging.let_go(sent)
        return told

    def step(self, job: Job) -> Progress:
        """One step from the checkpoint on."""
        return _PHASES[job.checkpoint.get("phase", "read")](self, job)

    def undo(self, job: Job) -> Progress:
        """Take back what was reserved, batch by batch; a list that has been flipped goes on forward instead."""
        seen = store.fetch_import(job.job_id)
        if seen is None:
            self.staging.clear(job.job_id)
            return Progress(job.checkpoint, 0, job.total, finished=True)
        if seen.state in {ImportState.COMMITTED, ImportState.PUBLISHED}:
            return Progress(job.checkpoint, job.done, job.total, finished=False, onward=True)
        if seen.state is ImportState.RESERVING:
            commit(store.moved(job.job_id, ImportState.RESERVING, ImportState.UNDONE))
        return self._release(job, seen)

    # -- the phases ---------------------------------------------------------------------------------------------------

    def _read(self, job: Job) -> Progress:
        """Read, check, look for who is here already; stage when all is good. Cost: 1 request for each 100 of 3 kinds."""
        table = read_rows(self.staging.file(job.job_id))
        read = rules.read_members(table, self.roster.units(), job.arguments["scope"], local_day(self.now()))
        known = self.rows.known(read.rows)
        skipped = {fault.row for fault in known} if job.arguments["skip_known"] else set()
        rows = tuple(row for row in read.rows if row.row not in skipped)
        result = summary(rows, read.faults, known)
        if job.arguments["dry_run"]:
            return Progress({"phase": "clear"}, 0, len(rows), finished=False, result=result)
        faults = [*read.faults, *(() if skipped else known)]
        if faults or not rows:
            raise refusal(faults)
        self.staging.keep_rows(job.job_id, rows)
        with suppress(store.ImportOver):
            commit(store.begun(Import(job.job_id, ImportState.RESERVING, len(rows), self.now())))
        return Progress({"phase": "reserve", "place": 0}, 0, 2 * len(rows), finished=False, result=result)

    def _reserve(self, job: Job) -> Progress:
        """Hold numbers, phones and documents; each held row is invisible. Raises: ImportRefused naming the row."""
        rows = self.staging.rows(job.job_id)
        given = self.rows.numbers(job.job_id, rows)

        def held(batch: Sequence[MemberRow]) -> list[Writes]:
            still = store.holds(job.job_id, ImportState.RESERVING)
            return [still, *(self.rows.reservation(job.job_id, row, given[row.row]) for row in batch)]

        place = self._batches(rows, int(job.checkpoint["place"]), _RESERVED_AT_ONCE, lambda b: commit(*held(b)))
        if place < len(rows):
            return Progress({"phase": "reserve", "place": place}, place, job.total, finished=False)
        return Progress({"phase": "flip"}, place, job.total, finished=False)

    def _flip(self, job: Job) -> Progress:
        """The point of no return: one conditional write, with its audit line. Cost: 1 request."""
        facts = {"rows": job.total // 2, "job_id": job.job_id}
        line = audit.note(
            f"import {job.job_id}", "members-import-committed", job.asked_by, self.now(), self.new_id(), facts
        )
        try:
            commit(store.moved(job.job_id, ImportState.RESERVING, ImportState.COMMITTED), line)
        except store.ImportOver:
            seen = store.fetch_import(job.job_id)
            if seen is None or seen.state is not ImportState.COMMITTED:
                raise
        return Progress({"phase": "publish", "place": 0}, job.done, job.total, finished=False)

    def _publish(self, job: Job) -> Progress:
        """Make everybody known and listed; only forward."""
        rows = self.staging.rows(job.job_id)
        given = self.rows.numbers(job.job_id, rows)

        def out(batch: Sequence[MemberRow]) -> None:
            with suppress(store.PublishedAlready):
                commit(*(self.rows.publication(job.job_id, row, given[row.row]) for row in batch))

        place = self._batches(rows, int(job.checkpoint["place"]), _PUBLISHED_AT_ONCE, out)
        if place < len(rows):
            return Progress({"phase": "publish", "place": place}, len(rows) + place, job.total, finished=False)
        with suppress(store.ImportOver):
            commit(store.moved(job.job_id, ImportState.COMMITTED, ImportState.PUBLISHED))
        return Progress({"phase": "clear"}, job.total, job.total, finished=False)

    def _clear(self, job: Job) -> Progress:
        self.staging.clear(job.job_id)
        return Progress(job.checkpoint, job.total, job.total, finished=True)

    # -- what the phases are made of ----------------------------------------------------------------------------------

    def _batches(
        self, rows: Sequence[MemberRow], place: int, size: int, work: Callable[[Sequence[MemberRow]], None]
    ) -> int:
        """Some batches from a place on; where to go on."""
        until = min(len(rows), place + size * _BATCHES_A_STEP)
        while place < until:
            work(rows[place : place + size])
            place = min(len(rows), place + size)
        return place

    def _release(self, job: Job, seen: Import) -> Progress:
        rows = self.staging.rows(job.job_id)
        units, force = {unit.path: unit for unit in self.roster.units()}, self.roster.force()
        counters = seen.counters or {}
        given, _ = rules.number_plan(rows, units, force, {path: was for path, (was, _) in counters.items()})

        def back(batch: Sequence[MemberRow]) -> None:
            with suppress(store.NeverReserved):
                commit(*(self.rows.given_back(job.job_id, row, given[row.row]) for row in batch))

        place = self._batches(rows, int(job.checkpoint.get("undone", 0)), _RESERVED_AT_ONCE, back)
        checkpoint = {**job.checkpoint, "undone": place}
        if place < len(rows):
            return Progress(checkpoint, len(rows) - place, job.total, finished=False)
        unused = [path for path, (was, to) in counters.items() if to > was and not _counter_back(path, was, to)]
        self.staging.clear(job.job_id)
        return Progress(checkpoint, 0, job.total, finished=True, result={**job.result, "unused_numbers_of": unused})


_PHASES: Mapping[str, Callable[[MemberImport, Job], Progress]] = {
    "read": MemberImport._read,
    "reserve": MemberImport._reserve,
    "flip": MemberImport._flip,
    "publish": MemberImport._publish,
    "clear": MemberImport._clear,
}


def _counter_back(path: str, was: int, to: int) -> bool:
    try:
        commit(store.counter_back(path, was, to))
    except Conflict:
        return False  # somebody got a later number meanwhile: these stay unused, no number is ever given twice
    return True
