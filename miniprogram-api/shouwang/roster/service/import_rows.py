"""Rows of a member list as writes: who is here already, which number each gets, what is held, published or given back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from shouwang.kernel.actor import Held
from shouwang.kernel.problem import Fault, Problem
from shouwang.platform.dynamo import Writes, commit
from shouwang.roster.models import Volunteer
from shouwang.roster.models.imports import MemberRow, RowFault
from shouwang.roster.rules import importing as rules
from shouwang.roster.rules.members import held_by
from shouwang.roster.service.roster import Roster
from shouwang.roster.store import imports as store, numbers as register_numbers


class Enrolment(Protocol):
    """People whom an import makes, as identity keeps them."""

    def phone_index(self, phone: str) -> str: ...  # noqa: D102
    def tail_index(self, phone: str) -> str: ...  # noqa: D102
    def phones_known(self, indexes: Sequence[str]) -> set[str]: ...  # noqa: D102
    def reserve(self, phone: str, person_id: str, taken: Problem) -> Writes: ...  # noqa: D102
    def release(self, phone: str, person_id: str) -> Writes: ...  # noqa: D102
    def enrol(self, person_id: str, held: Held, phone: str) -> Writes: ...  # noqa: D102


class Documents(Protocol):
    """Claims on documents, as recruitment keeps them."""

    def known(self, digits: Sequence[str]) -> set[str]: ...  # noqa: D102
    def reserve(self, digits: str, person_id: str, number: str, taken: Problem) -> Writes: ...  # noqa: D102
    def release(self, digits: str, person_id: str) -> Writes: ...  # noqa: D102


class ImportRows(msgspec.Struct, frozen=True):
    """名册 of an import, row by row."""

    roster: Roster
    enrolment: Enrolment
    documents: Documents

    def known(self, rows: Sequence[MemberRow]) -> list[RowFault]:
        """Rows whose number, phone or document is somebody's already."""
        by_index = {self.enrolment.phone_index(row.phone): row for row in rows}
        phones = self.enrolment.phones_known(list(by_index))
        found = [RowFault(by_index[index].row, rules.PHONE, "这个手机号已经登记过") for index in phones]
        brought = {row.number: row.row for row in rows if row.number}
        found += [RowFault(brought[n], rules.NUMBER, "这个编号已经有人") for n in store.numbers_known(list(brought))]
        documents = {row.document: row.row for row in rows if row.document}
        held = self.documents.known(list(documents))
        return found + [RowFault(documents[one], rules.DOCUMENT, "这个证件已经登记过") for one in held]

    def numbers(self, import_id: str, rows: Sequence[MemberRow]) -> Mapping[int, str]:
        """The number of each row; the counters move once, in the commit that notes it.

        Cost: 1 request; at first 2, and 1 for each unit.
        """
        units, force = {unit.path: unit for unit in self.roster.units()}, self.roster.force()
        seen = store.fetch_import(import_id)
        if seen is None:
            raise store.ImportOver
        if seen.counters is not None:
            given, _ = rules.number_plan(rows, units, force, {path: was for path, (was, _) in seen.counters.items()})
            return given
        _, touched = rules.number_plan(rows, units, force, {})
        last = {path: register_numbers.last_sequence(path) for path in touched}
        given, counters = rules.number_plan(rows, units, force, last)
        noted = {path: counters.get(path, (was, was)) for path, was in last.items()}
        moves = [register_numbers.counted(path, was, to) for path, (was, to) in counters.items()]
        commit(store.counters_set(import_id, noted), *moves)
        return given

    def reservation(self, import_id: str, row: MemberRow, number: str) -> Writes:
        """A row's number, phone and document, held. Raises (at commit): ImportRefused naming the row."""
        person_id = _person_id(import_id, row)
        writes = store.reserved(self._volunteer(import_id, row, number), import_id, _clash(row, rules.NUMBER))
        writes += self.enrolment.reserve(row.phone, person_id, _clash(row, rules.PHONE))
        if row.document:
            writes += self.documents.reserve(row.document, person_id, number, _clash(row, rules.DOCUMENT))
        return writes

    def publication(self, import_id: str, row: MemberRow, number: str) -> Writes:
        """A row's person and volunteer, there for everybody. Raises (at commit): PublishedAlready."""
        volunteer = self._volunteer(import_id, row, number)
        held = held_by(Held(name=row.name), volunteer)
        return (
            store.published(volunteer, import_id)
            + register_numbers.claimed(volunteer)
            + self.enrolment.enrol(volunteer.person_id, held, row.phone)
        )

    def given_back(self, import_id: str, row: MemberRow, number: str) -> Writes:
        """What was held for a row, free again. Raises (at commit): NeverReserved."""
        person_id = _person_id(import_id, row)
        writes = store.released(number, import_id) + self.enrolment.release(row.phone, person_id)
        return writes + (self.documents.release(row.document, person_id) if row.document else Writes())

    def _volunteer(self, import_id: str, row: MemberRow, number: str) -> Volunteer:
        return Volunteer(
            *(number, _person_id(import_id, row), row.name, row.unit_path, row.joined_on, row.cover_until),
            *(row.status, row.qualifications),
            tail_index=self.enrolment.tail_index(row.phone),
        )


def _person_id(import_id: str, row: MemberRow) -> str:
    """The same at every try."""
    return f"{import_id}-{row.row:05d}"


def _clash(row: MemberRow, column: str) -> Problem:
    return refusal([RowFault(row.row, column, "刚刚被别人登记了")])


def refusal(faults: Sequence[RowFault]) -> Problem:
    """Why a list was not imported, with the first faults by row and column."""
    told: Iterator[RowFault] = iter(sorted(faults, key=lambda fault: fault.row))
    listed = [Fault(f"/{f.row}/{f.column}", f.detail) for f, _ in zip(told, range(200), strict=False)]
    return rules.ImportRefused(f"名册有 {len(faults)} 处问题，一行也没有导入", faults=listed)


def summary(rows: Sequence[MemberRow], faults: Sequence[RowFault], known: Sequence[RowFault]) -> dict[str, Any]:
    """What was read, for whoever brought the list."""
    units: dict[str, int] = {}
    for row in rows:
        units[row.unit_path] = units.get(row.unit_path, 0) + 1
    return {
        "rows": len(rows),
        "units": units,
        "numbers_to_give": sum(not row.number for row in rows),
        "fault_count": len(faults),
        "faults": rules.told(faults),
        "known_count": len(known),
        "known": rules.told(known),
    }
