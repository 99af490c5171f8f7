"""Corrections 补卡 and how many a month has seen. Each function is one request to the store unless it says otherwise."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.duty.models import Correction, CorrectionMonth, CorrectionState, DutySession, Word
from shouwang.duty.rules.corrections import CorrectionSettled
from shouwang.duty.store.sessions import DutySessionRow, key_of
from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import Choice, Instant, Packed, Page, Table, Writes, next_page, put, read_cursor, update


class CorrectionRow(Table):
    """补卡: what was asked, what was recorded, every word said. Nothing of it is ever removed."""

    TABLE = "corrections"

    person_id = UnicodeAttribute(hash_key=True)
    correction_id = UnicodeAttribute(range_key=True)
    unit_path = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    point_number = UnicodeAttribute()
    session_id = UnicodeAttribute()
    month = UnicodeAttribute()
    in_at = Instant()
    out_at = Instant()
    reason = UnicodeAttribute()
    evidence = UnicodeAttribute()
    asked_at = Instant()
    beyond_min = NumberAttribute()
    recorded_in_at = Instant(null=True)
    recorded_out_at = Instant(null=True)
    shift_id = UnicodeAttribute(null=True)
    shift_starts_at = Instant(null=True)
    shift_ends_at = Instant(null=True)
    duty_type = UnicodeAttribute(default="")
    photos = Packed[tuple[str, ...]](tuple[str, ...], default=())
    words = Packed[tuple[Word, ...]](tuple[Word, ...], default=())
    state = Choice[CorrectionState](CorrectionState)
    version = NumberAttribute(default=0)


class CorrectionMonthRow(Table):
    """How many corrections a person has asked for in a month; every change carries the version seen."""

    TABLE = "correction-months"

    person_id = UnicodeAttribute(hash_key=True)
    month = UnicodeAttribute(range_key=True)
    used = NumberAttribute()
    waiting = Packed[tuple[str, ...]](tuple[str, ...])
    version = NumberAttribute()


def new_correction(one: Correction) -> Writes:
    """A correction that waits."""
    return put(CorrectionRow.of(one), CorrectionRow.correction_id.does_not_exist())


def keep_correction(one: Correction) -> Writes:
    """A correction's state, words and photos. Raises (at commit): CorrectionSettled when it changed since it was read."""
    row = CorrectionRow.of(one)
    return update(
        CorrectionRow(person_id=one.person_id, correction_id=one.correction_id),
        CorrectionRow.state.set(row.state),
        CorrectionRow.words.set(row.words),
        CorrectionRow.photos.set(row.photos),
        CorrectionRow.version.add(1),
        condition=CorrectionRow.version == one.version,
        otherwise=CorrectionSettled("刚好有别人也在核，再看一次"),
    )


def fetch_correction(person_id: str, correction_id: str) -> Correction | None:
    """A correction of a person."""
    row = CorrectionRow.fetch(person_id, correction_id)
    return row.value(Correction) if row else None


def corrections_of(person_id: str, cursor: str | None, limit: int) -> Page[Correction]:
    """A page of a person's corrections, the newest first."""
    rows = CorrectionRow.query(
        person_id, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor)
    )
    found = [row.value(Correction) for row in rows]
    return Page(found, next_page(rows.last_evaluated_key))


def fetch_month(person_id: str, month: str) -> CorrectionMonth:
    """A person's month; one without corrections is empty."""
    row = CorrectionMonthRow.fetch(person_id, month)
    return row.value(CorrectionMonth) if row else CorrectionMonth(month)


def keep_month(person_id: str, month: CorrectionMonth) -> Writes:
    """A person's month moved on from the version seen. Raises (at commit): Conflict."""
    seen = CorrectionMonthRow.version == month.version if month.version else CorrectionMonthRow.version.does_not_exist()
    row = CorrectionMonthRow.of(month, person_id=person_id)
    row.version = month.version + 1
    return put(row, seen)


def corrected(session: DutySession) -> Writes:
    """A duty with the correction that stands, or with none; refused as Stale if it changed since it was read."""
    one = DutySessionRow.corrected
    change = one.set(session.corrected) if session.corrected else one.remove()
    seen = DutySessionRow.version == session.version
    return update(key_of(session), change, DutySessionRow.version.add(1), condition=seen, otherwise=Stale())


def unrecorded(session: DutySession) -> Writes:
    """A duty that stands on a correction alone. Raises (at commit): Stale when it is there already."""
    return put(DutySessionRow.of(session), DutySessionRow.session_id.does_not_exist(), Stale())
