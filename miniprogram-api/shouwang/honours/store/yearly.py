"""Yearly award desks, their candidates and the objections to them. Each function is one request to the store."""

import hashlib

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models.yearly import Candidate, CandidateKind, Desk, DeskObjection, DeskObjectionState
from shouwang.honours.rules.yearly import DeskOpenedBefore, NominatedBefore, ObjectedBefore, ObjectionRuled
from shouwang.honours.store.awards import Overtaken
from shouwang.platform.dynamo import Choice, Instant, Packed, Page, Table, Writes, next_page, put, read_cursor


class CandidatesOfPerson(GlobalSecondaryIndex["CandidateRow"]):
    """A person's candidacies; squadrons are in none."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    year = NumberAttribute(range_key=True)


class ObjectionsOfPerson(GlobalSecondaryIndex["DeskObjectionRow"]):
    """A person's objections."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    year = NumberAttribute(range_key=True)


class DeskRow(Table):
    """年度评选: one a year."""

    TABLE = "award-desks"

    year = NumberAttribute(hash_key=True)
    revision = NumberAttribute()
    desk = Packed[Desk](Desk)


class CandidateRow(Table):
    """候选, as the shortlist shows one."""

    TABLE = "award-candidates"

    year = NumberAttribute(hash_key=True)
    candidate_id = UnicodeAttribute(range_key=True)
    kind = Choice[CandidateKind](CandidateKind)
    person_id = UnicodeAttribute(null=True)
    name = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    facts = Packed[tuple[tuple[str, str], ...]](tuple[tuple[str, str], ...])
    why = UnicodeAttribute()
    nominated_by = UnicodeAttribute()
    at = Instant()

    by_person = CandidatesOfPerson()


class DeskObjectionRow(Table):
    """异议."""

    TABLE = "award-objections"

    year = NumberAttribute(hash_key=True)
    objection_id = UnicodeAttribute(range_key=True)
    person_id = UnicodeAttribute()
    candidate_id = UnicodeAttribute()
    text = UnicodeAttribute()
    at = Instant()
    state = Choice[DeskObjectionState](DeskObjectionState)
    ruling = UnicodeAttribute(default="")
    ruled_by = UnicodeAttribute(default="")

    by_person = ObjectionsOfPerson()


def fetch_desk(year: int) -> Desk | None:
    """The desk of a year."""
    row = DeskRow.fetch(year)
    return row.desk if row else None


def opened_desk(desk: Desk) -> Writes:
    """A new desk. Raises (at commit): DeskOpenedBefore."""
    return put(_row(desk), DeskRow.year.does_not_exist(), DeskOpenedBefore())


def moved_desk(seen: Desk, desk: Desk) -> Writes:
    """A desk as it is now, if it is as it was read. Raises (at commit): Overtaken."""
    return put(_row(desk), DeskRow.revision == seen.revision, Overtaken)


def nominated(year: int, candidate: Candidate) -> Writes:
    """A candidate. Raises (at commit): NominatedBefore."""
    row = CandidateRow.of(candidate, year=year, person_id=candidate.person_id or None)
    return put(row, CandidateRow.candidate_id.does_not_exist(), NominatedBefore())


def candidates(year: int) -> tuple[Candidate, ...]:
    """All candidates of a year; a desk has at most a hundred."""
    rows = list(CandidateRow.query(year, consistent_read=True))
    for row in rows:
        row.person_id = row.person_id or ""
    return tuple(row.value(Candidate) for row in rows)


def objection_id(person_id: str, candidate_id: str) -> str:
    """The one objection that a person can raise to a candidate."""
    return hashlib.sha256(f"{person_id}#{candidate_id}".encode()).hexdigest()[:26].upper()


def objected(objection: DeskObjection) -> Writes:
    """A new objection. Raises (at commit): ObjectedBefore."""
    row = DeskObjectionRow.of(objection)
    return put(row, DeskObjectionRow.objection_id.does_not_exist(), ObjectedBefore(), first=True)


def ruled_objection(objection: DeskObjection) -> Writes:
    """A ruled objection. Raises (at commit): ObjectionRuled."""
    row = DeskObjectionRow.of(objection)
    return put(row, DeskObjectionRow.state == DeskObjectionState.OPEN, ObjectionRuled(), first=True)


def fetch_objection(year: int, objection_id_: str) -> DeskObjection | None:
    """An objection."""
    row = DeskObjectionRow.fetch(year, objection_id_)
    return row.value(DeskObjection) if row else None


def objections(year: int, cursor: str | None) -> Page[DeskObjection]:
    """Objections of a year."""
    rows = DeskObjectionRow.query(year, limit=50, last_evaluated_key=read_cursor(cursor))
    return Page([row.value(DeskObjection) for row in rows], next_page(rows.last_evaluated_key))


def _row(desk: Desk) -> DeskRow:
    return DeskRow(year=desk.year, revision=desk.revision, desk=desk)
