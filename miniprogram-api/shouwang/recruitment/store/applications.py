"""Applications, and what is kept for a person beside them. Each function is one request, or a write for a commit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import Choice, Day, Instant, Packed, Table, Writes, check, put
from shouwang.recruitment.models import Appeal, Applicant, Application, DrillMark, Gate, GateRecord, QuizPass, State
from shouwang.recruitment.models.gates import ENDED


class EndIndex(GlobalSecondaryIndex["ApplicationRow"]):
    """Applications that ended and still hold what must go, by when they ended; sparse."""

    class Meta:
        """Index settings."""

        index_name = "by_end"
        projection = AllProjection()

    ended = UnicodeAttribute(hash_key=True)
    closed_at = Instant(range_key=True)


class ApplicationRow(Table):
    """An application; read and written whole, under its version."""

    TABLE = "applications"

    application_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    started_at = Instant()
    state = Choice(State)
    gate = Choice(Gate, null=True)
    version = NumberAttribute()
    number = UnicodeAttribute(default="")
    unit_path = UnicodeAttribute(default="")
    since = Instant(null=True)
    due_on = Day(null=True)
    submitted_at = Instant(null=True)
    closed_at = Instant(null=True)
    fields = Packed[dict[str, Any]](dict[str, Any])
    sealed = Packed[dict[str, bytes]](dict[str, bytes])
    masked = Packed[dict[str, str]](dict[str, str])
    edits = Packed[dict[str, int]](dict[str, int])
    photo = UnicodeAttribute(default="")
    records = Packed[tuple[GateRecord, ...]](tuple[GateRecord, ...])
    document_index = UnicodeAttribute(default="")
    kin = Packed[tuple[str, ...]](tuple[str, ...])
    birth_year = NumberAttribute(null=True)
    sex = UnicodeAttribute(default="")
    duplicate_of = UnicodeAttribute(default="")
    duplicate_id = UnicodeAttribute(default="")
    objections = NumberAttribute(default=0)
    appeal = Packed[Appeal](Appeal, null=True)
    quiz = Packed[QuizPass](QuizPass, null=True)
    drill = Packed[DrillMark](DrillMark, null=True)
    volunteer_number = UnicodeAttribute(default="")
    ended = UnicodeAttribute(null=True)

    by_end = EndIndex()


class ApplicantRow(Table):
    """A person's latest application, and what relates the person to others."""

    TABLE = "applicants"

    person_id = UnicodeAttribute(hash_key=True)
    application_id = UnicodeAttribute(default="")
    earlier = Packed[tuple[str, ...]](tuple[str, ...], default=())
    kin = Packed[tuple[str, ...]](tuple[str, ...])
    quiz = Packed[QuizPass](QuizPass, null=True)
    version = NumberAttribute()


def fetch_applicant(person_id: str) -> Applicant:
    """What is kept for a person; empty for who never applied."""
    row = ApplicantRow.fetch(person_id)
    return row.value(Applicant) if row else Applicant(person_id)


def keep_applicant(applicant: Applicant) -> Writes:
    """A changed applicant; a Conflict at commit if somebody changed it since it was read."""
    row = ApplicantRow.of(applicant, version=applicant.version + 1)
    fresh = ApplicantRow.person_id.does_not_exist()
    return put(row, (ApplicantRow.version == applicant.version) if applicant.version else fresh)


def fetch_application(application_id: str) -> Application | None:
    """An application by id."""
    row = ApplicationRow.fetch(application_id)
    return row.value(Application) if row else None


def keep_application(application: Application) -> Writes:
    """A changed application, its version one on; a Conflict at commit if somebody changed it since it was read."""
    ended = str(application.state) if application.state in ENDED and application.closed_at else None
    row = ApplicationRow.of(application, version=application.version + 1, ended=ended)
    fresh = ApplicationRow.application_id.does_not_exist()
    return put(row, (ApplicationRow.version == application.version) if application.version else fresh)


def fetch_applications(application_ids: Sequence[str]) -> list[Application]:
    """Several applications, as they are now. Shapes: at most 100. Cost: 1 request."""
    rows = ApplicationRow.batch_get(list(application_ids), consistent_read=True) if application_ids else ()
    return [row.value(Application) for row in rows]


def is_latest(application: Application) -> Writes:
    """An assertion that the person has begun no other application since. Raises (at commit): Stale."""
    row = ApplicantRow(person_id=application.person_id)
    other = Stale("这个人后来又报了一份，看新的那份")
    return check(row, ApplicantRow.application_id == application.application_id, other)


def ended_before(state: State, before: datetime, limit: int) -> list[Application]:
    """Applications that ended so, before an instant, and still hold what must go."""
    rows = ApplicationRow.by_end.query(str(state), ApplicationRow.closed_at <= before, limit=limit)
    return [row.value(Application) for row in rows]


def first_ended(state: State) -> datetime | None:
    """When the first of those ended that ended so and still hold what must go."""
    return next((row.closed_at for row in ApplicationRow.by_end.query(str(state), limit=1)), None)


def emptied(application: Application, kept: Mapping[str, Any]) -> Writes:
    """An application without what must go. A Conflict at commit if somebody changed it since it was read."""
    row = ApplicationRow.of(replace(application, **kept), version=application.version + 1, ended=None)
    return put(row, ApplicationRow.version == application.version)
