"""见证: a leader says that somebody without a phone is there; the person says whether that is so."""

from datetime import datetime
from enum import StrEnum

import msgspec

from shouwang.duty.models.hours import Voucher


class AttestationState(StrEnum):
    """Asked until the person answers; a departure that is attested later asks again."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DENIED = "denied"


class Attestation(msgspec.Struct, frozen=True):
    """见证 of one duty. `attestation_id` is the duty's; `*_check_in` name the ends that rest on a leader's word.

    `*_voucher` say whose word it is; `by` called last: one leader may tell the arrival, another the departure.
    """

    attestation_id: str
    person_id: str
    shift_id: str
    unit_path: str
    point_number: str
    by: str
    by_name: str
    reason: str
    asked_at: datetime
    state: AttestationState = AttestationState.ASKED
    in_check_in: str | None = None
    out_check_in: str | None = None
    in_voucher: Voucher | None = None
    out_voucher: Voucher | None = None
    answered_at: datetime | None = None
    version: int = 0


class TeamOutcome(StrEnum):
    """What became of one person of a team."""

    RECORDED = "recorded"
    NOT_ON_SHIFT = "not-on-shift"
    ON_DUTY_ALREADY = "on-duty-already"
    NOT_ON_DUTY = "not-on-duty"
    OWN_WORK = "own-work"
    NOT_INSURED = "not-insured"


class TeamMember(msgspec.Struct, frozen=True):
    """One line of a team's check-in."""

    volunteer_number: str
    outcome: TeamOutcome
