"""Nouns of the yearly award desk 年度评选: who may be honoured, who objects, who votes, how it ends."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class DeskState(StrEnum):
    """How far a year's desk is; it only goes on."""

    SHORTLIST = "shortlist"  # 提名
    PUBLICITY = "publicity"  # 公示
    VOTING = "voting"  # 投票
    REVEALING = "revealing"  # 开票
    DECIDED = "decided"  # 已定


class CandidateKind(StrEnum):
    """Who can be honoured."""

    VOLUNTEER = "volunteer"  # 个人
    SQUADRON = "squadron"  # 中队


class Standing(msgspec.Struct, frozen=True):
    """Where a candidate stands. `candidate_id`: a volunteer number or a unit's path; `out`: why not any more."""

    candidate_id: str
    kind: CandidateKind
    unit_path: str
    person_id: str = ""
    out: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """候选: as the shortlist shows one; the facts are those of the moment of nomination, as labels and values."""

    candidate_id: str
    kind: CandidateKind
    person_id: str  # empty for a squadron
    name: str
    unit_path: str
    facts: tuple[tuple[str, str], ...]
    why: str
    nominated_by: str
    at: datetime


class Juror(msgspec.Struct, frozen=True):
    """评委."""

    person_id: str
    volunteer_number: str
    unit_path: str


class Vote(msgspec.Struct, frozen=True):
    """选票: sealed as a hash, opened with its salt. `choices` is None while it is not opened; then it does not count."""

    person_id: str
    sealed: str
    at: datetime
    salt: str = ""
    choices: tuple[str, ...] | None = None


class Count(msgspec.Struct, frozen=True):
    """得票."""

    candidate_id: str
    votes: int
    won: bool


class Desk(msgspec.Struct, frozen=True):
    """年度评选 of a year. `revision` guards it against two writers at once."""

    year: int
    title: str
    volunteers: int  # how many are honoured
    squadrons: int
    jury: tuple[Juror, ...]
    opened_at: datetime
    revision: int = 1
    state: DeskState = DeskState.SHORTLIST
    candidates: tuple[Standing, ...] = ()
    publicity_until: date | None = None  # its last day
    open_objections: int = 0
    votes: tuple[Vote, ...] = ()
    counts: tuple[Count, ...] = ()
    reason: str = ""

    def places(self, kind: CandidateKind) -> int:
        """How many of a kind are honoured."""
        return self.volunteers if kind is CandidateKind.VOLUNTEER else self.squadrons


class DeskObjectionState(StrEnum):
    """An objection is ruled once."""

    OPEN = "open"  # 待定
    UPHELD = "upheld"  # 成立
    REJECTED = "rejected"  # 不成立


class DeskObjection(msgspec.Struct, frozen=True):
    """异议 in the publicity of a year's candidates; who rules it reads the words and does not learn whose they are."""

    year: int
    objection_id: str
    person_id: str
    candidate_id: str
    text: str
    at: datetime
    state: DeskObjectionState = DeskObjectionState.OPEN
    ruling: str = ""
    ruled_by: str = ""
