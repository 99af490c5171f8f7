"""Nouns of duty 执勤.

Units: `_at` aware UTC instants, `_on` days in China, `_m` metres, `_deg` degrees; minutes are whole.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.models.attestations import (
        Attestation as Attestation,
        AttestationState as AttestationState,
        TeamMember as TeamMember,
        TeamOutcome as TeamOutcome,
    )
    from shouwang.duty.models.corrections import (
        Correction as Correction,
        CorrectionMonth as CorrectionMonth,
        CorrectionState as CorrectionState,
        Proposal as Proposal,
        Word as Word,
    )
    from shouwang.duty.models.evidence import EvidenceScore as EvidenceScore, PastTap as PastTap, Signal as Signal
    from shouwang.duty.models.hours import (
        AttestedLine as AttestedLine,
        DayCredit as DayCredit,
        DayTotal as DayTotal,
        HoursEntry as HoursEntry,
        KindOfService as KindOfService,
        Ledger as Ledger,
        Service as Service,
        Voucher as Voucher,
        WholeSum as WholeSum,
    )
    from shouwang.duty.models.patterns import Attendance as Attendance, Holidays as Holidays, Pattern as Pattern
    from shouwang.duty.models.places import (
        District as District,
        Doubt as Doubt,
        Fence as Fence,
        FenceDecision as FenceDecision,
        Fix as Fix,
        Lane as Lane,
        SentFix as SentFix,
        Verdict as Verdict,
    )
    from shouwang.duty.models.reviews import Manned as Manned, Matter as Matter, OnDuty as OnDuty, Waiting as Waiting
    from shouwang.duty.models.sessions import (
        CheckIn as CheckIn,
        Clearance as Clearance,
        Corrected as Corrected,
        DutyReport as DutyReport,
        DutySession as DutySession,
        Mark as Mark,
        SessionState as SessionState,
        Tap as Tap,
        Way as Way,
    )
    from shouwang.duty.models.shifts import (
        Candidate as Candidate,
        Place as Place,
        Shift as Shift,
        Signup as Signup,
        SignupState as SignupState,
    )
    from shouwang.duty.models.swaps import Swap as Swap, SwapState as SwapState

__getattr__ = front(__name__)
