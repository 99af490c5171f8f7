"""Question banks: importing a file whole or not at all, exporting, correcting."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem, Stale
from shouwang.platform import audit
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.once import Once
from shouwang.training import rules, store
from shouwang.training.formats import WRITERS, Reading, UnreadableFile, read, write
from shouwang.training.models import Bank, CourseState, Question
from shouwang.training.service.bank_reports import ImportAsk, ImportReport, Looked, as_faults, merge, report_of

CHANGED = "题库刚被别人换过，下面是现在的；看过再交一次"
NOTHING_NEW = "没有一道新的好题，题库没有变"
PICTURES = "training/pictures/"  # the folder of questions' pictures in the bucket


class NoSuchBank(NotFound):
    """There is no bank of that id."""

    slug, title = "no-such-bank", "没有这个题库"


class BankHasFaults(Problem):
    """Some questions of the file are bad: nothing was imported."""

    slug, title, status = "bank-has-faults", "有的题有问题，一道也没有导入", 422


class Banks(msgspec.Struct, frozen=True):
    """题库."""

    blobs: Blobs
    now: Clock
    new_id: NewId

    def banks(self) -> Sequence[Bank]:
        """Every bank. Cost: 1 request."""
        return store.banks()

    def import_file(self, actor: Actor, once: Once, ask: ImportAsk, content: bytes, file_name: str) -> ImportReport:
        """Read a file and put its questions in force: whole, or not at all; or, as a dry run, only tell.

        Raises: UnreadableFile, BankHasFaults with every fault, Invalid when a course could not be filled any more, Stale.
        Cost: 1 request for the bank, and for the questions kept before; to import 1 for each 90 questions, and 3.
        """
        looked = self.look(ask, content, file_name)
        report = report_of(ask, looked.reading, looked.merged, None)
        if ask.dry_run:
            return report
        once.before()
        if ask.seen not in (None, looked.seen):
            raise Stale(CHANGED)
        if looked.reading.faults and not ask.partial:
            raise BankHasFaults(faults=as_faults(looked.reading), report=report)
        if not looked.merged.fresh:
            raise UnreadableFile(NOTHING_NEW, report=report)
        return self._keep(actor, once, ask, looked)

    def look(self, ask: ImportAsk, content: bytes, file_name: str) -> Looked:
        """What a file holds beside what the bank holds. Raises: UnreadableFile. Cost: 1 request, and 1 for each MB."""
        reading = read(content, file_name, ask.format, ask.key_column)
        bank = store.fetch_bank(ask.bank_id)
        before = {q.question_id: q for q in store.every_question(bank.version)} if bank else {}
        return Looked(bank, reading, merge(reading, before if ask.add else {}))

    def check(self, bank_id: str, questions: Sequence[Question]) -> None:
        """Whether questions may be a bank's. Raises: Invalid. Cost: 1 request."""
        rules.check_bank(questions)
        self._check_courses(bank_id, questions)

    def keep_pictures(self, reading: Reading) -> None:
        """Keep a file's pictures, each under the name of its content; again changes nothing."""
        for name, picture in reading.pictures.items():
            self.blobs.put(PICTURES + name, picture, f"image/{name.rpartition('.')[2].replace('jpg', 'jpeg')}")

    def keep(self, by: Actor | str, bank_id: str, title: str, questions: Sequence[Question]) -> Bank:
        """Put questions that have ids in force as a bank. Raises: Invalid with every fault. Cost: as an import."""
        rules.check_bank(questions)
        seen = store.fetch_bank(bank_id)
        bank = self._stage(bank_id, title or (seen.title if seen else bank_id), questions, by)
        line = self.note(bank, seen, by)
        commit(store.kept_bank(bank, seen), line)
        return bank

    def export(self, bank_id: str, format_: str) -> tuple[bytes, str]:
        """A bank as a file and its type. Raises: NoSuchBank, Invalid. Cost: 1 request, and 1 for each MB."""
        if format_ not in WRITERS:
            raise Invalid(faults=[Fault("/format", f"只能是 {'、'.join(WRITERS)}")])
        questions = store.every_question(self.require(bank_id).version)
        return write(format_, questions, self.picture)

    def require(self, bank_id: str) -> Bank:
        """A bank. Raises: NoSuchBank. Cost: 1 request."""
        bank = store.fetch_bank(bank_id)
        if bank is None:
            raise NoSuchBank
        return bank

    def picture(self, name: str) -> bytes | None:
        """A question's picture."""
        return self.blobs.get(PICTURES + name)

    def _keep(self, actor: Actor, once: Once, ask: ImportAsk, looked: Looked) -> ImportReport:
        """Stage the questions, then flip the pointer. A failure before the flip leaves nothing that anybody sees."""
        questions = looked.questions
        self.check(ask.bank_id, questions)
        self.keep_pictures(looked.reading)
        bank = self._stage(ask.bank_id, looked.title(ask), questions, actor)
        report = report_of(ask, looked.reading, looked.merged, bank.version)
        try:
            commit(
                store.kept_bank(bank, looked.bank),
                self.note(bank, looked.bank, actor),
                once.record(report, at=self.now(), status=200),
            )
        except Conflict:
            store.unstage(bank.version, [question.question_id for question in questions], bank.pages)
            raise
        return report

    def _stage(self, bank_id: str, title: str, questions: Sequence[Question], by: Actor | str) -> Bank:
        version = f"{bank_id}#{self.new_id()}"
        pages = store.stage(version, questions, rules.listed(questions))
        person = by if isinstance(by, str) else by.person_id
        return Bank(bank_id, title, version, len(questions), pages, self.now(), person)

    def _check_courses(self, bank_id: str, questions: Sequence[Question]) -> None:
        """Refuse a version that a course in force could not draw from. Raises: Invalid. Cost: 1 request."""
        contents = rules.listed(questions)
        for course in store.courses():
            if course.bank == bank_id and course.state is CourseState.PUBLISHED:
                try:
                    rules.check_quiz(course.quiz, contents)
                except Invalid as wrong:
                    faults = [replace(fault, detail=f"课程“{course.title}”{fault.detail}") for fault in wrong.faults]
                    raise Invalid("换上这个题库，有的课程就抽不出题了", faults=faults) from wrong

    def note(self, bank: Bank, seen: Bank | None, by: Actor | str) -> Writes:
        """The line of the audit log of a bank's new version."""
        facts = {"version": bank.version, "questions": bank.questions, "before": seen.version if seen else None}
        return audit.note(f"bank {bank.bank_id}", "bank-kept", by, self.now(), self.new_id(), facts)
