"""The application 报名 and what is kept beside it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from shouwang.recruitment.models.gates import Gate, GateRecord, Stage, State


class QuizPass(msgspec.Struct, frozen=True):
    """The half of the skills gate 技能关 that the quiz closes."""

    course_id: str
    score: int
    at: datetime


class DrillMark(msgspec.Struct, frozen=True):
    """The half of the skills gate 技能关 that a trainer signs for 实操."""

    by: str
    by_name: str
    at: datetime
    note: str = ""


class Appeal(msgspec.Struct, frozen=True):
    """An appeal 申诉 against a refusal, and how it was ruled."""

    words: str
    at: datetime
    against: str  # person_id of who refused
    granted: bool | None = None  # not ruled yet
    by: str = ""
    by_name: str = ""
    ruled_at: datetime | None = None
    note: str = ""


class Application(msgspec.Struct, frozen=True):
    """A person's application 报名.

    `fields` holds what may be read by who has the row, `sealed` the class S values by field, `masked` what is shown in
    their place, `edits` the version at which each field last changed. `kin` are blind indexes of the person's own phone,
    of the emergency contact's and of the household's.
    """

    application_id: str
    person_id: str
    started_at: datetime
    state: State = State.DRAFT
    gate: Gate | None = None
    version: int = 0
    number: str = ""  # for people, 26-0813; given with the first submission
    unit_path: str = ""  # the squadron asked for at the last submission
    since: datetime | None = None  # at this gate, in this state
    due_on: date | None = None  # the last working day on which its owner is in time
    submitted_at: datetime | None = None
    closed_at: datetime | None = None
    fields: Mapping[str, Any] = msgspec.field(default_factory=dict)
    sealed: Mapping[str, bytes] = msgspec.field(default_factory=dict)
    masked: Mapping[str, str] = msgspec.field(default_factory=dict)
    edits: Mapping[str, int] = msgspec.field(default_factory=dict)
    photo: str = ""  # key of the file
    records: tuple[GateRecord, ...] = ()
    document_index: str = ""
    kin: tuple[str, ...] = ()
    birth_year: int | None = None
    sex: str = ""
    duplicate_of: str = ""  # number of the application that holds the same document
    duplicate_id: str = ""  # its id, for the reviewers
    objections: int = 0  # raised in publicity and not ruled yet
    appeal: Appeal | None = None
    quiz: QuizPass | None = None
    drill: DrillMark | None = None
    volunteer_number: str = ""

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return Stage(self.state, self.gate)

    @property
    def name(self) -> str:
        """The name as written, empty before it was."""
        return str(self.fields.get("name", ""))


class Applicant(msgspec.Struct, frozen=True):
    """What is kept for a person beside applications: which is the latest, which came before, what relates them to others."""

    person_id: str
    application_id: str = ""
    earlier: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    quiz: QuizPass | None = None  # passed while there was no application to note it on
    version: int = 0


class DocumentHolder(msgspec.Struct, frozen=True):
    """The one person of an identity document, and the application it came with."""

    person_id: str
    number: str
    application_id: str = ""
