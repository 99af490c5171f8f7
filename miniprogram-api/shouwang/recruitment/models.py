"""Nouns of recruitment 招录: the application, the gates it goes through, what was decided at each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from shouwang.kernel.actor import Actor


class Gate(StrEnum):
    """A gate 关. Which of them stand in which order is data of the force. Source: seed (政治关、志愿关、身体关和技能关)."""

    WILLINGNESS = "willingness"
    POLITICAL = "political"
    FITNESS = "fitness"
    SKILLS = "skills"
    PUBLICITY = "publicity"
    NUMBER = "number"

    @property
    def words(self) -> str:
        """Its name in Chinese."""
        return _GATE_WORDS[self]


_GATE_WORDS = {
    Gate.WILLINGNESS: "志愿关",
    Gate.POLITICAL: "政治关",
    Gate.FITNESS: "身体关",
    Gate.SKILLS: "技能关",
    Gate.PUBLICITY: "公示",
    Gate.NUMBER: "编号",
}


class State(StrEnum):
    """What an application waits for, or how it ended."""

    DRAFT = "draft"  # 草稿
    REVIEW = "review"  # 待审
    RETURNED = "returned"  # 退回补件
    PASSED = "passed"  # 入队
    FAILED = "failed"  # 不通过
    WITHDRAWN = "withdrawn"  # 撤回


OPEN = frozenset({State.DRAFT, State.REVIEW, State.RETURNED})
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
QUEUED = frozenset({State.REVIEW, State.RETURNED})


class Decision(StrEnum):
    """What a gate's owner decides."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a secret
    FAIL = "fail"
    RETURN = "return"

    @property
    def words(self) -> str:
        """Its name in Chinese."""
        return {Decision.PASS: "通过", Decision.FAIL: "不通过", Decision.RETURN: "退回"}[self]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an application stands: its state, and the gate it is at (none before the first and after the last)."""

    state: State
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate's owner says, about the version that was read. `cover_until` is told at the number gate only."""

    decision: Decision
    version: int
    reason: str = ""
    note: str = ""
    cover_until: date | None = None


@dataclass(frozen=True, slots=True)
class GateRecord:
    """A decision that was taken: at which gate, by whom, about which version."""

    gate: Gate
    decision: Decision
    by: str  # person_id
    by_name: str
    at: datetime
    version: int
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuizPass:
    """The half of the skills gate 技能关 that the quiz closes."""

    course_id: str
    score: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DrillMark:
    """The half of the skills gate 技能关 that a trainer signs for 实操."""

    by: str
    by_name: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """A person's application 报名.

    `fields` holds what may be read by who has the row, `sealed` the class S values by field, `masked` what is shown in
    their place, `edits` the version at which each field last changed. `kin` are blind indexes of the person's own phone
    and of the emergency contact's.
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
    submitted_at: datetime | None = None
    closed_at: datetime | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, bytes] = field(default_factory=dict)
    masked: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, int] = field(default_factory=dict)
    photo: str = ""  # key of the file
    records: tuple[GateRecord, ...] = ()
    document_index: str = ""
    kin: tuple[str, ...] = ()
    birth_year: int | None = None
    sex: str = ""
    duplicate_of: str = ""  # number of the application that holds the same document
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


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is kept for a person beside applications: which is the latest, what relates them to others."""

    person_id: str
    application_id: str = ""
    kin: tuple[str, ...] = ()
    quiz: QuizPass | None = None  # passed while there was no application to note it on
    version: int = 0


@dataclass(frozen=True, slots=True)
class DocumentHolder:
    """The one person of an identity document, and the application it came with."""

    person_id: str
    number: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides: rights, and the blind indexes that show whose friend one is."""

    actor: Actor
    kin: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue 待审名单."""

    application_id: str
    number: str
    name: str
    unit_path: str
    since: datetime
    again: bool  # was returned before, and came back
