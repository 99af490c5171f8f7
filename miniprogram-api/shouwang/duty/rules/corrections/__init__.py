"""补卡: what may be asked, who decides, and what it makes of a duty.

A correction never rewrites what was recorded: it stands beside it, and minutes that no record bears out are attested.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.rules.corrections.decisions import (
        MOST_A_MONTH as MOST_A_MONTH,
        SECOND_WORD_FROM as SECOND_WORD_FROM,
        STEPS as STEPS,
        corrected as corrected,
        count_in as count_in,
        count_out as count_out,
        decide as decide,
        require_seen as require_seen,
        reverse as reverse,
        withdraw as withdraw,
        words as words,
    )
    from shouwang.duty.rules.corrections.problems import (
        CorrectedBefore as CorrectedBefore,
        CorrectionSettled as CorrectionSettled,
        CorrectionTooLate as CorrectionTooLate,
        DutyStillOpen as DutyStillOpen,
        EvidenceRefused as EvidenceRefused,
        OtherLeaderNeeded as OtherLeaderNeeded,
        TooManyCorrections as TooManyCorrections,
    )
    from shouwang.duty.rules.corrections.proposals import (
        UNDECIDED as UNDECIDED,
        WITHIN as WITHIN,
        beyond as beyond,
        month_of as month_of,
        propose as propose,
        require_photo_wanted as require_photo_wanted,
        unrecorded as unrecorded,
        whole_minutes as whole_minutes,
        with_photo as with_photo,
    )

__getattr__ = front(__name__)
