"""补卡: what may be asked, who decides, and what it makes of a duty.

A correction never rewrites what was recorded: it stands beside it, and minutes that no record bears out are attested.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.rules.corrections.decisions import (
        MOST_A_MONTH,
        SECOND_WORD_FROM,
        STEPS,
        corrected,
        count_in,
        count_out,
        decide,
        require_seen,
        reverse,
        withdraw,
        words,
    )
    from shouwang.duty.rules.corrections.problems import (
        CorrectedBefore,
        CorrectionSettled,
        CorrectionTooLate,
        DutyStillOpen,
        EvidenceRefused,
        OtherLeaderNeeded,
        TooManyCorrections,
    )
    from shouwang.duty.rules.corrections.proposals import (
        UNDECIDED,
        WITHIN,
        beyond,
        month_of,
        propose,
        require_photo_wanted,
        unrecorded,
        whole_minutes,
        with_photo,
    )

__all__ = [
    "MOST_A_MONTH",
    "SECOND_WORD_FROM",
    "STEPS",
    "UNDECIDED",
    "WITHIN",
    "CorrectedBefore",
    "CorrectionSettled",
    "CorrectionTooLate",
    "DutyStillOpen",
    "EvidenceRefused",
    "OtherLeaderNeeded",
    "TooManyCorrections",
    "beyond",
    "corrected",
    "count_in",
    "count_out",
    "decide",
    "month_of",
    "propose",
    "require_photo_wanted",
    "require_seen",
    "reverse",
    "unrecorded",
    "whole_minutes",
    "with_photo",
    "withdraw",
    "words",
]
__getattr__ = front(__name__)
