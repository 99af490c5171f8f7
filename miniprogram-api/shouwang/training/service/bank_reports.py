"""What a file of questions holds beside what its bank holds, and how that is told."""

import msgspec

from shouwang.kernel.problem import Fault
from shouwang.training import rules
from shouwang.training.formats import Found, Named, Reading
from shouwang.training.models import Bank, Question


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


class Looked(msgspec.Struct, frozen=True):
    """A file as it was read, and the bank as it was then."""

    bank: Bank | None
    reading: Reading
    merged: rules.Merged

    @property
    def seen(self) -> str:
        """The bank's version; empty where there is no bank."""
        return self.bank.version if self.bank else ""

    @property
    def questions(self) -> list[Question]:
        """What the bank would hold."""
        return list(self.merged.questions.values())

    def title(self, ask: ImportAsk) -> str:
        """What the bank is called."""
        return ask.title or (self.bank.title if self.bank else ask.bank_id)


def merge(reading: Reading, before: dict[str, Question]) -> rules.Merged:
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


def report_of(ask: ImportAsk, reading: Reading, merged: rules.Merged, version: str | None) -> ImportReport:
    """What an import of a file does, or would do; `version` once it is in force."""
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


def as_faults(reading: Reading) -> list[Fault]:
    """Every fault of a file, in its order."""
    return [Fault(named.place.pointer, named.reason) for named in sorted(reading.faults, key=_in_order)]
