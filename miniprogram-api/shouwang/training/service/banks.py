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
from shouwang.training.formats import WRITERS, Found, Named, Reading, UnreadableFile, read, write
from shouwang.training.models import Bank, CourseState, Question

PICTURES = "training/pictures/"  # the folder of questions' pictures in the bucket


class NoSuchBank(NotFound):
    """There is no bank of that id."""

    slug, title = "no-such-bank", "没有这个题库"


class BankHasFaults(Problem):
    """Some questions of the file are bad: nothing was imported."""

    slug, title, status = "bank-has-faults", "有的题有问题，一道也没有导入", 422


class ImportAsk(msgspec.Struct, frozen=True):
    """What to do with a file. `partial`: take the good questions though others are bad. `add`: keep what the bank holds.

    `seen`: the bank's version that was looked at, empty where there was no such bank; None when nobody looked.
    """

    bank_id: str
    title: str = ""
    dry_run: bool = False
    partial: bool = False
    add: bool = False
    format: str = ""
    key_column: str = ""
    seen: str | None = None


class Told(msgspec.Struct, frozen=True):
    """A place of the file and what is the matter there."""

    sheet: str
    row: int
    cell: str
    reason: str


class ImportReport(msgspec.Struct, frozen=True):
    """What an import did, or would do. `good` questions of the file, `fresh` of them not in the bank before."""

    bank_id: str
    version: str | None
    dry_run: bool
    imported: bool
    format: str
    good: int
    fresh: int
    bad: int
    by_kind: dict[str, int]
    faults: tuple[Told, ...]
    duplicates: tuple[Told, ...]
    notes: tuple[Told, ...]
    bank_questions: int


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
        reading = read(content, file_name, ask.format, ask.key_column)
        bank = store.fetch_bank(ask.bank_id)
        before = {q.question_id: q for q in store.every_question(bank.version)} if bank else {}
        merged = _merge(reading, before if ask.add else {})
        report = _report(ask, reading, merged, None)
        if ask.dry_run:
            return report
        once.before()
        if ask.seen not in (None, bank.version if bank else ""):
            raise Stale("题库刚被别人换过，下面是现在的；看过再交一次")
        if reading.faults and not ask.partial:
            raise BankHasFaults(faults=_as_faults(reading), report=report)
        if not merged.fresh:
            raise UnreadableFile("没有一道新的好题，题库没有变", report=report)
        return self._keep(actor, once, ask, bank, reading, merged)

    def keep(self, by: Actor | str, bank_id: str, title: str, questions: Sequence[Question]) -> Bank:
        """Put questions that have ids in force as a bank. Raises: Invalid with every fault. Cost: as an import."""
        rules.check_bank(questions)
        seen = store.fetch_bank(bank_id)
        bank = self._stage(bank_id, title or (seen.title if seen else bank_id), questions, by)
        line = self._note(bank, seen, by)
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

    def _keep(
        self, actor: Actor, once: Once, ask: ImportAsk, seen: Bank | None, reading: Reading, merged: rules.Merged
    ) -> ImportReport:
        """Stage the questions, then flip the pointer. A failure before the flip leaves nothing that anybody sees."""
        questions = list(merged.questions.values())
        rules.check_bank(questions)
        self._check_courses(ask.bank_id, questions)
        for name, picture in reading.pictures.items():
            self.blobs.put(PICTURES + name, picture, f"image/{name.rpartition('.')[2].replace('jpg', 'jpeg')}")
        title = ask.title or (seen.title if seen else ask.bank_id)
        bank = self._stage(ask.bank_id, title, questions, actor)
        report = _report(ask, reading, merged, bank.version)
        try:
            commit(
                store.kept_bank(bank, seen),
                self._note(bank, seen, actor),
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

    def _note(self, bank: Bank, seen: Bank | None, by: Actor | str) -> Writes:
        facts = {"version": bank.version, "questions": bank.questions, "before": seen.version if seen else None}
        return audit.note(f"bank {bank.bank_id}", "bank-kept", by, self.now(), self.new_id(), facts)


def _merge(reading: Reading, before: dict[str, Question]) -> rules.Merged:
    """Join the good questions; contradictions become faults of the reading."""
    merged = rules.merge([found.question for found in reading.found], before)
    for doubled in merged.doubled:
        if doubled.contradicts:
            found = reading.found[doubled.place]
            other = _other(reading, doubled)
            reading.fault(found.place, f"{other}问的一样，答案却不同")
    return merged


def _other(reading: Reading, doubled: rules.Doubled) -> str:
    if doubled.of_place is None:
        return "和题库里原有的一道"
    place = reading.found[doubled.of_place].place
    return f"和“{place.sheet}”第 {place.row} 行" if place.sheet else f"和第 {place.row} 行"


def _report(ask: ImportAsk, reading: Reading, merged: rules.Merged, version: str | None) -> ImportReport:
    same = [each for each in merged.doubled if not each.contradicts]
    taken: list[Found] = [reading.found[place] for place in merged.fresh]
    kinds: dict[str, int] = {}
    for found in taken:
        kinds[found.question.kind] = kinds.get(found.question.kind, 0) + 1
    return ImportReport(
        bank_id=ask.bank_id,
        version=version,
        dry_run=ask.dry_run,
        imported=version is not None,
        format=reading.format,
        good=len(taken) + len(same),
        fresh=len(taken),
        bad=len({named.place.pointer.rpartition("/")[0] or named.place.pointer for named in reading.faults}),
        by_kind=kinds,
        faults=tuple(_told(named) for named in sorted(reading.faults, key=_in_order)),
        duplicates=tuple(
            _told(Named(reading.found[each.place].place, f"{_other(reading, each)}一样，只收一次")) for each in same
        ),
        notes=tuple(_told(named) for named in sorted(reading.notes, key=_in_order)),
        bank_questions=len(merged.questions),
    )


def _in_order(named: Named) -> tuple[str, int]:
    return named.place.sheet, named.place.row


def _told(named: Named) -> Told:
    return Told(named.place.sheet, named.place.row, named.place.cell, named.reason)


def _as_faults(reading: Reading) -> list[Fault]:
    return [Fault(named.place.pointer, named.reason) for named in sorted(reading.faults, key=_in_order)]
