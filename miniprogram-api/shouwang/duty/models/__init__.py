"""Nouns of duty 执勤.

Units: `_at` aware UTC instants, `_on` days in China, `_m` metres, `_deg` degrees; minutes are whole.
"""

from shouwang.duty.models.hours import DayCredit, HoursEntry, Ledger
from shouwang.duty.models.places import District, Doubt, Fence, FenceDecision, Fix, Lane, SentFix, Verdict
from shouwang.duty.models.sessions import CheckIn, Clearance, DutyReport, DutySession, Mark, SessionState, Way
from shouwang.duty.models.shifts import Candidate, Shift, Signup, SignupState

__all__ = [
    "Candidate",
    "CheckIn",
    "Clearance",
    "DayCredit",
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
    "SentFix",
    "SessionState",
    "Shift",
    "Signup",
    "SignupState",
    "Verdict",
    "Way",
]
