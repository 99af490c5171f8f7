"""Nouns of recruitment 招录: the application, the gates it goes through, what was decided at each."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.recruitment.models.application import (
        Appeal as Appeal,
        Applicant as Applicant,
        Application as Application,
        DocumentHolder as DocumentHolder,
        DrillMark as DrillMark,
        QuizPass as QuizPass,
    )
    from shouwang.recruitment.models.gates import (
        EDITABLE as EDITABLE,
        OPEN as OPEN,
        QUEUED as QUEUED,
        Decision as Decision,
        Gate as Gate,
        GateRecord as GateRecord,
        Reviewer as Reviewer,
        Stage as Stage,
        State as State,
        Verdict as Verdict,
    )
    from shouwang.recruitment.models.waiting import (
        Claim as Claim,
        Objection as Objection,
        ObjectionState as ObjectionState,
        Usual as Usual,
        Waiting as Waiting,
    )

__getattr__ = front(__name__)
