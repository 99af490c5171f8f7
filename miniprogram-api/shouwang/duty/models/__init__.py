"""Nouns of duty 执勤.

Units: `_at` aware UTC instants, `_on` days in China, `_m` metres, `_deg` degrees; minutes are whole.
"""

from shouwang.duty.models.hours import DayCredit, DayTotal, HoursEntry, Ledger, Service
from shouwang.duty.models.places import District, Doubt, Fence, FenceDecision, Fix, Lane, SentFix, Verdict
from shouwang.duty.models.reviews import Matter, OnDuty, Waiting
from shouwang.duty.models.sessions import CheckIn, Clearance, DutyReport, DutySession, Mark, SessionState, Tap, Way
from shouwang.duty.models.shifts import Candidate, Place, Shift, Signup, SignupState
from shouwang.duty.models.swaps import Swap, SwapState

__all__ = [
    "Candidate",
    "CheckIn",
    "Clearance",
    "DayCredit",
    "DayTotal",
    "District",
    "Doubt",
    "DutyReport",
    "DutySession",
    "Fence",
    "FenceDecision",
    "Fix",
    "HoursEntry",
    "Lane",
    "Ledger",
    "Mark",
    "Matter",
    "OnDuty",
    "Place",
    "SentFix",
    "Service",
    "SessionState",
    "Shift",
    "Signup",
    "SignupState",
    "Swap",
    "SwapState",
    "Tap",
    "Verdict",
    "Waiting",
    "Way",
]
