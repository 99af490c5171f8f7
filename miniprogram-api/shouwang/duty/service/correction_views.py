"""补卡 as it is told: what was asked beside what was recorded, and every word said about it."""

from datetime import datetime

import msgspec

from shouwang.duty.models import Correction, CorrectionState


class WordView(msgspec.Struct, frozen=True):
    """A leader's word."""

    name: str
    accept: bool
    reason: str
    at: datetime


class CorrectionView(msgspec.Struct, frozen=True):
    """补卡. `beyond_min`: minutes that no record bears out; they are attested, never measured."""

    correction_id: str
    person_id: str
    name: str
    volunteer_number: str
    session_id: str
    point_number: str
    point_name: str
    state: CorrectionState
    in_at: datetime
    out_at: datetime
    recorded_in_at: datetime | None
    recorded_out_at: datetime | None
    shift_starts_at: datetime | None
    shift_ends_at: datetime | None
    beyond_min: int
    reason: str
    evidence: str
    photos: int
    asked_at: datetime
    words: tuple[WordView, ...]

    @classmethod
    def of(cls, one: Correction, point_name: str) -> "CorrectionView":
        """A correction with the name of its place."""
        return cls(
            correction_id=one.correction_id,
            person_id=one.person_id,
            name=one.name,
            volunteer_number=one.volunteer_number,
            session_id=one.session_id,
            point_number=one.point_number,
            point_name=point_name,
            state=one.state,
            in_at=one.in_at,
            out_at=one.out_at,
            recorded_in_at=one.recorded_in_at,
            recorded_out_at=one.recorded_out_at,
            shift_starts_at=one.shift_starts_at,
            shift_ends_at=one.shift_ends_at,
            beyond_min=one.beyond_min,
            reason=one.reason,
            evidence=one.evidence,
            photos=len(one.photos),
            asked_at=one.asked_at,
            words=tuple(WordView(word.name, word.accept, word.reason, word.at) for word in one.words),
        )


class Looked(msgspec.Struct, frozen=True):
    """A correction as it was looked at. `spoken`: the leaders who have said their word."""

    view: CorrectionView
    version: int
    spoken: frozenset[str]
