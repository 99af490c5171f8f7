"""Nouns of recruitment 招录: the application, the gates it goes through, what was decided at each."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.recruitment.models.application import (
        Appeal,
        Applicant,
        Application,
        DocumentHolder,
        DrillMark,
        QuizPass,
    )
    from shouwang.recruitment.models.gates import (
        EDITABLE,
        OPEN,
        QUEUED,
        Decision,
        Gate,
        GateRecord,
        Reviewer,
        Stage,
        State,
        Verdict,
    )
    from shouwang.recruitment.models.waiting import (
        Claim,
        Objection,
        ObjectionState,
        Usual,
        Waiting,
    )

__all__ = [
    "EDITABLE",
    "OPEN",
    "QUEUED",
    "Appeal",
    "Applicant",
    "Application",
    "Claim",
    "Decision",
    "DocumentHolder",
    "DrillMark",
    "Gate",
    "GateRecord",
    "Objection",
    "ObjectionState",
    "QuizPass",
    "Reviewer",
    "Stage",
    "State",
    "Usual",
    "Verdict",
    "Waiting",
]
__getattr__ = front(__name__)
