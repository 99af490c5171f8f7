"""Import of questions 导入题库 as a job: read, staged beside the bank, then one flip of its pointer; before it all is undone."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Problem
from shouwang.platform import jobs
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Job, Progress
from shouwang.platform.once import Once
from shouwang.training import rules, store
from shouwang.training.formats import UnreadableFile
from shouwang.training.models import Bank, Question
from shouwang.training.service.bank_reports import ImportAsk, ImportReport, Looked, report_of
from shouwang.training.service.banks import CHANGED, NOTHING_NEW, BankHasFaults, Banks

KIND = "questions-import"
FOLDER = "training/imports/"  # where a file lies until its job is over
MOST_TOLD = 200  # places of one file that are told, of each sort; a job's record is one row of the store
_AT_ONCE = 1_800  # questions a step: 20 commits, some seconds on a slow machine


class BankChanged(Problem):
    """The bank is another than the one that was looked at: nothing was imported."""

    slug, title, status = "bank-changed", CHANGED, 409


class ImportAsked(msgspec.Struct, frozen=True):
    """The job that was asked for."""

    job_id: str


class ImportTold(msgspec.Struct, frozen=True):
    """What a job tells: a report of its first places, and how many there are."""

    report: ImportReport
    duplicates: int = 0
    notes: int = 0


class BankImport(msgspec.Struct, frozen=True):
    """导入题库. Steps are idempotent: the file is the same each time, and so is the version that it is staged under."""

    banks: Banks
    blobs: Blobs
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, ask: ImportAsk, content: bytes, file_name: str) -> ImportAsked:
        """Take a file in; a job reads it. Cost: 2 requests, 1 file."""
        once.before()
        job_id, now = self.new_id(), self.now()
        self.blobs.put(FOLDER + job_id, content, "application/octet-stream")
        needs = tuple(grant for grant in actor.grants if grant.role in rules.TRAINERS)
        told = {**msgspec.to_builtins(ask), "file_name": file_name}
        asked = ImportAsked(job_id)
        commit(
            jobs.ask(KIND, told, job_id=job_id, by=actor.person_id, at=now, needs=needs),
            once.record(asked, at=now, status=201),
        )
        return asked

    def step(self, job: Job) -> Progress:
        """One step from the checkpoint on."""
        return _PHASES[job.checkpoint.get("phase", "read")](self, job)

    def undo(self, job: Job) -> Progress:
        """Take away what was staged; a bank that points to it stays as it is."""
        ask = asked_of(job)
        bank = store.fetch_bank(ask.bank_id)
        if bank is None or bank.version != _version(job, ask):
            version = _version(job, ask)
            staged = [question.question_id for question in store.every_question(version)]
            store.unstage(version, staged, store.pages_of(len(staged)))
        self.blobs.delete(FOLDER + job.job_id)
        return Progress(job.checkpoint, job.done, job.total, finished=True)

    def _read(self, job: Job) -> Progress:
        """Read and check all of it; a dry run only tells."""
        ask, looked = asked_of(job), self._look(job)
        told = _told(report_of(ask, looked.reading, looked.merged, None))
        count = len(looked.merged.questions)
        if ask.dry_run:
            return Progress({"phase": "clear"}, count, count, finished=False, result=told)
        if ask.seen not in (None, looked.seen):
            raise BankChanged
        bad = bool(looked.reading.faults) and not ask.partial
        if bad or not looked.merged.fresh:
            return Progress({"phase": "refuse", "bad": bad}, 0, count, finished=False, result=told)
        self.banks.check(ask.bank_id, looked.questions)
        self.banks.keep_pictures(looked.reading)
        return Progress({"phase": "stage", "place": 0, "seen": looked.seen}, 0, count, finished=False, result=told)

    def _refuse(self, job: Job) -> Progress:
        """The end of a file that is not taken; what was found is told already."""
        if job.checkpoint["bad"]:
            raise BankHasFaults
        raise UnreadableFile(NOTHING_NEW)

    def _stage(self, job: Job) -> Progress:
        """Write some of the questions where nobody sees them yet. Cost: 1 request for each 90 questions."""
        ask, questions = asked_of(job), self._questions(job)
        place = int(job.checkpoint["place"])
        store.stage_questions(_version(job, ask), questions[place : place + _AT_ONCE])
        place = min(place + _AT_ONCE, len(questions))
        more = {**job.checkpoint, "place": place, "phase": "stage" if place < len(questions) else "flip"}
        return Progress(more, place, len(questions), finished=False)

    def _flip(self, job: Job) -> Progress:
        """The point of no return: the bank points to what was staged. Cost: 4 requests."""
        ask, version = asked_of(job), _version(job, asked_of(job))
        bank = store.fetch_bank(ask.bank_id)
        if bank is None or bank.version != version:
            looked = self._look(job)
            questions = self._questions(job)
            pages = store.stage_contents(version, rules.listed(questions))
            fresh = Bank(ask.bank_id, looked.title(ask), version, len(questions), pages, self.now(), job.asked_by)
            commit(store.kept_bank(fresh, looked.bank), self.banks.note(fresh, looked.bank, job.asked_by))
        told = msgspec.convert(job.result, ImportTold)
        done = replace(told, report=replace(told.report, version=version, imported=True))
        result = msgspec.to_builtins(done)
        return Progress({"phase": "clear"}, job.total, job.total, finished=False, result=result)

    def _clear(self, job: Job) -> Progress:
        self.blobs.delete(FOLDER + job.job_id)
        return Progress({}, job.done, job.total, finished=True)

    def _look(self, job: Job) -> Looked:
        content = self.blobs.get(FOLDER + job.job_id)
        if content is None:
            raise UnreadableFile("这次导入的文件已经清掉了，再传一次")
        return self.banks.look(asked_of(job), content, str(job.arguments["file_name"]))

    def _questions(self, job: Job) -> list[Question]:
        """What the bank will hold: the same each time, as long as it was not changed. Raises: BankChanged."""
        looked = self._look(job)
        if looked.seen != job.checkpoint["seen"]:
            raise BankChanged
        return looked.questions


_PHASES: Mapping[str, Callable[[BankImport, Job], Progress]] = {
    "read": BankImport._read,
    "refuse": BankImport._refuse,
    "stage": BankImport._stage,
    "flip": BankImport._flip,
    "clear": BankImport._clear,
}


def asked_of(job: Job) -> ImportAsk:
    """What a job was asked to do with its file."""
    return msgspec.convert(job.arguments, ImportAsk)


def told_by(job: Job) -> ImportTold | None:
    """What a job has told so far."""
    return msgspec.convert(job.result, ImportTold) if "report" in job.result else None


def _version(job: Job, ask: ImportAsk) -> str:
    return f"{ask.bank_id}#{job.job_id}"


def _told(report: ImportReport) -> dict[str, Any]:
    short = replace(
        report,
        faults=report.faults[:MOST_TOLD],
        duplicates=report.duplicates[:MOST_TOLD],
        notes=report.notes[:MOST_TOLD],
    )
    told: dict[str, Any] = msgspec.to_builtins(ImportTold(short, len(report.duplicates), len(report.notes)))
    return told


def questions_import(importing: BankImport) -> jobs.Work:
    """导入题库: what was staged is taken away when it gives up."""
    return jobs.Work(importing.step, importing.undo)
