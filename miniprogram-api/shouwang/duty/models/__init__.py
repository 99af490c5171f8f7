"""Nouns of duty 执勤.

Units: `_at` aware UTC instants, `_on` days in China, `_m` metres, `_deg` degrees; minutes are whole.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.models.attestations import Attestation, AttestationState, TeamMember, TeamOutcome
    from shouwang.duty.models.corrections import Correction, CorrectionMonth, CorrectionState, Proposal, Word
    from shouwang.duty.models.evidence import EvidenceScore, PastTap, Signal
    from shouwang.duty.models.hours import (
        AttestedLine,
        DayCredit,
        DayTotal,
        HoursEntry,
        KindOfService,
        Ledger,
        Service,
        Voucher,
        WholeSum,
    )
    from shouwang.duty.models.patterns import Attendance, Holidays, Pattern
    from shouwang.duty.models.places import District, Doubt, Fence, FenceDecision, Fix, Lane, SentFix, Verdict
    from shouwang.duty.models.reviews import Manned, Matter, OnDuty, Waiting
    from shouwang.duty.models.sessions import (
        CheckIn,
        Clearance,
        Corrected,
        DutyReport,
        DutySession,
        Mark,
        SessionState,
        Tap,
        Way,
    )
    from shouwang.duty.models.shifts import Candidate, Place, Shift, Signup, SignupState
    from shouwang.duty.models.swaps import Swap, SwapState

__all__ = [
    "Attendance",
    "Attestation",
    "AttestationState",
    "AttestedLine",
    "Candidate",
    "CheckIn",
    "Clearance",
    "Corrected",
    "Correction",
    "CorrectionMonth",
    "CorrectionState",
    "DayCredit",
    "DayTotal",
    "District",
    "Doubt",
    "DutyReport",
    "DutySession",
    "EvidenceScore",
    "Fence",
    "FenceDecision",
    "Fix",
    "Holidays",
    "HoursEntry",
    "KindOfService",
    "Lane",
    "Ledger",
    "Manned",
    "Mark",
    "Matter",
    "OnDuty",
    "PastTap",
    "Pattern",
    "Place",
    "Proposal",
    "SentFix",
    "Service",
    "SessionState",
    "Shift",
    "Signal",
    "Signup",
    "SignupState",
    "Swap",
    "SwapState",
    "Tap",
    "TeamMember",
    "TeamOutcome",
    "Verdict",
    "Voucher",
    "Waiting",
    "Way",
    "WholeSum",
    "Word",
]
__getattr__ = front(__name__)
